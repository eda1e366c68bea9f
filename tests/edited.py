"""The edits of tests/test_edits.py: what an owner changes in the copy of a repository.

Each finds its place in the live content by looking, so that it holds for any content.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from publications.bibtex import fields
from publications.model import kinds
from publications.settings import read_settings
from tests.conftest import ROOT

_PASTED = ROOT / "tests/edits/pasted"
Change = Callable[[Path], None]
_PLAIN = """
@article{hallgren2004plain,
  author = {OWNER},
  title = {A Plain Article},
  journal = {Journal of Small Places},
  year = {2004},
}
"""


@dataclass(frozen=True)
class Edit:
    """A change to a project, the words it must put on the site, the codes of its new findings.

    The words of an entry must be on the page of a publication, for readers to see. Where
    `findings` is None, they depend on the live content.
    """

    name: str
    change: Change
    shown: tuple[str, ...] = ()
    findings: tuple[str, ...] | None = ()
    of_entry: bool = False


class Edits(list[Edit]):
    """Edits that are functions, listed by a decorator that says what they must show."""

    def add(self, *shown: str, findings: tuple[str, ...] | None = ()) -> Callable[[Change], Change]:
        """List a function under its name."""

        def listed(change: Change) -> Change:
            self.append(Edit(change.__name__.replace("_", "-"), change, shown, findings))
            return change

        return listed


# ------------------------------------------------------------------ entries that are pasted


def paste(project: Path, text: str) -> None:
    """Add entries at the end of the first BibTeX file; OWNER in them is the site's owner."""
    settings = read_settings(project / "mkdocs.yml")
    path = project / settings.options.bib_file[0]
    owner = settings.options.owner.name or "Ann Doe"
    bibliography = path.read_text("utf-8") if path.exists() else ""
    entries = re.sub(r"\bOWNER\b", owner, text)
    path.write_text(f"{bibliography}\n{entries}", "utf-8")


def refs(project: Path) -> Path:
    """The first BibTeX file of a project."""
    settings = read_settings(project / "mkdocs.yml")
    return project / settings.options.bib_file[0]


def _pasted(path: Path) -> Edit:
    """The edit of a file: lines `% shown:` and `% finding:` at its top, then what is pasted."""
    text = path.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    head = "".join(itertools.takewhile(lambda line: line.startswith("%"), lines))
    return Edit(
        name=path.stem,
        change=partial(paste, text=text.removeprefix(head)),
        shown=tuple(re.findall(r"(?m)^% shown: (.+)$", head)),
        findings=tuple(re.findall(r"(?m)^% finding: (.+)$", head)),
        of_entry=True,
    )


# ------------------------------------------------------------------ fields that are added by hand

#: A field as people write it after the line of the key.
LAYOUTS = {
    "aligned": "\n  {name:<8} = {{{value}}},",
    "tight": "\n{name}={{{value}}},",
    "quoted": '\n  {name} = "{value}",',
    "capitals": "\n  {NAME} = {{{value}}},",
    "tabs": "\n\t{name}\t=\t{{{value}}}\t,",
    "same-line": " {name} = {{{value}}},",
    "on-lines": "\n  {name} =\n    {{\n      {value}\n    }}\n  ,",
    "far-right": "\n                              {name}    =     {{ {value} }},",
}
#: Fields that are documented: name, value, and what the site must show of it.
FIELDS = (
    ("abbr", "JOXY", "JOXY"),
    ("abstract", "Forty lamps, $n^2$ windows & 3\\% of \\emph{nothing}.", "Forty lamps"),
    ("summary", "What forty lamps had to say.", "What forty lamps had to say."),
    ("selected", "true", ""),
    ("award", "Best Window of the Year", "Best Window of the Year"),
    ("award_name", "Golden Lantern", "Golden Lantern"),
    ("arxiv", "2402.99003", "https://arxiv.org/abs/2402.99003"),
    ("eprint", "2402.99004", ""),
    ("doi", "10.5555/lantern.2004", "https://doi.org/10.5555/lantern.2004"),
    ("url", "https://example.org/lantern?a=1&b=2", "https://example.org/lantern?a=1&b=2"),
    ("html", "https://example.org/lantern.html", "https://example.org/lantern.html"),
    ("pdf", "https://example.org/lantern.pdf", "https://example.org/lantern.pdf"),
    ("pdf", "lantern.pdf", "assets/pdf/lantern.pdf"),
    ("supp", "https://example.org/lantern-supp.pdf", "https://example.org/lantern-supp.pdf"),
    ("slides", "lantern-slides.pdf", "assets/pdf/lantern-slides.pdf"),
    ("poster", "/assets/pdf/lantern-poster.pdf", "assets/pdf/lantern-poster.pdf"),
    ("code", "https://example.org/a_b/~lantern", "https://example.org/a_b/~lantern"),
    ("data", "https://doi.org/10.5555/lantern-data", "https://doi.org/10.5555/lantern-data"),
    ("model", "https://example.org/lantern-model", "https://example.org/lantern-model"),
    ("website", "https://example.org/~lantern/", "https://example.org/~lantern/"),
    ("video", "https://example.org/watch?v=lantern", "https://example.org/watch?v=lantern"),
    ("blog", "https://example.org/blog/#lantern", "https://example.org/blog/#lantern"),
    ("preview", "lantern.svg", "assets/img/publication_preview/lantern.svg"),
    ("preview_alt", "A lantern", ""),
    ("annotation", "* Equal contribution of lanterns", ""),
    ("additional_info", ". *More* about [lanterns](https://example.org/)", ""),
    ("bibtex_show", "true", ""),
    ("dimensions", "true", ""),
    ("altmetric", "248277", ""),
    ("google_scholar_id", "qyhmnyLat1gC", ""),
    ("keywords", "lampshade, window", "lampshade"),
    ("note", "Shown at the Lantern Fair", "Shown at the Lantern Fair"),
    ("origdate", "2003-11-05", ""),
    ("ids", "lantern2003, old/lantern", ""),
    ("month", "feb", ""),
    ("urldate", "2024-01-02", ""),
    ("langid", "english", ""),
    ("eid", "e1017", ""),
    ("issn", "2049-3630", ""),
    ("shortjournal", "J. Lant.", ""),
    ("pubstate", "inpress", ""),
    ("author+an", "1=corresponding", ""),
    ("file", ":home/ann/lantern.pdf:PDF", ""),
    ("my-own-remark", "ask Mira about page 3", ""),
)


