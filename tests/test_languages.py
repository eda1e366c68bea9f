"""Names of languages as BCP 47 has them."""

from __future__ import annotations

from publications.model.languages import bcp47
from tests.rows import every_row


@every_row(
    "name, tag",
    [
        ("german", "de"),
        ("NGerman", "de"),
        ("swissgerman", "de-CH"),
        ("brazil", "pt-BR"),
        ("esperanto", "eo"),
        ("polutonikogreek", "el"),
        ("usorbian", "hsb"),
        ("farsi", "fa"),
        ("es-419", "es-419"),
        ("en", "en"),
        ("EN-gb", "en-gb"),
        ("sr-cyrl", "sr-cyrl"),
        ("klingon", ""),
        ("deu", ""),
        ("", ""),
    ],
)
def test_names(name: str, tag: str) -> None:
    assert bcp47(name) == tag
