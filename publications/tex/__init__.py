"""One TeX string to HTML, plain text and a folded key; which characters and addresses are safe."""

from publications.tex.string import Tex, fold, parse, plain

__all__ = ["Tex", "fold", "parse", "plain"]
