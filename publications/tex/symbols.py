"""What TeX's commands mean: accents, symbols, fonts, and arguments that are not shown.

Accents and text symbols follow "LaTeX2e font selection" (`fntguide`, its tables of text commands);
the long list of symbols is pylatexenc's.
"""

from __future__ import annotations

import re
from typing import Final

from pylatexenc.latex2text import get_default_latex_context_db

# Accent command -> combining character.
ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "G": "\u030f",
    "U": "\u030e", "f": "\u0311", "d": "\u0323", "textcommabelow": "\u0326", "c": "\u0327",
    "k": "\u0328", "h": "\u0309", "b": "\u0331", "t": "\u0361", "newtie": "\u0361",
    "textogonekcentered": "\u0328", "textsubdot": "\u0323", "capitalacute": "\u0301",
    "capitalgrave": "\u0300",
}  # fmt: skip

# The same for maths, where they are words.
MATHS_ACCENTS: Final = {
    "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "breve": "\u0306",
    "dot": "\u0307", "ddot": "\u0308", "mathring": "\u030a", "check": "\u030c",
    "vec": "\u20d7", "not": "\u0338",
}  # fmt: skip

# What an accent over nothing leaves (`\~{}` is how older URLs write a tilde).
SPACING_ACCENTS: Final = {"^": "^", "~": "~"}

SMALL_CAPS: Final = 'span class="smallcaps"'

# Command with one argument -> HTML element.
TAGS: Final = {
    "emph": "em", "textit": "i", "textsl": "i", "mkbibemph": "em", "mkbibitalic": "i",
    "textbf": "strong", "mkbibbold": "strong", "texttt": "code", "textsc": SMALL_CAPS,
    "underline": "u", "uline": "u", "textsuperscript": "sup", "mkbibsuperscript": "sup",
    "textsubscript": "sub", "mkbibsubscript": "sub", "sout": "s",
}  # fmt: skip

# Command that holds to the end of its group -> HTML element.
SWITCHES: Final = {
    "em": "em", "it": "i", "itshape": "i", "sl": "i", "slshape": "i", "bf": "strong",
    "bfseries": "strong", "tt": "code", "ttfamily": "code", "sc": SMALL_CAPS, "scshape": SMALL_CAPS,
}  # fmt: skip

# Command with one argument -> the text before and after it.
AROUND: Final = {
    "enquote": ("“", "”"), "textquote": ("“", "”"), "mkbibquote": ("“", "”"),
    "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"), "footnote": (" (", ")"),
    "cite": ("[", "]"), "citep": ("[", "]"), "citet": ("[", "]"), "parencite": ("[", "]"),
    "textcite": ("[", "]"), "autocite": ("[", "]"), "footcite": ("[", "]"),
}  # fmt: skip

# Commands with two arguments in maths -> the text before, between and after them.
PAIRS: Final = {
    "frac": ("", "/", ""), "dfrac": ("", "/", ""), "tfrac": ("", "/", ""), "cfrac": ("", "/", ""),
    "nicefrac": ("", "/", ""), "sfrac": ("", "/", ""), "binom": ("(", " choose ", ")"),
}  # fmt: skip

# Commands that only maths knows -> number of arguments; TeX users forget the dollars around them.
MATHS_ONLY: Final = (
    dict.fromkeys(MATHS_ACCENTS, 1) | dict.fromkeys(PAIRS, 2)
    | {"sqrt": 1, "mathbb": 1, "mathds": 1, "mathcal": 1, "mathfrak": 1, "mathscr": 1}
)  # fmt: skip

