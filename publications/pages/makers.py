"""What may add pages to a site of which no file in the docs folder tells: plugins and hooks.

Only the builder knows the addresses of such pages.  Before it has run, none of them can be said to
be missing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from publications import disk
from publications.settings import Settings

# Plugins that add no page: those of this site, of Material, and others that are met often.
_NO_PAGES: Final = frozenset(
    (
        "publications", "bibtex", "search", "offline", "meta", "info", "optimize", "privacy", "rss",
        "social", "tags", "typeset", "autorefs", "awesome-nav", "awesome-pages", "exclude",
        "git-authors", "git-committers", "git-revision-date", "git-revision-date-localized",
        "glightbox", "include-markdown", "literate-nav", "macros", "minify", "mkdocstrings",
        "open-in-new-tab", "section-index", "table-reader",
    )
)  # fmt: skip
# Events of MkDocs at which a hook can add files.
_FILE_EVENTS: Final = ("on_config", "on_pre_build", "on_files", "on_nav", "on_env", "on_post_build")


def may_make(address: str, settings: Settings) -> bool:
    """Whether a plugin or a hook may make a page at an address, such as `/blog/2026/news/`."""
    folders = tuple(f"/{folder}" for folder in _folders(settings))
    return address.startswith(folders)


def may_move(path: str, settings: Settings) -> bool:
    """Whether a plugin gives a page an address of its own, as the blog does with a post."""
    if "blog" not in settings.plugins:
        return False
    options = settings.plugins["blog"]
    posts = str(options.get("post_dir", "{blog}/posts"))
    folder = posts.replace("{blog}", str(options.get("blog_dir", "blog")))
    return path.startswith(f"{folder.strip('./')}/")


def _folders(settings: Settings) -> Iterator[str]:
    """The folders in which pages may be made; the empty one is the whole site."""
    if any(map(_adds_files, settings.hooks)):
        yield ""
    for name, options in settings.plugins.items():
        if name == "blog":
            yield posixpath.join(str(options.get("blog_dir", "blog")).strip("./"), "")
        elif name not in _NO_PAGES:
            yield ""


def _adds_files(hook: Path) -> bool:
    """Whether a hook may add files, as one that cannot be read may."""
    try:
        text = disk.read(hook).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return True
    return any(event in text for event in _FILE_EVENTS)