_LANTERN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"><path d="M3 1h2v3H3z"/></svg>'


def add_field(project: Path, number: int, name: str, value: str, layout: str) -> None:
    """Add a field to a plain article, which is pasted for it."""
    line = LAYOUTS[layout].format(name=name, NAME=name.upper(), value=value)
    entry = _PLAIN.replace("hallgren2004plain,", f"by-hand-{number},{line}")
    paste(project, entry.replace("A Plain Article", f"By Hand {number}"))
    _put_files(project)


def _put_files(project: Path) -> None:
    """Put the files that the values name below the docs folder."""
    files = {f"pdf/{name}.pdf": "" for name in ("lantern", "lantern-slides", "lantern-poster")}
    files["img/publication_preview/lantern.svg"] = _LANTERN
    for name, content in files.items():
        file = project / "docs/assets" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def _field(number: int, name: str, value: str, shown: str) -> Edit:
    layout = list(LAYOUTS)[number % len(LAYOUTS)]
    return Edit(
        name=f"field-{number:02}-{name}-{layout}",
        change=partial(add_field, number=number, name=name, value=value, layout=layout),
        shown=(shown,) if shown else (),
        of_entry=True,
    )


#: Values of fields that are not words.
_VALUES = {
    **dict.fromkeys(("date", "eventdate", "origdate", "urldate"), "2004-05-06"),
    **dict.fromkeys(("pages", "chapter", "pagetotal", "volumes"), "7"),
    **dict.fromkeys(("crossref", "related", "xdata", "xref", "entryset"), "hallgren2004plain"),
    **dict.fromkeys(("author+an", "editor+an"), "1=corresponding"),
    **dict.fromkeys(("arxiv", "eprint"), "2402.99005"),
    **dict.fromkeys(("selected", "bibtex_show", "altmetric", "dimensions"), "true"),
    **dict.fromkeys(("retraction", "concern", "correction"), "2005-06-07"),
    "relatedtype": "translationof",
    "doi": "10.5555/each-field",
    "url": "https://example.org/each-field",
    "ids": "each-field-before",
    "isbn": "978-3-16-148410-0",
    "issn": "2049-3630",
    "month": "may",
    "preview": "lantern.svg",
}
_TYPES = (*(row.name for row in kinds.TYPES), *kinds.ALIASES)
_OF_ALL = {"author", "title", "journal", "year"}


def paste_each_field(project: Path) -> None:
    """Paste an entry for each documented field, which has that field and what all have."""
    _put_files(project)
    entries = [_PLAIN]
    for number, field in enumerate(fields.FIELDS):
        address = f"https://example.org/{field.name}" if field.link else ""
        value = _VALUES.get(field.name) or address or f"Lantern of {field.name}"
        layout = list(LAYOUTS.values())[number % len(LAYOUTS)]
        line = layout.format(name=field.name, NAME=field.name.upper(), value=value)
        if field.name == "editor+an":  # of a name that is there
            line += "\n  editor = {Ida Lamp},"
        plain = _PLAIN.replace("hallgren2004plain,", f"each-field-{number},{line}")
        if field.name not in _OF_ALL:
            entries.append(plain.replace("A Plain Article", f"With the Field {field.name}"))
    paste(project, "".join(entries))


def paste_each_type(project: Path) -> None:
    """Paste an entry of each documented type."""
    for name in _TYPES:
        text = _PLAIN.replace("@article{hallgren2004plain", f"@{name}{{each-type-{name}")
        paste(project, text.replace("A Plain Article", f"Of the Type {name}"))


ENTRIES = (
    *(_pasted(path) for path in sorted(_PASTED.glob("*.bib"))),
    *(_field(number, *row) for number, row in enumerate(FIELDS)),
    Edit(
        "each-documented-field",
        paste_each_field,
        tuple(f"With the Field {row.name}" for row in fields.FIELDS if row.name not in _OF_ALL),
        of_entry=True,
    ),
    Edit(
        "each-documented-type",
        paste_each_type,
        tuple(f"Of the Type {name}" for name in _TYPES),
        of_entry=True,
    ),
)