# Command -> number of arguments that are not shown (`\noopsort` comes from BibTeX's `xampl.bib`).
HIDDEN: Final = {
    "noopsort": 1, "sortnoop": 1, "SortNoop": 1, "textcolor": 1, "color": 1, "colorbox": 1,
    "fontsize": 2, "selectfont": 0, "hspace": 1, "vspace": 1, "phantom": 1, "hphantom": 1,
    "vphantom": 1, "label": 1, "selectlanguage": 1, "foreignlanguage": 1, "hyphenation": 1,
    "texorpdfstring": 1, "begin": 1, "end": 1, "raisebox": 1, "scalebox": 1, "fontfamily": 1,
    "fontseries": 1, "fontshape": 1, "newblock": 0, "setlength": 2, "ifmmode": 0,
}  # fmt: skip

# Commands after which TeX's authors put a star that means nothing here.
STARRED: Final = frozenset(
    {"\\", "hspace", "vspace", "url", "href", "operatorname", "foreignlanguage"}
)

# Where pylatexenc's table has a placeholder, a spacing form, or nothing.
_OURS: Final = {
    " ": " ", ",": " ", ":": " ", ";": " ", ">": " ", "!": "", "-": "", "/": "", "@": "", "\\": " ",
    "~": "~", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", "|": "‖",
    "newline": " ", "linebreak": " ", "par": " ", "quad": " ", "qquad": " ", "enspace": " ",
    "enskip": " ", "thinspace": " ", "item": " ", "space": " ", "nobreakspace": "\u00a0",
    "textvisiblespace": "␣", "slash": "/", "textasciicircum": "^", "textperiodcentered": "·",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "XeTeX": "XeTeX",
    "XeLaTeX": "XeLaTeX", "LuaTeX": "LuaTeX", "LuaLaTeX": "LuaLaTeX", "BibLaTeX": "BibLaTeX",
    "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "dag": "†", "ddag": "‡",
    "SS": "ẞ", "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_",
    "textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textregistered": "®",
    "texttrademark": "™", "textdegree": "°", "degree": "°", "textnumero": "№", "textellipsis": "…",
    "bullet": "•", "prime": "′", "mid": "|", "sim": "∼", "colon": ":", "lbrack": "[", "rbrack": "]",
    "lt": "<", "gt": ">", "ne": "≠", "land": "∧", "lor": "∨", "neg": "¬", "gets": "←", "iff": "⟺",
    "implies": "⟹", "degreecelsius": "°C", "celsius": "°C", "micro": "µ", "percent": "%",
    "ohm": "Ω", "det": "det", "dim": "dim", "gcd": "gcd", "ker": "ker", "arg": "arg", "deg": "deg",
    "hom": "hom",
    "Pr": "Pr", "lg": "lg", "sec": "sec", "csc": "csc", "cot": "cot", "coth": "coth", "bmod": "mod",
    "textquotedbl": '"', "guillemetleft": "«", "guillemetright": "»", "flqq": "«", "frqq": "»",
    "flq": "‹", "frq": "›", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "lq": "‘", "rq": "’",
    "textquotestraightdblbase": "„", "textcompwordmark": "", "nolinebreak": "", "hyp": "-",
    "mathellipsis": "…", "bibrangedash": "–", "addspace": " ", "addplus": "+",
    "ohorn": "ơ", "Ohorn": "Ơ", "uhorn": "ư", "Uhorn": "Ư",
    "addnbspace": "\u00a0",
}  # fmt: skip


# In this order, since later ones win.
_CATEGORIES: Final = ("advanced-symbols", "latex-approximations", "latex-base")
_PLACEHOLDER: Final = re.compile("[%<]")


def _symbols() -> dict[str, str]:
    """Every command that means characters, pylatexenc's and ours."""
    table: dict[str, str] = {}
    macros = get_default_latex_context_db().iter_macro_specs(_CATEGORIES)
    for macro in macros:
        characters = macro.simplify_repl
        # Others have arguments or a name in angle brackets.
        if isinstance(characters, str) and not _PLACEHOLDER.search(characters):
            table[macro.macroname] = characters
    for command in (*ACCENTS, *TAGS, *SWITCHES, *HIDDEN, *PAIRS, "today"):
        table.pop(command, None)
    return table | _OURS


SYMBOLS: Final = _symbols()
