"""Publications for the tests of the exports."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft7Validator

from publications import bibtex
from publications.model.publication import Publication
from publications.settings import Owner, Site
from publications.settings.site import ListPage

FOLDER = Path(__file__).parent / "golden" / "exports"
OWNER = Owner(
    "Kurt Gödel",
    orcid="0000-0002-0326-500X",
    job_title="Logician",
    affiliation="Institute for Advanced Study",
    alumni_of=("University of Vienna",),
    knows_about=("logic", "sets"),
    links=("https://github.com/goedel",),
)
LIST_PAGE = ListPage("publications.md", "Publications")
SITE = Site("https://example.org/site/", "Kurt Gödel", OWNER, list_page=LIST_PAGE)
NOWHERE = Site("", "Kurt Gödel", OWNER)


def read(text: str) -> list[Publication]:
    """The publications of a BibTeX text, in its order."""
    entries, _ = bibtex.read(text)
    entries, parents, *_ = bibtex.inherit(entries)
    listed = [entry for entry in entries if entry.key.casefold() not in parents]
    return [Publication.from_entry(e, OWNER, position=n) for n, e in enumerate(listed)]


#: The JSON schema of CSL-JSON.
CSL_SCHEMA = Draft7Validator(
    json.loads((FOLDER.parent.parent / "schemas" / "csl-data.json").read_text(encoding="utf-8"))
)
#: One publication of each entry type; its key is the type.
TYPES = {p.key: p for p in read((FOLDER / "types.bib").read_text(encoding="utf-8"))}
