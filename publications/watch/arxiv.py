"""Papers of arXiv by their ids. Source: arXiv's "API User's Manual", 3.3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from publications.add.answers import ArxivPaper, arxiv_papers
from publications.watch.work import Work, own_doi, work_of

SOURCE: Final = "arXiv"
#: As many papers arXiv gives in one answer.
MOST: Final = 300


def by_ids(ids: Iterable[str]) -> str:
    """The path and query that ask for papers."""
    listed = ",".join(quote(each, safe="/.") for each in ids)
    return f"/api/query?id_list={listed}&max_results={MOST}"


def works_in(text: str) -> list[Work]:
    """The papers of an answer. Raises AnswerError."""
    return [_work(paper) for paper in arxiv_papers(text)]


def _work(paper: ArxivPaper) -> Work:
    """The work of a paper, with what its authors wrote of the published version: DOI, reference."""
    entry = paper.entry
    arxiv = entry.get("eprint")
    return work_of(
        SOURCE,
        entry.type,
        entry.values(),
        f"arXiv:{arxiv}",
        published=own_doi(paper.doi),
        journal_ref=paper.journal,
        free=f"https://arxiv.org/abs/{arxiv}",
    )
