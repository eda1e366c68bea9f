"""A note about the owner's pages that do not say what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from publications.diagnostics import Diagnostic
from publications.exports import llms


def missing_descriptions(pages: Iterable[Path], docs_dir: Path) -> Iterator[Diagnostic]:
    """The pages without `description` in their front matter, which search engines show."""
    for path in pages:
        if llms.read_page(path).description.strip():
            continue
        name = f"{docs_dir.name}/{path.relative_to(docs_dir).as_posix()}"
        message = "search engines choose what they say of this page"
        hint = "add description: … to its front matter"
        yield Diagnostic(name, 1, 1, "note", "missing-description", message, hint)
