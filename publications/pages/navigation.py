"""What `nav` in mkdocs.yml names and the site does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publications.diagnostics import Diagnostic, quote
from publications.pages.targets import Targets
from publications.settings import Place
from publications.tex.url import is_absolute

#: Plugins that read other things than files and addresses in `nav`.
_READ_NAV: Final = frozenset(("awesome-nav", "awesome-pages", "literate-nav"))


def dead(targets: Targets) -> Iterator[tuple[str, Place]]:
    """What `nav` names and nothing makes, with its place."""
    if not _READ_NAV.isdisjoint(targets.settings.plugins):
        return
    for target, place in targets.in_nav:
        if _is_dead(target, targets):
            yield target, place


def missing(targets: Targets) -> frozenset[str]:
    """The targets in `nav` that lead nowhere, so that the header leaves them out."""
    return frozenset(target for target, _ in dead(targets))


def missing_page(targets: Targets) -> Iterator[Diagnostic]:
    """A finding for each target in `nav` that leads nowhere, and what it may mean."""
    for target, place in dead(targets):
        message = f"nav names {quote(target)}, which is not there: the header leaves it out"
        match = targets.closest(target)
        hint = "write the page, or remove the line"
        if match:
            hint = f"did you mean {quote(match)}?"
        yield Diagnostic(*place, "warning", "missing-page", message, hint)


def _is_dead(target: str, targets: Targets) -> bool:
    """Whether a target is for the site to know, and neither a file nor an address of it.

    `focus.md` is a file, `focus/` an address.
    """
    if not _is_relative(target):
        return False
    if targets.has_source(target):
        return False
    return not targets.has_address(target)


def _is_relative(target: str) -> bool:
    """Whether it is neither a whole address nor one from the top of the server.

    >>> _is_relative("focus.md"), _is_relative("/focus/"), _is_relative("https://example.org/")
    (True, False, False)
    """
    if target[:1] in ("", "/"):
        return False
    return not is_absolute(target)
