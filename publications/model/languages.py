"""Languages: babel's names, which biblatex takes, and BCP 47, which the web takes."""

from __future__ import annotations

import re
from typing import Final

# biblatex manual, 3.1.1 and table 2.
_BCP47: Final = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH",
    "french": "fr", "francais": "fr", "acadian": "fr-CA", "canadien": "fr-CA",
    "spanish": "es", "catalan": "ca", "galician": "gl", "basque": "eu", "italian": "it",
    "portuguese": "pt", "portuges": "pt", "brazil": "pt-BR", "brazilian": "pt-BR", "dutch": "nl",
    "danish": "da", "norsk": "nb", "norwegian": "no", "nynorsk": "nn", "swedish": "sv",
    "finnish": "fi", "icelandic": "is", "estonian": "et", "latvian": "lv", "lithuanian": "lt",
    "polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl",
    "croatian": "hr", "serbian": "sr", "serbianc": "sr-Cyrl", "bulgarian": "bg", "macedonian": "mk",
    "russian": "ru", "ukrainian": "uk", "belarusian": "be", "greek": "el", "hungarian": "hu",
    "magyar": "hu", "romanian": "ro", "turkish": "tr", "hebrew": "he", "arabic": "ar",
    "persian": "fa", "hindi": "hi", "bengali": "bn", "tamil": "ta", "marathi": "mr",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "vietnamese": "vi", "thai": "th",
    "indonesian": "id", "malay": "ms", "latin": "la", "esperanto": "eo", "irish": "ga",
    "welsh": "cy",
}  # fmt: skip
_TAG: Final = re.compile(r"[a-z]{2}(?:-[a-z]{4})?(?:-[a-z]{2})?")


def bcp47(name: str) -> str:
    """The BCP 47 tag of a language, by babel's name or as a tag; empty where it is neither."""
    folded = name.lower()
    if _TAG.fullmatch(folded):
        return folded
    return _BCP47.get(folded, "")
