"""The page that Markdown is being converted for: its build, its path, what is to be filled in."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol, cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from publications import diagnostics, exports
from publications.exports.jsonld_nodes import Node
from publications.markdown import citation_check
from publications.pages import build, render
from publications.pages.build import Build
from publications.pages.render import Href
from publications.settings import Options, Settings, read_settings

HOLE: Final = "data-publications-hole"
# Zensical tells extensions of the page by a preprocessor of this name.
_CONTEXT: Final = "rendering_context"
_CONFIG: Final = Path("mkdocs.yml")


class _ZensicalPage(Protocol):
    path: str
    meta: dict[str, Any]


class _Context(Protocol):
    page: _ZensicalPage
    config: Mapping[str, Any]


class CurrentPage:
    """The page of one conversion.

    Under MkDocs the plugin gives the build.  Elsewhere it is made when the page asks for it, of
    what Zensical tells about the site, or of the mkdocs.yml in the working directory.
    """

    def __init__(self, md: Markdown, chosen: Mapping[str, Any], given: Build | None = None) -> None:
        self._md = md
        self._chosen = chosen
        self._given = given
        self.reset()

    def reset(self) -> None:
        """Forget the page before."""
        self._own: Build | None = None
        self._fragments: list[tuple[str, str]] = []
        self._ids: set[str] = set()
        self.lists_all = False

    @functools.cached_property
    def _options(self) -> Options:
        """Checked options.  Raises OptionsError."""
        return Options.from_mapping(self._chosen)

    @property
    def build(self) -> Build:
        """The build that the page belongs to.  Raises OptionsError."""
        if self._given is not None:
            return self._given
        if self._own is None:
            context = self._context
            page = context.page.path if context else ""
            self._own = build.standalone(self._settings(context), page)
        return self._own

    @property
    def href(self) -> Href:
        """Relative paths of files below the docs folder, seen from this page."""
        return functools.partial(render.relative, page=self.build.page)

    @property
    def _context(self) -> _Context | None:
        if _CONTEXT not in self._md.preprocessors:
            return None
        found: Any = self._md.preprocessors[_CONTEXT]
        return cast(_Context, found)

    def _settings(self, context: _Context | None) -> Settings:
        if context is not None:
            config = context.config
            root = Path(config["root_dir"])
            custom = (config.get("theme") or {}).get("custom_dir")
            return Settings(
                root=root,
                docs_dir=root / config["docs_dir"],
                templates=root / custom / "publications" if custom else None,
                site_url=config.get("site_url") or "",
                site_name=config.get("site_name") or "",
                pages=(),
                options=self._options.with_extra(config.get("extra"), root / _CONFIG),
            )
        if _CONFIG.is_file():
            return replace(read_settings(_CONFIG), options=self._options)
        return Settings(Path(), Path("docs"), None, "", "", (), self._options)

    def tell_template(self) -> None:
        """Give Zensical's templates what they get of the plugin under MkDocs, by the page's data.

        The banner is for entries that are left out and for citations of this page, so only for a
        preview: `generate` stops a build at an error, and `verify` at a citation left as text.
        """
        if self._given is not None or (context := self._context) is None:
            return
        library = self.build.library
        context.page.meta["publications"] = dict(self.build.facts)
        findings = list(library.faults) if library.errors else []
        if self.build.cites:
            docs_dir = self._settings(context).docs_dir
            findings += citation_check.findings_of(library, docs_dir, context.page.path)
        if findings:
            context.page.meta["diagnostics"] = diagnostics.as_banner(findings)

    def hole(self, parent: Element, tag: str, html: str, name: str) -> Element:
        """Leave an empty element that `fill` turns into the fragment."""
        self._fragments.append((html, name))
        return SubElement(parent, tag, {HOLE: str(len(self._fragments) - 1)})

    def unique(self, anchor: str) -> str:
        """An id that no block on this page has used."""
        candidate, number = anchor, 1
        while candidate in self._ids:
            number += 1
            candidate = f"{anchor}_{number}"
        self._ids.add(candidate)
        return candidate

    def fill(self, root: Element) -> None:
        """Turn each hole into its fragment, in place; say to machines what the page is."""
        for element in list(root.iter()):
            number = element.attrib.get(HOLE)
            if number is None:
                continue
            filled = render.fragment(*self._fragments[int(number)])
            element.tag, element.attrib, element.text = filled.tag, filled.attrib, filled.text
            element[:] = list(filled)
        if nodes := self._nodes():
            script = SubElement(root, "script", {"type": "application/ld+json"})
            script.text = exports.jsonld.dumps(nodes)

    def _nodes(self) -> list[Node]:
        """JSON-LD of the first page, which presents the owner, and of the list of everything."""
        nodes: list[Node] = []
        if self.build.page == "index.md":
            nodes.append(exports.jsonld.person(self.build.renderer.site))
        if self.lists_all:
            site = self.build.renderer.site
            nodes.append(exports.jsonld.collection(self.build.library.publications, site))
            if site.url:
                steps = [(site.owner.name or site.name, ""), ("Publications", "publications/")]
                nodes.append(exports.jsonld.breadcrumbs(steps, site))
        return nodes
