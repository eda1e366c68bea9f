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
        begins = True
        for run in self._runs(pieces):
            if "text" not in run:
                runs.append(run)
                begins = run["kind"] == "break"
                continue
            text = run["text"]
            if begins:
                text = text.lstrip(" ")
            if text:
                runs.append({**run, "text": text})
                begins = text.endswith(" ")
        return _without_last_blank(runs)

    def remark(self, message: str, words: str) -> None:
        """Remember what has no equal, once."""
        remark = Remark(message, words)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def note_lost(self, element: Element) -> None:
        """Remember what an element says beside its text."""
        words = words_of(element)
        long_form = element.get("title")
        if element.tag == "abbr" and long_form:
            self.remark(f"the long form of {words} is not in the PDF: {long_form}", words)
        if "arithmatex" in classes(element):
            written = next(filter(str.strip, element.itertext()), "")
            formula = written.strip("\\()[]$ \n")
            self.remark(f"maths that the PDF has as they are written: {formula}", formula)

    def _runs(self, pieces: Iterable[Element | str]) -> Iterator[Node]:
        """The runs of text and of elements, with all blanks between them."""
        for piece in pieces:
            if isinstance(piece, str):
                yield _text(piece)
            elif not is_left_out(piece):
                yield from self._run(piece)

    def _run(self, element: Element) -> Iterator[Node]:
        """The runs of one element; what has no equal is told, and its text is there."""
        tag = element.tag
        if tag in _KINDS:
            yield self._styled(element)
            return
        match tag:
            case "br":
                yield {"kind": "break"}
            case "a":
                yield self._anchor(element)
            case "math":
                yield self._maths(element)
            case "svg":
                self.remark("a drawing (<svg>) has no equal in the PDF", "")
            case "img":
                alt = element.get("alt", "")
                self.remark("an image within text has no equal in the PDF: its alt is there", alt)
                yield {"kind": "text", "text": alt}
            case _ if tag == RAW:
                yield self._raw(element.text or "")
            case _:
                message = f"<{tag}> within text has no equal in the PDF: its text is there"
                self.remark(message, words_of(element))
                yield from self._runs(parts(element))

    def _styled(self, element: Element) -> Node:
        """A run that sets its text apart: `strong`, `emph`, `code` and others of `_KINDS`."""
        self.note_lost(element)
        body = self._inside(element)
        run = {"kind": _KINDS[element.tag], "style": classes(element), "body": body}
        return run | _language_of(element)

    def _inside(self, element: Element) -> list[Node]:
        """The runs in an element, with blanks at its ends, which may be between words."""
        return list(self._runs(parts(element)))

    def _anchor(self, element: Element) -> Node:
        """A link in the page or to an address; its text where it leads nowhere in the PDF."""
        href, body = element.get("href", ""), self._inside(element)
        nowhere = {"kind": "span", "style": [], "body": body}
        if href.startswith("#"):
            target = href.removeprefix("#")
            if target not in self.targets:
                return nowhere
            return {"kind": "link", "to": target, "body": body}
        address = self.link(href)
        if not address:
            return nowhere
        return {"kind": "link", "url": address, "body": body}

    def _maths(self, element: Element) -> Node:
        """A formula, with words for those who listen; the words alone where it is not known."""
        formula, words = maths.data(element), maths.in_words(element)
        if formula is None:
            self.remark(f"maths that the PDF has in words only: {words}", words)
            return {"kind": "text", "text": words}
        return {"kind": "maths", "alt": words, "formula": formula}

    def _raw(self, html: str) -> Node:
        """Of raw HTML the text; comments show nothing, and a reference is a character."""
        html = _COMMENT.sub("", html)
        words = Words(html)
        if words.tags:
            first = html.strip().splitlines()[0]
            tag = words.tags[0]
            self.remark(f"raw HTML has no equal in the PDF: of <{tag}> the text is there", first)
        return _text(words.text)


def _text(text: str) -> Node:
    r"""A run of text, with one blank for several, as HTML shows it.

    >>> _text("On\n sand")
    {'kind': 'text', 'text': 'On sand'}
    """
    return {"kind": "text", "text": _BLANKS.sub(" ", text)}


def _without_last_blank(runs: list[Node]) -> list[Node]:
    """Runs whose last one ends in no blank; it is left out if it is nothing else.

    >>> _without_last_blank([{"kind": "break"}, _text(" ")])
    [{'kind': 'break'}]
    """
    if not runs or "text" not in runs[-1]:
        return runs
    *others, last = runs
    text = last["text"].rstrip(" ")
    if not text:
        return others
    return [*others, {**last, "text": text}]


class Words(HTMLParser):
    """The text of raw HTML, and the names of its elements.

    >>> words = Words("<b>Sand</b><script>1</script>")
    >>> words.text, words.tags
    ('Sand', ['b', 'script'])
    """

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
    """The language of a tag (BCP 47), as Typst takes it; empty if it is none.

    >>> language_code("pt-BR"), language_code("zh_TW"), language_code("")
    ('pt', 'zh', '')
    """
    language = re.split("[-_]", tag)[0].lower()
    if not _LANGUAGE.fullmatch(language):
        return ""
    return language


def parts(element: Element) -> Iterator[Element | str]:
    """What is in an element, in its order: text and elements. Texts may be empty.

    >>> from xml.etree.ElementTree import fromstring
    >>> [getattr(part, "tag", part) for part in parts(fromstring("<p>On <b/>sand</p>"))]
    ['On ', 'b', 'sand']
    """
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
