"""Rules about retractions, expressions of concern and corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publications.bibtex import Entry
from publications.diagnostics import Diagnostic, quote
from publications.model import status
from publications.model.publication import Publication
from publications.model.switches import is_on
from publications.rules.context import Context, warning

_EXAMPLE = "10.1000/notice, 2023-05-01"


def unreadable_notice(entry: Entry, _context: Context) -> Iterator[Diagnostic]:
    """A notice is a DOI or an address, and a date; what else is written there is not shown.

    The notice still counts: a slip of the pen must not show a retracted paper as sound.
    """
    for name in filter(entry.fields.__contains__, status.LABELS):
        unread = status.unreadable(entry.get(name))
        if unread:
            message = f"{name} of {quote(entry.key)} is neither address nor date: {quote(unread)}"
            hint = f"write {name} = {{{_EXAMPLE}}}, or one of the two; remove it if there is none"
            yield warning(entry, name, "unreadable-notice", message, hint)


def unsaid_retraction(publication: Publication, _context: Context) -> Iterator[Diagnostic]:
    """That a work was retracted is said in the field for it, which also tells when and where.

    A title that publishers have marked, and `pubstate`, are believed all the same (status.py).
    """
    entry = publication.entry
    if publication.retracted and not entry.get(status.RETRACTION):
        message = f"{quote(entry.key)} is shown as retracted, as its title or pubstate says"
        hint = f"add retraction = {{{_EXAMPLE}}}"
        yield warning(entry, "title", "unsaid-retraction", message, hint)


def retracted_selected(
    publications: Sequence[Publication], _context: Context
) -> Iterator[Diagnostic]:
    """No work that was retracted, in any of its versions, is among the selected ones.

    `versions.related` has taken it out of them, so that `selected` in the entry has no effect.
    """
    for publication in publications:
        if is_on(publication.entry.get("selected")) and not publication.selected:
            subject = quote(publication.key)
            if not publication.retracted:
                subject = f"a version of {subject}"
            message = f"{subject} is retracted and not shown among the selected works"
            hint = "remove selected"
            yield warning(publication.entry, "selected", "retracted-selected", message, hint)
