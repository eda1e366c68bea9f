"""The text within an element as runs: plain data for the template, and what has no equal there.

A run is a mapping with a `kind`: text, strong, emph, code, sup, sub, span, link, break, maths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from publications.pages.build import RAW
from publications.pdf import maths

Node = dict[str, Any]

_KINDS: Final = {
    "strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "var": "emph",
    "code": "code", "kbd": "code", "samp": "code", "sup": "sup", "sub": "sub",
    "span": "span", "small": "span", "abbr": "span", "time": "span", "q": "span", "bdi": "span",
    "data": "span", "s": "strike", "del": "strike", "u": "underline", "ins": "underline",
    "mark": "mark",
}  # fmt: skip
INLINE: Final = frozenset((*_KINDS, "a", "br", "math", "svg", RAW))
_LEFT_OUT: Final = frozenset(
    ("script", "style", "template", "button", "input", "select", "form", "option")
)
#: Classes of what only a screen shows, or only those hear who listen to it: a PDF has tags.
_NOT_PRINTED: Final = frozenset(
    ("site-scripted", "site-sr", "Z3988", "footnote-backref", "site-filter", "site-figure")
)
_LANGUAGE: Final = re.compile("[a-z]{2,3}")
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.S)


class Remark(NamedTuple):
    """What has no equal in the PDF, and words by which its line is found."""

    message: str
    words: str


@dataclass(slots=True)
class Runs:
    """Reads text.  `link` makes the absolute address of a link, empty where there is none.

    `targets` are the ids in the page that links of the page lead to.
    """

    link: Callable[[str], str]
    remarks: list[Remark] = field(default_factory=list)
    targets: frozenset[str] = frozenset()

    def of(self, element: Element) -> list[Node]:
        """The text of an element."""
        return self.of_parts(parts(element))

    def of_parts(self, pieces: Iterable[Element | str]) -> list[Node]:
        """Text and elements in a row, without blanks at both ends and where two would meet."""
        runs: list[Node] = []
        for run in self._runs(pieces):
            text = run.get("text", "x")
            if not runs or runs[-1]["kind"] == "break" or runs[-1].get("text", "").endswith(" "):
                text = text.lstrip(" ")
            if text and "text" in run:
                runs.append({**run, "text": text})
            elif text:
                runs.append(run)
        if runs and "text" in runs[-1]:
            runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
        return [run for run in runs if run.get("text", "x")]

    def remark(self, message: str, words: str) -> None:
        """Remember what has no equal, once."""
        remark = Remark(message, words)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def note_lost(self, element: Element) -> None:
        """Remember what an element says beside its text."""
        words = words_of(element)
        if element.tag == "abbr" and element.get("title"):
            self.remark(
                f"the long form of {words} is not in the PDF: {element.get('title')}", words
            )
        if "arithmatex" in classes(element):
            written = next(filter(str.strip, element.itertext()), "")
            formula = written.strip("\\()[]$ \n")
            self.remark(f"maths that the PDF has as they are written: {formula}", formula)

    def _runs(self, pieces: Iterable[Element | str]) -> Iterator[Node]:
        for piece in pieces:
            if isinstance(piece, str):
                yield {"kind": "text", "text": _BLANKS.sub(" ", piece)}
            elif not is_left_out(piece):
                yield from self._run(piece)

    def _run(self, element: Element) -> Iterator[Node]:
        tag = element.tag
        if tag == "br":
            yield {"kind": "break"}
        elif tag == "a":
            yield self._anchor(element)
        elif tag == "math":
            yield self._maths(element)
        elif tag == RAW:
            yield from self._raw(element.text or "")
        elif tag in _KINDS:
            self.note_lost(element)
            run = {"kind": _KINDS[tag], "style": classes(element), "body": self._inside(element)}
            yield run | _language_of(element)
        elif tag == "svg":
            self.remark("a drawing (<svg>) has no equal in the PDF", "")
        elif tag == "img":
            alt = element.get("alt", "")
            self.remark("an image within text has no equal in the PDF: its alt is there", alt)
            yield {"kind": "text", "text": alt}
        else:
            words = words_of(element)
            self.remark(f"<{tag}> within text has no equal in the PDF: its text is there", words)
            yield from self._runs(parts(element))

    def _inside(self, element: Element) -> list[Node]:
        return [*self._runs(parts(element))]

    def _anchor(self, element: Element) -> Node:
        href, body = element.get("href", ""), self._inside(element)
        if href.startswith("#"):
            if href[1:] in self.targets:
                return {"kind": "link", "to": href[1:], "body": body}
        elif url := self.link(href):
            return {"kind": "link", "url": url, "body": body}
        return {"kind": "span", "style": [], "body": body}

    def _maths(self, element: Element) -> Node:
        formula, words = maths.data(element), maths.in_words(element)
        if formula is None:
            self.remark(f"maths that the PDF has in words only: {words}", words)
            return {"kind": "text", "text": words}
        return {"kind": "maths", "alt": words, "formula": formula}

    def _raw(self, html: str) -> Iterator[Node]:
        """Of raw HTML the text; comments show nothing, and a reference is a character."""
        html = _COMMENT.sub("", html)
        words = Words(html)
        if words.tags:
            first = html.strip().splitlines()[0]
            tag = words.tags[0]
            self.remark(f"raw HTML has no equal in the PDF: of <{tag}> the text is there", first)
        yield {"kind": "text", "text": _BLANKS.sub(" ", words.text)}


class Words(HTMLParser):
    """The text of raw HTML, and the names of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self._unseen = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the name."""
        self.tags.append(tag)
        if tag in ("script", "style"):
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        """Look at text again after a script."""
        if tag in ("script", "style"):
            self._unseen -= 1

    def handle_data(self, data: str) -> None:
        """Take what is shown."""
        if not self._unseen:
            self.text += data


def _language_of(element: Element) -> Node:
    """The language of an element, where it says one, as Typst takes it: without the region."""
    language = language_code(element.get("lang", ""))
    if not language:
        return {}
    return {"language": language}


def language_code(tag: str) -> str:
    """The language of a tag such as `pt-BR` or `zh_TW`, as Typst takes it; empty if it is none."""
    language = re.split("[-_]", tag)[0].lower()
    if not _LANGUAGE.fullmatch(language):
        return ""
    return language


def parts(element: Element) -> Iterator[Element | str]:
    """What is in an element, in its order: text and elements."""
    yield element.text or ""
    for child in element:
        yield child
        yield child.tail or ""


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def words_of(element: Element) -> str:
    """All text in an element."""
    return "".join(element.itertext()).strip()


def mark(element: Element) -> str:
    """The word of a comment, such as `contacts`; empty for all else."""
    if element.tag != RAW:
        return ""
    match = _COMMENT.fullmatch((element.text or "").strip())
    if match is None:
        return ""
    return match[1].strip()


def is_left_out(element: Element) -> bool:
    """Whether an element is for the screen only."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return True
    return not _NOT_PRINTED.isdisjoint(classes(element))
