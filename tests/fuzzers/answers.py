"""Answers of services, and pasted text: what `add` makes of each is judged."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final

from publications import add, bibtex
from publications.add import Candidate
from publications.add.answers import (
    Answer,
    AnswerError,
    from_arxiv,
    from_bibtex,
    from_openreview,
)
from publications.add.candidates import candidate_of
from publications.add.crossref_work import from_crossref
from publications.add.edit import BibFile
from publications.bibtex import Entry
from publications.model import titles
from publications.tex import braces
from tests.fuzzers import PIECES, Fuzzer, assert_visible, damaged, limited, some

_RECORDED: Final = Path(__file__).parent.parent / "answers"
_READERS: Final[Mapping[str, Callable[[str], Answer]]] = {
    "bib": from_bibtex,
    "json": from_crossref,
    "xml": from_arxiv,
    "openreview": from_openreview,
}
_PASTE: Final = "paste"
_ANSWERS: Final = tuple(
    (kind, (_RECORDED / name).read_text("utf-8"))
    for kind, name in [
        ("bib", "doi_article.bib"), ("bib", "doi_chapter.bib"), ("bib", "acl_paper.bib"),
        ("json", "crossref_work.json"), ("xml", "arxiv_paper.xml"), ("xml", "arxiv_none.xml"),
        ("openreview", "openreview_1.json"), ("openreview", "openreview_2.json"),
        ("bib", "page.html"), (_PASTE, "doi_article.bib"), (_PASTE, "doi_chapter.bib"),
        (_PASTE, "page.html"),
    ]
)  # fmt: skip
#: What services write into texts, besides what has a meaning in all of them.
_MARKUP: Final = (
    *PIECES, "<i>", "</i>", "<jats:p>", "</jats:p>", "<jats:title>Abstract</jats:title>", "<sub>",
    "<mml:math>", "</mml:math>", "tex-math", "\\documentclass", "\\begin{document}", "&amp;amp;",
    "{\\&}", "$\\less$", "{\\textless}i{\\textgreater}", "10.1000/y", "https://doi.org/10.1000/x",
    "https://github.com/x/y", " https://arxiv.org/abs/2401.00001", "arXiv preprint", "DEEP WORDS",
    "\n@misc{", "@", "},\n", " = {", "crossref = {k},", "null", "3", "[]", "{}",
)  # fmt: skip
#: The texts in an answer of each kind.
_IN_BRACES: Final = re.compile(r"(?<=\{)[^{}]*(?=\})")
_IN_QUOTES: Final = re.compile(r'(?<=": ")[^"\\]*(?=[^"]*")')
_TEXTS: Final = {
    "bib": _IN_BRACES,
    _PASTE: _IN_BRACES,
    "json": _IN_QUOTES,
    "openreview": _IN_QUOTES,
    "xml": re.compile(r"(?<=>)[^<>]+(?=<)"),
}
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BRACE: Final = re.compile(r"[{}]")
_FILE: Final = (
    "% kept\n@misc{other, title={Something Else}, year={2020}, doi={10.1000/y}}\n\n"
    "@misc{glass, author={Carberry, J.}, title={Words}, year={2019}, eprint={2401.00001}}\n"
)


def make(chance: Random) -> str:
    """The kind of an answer in the first line, then a recorded one with other texts in it."""
    kind, text = chance.choice(_ANSWERS)
    texts = list(_TEXTS[kind].finditer(text))
    for match in sorted(chance.sample(texts, min(len(texts), 4)), key=lambda match: -match.start()):
        new = match[0] + some(chance, _MARKUP, 8)
        if chance.random() < 0.9:
            new = _fitting(kind, new)
        text = text[: match.start()] + new + text[match.end() :]
    return f"{kind}\n{damaged(chance, text, chance.choice((0, 0, 0, 0, 3)))}"


def _fitting(kind: str, text: str) -> str:
    """The text as it can be in an answer of this kind without ending it."""
    if kind in ("json", "openreview"):
        return json.dumps(text)[1:-1]
    if kind == "xml":
        return html.escape(_NO_XML.sub("", text))
    return text if braces.are_balanced(text) else _BRACE.sub("", text)


def check(text: str) -> None:
    """It is refused in one line, or one entry more is in the file, where the same is known then."""
    kind, _, answer = text.partition("\n")
    with limited():
        candidates, problems = _candidates(kind, answer)
        file = BibFile(Path("refs.bib"), "refs.bib", _FILE.encode(), _FILE)
        plan = add.plan(candidates, file)
        again = add.plan(candidates, BibFile(file.path, file.name, b"", plan.text))
    for line in (*problems, *plan.done, *plan.known, *plan.problems, *plan.diff.split("\n")):
        assert_visible(line)
        assert "\n" not in line
    assert len(candidates) <= plan.added + plan.replaced + len(plan.known) + len(plan.problems)
    if all(titles.title_of(candidate.entry).search for candidate in candidates):
        assert not again.changes, again.diff
    _assert_added(plan)


def _candidates(kind: str, answer: str) -> tuple[list[Candidate], list[str]]:
    if kind == _PASTE:
        return add.from_text(answer)
    try:
        return [candidate_of(_READERS[kind](answer))], []
    except AnswerError as error:
        return [], [str(error)]


def _assert_added(plan: add.Plan) -> None:
    """What was there is there, and each new entry is read without a finding."""
    before, _ = bibtex.read(_FILE)
    after, findings = bibtex.read(plan.text)
    assert not findings, findings
    assert len(after) == len(before) + plan.added
    if not plan.replaced:
        kept = [_meaning(entry) for entry in after]
        assert all(_meaning(entry) in kept for entry in before)
    assert "% kept\n@misc{other," in plan.text


def _meaning(entry: Entry) -> tuple[str, str, dict[str, str]]:
    return entry.type, entry.key, entry.values()


FUZZER: Final = Fuzzer(make, check, inputs=300)
