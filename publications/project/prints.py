"""PDF files of pages without a builder: their Markdown is converted as mkdocs.yml says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markdown import Markdown

from publications import exports
from publications.diagnostics import Diagnostic
from publications.exports.llms import Document
from publications.pages.build import BlockError, Build, Conversion
from publications.pages.render import Renderer, TemplateError
from publications.pdf import compiler, printing
from publications.pdf.printing import Printed
from publications.project.loading import Project

_EXTENSION = "publications"


def printed(project: Project) -> Iterator[Printed]:
    """The PDF of each page that asks for one; nothing without Typst."""
    pages = printing.wanted(project.documents)
    if not pages or not compiler.is_there():
        return
    settings = project.settings
    build = Build(
        project.bibliography,
        Renderer(project.site, settings.templates),
        cites=settings.options.citations != "off",
    )
    attached = attachment(project)
    for page in pages:
        yield _print(page, build, project, attached)


def attachment(project: Project) -> bytes:
    """All publications as BibTeX."""
    texts = [
        exports.bibtex.write(each).encode("utf-8") for each in project.bibliography.publications
    ]
    return exports.bibtex.join(texts)


def findings(files: Iterable[Printed]) -> Iterator[Diagnostic]:
    """What PDF files cannot show."""
    for file in files:
        yield from file.findings


def _print(page: Document, build: Build, project: Project, bibliography: bytes) -> Printed:
    conversion = Conversion(build, page.path, prints=True)
    options: dict[str, dict[str, Any]] = {
        name: dict(values) for name, values in project.settings.extensions.items()
    }
    options[_EXTENSION] = {"conversion": conversion}
    try:
        Markdown(extensions=list(options), extension_configs=options).convert(page.body)
    except (BlockError, TemplateError) as error:
        return _failed(page, project, str(error))
    except (ImportError, AttributeError, TypeError, ValueError, LookupError) as error:
        # An extension that is not there, or with options that only MkDocs can read.
        return _failed(page, project, f"Markdown: {type(error).__name__}: {error}")
    return printing.print_page(page, conversion.tree, build, project.settings, bibliography)


def _failed(page: Document, project: Project, fact: str) -> Printed:
    place = f"{project.settings.docs_dir.name}/{page.path}"
    message = f"no PDF of {page.path}: {fact}"
    finding = Diagnostic(place, page.line, 1, "warning", printing.CODE, message)
    return Printed(printing.path_of(page), b"", (finding,))
