"""Languages: babel's names, which biblatex takes, and BCP 47, which the web takes."""

from __future__ import annotations

import re
from typing import Final

# The names that babel's and polyglossia's manuals list, and biblatex's (3.1.1, table 2).
_NAMES: Final = {
    "en": "english", "en-US": "american usenglish", "en-GB": "british ukenglish",
    "en-CA": "canadian", "en-AU": "australian", "en-NZ": "newzealand",
    "de": "german ngerman germanb", "de-AT": "austrian naustrian",
    "de-CH": "swissgerman nswissgerman", "nds": "lowgerman", "fr": "french francais frenchb",
    "fr-CA": "acadian canadien", "oc": "occitan", "br": "breton", "es": "spanish",
    "es-MX": "mexican spanishmx", "ca": "catalan", "gl": "galician", "ast": "asturian",
    "eu": "basque", "it": "italian", "fur": "friulan friulian", "pms": "piedmontese",
    "rm": "romansh", "pt": "portuguese portuges", "pt-BR": "brazil brazilian", "nl": "dutch",
    "af": "afrikaans", "da": "danish", "nb": "norsk bokmal", "no": "norwegian", "nn": "nynorsk",
    "sv": "swedish", "se": "samin sami northernsami", "fi": "finnish", "is": "icelandic",
    "et": "estonian", "lv": "latvian", "lt": "lithuanian", "pl": "polish", "cs": "czech",
    "sk": "slovak", "sl": "slovene slovenian", "hr": "croatian", "bs": "bosnian", "sr": "serbian",
    "sr-Cyrl": "serbianc serbian-cyrillic", "sr-Latn": "serbian-latin", "bg": "bulgarian",
    "mk": "macedonian", "ru": "russian", "uk": "ukrainian", "be": "belarusian",
    "dsb": "lowersorbian lsorbian", "hsb": "uppersorbian usorbian sorbian",
    "el": "greek polutonikogreek polytonicgreek", "grc": "ancientgreek", "cop": "coptic",
    "hu": "hungarian magyar", "ro": "romanian moldavian", "sq": "albanian", "hy": "armenian",
    "ka": "georgian", "az": "azerbaijani", "kk": "kazakh", "tr": "turkish", "tk": "turkmen",
    "uz": "uzbek", "ug": "uyghur", "ku": "kurdish", "kmr": "kurmanji", "ckb": "sorani",
    "mn": "mongolian", "he": "hebrew", "yi": "yiddish", "ar": "arabic", "fa": "persian farsi",
    "ur": "urdu", "ps": "pashto", "syr": "syriac", "dv": "divehi", "am": "amharic", "hi": "hindi",
    "bn": "bengali bangla", "as": "assamese", "gu": "gujarati", "kn": "kannada", "ml": "malayalam",
    "mr": "marathi", "ne": "nepali", "or": "odia oriya", "pa": "punjabi", "sa": "sanskrit",
    "si": "sinhala", "ta": "tamil", "te": "telugu", "bo": "tibetan", "zh": "chinese",
    "zh-Latn": "pinyin", "zh-Hans": "chinese-simplified chinese-hans",
    "zh-Hant": "chinese-traditional chinese-hant",
    "ja": "japanese", "ko": "korean", "vi": "vietnamese", "th": "thai thaicjk", "lo": "lao",
    "km": "khmer", "my": "burmese", "id": "indonesian bahasa bahasai indon",
    "ms": "malay bahasam melayu meyalu", "fil": "filipino", "sw": "swahili", "nqo": "nko",
    "la": "latin classiclatin classicallatin medievallatin ecclesiasticlatin", "eo": "esperanto",
    "ia": "interlingua", "ga": "irish", "gd": "scottish scottishgaelic", "cy": "welsh",
}  # fmt: skip
_BCP47: Final = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_TAG: Final = re.compile(r"[a-z]{2}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?")


def bcp47(name: str) -> str:
    """The BCP 47 tag of a language, by babel's name or as a tag; empty where it is neither.

    >>> bcp47("ngerman"), bcp47("pt-BR"), bcp47("Elvish")
    ('de', 'pt-br', '')
    """
    folded = name.lower()
    if _TAG.fullmatch(folded):
        return folded
    return _BCP47.get(folded, "")


def is_same(tag: str, other: str) -> bool:
    """Whether two tags are of one language, whatever its region; an empty first one is of any.

    >>> is_same("de-CH", "de"), is_same("de", "en"), is_same("", "en")
    (True, False, True)
    """
    first, second = (each.partition("-")[0].lower() for each in (tag, other))
    return first in ("", second)
