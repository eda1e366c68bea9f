"""A note about the owner's pages that do not say what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publications.diagnostics import Diagnostic
from publications.exports.llms import Document


def missing_descriptions(documents: Iterable[Document], folder: str) -> Iterator[Diagnostic]:
    """The pages without `description` in their front matter, which search engines show.

    `folder` is the name of the docs folder.
    """
    for document in documents:
        if document.description:
            continue
        message = "search engines choose what they say of this page"
        hint = "add description: … to its front matter"
        path = f"{folder}/{document.path}"
        yield Diagnostic(path, 1, 1, "note", "missing-description", message, hint)
