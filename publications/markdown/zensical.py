"""What Zensical tells Markdown extensions of page and site, and what they tell its theme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, Protocol, cast

from markdown import Markdown

from publications import diagnostics
from publications.markdown import citation_check
from publications.pages import editions, search
from publications.pages.build import PDF_FILE, Build
from publications.settings import (
    Options,
    Settings,
    language_of,
    read_editions,
    theme_dirs,
    words_of,
)

# Zensical tells extensions of the page by a preprocessor of this name.
_PREPROCESSOR: Final = "rendering_context"
_INDEX: Final = "search.json"


class ZensicalPage(Protocol):
    """The page: its path below the docs folder, and its front matter."""

    path: str
    meta: dict[str, Any]


class Context(Protocol):
    """The page that is being converted, and the configuration of the site."""

    page: ZensicalPage
    config: Mapping[str, Any]


def context_of(md: Markdown) -> Context | None:
    """The context of a conversion by Zensical, or None under another builder."""
    if _PREPROCESSOR not in md.preprocessors:
        return None
    return cast(Context, md.preprocessors[_PREPROCESSOR])


def settings_of(context: Context, options: Options) -> Settings:
    """The settings of the site, as far as a page depends on them."""
    config = context.config
    root = Path(config["root_dir"])
    theme = config.get("theme") or {}
    language = options.language or language_of(theme)
    return Settings(
        root=root,
        docs_dir=root / config["docs_dir"],
        theme_dirs=theme_dirs(root, theme),
        site_url=config.get("site_url") or "",
        site_name=config.get("site_name") or "",
        site_description=config.get("site_description") or "",
        pages=(),
        options=options.with_extra(config.get("extra"), root / "mkdocs.yml"),
        directory_urls=config.get("use_directory_urls") is not False,
        language=language,
        words=words_of(root, options, language),
        editions=read_editions(root, options.editions),
    )


def tell_templates(context: Context, build: Build, settings: Settings) -> None:
    """Put into the page's data what templates get of the plugin under MkDocs.

    The banner is for entries that are left out and for citations of this page, so only for a
    preview: `generate` stops a build at an error, and `verify` at a citation left as text.
    """
    docs_dir = settings.docs_dir
    search.escape_title(context.page.meta)
    editions.tell(context.page.meta, context.page.path, settings)
    context.page.meta["publications"] = {**build.facts, "search": _index(context.config)}
    context.page.meta.pop(PDF_FILE, None)  # a name of ours
    file = PurePosixPath(context.page.path).with_suffix(".pdf")
    if context.page.meta.get("pdf") is True and (docs_dir / file).is_file():
        context.page.meta[PDF_FILE] = str(file)
    findings = list(build.bibliography.faults) if build.bibliography.errors else []
    if build.cites:
        findings += citation_check.findings_of(build.bibliography, docs_dir, context.page.path)
    if findings:
        context.page.meta["diagnostics"] = diagnostics.as_banner(findings)


def _index(config: Mapping[str, Any]) -> str:
    """The address of the index that Zensical writes, or nothing where the search is off."""
    plugins = config.get("plugins") or {}
    enabled = plugins.get("search", {}).get("config", {}).get("enabled", True)
    return _INDEX if enabled else ""
