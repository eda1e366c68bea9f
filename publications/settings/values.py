"""Values as YAML gives them: each is checked for its type, and refused in one line."""

from __future__ import annotations

import reprlib
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from publications.diagnostics import printable
from publications.tex.url import safe_url

_SHOWN: Final = reprlib.Repr()
_SHOWN.maxstring = _SHOWN.maxother = 60


class OptionsError(ValueError):
    """An option that cannot be used: names the option, its value and the allowed values."""


def refused(
    option: str, value: object, allowed: str, hint: str = "", verb: str = "is"
) -> OptionsError:
    """Return the error for an option that is, or contains, a value of another kind.

    >>> str(refused("counts", "maybe", "true, false"))
    "option 'counts' is 'maybe' (allowed: true, false)"
    """
    if hint:
        allowed += f"; {hint}"
    name = printable(option)
    return OptionsError(f"option '{name}' {verb} {_SHOWN.repr(value)} (allowed: {allowed})")


def text(option: str, value: object, allowed: str = "a text", verb: str = "is") -> str:
    r"""Return a text on one line; empty where there is none.

    >>> text("site_name", "Ann\n  Doe")
    'Ann Doe'

    Raises:
        OptionsError: the value is no text, as YAML reads `no` and `2020-01-01`, or has control
            characters.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        raise refused(option, value, allowed, _quotation_marks(value), verb)
    if not _is_readable(value):
        raise refused(option, value, allowed, "remove the control characters", verb)
    return " ".join(filter(None, map(str.strip, value.split("\n"))))


def texts(option: str, value: object, allowed: str = "a list of texts") -> tuple[str, ...]:
    """Return the texts of a list, or the one that stands alone; empty ones are left out.

    >>> texts("aliases", "A. Doe"), texts("aliases", ["A. Doe", "", "Doe"])
    (('A. Doe',), ('A. Doe', 'Doe'))

    Raises:
        OptionsError: the value, or an item of it, is no text.
    """
    if not isinstance(value, list):
        return tuple(filter(None, [text(option, value, allowed)]))
    checked = [text(option, item, allowed, verb="contains") for item in value]
    return tuple(filter(None, checked))


def web_address(option: str, value: object) -> str:
    """Return an http or https address; empty where there is none.

    Raises:
        OptionsError: the value is another text, or none.
    """
    allowed = "an address that begins with https://"
    address = safe_url(text(option, value, allowed))
    if value and not address.lower().startswith(("https://", "http://")):
        raise refused(option, value, allowed)
    return address


def with_slash(address: str) -> str:
    """The address of a site with one slash at its end; empty where there is none."""
    if not address:
        return ""
    return f"{address.rstrip('/')}/"


def mapping(option: str, value: object) -> Mapping[Any, Any]:
    """Return a mapping; an empty one where there is none.

    Raises:
        OptionsError: the value is something else.
    """
    if is_unset(value):
        return {}
    if not isinstance(value, Mapping):
        raise refused(option, value, "names with values below it")
    return value


def language_of(theme: object) -> str:
    """The language of the pages, as the theme is told it; without that English.

    >>> language_of({"name": "material", "language": "de"}), language_of("material")
    ('de', 'en')
    """
    match theme:
        case {"language": str(language)}:
            return language
    return "en"


def is_unset(value: object) -> bool:
    """Whether nothing is written for an option, or an empty text."""
    return value in (None, "")


def _quotation_marks(value: object) -> str:
    """The way out where YAML has read a text as something else: `no`, `1.0`, `2020-01-01`."""
    if isinstance(value, list | Mapping):
        return ""
    return "put it in quotation marks"


def _is_readable(value: str) -> bool:
    """Whether a text has no control characters and no lone surrogates, which no file can hold."""
    categories = {unicodedata.category(char) for char in value if not char.isspace()}
    return categories.isdisjoint({"Cc", "Cs"})
