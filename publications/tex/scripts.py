"""Characters set low or high in plain text: `x²`, `x^α`, `x^(a+b)`."""

from __future__ import annotations

from typing import Final

# Unicode has no others; what stays as it is stands high already.
_SCRIPTS: Final = {
    "_": str.maketrans(
        "0123456789()+-=−aehijklmnoprstuvxβγρφχə",
        "₀₁₂₃₄₅₆₇₈₉₍₎₊₋₌₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪₔ",
    ),
    "^": str.maketrans(
        "0123456789()+-=−abdeghijkmnoprtuvwyABDEGHIJKLMNOPRTUWβγδφχ*°†‡′″∗∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⁼⁻ᵃᵇᵈᵉᵍʰⁱʲᵏᵐⁿᵒᵖʳᵗᵘᵛʷʸᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁᵂᵝᵞᵟᵠᵡ*°†‡′″*°",
    ),
}


def script(marker: str, text: str) -> str:
    """A subscript (`_`) or superscript (`^`) in plain text."""
    table = _SCRIPTS[marker]
    if all(ord(character) in table for character in text):
        return text.translate(table)
    if len(text) == 1:
        return marker + text
    return f"{marker}({text})"
