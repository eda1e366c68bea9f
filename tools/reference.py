"""What is written from tables of the package: those of REFERENCE.md, and the theme's words.

`make reference` writes both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from publications import diagnostics, exports, words
from publications.bibtex import fields
from publications.bibtex.fields import KnownField, Use
from publications.model import kinds, profiles

ROOT: Final = Path(__file__).parent.parent
THEME_WORDS: Final = ROOT / "publications/theme/partials/words.html"
REFERENCE: Final = ROOT / "REFERENCE.md"
_HEAD: Final = """\
{#- Words for a page that is told none, as 404.html of Zensical: `make reference` writes them of
    publications/words/. -#}
"""
_REGION: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def fields_table() -> str:
    """All fields, in the order in which they are written."""
    rows = [(f"`{row.name}`", row.meaning, _remarks(row)) for row in fields.FIELDS]
    return _table(("field", "what it holds", "remarks"), rows)


def types_table() -> str:
    """All entry types, by kind, with the names that formats give them."""
    aliases: dict[str, list[str]] = {}
    for alias, name in kinds.ALIASES.items():
        aliases.setdefault(name, []).append(f"`{alias}`")
    rows = []
    for row in kinds.TYPES:
        others = ", ".join(aliases.get(row.name, ()))
        rows.append((f"`{row.name}`", others, row.label, row.csl, row.ris, row.schema_org))
    return _table(("type", "also", "shown as", "CSL", "RIS", "schema.org"), rows)


def codes_table() -> str:
    """All codes of findings."""
    rows = [(f"`{code}`", meaning) for code, meaning in diagnostics.CODES.items()]
    return _table(("code", "what is found"), rows)


def contacts_table() -> str:
    """All sites whose profiles have a name of their own below `owner`."""
    rows = [
        (f"`{name}`", profile.label, f"`{profile.address.format('…')}`")
        for name, profile in profiles.PROFILES.items()
    ]
    return _table(("name", "site", "address"), rows)


def downloads_table() -> str:
    """All formats that publications can be downloaded in."""
    rows = [
        (fmt.label, f"`/publications/<slug>.{fmt.suffix}`", f"`{fmt.media_type}`")
        for fmt in exports.FORMATS
    ]
    return _table(("format", "address", "media type"), rows)


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "codes": codes_table,
    "contacts": contacts_table,
    "downloads": downloads_table,
    "fields": fields_table,
    "types": types_table,
}


def filled(text: str) -> str:
    """The reference with its tables written anew. Raises KeyError for an unknown table."""
    return _REGION.sub(lambda match: match[1] + TABLES[match[2]]() + match[3], text)


def _remarks(row: KnownField) -> str:
    """Link, twin and inheritance of a field, as far as it has any."""
    remarks = []
    if row.link:
        remarks.append(f"link “{row.label}”")
    if row.folder:
        remarks.append(f"a bare file name is looked for in `docs/{row.folder}`")
    if row.twin:
        remarks.append(f"also `{row.twin}`")
    if Use.OWN in row.use:
        remarks.append("never inherited")
    elif Use.UNSHARED in row.use:
        remarks.append("inherited by `xdata` only")
    if Use.EXPORTED in row.use:
        remarks.append("in the downloads")
    if row.name in fields.UNSHOWN:
        remarks.append(f"not shown: {fields.UNSHOWN[row.name]}")
    return "; ".join(remarks)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; `|` in a cell is escaped."""
    head = list(head)
    lines = []
    for cells in (head, ["---"] * len(head), *rows):
        escaped = [cell.replace("|", r"\|") for cell in cells]
        lines.append(f"| {' | '.join(escaped)} |")
    return "\n".join(lines)


def theme_words() -> str:
    """The theme's words in all languages, as a template, for a page that is told none."""
    sections = {language: words.of(language).section("theme") for language in words.LANGUAGES}
    mapping = json.dumps(sections, ensure_ascii=False, indent=2)
    return f"{_HEAD}{{%- set words_of = {mapping} -%}}\n"


def main() -> None:
    """Write the tables into REFERENCE.md, and the words into the theme."""
    text = REFERENCE.read_text(encoding="utf-8")
    REFERENCE.write_text(filled(text), encoding="utf-8")
    THEME_WORDS.write_text(theme_words(), encoding="utf-8")


if __name__ == "__main__":
    main()
