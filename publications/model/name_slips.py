"""What people write around and after one name of a list: fonts, links, tags, roles, `et al.`."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from publications.model.name_words import MARKS, RAISED
from publications.tex import braces

_ET_AL: Final = re.compile(
    r"(?:^|[ ,])(?:(?:\\(?:emph|textit|textsl) ?\{|\{\\(?:it|em|sl) )?et\.? al(?:ii|iae|ia)?\.?\}?"
    r"|等|et coll\.|u\. ?a\.)\Z|(?:,|\\?&) ?others\.?\Z",
    re.IGNORECASE,
)
# A name of letters without any word that is none of it, so that nothing is around it.
_NO_NAME: Final = (
    "(?i:others?|et|al|andere|otros|autres|altri|др|co|co-?authors|authors|colleagues|many|several"
    "|ieee|eds?|editors?|dr|prof)|等|u|Professor|Mr|Mrs|Ms|Miss|Dipl|Rev|Ing|Mag|Sir|Dame|habil|h|rer"
    "|med|phil|by|edited|Ph"
)
_PLAIN: Final = re.compile(
    rf"(?:(?!(?:{_NO_NAME})\b)[^\W\d_\u00b2\u00b3\u00b9\u2070-\u209f]++|[ ,'’-]++|\.(?!\.))++"
)
# Names that are no names but say that there are more: `…`, `3 others`, `{et al.}`.
_OTHERS: Final = re.compile(
    r"others\.?|\{et\.? ?al\.?\}|et\.? ?al\.?|\.{2,}|\u2026|\\l?dots(?:\{\})?|\[\.{3}\]|u\. ?a\."
    r"|colleagues|andere|otros|autres|altri|др\."
    r"|\[?(?:and )?(?:[0-9]{1,4}|many|several) (?:other|more|additional|others)"
    r"(?: (?:co-?)?authors)?\]?|(?:(?:other|additional) |co-?)authors",
    re.IGNORECASE,
)
# A name that is set in bold or the like as a whole, as owners of a list do with their own.
_FONTS: Final = "textbf|textit|textsl|textsc|emph|underline|uline|mkbibbold|mkbibemph|mbox|hl|ul"
_SWITCHES: Final = "bf|bfseries|it|itshape|em|sl|sc|scshape"
_SET: Final = re.compile(
    rf"\\(?:{_FONTS})\s*(?P<command>\{{)"
    r"|\\(?:href|textcolor|colorbox)\s*(?:\[[a-z]{1,9}\])?\{[^{}]{0,500}\}\s*(?P<link>\{)"
    rf"|(?P<group>\{{)(?=\\(?:{_FONTS})\s*\{{)"
    rf"|(?P<switch>\{{)\\(?:(?:{_SWITCHES})(?![A-Za-z])|color\s*\{{[^{{}}]{{0,99}}\}})\s*"
)
_TAG: Final = re.compile(
    r"<sup>[^<>]{0,30}</sup>|</?(?:a|b|i|u|em|strong|span|sup)(?:\s[^<>]{0,200})?>", re.IGNORECASE
)
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]]+)\]\(https?://[^()\s]+\)")
# Titles before a name, which no citation has: `Prof. Dr. Ann Roe`, `Roe, Dr. Ann`; and `by`.
_TITLES: Final = re.compile(
    r"(\A|, )(?:(?:(?:Professor|Prof|Dr|Mr|Mrs|Ms|Miss|Dipl)\b\.?|(?:Rev|Ing|Mag)\."
    r"|(?:Sir|Dame)(?=\s)|habil\.|h\. ?c\.|rer\. ?nat\.|med\.|phil\.)(?:-? ?Ing\.)? )+(?=\S)"
    r"|\A(?:edited )?by (?=\S)"
)
_ROLE: Final = (
    r"[\[(](?:eds?|editors?|hrsg|hg|comps?|compilers?|coords?|dirs?|orgs?|red|trans|transl|dr|prof"
    r"|corresponding(?: author)?|presenter|presenting(?: author)?|speaker|deceased)\.?[\])]"
)
_MEMBER: Final = r"(?:(?:graduate|student|senior|life) ){0,3}(?:member|fellow), ?ieee"
# Marks of footnotes that stand apart, and what else follows a name and is none of it: dblp has
# numbers such as `0001` after names that several people bear. An entity of HTML at the end stays.
_NOTE: Final = r"(?:[0-9]{1,2}|[a-z*†‡§])"
_NOTES: Final = rf"{_NOTE}(?:, ?{_NOTE}){{0,9}}"
_AFTER: Final = re.compile(
    rf"(?:(?P<entity>&\#?\w{{1,20}};)|[;:]|\s{_ROLE}|\s?[\[(]{_NOTES}[\])]"
    rf"|\s[{re.escape(MARKS)}]{{1,9}}|,\s{_MEMBER}|\s\({_MEMBER}\)"
    r"|(?:,?\s|\s[<(])[^<>(){}\\\s,]{1,99}@[^<>(){}\\\s,]{1,99}[)>]?"
    r"|\s0[0-9]{3}|,\s(?-i:eds?\.|editors?)|(?<=\w\w)\\textsuperscript\{[a-z]{1,3}\}"
    r"|(?<=[^\W\d_]),?\s[0-9](?:, ?[0-9]{1,2}){0,9}|(?<=[^\W\d_])[0-9]{1,2}(?:, ?[0-9]{1,2})+)\Z",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"\A(?:[\[(][0-9]{1,2}[\])]\s?|\\textsuperscript\s?\{[0-9,*†‡]{1,9}\})")
_ORCID: Final = re.compile(
    r"[\s,]{0,9}(?:\\orcid(?:link|ID)?\s?\{|[\[(<]?)(?:orcid(?: id)?:?\s?)?(?:https?://)?(?:orcid\.org/)?"
    r"(?P<orcid>(?:[0-9]{4}-){3}[0-9]{3}[0-9X])[\])}>]?\Z",
    re.IGNORECASE,
)
# What programs make of a name that ends in a generation: `III, Hal Daumé`.
_GENERATION_FIRST: Final = re.compile(r"\A(Jr\.?|Sr\.?|I{2,3}|IV),\s*([^\s,]+\s[^,]+)\Z")
_DOCTOR: Final = re.compile(r"(?<=\w )Ph\. D\.?\Z")
_ROLE_IN_NAME: Final = re.compile(rf" {_ROLE}(?=,)", re.IGNORECASE)
# A name in another script, or a place, after the family name: no word of its own.
_IN_PARENTHESES: Final = re.compile(
    r"(?<!\S)(?P<before>[^\s,{}()]++) (?P<inside>\([^(){}]{1,99}\))\Z"
)


class Bare(NamedTuple):
    """A name without what is written around it, and what that says.

    The name is empty where it only stands for others; `others` is whether others are meant.
    """

    name: str
    others: bool = False
    orcid: str = ""


def without_slips(source: str) -> Bare:
    """The bare name, whether others are meant, and the ORCID beside the name as it is written.

    >>> without_slips("Dr. Ann Roe (0000-0002-1825-0097)")
    Bare(name='Ann Roe', others=False, orcid='0000-0002-1825-0097')
    """
    source = _GENERATION_FIRST.sub(r"\2 \1", source)
    if _PLAIN.fullmatch(source):
        return Bare(source)
    bare = _unset(_MARKDOWN_LINK.sub(r"\1", _TAG.sub("", source)))
    if _OTHERS.fullmatch(bare):
        return Bare("", others=True)
    et_al = _ET_AL.search(bare)
    if et_al is not None:
        bare = bare[: et_al.start()]
    orcid = ""
    with_orcid = _ORCID.search(bare)
    if with_orcid is not None and with_orcid.start():
        orcid = with_orcid["orcid"]
        bare = bare[: with_orcid.start()]
    bare = _DOCTOR.sub("Ph.D.", bare)
    bare = RAISED.sub("", _BEFORE.sub("", bare)) or bare
    bare = _ROLE_IN_NAME.sub("", _TITLES.sub(r"\1", _AFTER.sub(r"\g<entity>", bare)))
    family, comma, given = bare.partition(",")
    family = _IN_PARENTHESES.sub(r"{\g<before> \g<inside>}", family)
    return Bare(family + comma + given, et_al is not None, orcid)


def _unset(source: str) -> str:
    """A name without the fonts that the whole of it is set in, or the link that it is."""
    while (font := _SET.match(source)) is not None:
        opening = font.start(str(font.lastgroup))
        end = opening + braces.closing(source[opening:], braces.GROUP_BRACE)
        if RAISED.sub("", source[end:]).strip(MARKS + " ,"):
            break
        source = source[font.end() : end - 1]
    return source
