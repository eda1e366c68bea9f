"""The command `generate`: pages and downloads as files, for site builders that run no plugin.

They are written below the docs folder, and removed when they are no longer made.  A file of the
owner's is never overwritten: where a page would stand it is an error, and a download of his own,
such as a robots.txt, goes before ours.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from publications import diagnostics, disk
from publications.pages import (
    generated,
    makers,
    manifest,
    pdfs,
    redirects,
    stock,
)
from publications.pages.manifest import Written
from publications.pdf.printing import Printed
from publications.project import Project

#: Another run may write thousands of pages.
_SECONDS: Final = 60


class GenerateError(ValueError):
    """Files that cannot be written: names them, and says why."""


def generate(project: Project, docs_dir: Path, printed: Sequence[Printed] = ()) -> Written:
    """Write what a bibliography makes, and the PDF files of pages; remove what is no longer made.

    Raises GenerateError where a page would replace a file of the owner's, before anything is
    written, and where the disk refuses.
    """
    with _alone(docs_dir):
        return _generate(project, docs_dir, printed)


def _generate(project: Project, docs_dir: Path, printed: Sequence[Printed]) -> Written:
    """Do the work of `generate` while no other run does it.  Raises GenerateError, OSError."""
    bibliography, site, edit_url = (
        project.bibliography,
        project.site,
        project.settings.options.edit_url,
    )
    ours = manifest.made(docs_dir)
    has_template = stock.has_template(project.settings)
    pages = generated.pages(bibliography, site, edit_url, has_template=has_template)
    files: dict[str, bytes | Path] = {page.path: page.text.encode("utf-8") for page in pages}
    for redirect in project.redirects:
        if makers.may_move(redirect.target, project.settings):
            raise GenerateError(
                f"{redirect.target}: redirect_from works in no post of a blog, whose address only"
                " the builder knows (use its plugin 'redirects')"
            )
        files[redirect.file] = redirects.page(redirect, site).encode("utf-8")
    if collisions := [*generated.occupied(bibliography, site, docs_dir)]:
        raise GenerateError(diagnostics.as_text(collisions))
    taken = [path for path in files if not _free(docs_dir, path, ours)]
    if taken:
        raise GenerateError(f"not ours, or changed since; rename or remove: {', '.join(taken)}")
    made = [
        *generated.downloads(bibliography, site),
        *generated.for_machines(bibliography, site, project.in_navigation),
    ]
    if stock.is_needed(project.settings):
        made += stock.files()
    downloads: list[tuple[str, bytes | Path]] = [(path, write()) for path, write in made]
    downloads += pdfs.copies(site, docs_dir)
    downloads += [(each.path, each.content) for each in printed if each.content]
    files |= {path: content for path, content in downloads if _free(docs_dir, path, ours)}
    if _free(docs_dir, manifest.IGNORE, ours):
        files[manifest.IGNORE] = manifest.ignored(files)
    return manifest.write(files, docs_dir, _source(project), site.list_page)


def remove(docs_dir: Path) -> Written:
    """Remove all that was written.  Raises GenerateError."""
    with _alone(docs_dir):
        done = manifest.write({}, docs_dir)
        (docs_dir / manifest.NAME).unlink(missing_ok=True)
        return done


@contextmanager
def _alone(docs_dir: Path) -> Iterator[None]:
    """Keep other runs out of the docs folder, and take away what a killed one has left there.

    Raises GenerateError for what the disk refuses meanwhile.
    """
    try:
        with disk.locked(docs_dir, _SECONDS):
            for folder, _, _ in os.walk(docs_dir):
                disk.remove_leftovers(Path(folder))
            yield
    except OSError as error:
        place = error.filename or docs_dir
        raise GenerateError(f"{place}: {error.strerror}") from error


def _free(docs_dir: Path, path: str, ours: frozenset[str]) -> bool:
    """Whether a path may be written: nothing is there, not even a dead link, or what we wrote."""
    return path in ours or not os.path.lexists(docs_dir / path)


def _source(project: Project) -> str:
    """A digest of what lists depend on, so that the list of files changes whenever they do."""
    settings = project.settings
    read = [manifest.digest(settings.root / name) for name in settings.options.files]
    shown = [publication.figure for publication in project.bibliography.publications]
    return manifest.digest(repr((settings, read, shown)).encode("utf-8"))
