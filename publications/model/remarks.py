"""Remarks as al-folio has them: text with Markdown and a few tags of HTML, in a field of BibTeX.

They become TeX, which alone makes HTML of what an entry says and judges its addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from publications import tex
from publications.bibtex import Entry
from publications.model import links, wording
from publications.tex import Tex

_MATHS: Final = re.compile(r"(\$[^$]*\$)")
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(([^()\s]*)\)")
_ANCHOR: Final = re.compile(r"""(?i)<a\s+href=["']([^"'<>]*)["'][^<>]*>([^<>]*)</a>""")
# A star after a letter or a backslash is TeX's: `\enquote*{…}`.
_STRONG: Final = re.compile(
    r"(?<![\w\\*])\*\*([^\s*][^*]*)\*\*|(?i:<(?:b|strong)>([^<>]*)</(?:b|strong)>)"
)
_EMPHASIS: Final = re.compile(r"(?<![\w\\*])\*([^\s*][^*]*)\*|(?i:<(?:i|em)>([^<>]*)</(?:i|em)>)")
_BREAK: Final = re.compile(r"(?i)<br ?/?>")
_NOTES: Final = ("note", "addendum")
#: What may join a remark to the line before it.
_JOINING: Final = ".,;: "


def note_of(entry: Entry) -> Tex:
    """The note and the addendum, without what a program wrote there (`wording.is_programs`)."""
    note, addendum = (tex.parse(links.linked(_of_people(entry, name))) for name in _NOTES)
    if not addendum or note.text == addendum.text:
        return note
    return tex.parse(note.source + wording.between(note.text, ". ") + addendum.source)


def _of_people(entry: Entry, name: str) -> str:
    """A field unless a program wrote what is in it."""
    value = entry.get(name)
    if wording.is_programs(value):
        return ""
    return value


def annotation_of(entry: Entry) -> Tex:
    """The remark about the authors; al-folio's examples explain the marks at their names."""
    return _read(entry.get("annotation"))


def additional_info_of(entry: Entry) -> Tex:
    """The remark after the venue, without the comma or stop that joins the two in al-folio."""
    return _read(entry.get("additional_info").lstrip(_JOINING))


def award_name_of(entry: Entry) -> str:
    """The name of the award: `award_name`, or else `award`, as al-folio shows a badge."""
    return entry.text("award_name").text or _read(entry.get("award")).text


def award_story_of(entry: Entry) -> Tex:
    """The story of the award: `award` where that is not the name, which al-folio folds away."""
    story = _read(entry.get("award"))
    if story.text == award_name_of(entry):
        return _read("")
    return story


def _read(value: str) -> Tex:
    """A remark as TeX; what is between two dollar signs is maths, and no Markdown."""
    return tex.parse("".join(map(_as_tex, _MATHS.split(value))))


def _as_tex(text: str) -> str:
    r"""A part without maths, its Markdown and HTML as TeX; maths as it is.

    >>> print(_as_tex("**Best** [paper](https://example.org)<br>of 2019"))
    \textbf{Best} \href{https://example.org}{paper}; of 2019
    """
    if not text or text.startswith("$"):
        return text
    text = "; ".join(part.strip() for part in _BREAK.split(text))
    text = _LINK.sub(r"\\href{\2}{\1}", text)
    text = _ANCHOR.sub(r"\\href{\1}{\2}", text)
    text = _STRONG.sub(_command("textbf"), text)
    return _EMPHASIS.sub(_command("emph"), text)


def _command(name: str) -> Callable[[re.Match[str]], str]:
    """A function that writes what a match holds as the argument of a command."""

    def written(match: re.Match[str]) -> str:
        return f"\\{name}{{{match[1] or match[2] or ''}}}"

    return written
