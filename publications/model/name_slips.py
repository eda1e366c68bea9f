"""What people write around and after one name of a list: fonts, links, tags, roles, `et al.`."""

from __future__ import annotations

import re
from typing import Final

from publications.model.name_words import MARKS, RAISED
from publications.tex import braces

_ET_AL: Final = re.compile(r"(?:^|[ ,])(?:et\.? al(?:ii|iae|ia)?\.?|等)\Z", re.IGNORECASE)
# Names that are no names but say that there are more: `…`, `3 others`, `{et al.}`.
_OTHERS: Final = re.compile(
    r"others\.?|\{et\.? al\.?\}|et\.? al\.?|\.{2,}|\u2026|\\l?dots(?:\{\})?|\[\.{3}\]|u\. ?a\."
    r"|\[?(?:and )?(?:[0-9]{1,4}|many|several) (?:other|more|additional|others)"
    r"(?: (?:co-?)?authors)?\]?|(?:(?:other|additional) |co-?)authors",
    re.IGNORECASE,
)
# A name that is set in bold or the like as a whole, as owners of a list do with their own.
_FONTS: Final = "textbf|textit|textsl|textsc|emph|underline|uline|mkbibbold|mkbibemph|mbox|hl"
_SWITCHES: Final = "bf|bfseries|it|itshape|em|sl|sc|scshape"
_SET: Final = re.compile(
    rf"\\(?:{_FONTS})\s*(?P<command>\{{)"
    r"|\\(?:href|textcolor)\s*\{[^{}]{0,500}\}\s*(?P<link>\{)"
    rf"|(?P<switch>\{{)\\(?:(?:{_SWITCHES})(?![A-Za-z])|color\s*\{{[^{{}}]{{0,99}}\}})\s*"
)
_TAG: Final = re.compile(
    r"<sup>[^<>]{0,30}</sup>|</?(?:a|b|i|u|em|strong|span|sup)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(https?://[^()\s]+\)")
# Titles before a name, which no citation has: `Prof. Dr. Ann Roe`, `Roe, Dr. Ann`.
_TITLES: Final = re.compile(r"(\A|, )(?:(?:Professor|Prof|Dr|Mr|Mrs|Ms)\b\.?(?:-Ing\.)? )+(?=\S)")
_ROLE: Final = r"\((?:eds?|editors?|hrsg|hg|comps?|compilers?|coords?)\.?\)"
# Marks of footnotes that stand apart, and what else follows a name and is none of it.
_AFTER: Final = re.compile(
    rf"(?:[;:]|\s{_ROLE}|\s?[\[(][0-9]{{1,2}}[\])]|\s[{re.escape(MARKS)}]{{1,9}}|\s<[^<>\s]{{0,99}}@[^<>\s]{{0,99}}>"
    r"|,\s(?-i:eds?\.|editors?)|(?<=\w\w)\\textsuperscript\{[a-z]\}|\s\\orcid(?:link|ID)?\{[^{}]{0,99}\}"
    r"|(?<=[^\W\d_])[0-9]{1,2}(?:, ?[0-9]{1,2})+)\Z",
    re.IGNORECASE,
)
# A name in another script, or a place, after the family name: no word of its own.
_IN_PARENTHESES: Final = re.compile(
    r"(?<!\S)(?P<before>[^\s,{}()]++) (?P<inside>\([^(){}]{1,99}\))\Z"
)


def without_slips(source: str) -> tuple[str, bool]:
    """The bare name, empty where it only stands for others, and whether others are meant."""
    bare = _unset(_MARKDOWN_LINK.sub(r"\1", _TAG.sub("", source)))
    if _OTHERS.fullmatch(bare):
        return "", True
    et_al = _ET_AL.search(bare)
    if et_al is not None:
        bare = bare[: et_al.start()]
    bare = _TITLES.sub(r"\1", _AFTER.sub("", bare))
    family, comma, given = bare.partition(",")
    family = _IN_PARENTHESES.sub(r"{\g<before> \g<inside>}", family)
    return family + comma + given, et_al is not None


def _unset(source: str) -> str:
    """A name without the fonts that the whole of it is set in, or the link that it is."""
    while (font := _SET.match(source)) is not None:
        opening = font.start(str(font.lastgroup))
        end = opening + braces.closing(source[opening:], braces.GROUP_BRACE)
        if RAISED.sub("", source[end:]).strip(MARKS + " ,"):
            break
        source = source[font.end() : end - 1]
    return source
