"""Tokens of BibTeX's grammar, as patterns; bibtex.web calls the forbidden characters `id_class`."""

from __future__ import annotations

import re
from typing import Final

#: What no name of a type, a field or an `@string` holds: white space, and what has a meaning.
FORBIDDEN: Final = r"""\s"#%'(),={}"""
#: A name that is no `@word`.
NAME: Final = rf"[^{FORBIDDEN}@]++"
#: The beginning of an entry.
HEAD: Final = re.compile(rf"@\s*+({NAME})\s*+[{{(]")
#: The name of a field or of an `@string`, or a value without delimiters.
WORD: Final = re.compile(rf"[^{FORBIDDEN}]++")
#: The name of a field in several words, as Web of Science writes them: `Early Access Date`.
WORDS: Final = re.compile(r"[A-Z][A-Za-z]*+(?: (?:of|and|[A-Z][A-Za-z]*+)){1,4}+(?= *=)")
#: A key, up to a brace; in parentheses BibTeX lets it hold even the closing one.
KEY: Final = re.compile(r"[^ \t\n\r\f\v,{}]++")
#: A field where the key should be: `title = …` or `title={`. BibTeX takes `a=b` for a key.
FIELD_FOR_KEY: Final = re.compile(r"""[A-Za-z]++(?:\s++=|=\s*+["{])""")
#: A field that follows the end of its entry.
MORE_FIELDS: Final = re.compile(rf"\s*+,\s*+({NAME})\s*+=")
#: The lines that Git puts around the two sides of a merge conflict.
CONFLICT_MARK: Final = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?![^ \n])[^\n]*+", re.MULTILINE)
