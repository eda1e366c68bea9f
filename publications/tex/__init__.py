"""One TeX string to HTML, plain text and a folded key; which characters and addresses are safe."""

from publications.tex.string import Tex, fold, parse, plain
from publications.tex.ties import isolated, tied

__all__ = ["Tex", "fold", "isolated", "parse", "plain", "tied"]
