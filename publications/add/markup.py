r"""HTML, JATS and forgotten escapes in what should be TeX: what publishers send.

Sources: the JATS tag library on the elements that Crossref's abstracts have; Crossref's BibTeX,
which has written `<` as `$\less$`; LaTeX on its ten special characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from publications.tex.characters import with_few_marks

# Older answers of Crossref have characters as commands that are not defined.
_COMMANDS: Final = {
    r"$\less$": "<",
    r"$\greater$": ">",
    r"$\mathsemicolon$": ";",
    r"{\textless}": "<",
    r"{\textgreater}": ">",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
}
_COMMAND: Final = re.compile("|".join(map(re.escape, _COMMANDS)))
_REFERENCE: Final = re.compile(
    r"(?:\{\\&\}|\\?&)(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_ESCAPED_HASH: Final = re.compile(r"&(\}?)\{?\\#\}?(?=[0-9xX]+;)")
#: Characters that cannot be read: invisible ones, control characters and halves of characters.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
#: The backslash of commands that read or write files, or define others: no title needs them.
_PROGRAM: Final = re.compile(
    r"\\(?=(?:input|include|includegraphics|InputIfFileExists|verbatiminput|lstinputlisting|openin"
    r"|openout|read|readline|write|immediate|directlua|special|catcode|csname|[egx]?def|let"
    r"|futurelet|(?:re)?newcommand|expandafter|scantokens|usepackage|loop)(?![A-Za-z]))"
)
_TAG_NAMES: Final = (
    r"(?:jats|mml|xhtml):[A-Za-z-]{1,30}|i|b|em|strong|sub|sup|inf|br|p|span|div|a|u|tt|sc|scp|s"
    r"|small|big|font|title|sec|list|list-item|bold|italic|abstract|h[1-6]|ul|ol|li|img|del|ins"
    r"|code|strike|roman|monospace|sans-serif|underline|overline|named-content|styled-content"
    r"|(?:inline-|disp-)?formula|tex|tex-math|xref|ext-link|uri|inline-graphic|math|m[a-z]{1,10}"
)
_ATTRIBUTES: Final = r"(?:\s[^<>=]{1,100}=[^<>]{0,400})?"
_TAG: Final = re.compile(rf"</?(?:{_TAG_NAMES}){_ATTRIBUTES}\s?/?>", re.IGNORECASE)
#: A tag whose angle brackets are written in TeX, as Zotero and Mendeley do.
_TAG_IN_TEX: Final = re.compile(
    rf"(?:<|\$<\$|\\textless(?:\s|(?=/)))(/?(?:{_TAG_NAMES}){_ATTRIBUTES}\s?/?)"
    r"(?:>|\$>\$|\\textgreater(?:\{\}|\s|(?![A-Za-z])))",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"<!--.{0,1000}?-->", re.DOTALL)
_INLINE: Final = {
    "i": "emph", "em": "emph", "italic": "emph", "sub": "textsubscript", "inf": "textsubscript",
    "sup": "textsuperscript",
}  # fmt: skip
_INLINE_NAMES: Final = "|".join(_INLINE)
_INLINE_TAG: Final = re.compile(rf"</?(?:jats:)?(?:{_INLINE_NAMES})[\s/>]", re.IGNORECASE)
_PAIR: Final = re.compile(
    rf"<(?:jats:)?({_INLINE_NAMES}){_ATTRIBUTES}>([^<>]{{0,300}})</(?:jats:)?\1>", re.IGNORECASE
)
_JATS_FORMULA: Final = re.compile(
    r"<mml:math\b[^<>]{0,400}>[^$]{0,5000}?</mml:math>", re.IGNORECASE
)
#: A formula as a document of its own, which Springer writes.
_TEX_DOCUMENT: Final = re.compile(
    r"(?>\\documentclass.{0,2000}?\\begin\s?\{document\})"
    r"\s*+\$?(\$.{0,2000}?\$)\$?\s*\\end\s?\{document\}",
    re.DOTALL,
)
_HEADING: Final = re.compile(
    r"<(?:jats:)?title(?:\s[^<>]{0,100})?>([^<>]{0,200})</(?:jats:)?title>", re.IGNORECASE
)
_ABSTRACT: Final = re.compile(r"\s*+abstract\s*+(?:[:.]\s*+)?", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"<(?:br|/?(?:jats:)?p|/?(?:jats:)?sec|/div|/li)\b[^<>]{0,100}>", re.IGNORECASE
)
#: How deep tags may be in each other, and references in references: `&amp;amp;lt;`.
_DEPTH: Final = 3
# Maths and what is escaped already are not touched; the rest is one special character.
# As in Pandoc's Markdown the dollars of maths touch it, and no digit follows: `$5 to $10` is none.
_SPECIAL: Final = re.compile(
    r"\$\$[^$]{1,1000}\$\$|\$(?!\s)[^$]{0,1000}(?<=[^\s$])\$(?!\d)"
    r"|\$(?!\d)[^$]{0,1000}?[\\^_][^$]{0,1000}\$"
    r"|\\(?:url|href)\s*\{[^{}]{0,1000}\}|\\[A-Za-z]+\*?|\\.|[&%#_$]",
    re.DOTALL,
)


def mend(value: str) -> str:
    r"""The value as TeX, in single blanks. Total; what is right already stays as it is.

    >>> mend("<i>Sand</i> &amp; $x^2$")
    '\\emph{Sand} \\& $x^2$'
    """
    value = unicodedata.normalize("NFC", with_few_marks(_INVISIBLE.sub("", value)))
    value = _COMMAND.sub(lambda match: _COMMANDS[match[0]], value)
    value = without_references(value)
    if "$<$/" in value or "\\textless/" in value:  # a closing tag
        value = _TAG_IN_TEX.sub(r"<\1>", value)
    value = _TEX_DOCUMENT.sub(r"\1", _without_tags(value))
    return " ".join(_SPECIAL.sub(_escaped, value).split())


def without_programs(value: str) -> str:
    r"""The value without commands that do more than set text, which a service has no need of.

    Only the backslash goes, so that nothing of the text is lost.

    >>> without_programs(r"\input{sand}")
    'input{sand}'
    """
    return _PROGRAM.sub("", value)


def without_references(value: str) -> str:
    """The value with the characters that references of HTML name, and references in references.

    >>> without_references("Caf&#233; &amp;amp; Sea")
    'Café & Sea'
    """
    for _ in range(_DEPTH):
        value = _REFERENCE.sub(_character, _ESCAPED_HASH.sub(r"&\1#", value))
    return value


def _character(match: re.Match[str]) -> str:
    """The character that a reference names; the reference as it is where HTML has no such name."""
    reference = f"&{match[1]};"
    text = html.unescape(reference)
    if text == reference:
        return match[0]
    return _INVISIBLE.sub("", text)


def _without_tags(value: str) -> str:
    r"""The value with commands of TeX for tags that have one, and without all others.

    Tags within each other are replaced from the inside out.

    >>> _without_tags("H<sub>2</sub>O <span>and <b>salt</b></span>")
    'H\\textsubscript{2}O and salt'
    """
    if "tex-math" in value:  # the same formula twice: in TeX, and in MathML
        value = _JATS_FORMULA.sub("", value)
    value = _BREAK.sub(" ", _HEADING.sub(_heading, _COMMENT.sub("", value)))
    value = _TAG.sub(_without_other_tag, value)
    for _ in range(_DEPTH):
        value = _PAIR.sub(_command, value)
    return _TAG.sub("", value)


def _without_other_tag(match: re.Match[str]) -> str:
    """A tag that has a command in TeX; none of any other."""
    if _INLINE_TAG.match(match[0]):
        return match[0]
    return ""


def _command(match: re.Match[str]) -> str:
    """The command of TeX for a pair of tags, around what is between them."""
    return f"\\{_INLINE[match[1].lower()]}{{{match[2]}}}"


def _heading(match: re.Match[str]) -> str:
    """A heading of an abstract with a colon; none where it only says `Abstract`."""
    if _ABSTRACT.fullmatch(match[1]):
        return ""
    return f" {match[1].rstrip(': ')}: "


def _escaped(match: re.Match[str]) -> str:
    """A character that is special to TeX, after a backslash; maths and commands as they are."""
    if len(match[0]) > 1:  # maths, or escaped already
        return match[0]
    return "\\" + match[0]
