"""BibTeX for trials: many types, 2 to 12 authors, accents and maths in TeX, abstracts.

The same number and seed give the same text under every Python. Only entry types and fields of
BibTeX itself are used, with all fields that it requires, so that every peer can read them.

    python benchmarks/generate.py 1000 > refs.bib
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from typing import Final

SEED: Final = 1
# Owner of the site, one of the authors of each publication.
OWNER: Final = "Olga Tester"

GIVEN: Final = (
    "Anna", "Bo", r"Ren{\'e}", "Carla", "Dmitri", "Elif", r"Fran{\c{c}}ois", "Grace", "Hiroshi",
    "Ines", r"J{\"o}rg", "Kwame", "Li", r"Mar{\'\i}a", "Noor", r"{\O}yvind", "Paula", "Qing",
    "Rosa", r"S{\o}ren", "Tomas", "Uma", "Victor", "Wei", r"Zo\"e", "Yuki", "Zhen", "A. B.", "J.",
)  # fmt: skip
FAMILY: Final = (
    "Mai", "Abebe", r"M{\"u}ller", "Chen", r"Dvo{\v{r}}{\'a}k", "Eriksen", "Fontaine",
    r"Garc{\'\i}a", "Haddad", "Ito", "Jansen", "Kowalski", "Lopez-Silva", "van der Meer", "Novak",
    r"{\O}sterg{\aa}rd", "Patel", "Quispe", "Rossi", r"\c{S}ahin", "Tanaka", "Ueda", "Vasquez",
    "Wang", r"Erd{\H{o}}s", "Yilmaz", "Zhang", "de la Cruz", r"{\L}ukasiewicz", "Okafor", "Singh",
    "Kim", "Nguyen", "Smith", "Brown", "Moreau", "Weber", "Lindqvist", "Santos", "Petrov",
)  # fmt: skip
NOUNS: Final = (
    "estimation", "recognition", "templates", "inference", "retrieval", "attention", "streams",
    "representations", "transformers", "features", "speech", "video", "benchmarks", "latency",
    "privacy", "calibration", "kernels", "graphs", "sampling", "regularisation", "detectors",
    "embeddings", "quantisation", "segmentation", "tracking", "annotation", "datasets", "losses",
    "robustness", "drift", "scheduling", "codecs", "sensors", "fairness", "memory", "gradients",
)  # fmt: skip
ADJECTIVES: Final = (
    "robust", "sparse", "real-time", "multimodal", "secure", "self-supervised", "efficient",
    "hierarchical", "adaptive", "low-rank", "causal", "federated", "uncertain", "compact",
    "large-scale", "temporal", "cross-modal", "weakly supervised", "neural", "scalable",
)  # fmt: skip
VERBS: Final = (
    "improves", "explains", "reduces", "bounds", "predicts", "replaces", "stabilises", "reveals",
    "compares", "requires", "generalises", "approximates", "outperforms", "limits", "combines",
)  # fmt: skip
SMALL: Final = (
    "in", "of", "for", "under", "without", "across", "from", "through", "the", "with", "and",
    "between", "a", "over", "on", "by",
)  # fmt: skip
MATHS: Final = (
    r"$k$", r"$\ell_2$", r"$O(n \log n)$", r"$\alpha$", r"$\epsilon$", r"$L^p$", r"$10^{-3}$",
    r"$x_{t+1}$", r"$\mathcal{N}(0, \sigma^2)$", r"$p < 0.05$", r"$\beta$",
)  # fmt: skip
JOURNALS: Final = (
    "Journal of Test Data", "Annals of Measured Software", "Transactions on Media Understanding",
    r"Zeitschrift f{\"u}r Messtechnik", "Pattern Letters", "Computing Reviews \\& Methods",
)  # fmt: skip
MEETINGS: Final = (
    "Proceedings of the {N} International Conference on Media Systems",
    "Advances in Perception {N}", "Workshop on Reproducible Measurement",
    "{N} Symposium on Data and Privacy",
)  # fmt: skip
PUBLISHERS: Final = ("North Press", "Lantern House", "University Press of Test")
SCHOOLS: Final = ("University of Test", r"Universit{\'e} de la Mesure", "Technical University")
CITIES: Final = ("Hong Kong", r"Z{\"u}rich", "Lisbon", "Nairobi", r"Malm{\"o}")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Types, and how many of a hundred entries are of each.
TYPES: Final = {
    "inproceedings": 45, "article": 35, "misc": 7, "phdthesis": 4, "techreport": 4,
    "incollection": 3, "book": 2,
}  # fmt: skip


def bibtex(number: int, seed: int = SEED, words: int = 120) -> str:
    """Text of `number` entries, newest first; `words` is the mean length of an abstract."""
    return "\n".join(_entries(number, seed, words))


def _entries(number: int, seed: int, words: int) -> Iterator[str]:
    chance = random.Random(seed)
    kinds = chance.choices(list(TYPES), list(TYPES.values()), k=number)
    for position, kind in enumerate(kinds):
        year = 2026 - 40 * position // number
        fields = {
            "author": _authors(chance, chance.randint(2, 12)),
            "title": _title(chance),
            "year": str(year),
            "month": chance.choice(MONTHS),
            **_of_kind(kind, chance, year),
            "abstract": _abstract(chance, words),
            "keywords": ", ".join(chance.sample(NOUNS, 4)),
        }
        if kind != "misc" and chance.random() < 0.9:
            fields["doi"] = f"10.5555/test.{year}.{position:05d}"
        if chance.random() < 0.3:
            fields["code"] = f"https://example.org/code/{position}"
        lines = [f"  {name} = {_delimited(name, value)}," for name, value in fields.items()]
        yield "\n".join((f"@{kind}{{test{year}n{position:05d},", *lines, "}", ""))


def _of_kind(kind: str, chance: random.Random, year: int) -> dict[str, str]:
    first = chance.randint(1, 900)
    pages = f"{first}--{first + chance.randint(3, 30)}"
    publisher, school = chance.choice(PUBLISHERS), chance.choice(SCHOOLS)
    meeting = chance.choice(MEETINGS).replace("{N}", f"{year - 1980}th")
    if kind == "article":
        volume, number = str(year - 1970), str(chance.randint(1, 12))
        journal = chance.choice(JOURNALS)
        return {"journal": journal, "volume": volume, "number": number, "pages": pages}
    if kind == "inproceedings":
        return {"booktitle": meeting, "pages": pages, "address": chance.choice(CITIES)}
    if kind == "incollection":
        return {"booktitle": _title(chance), "publisher": publisher, "pages": pages}
    if kind == "book":
        return {"publisher": publisher, "address": chance.choice(CITIES)}
    if kind == "phdthesis":
        return {"school": school}
    if kind == "techreport":
        return {"institution": school, "number": f"TR-{first}"}
    eprint = f"{year % 100:02d}{chance.randint(1, 12):02d}.{first:05d}"
    return {"howpublished": "Preprint", "eprint": eprint, "archiveprefix": "arXiv"}


def _authors(chance: random.Random, number: int) -> str:
    names = [f"{chance.choice(FAMILY)}, {chance.choice(GIVEN)}" for _ in range(number - 1)]
    names.insert(chance.randrange(number), OWNER)
    return " and ".join(names)


def _title(chance: random.Random) -> str:
    words = [
        chance.choice(ADJECTIVES).capitalize(), chance.choice(NOUNS), chance.choice(SMALL),
        chance.choice(ADJECTIVES), chance.choice(NOUNS), chance.choice(SMALL),
        chance.choice(NOUNS),
    ]  # fmt: skip
    if chance.random() < 0.3:
        words[1] = "{" + words[1].upper()[:5] + "}:"
    if chance.random() < 0.1:
        words.append("with " + chance.choice(MATHS))
    if chance.random() < 0.1:
        words.append('of {G{\\"o}del}--{Erd\\H{o}s}')
    return " ".join(words)


def _abstract(chance: random.Random, words: int) -> str:
    sentences: list[str] = []
    left = round(words * chance.uniform(0.7, 1.3))
    while left > 0:
        length = min(chance.randint(9, 24), max(left, 4))
        chosen = [
            chance.choice((NOUNS, SMALL, ADJECTIVES, VERBS)[turn % 4]) for turn in range(length)
        ]
        if chance.random() < 0.12:
            chosen[length // 2] = chance.choice(MATHS)
        if chance.random() < 0.06:
            chosen[-2] = r"by 12\% or more, as in the na{\"\i}ve"
        chosen[0] = chosen[0].capitalize()
        sentences.append(" ".join(chosen) + ".")
        left -= length
    return " ".join(sentences)


def _delimited(name: str, value: str) -> str:
    """Value as it is written; a month is the name of a string."""
    if name == "month":
        return value
    return f"{{{value}}}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write BibTeX for trials to standard output.")
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--words", type=int, default=120, help="mean length of an abstract")
    arguments = parser.parse_args()
    sys.stdout.write(bibtex(arguments.number, arguments.seed, arguments.words))
