"""Lists of names that are joined otherwise than by ` and `: what `missing-owner` then advises."""

from __future__ import annotations

import pytest

from publications import bibtex
from publications.bibliography import from_entries
from publications.settings import Owner
from tests.rows import every_row

OWNER = Owner("Guangcan Mai", aliases=("G. Mai",))
JOINED = [
    ("Guangcan Mai, Kai Cao", "Guangcan Mai and Kai Cao"),
    ("Kai Cao, Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao, Guangcan Mai, and Pong C. Yuen", "Kai Cao and Guangcan Mai and Pong C. Yuen"),
    ("Kai Cao, Guangcan Mai and Pong C. Yuen", "Kai Cao and Guangcan Mai and Pong C. Yuen"),
    ("A. One, B. Two, Guangcan Mai", "A. One and B. Two and Guangcan Mai"),
    ("Guangcan Mai; Kai Cao", "Guangcan Mai and Kai Cao"),
    ("Mai, G.; Cao, K.", "Mai, G. and Cao, K."),
    ("Guangcan Mai & Kai Cao", "Guangcan Mai and Kai Cao"),
    (r"Kai Cao \& Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao &amp; Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao und Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao et Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao with Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao / Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao, Guangcan Mai and others", "Kai Cao and Guangcan Mai and others"),
    ("Kai Cao · Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao – Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao og Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ("Kai Cao y Guangcan Mai", "Kai Cao and Guangcan Mai"),
    (r"Kai Cao \\ Guangcan Mai", "Kai Cao and Guangcan Mai"),
    ('M{\\"u}ller, Guangcan Mai', 'M{\\"u}ller and Guangcan Mai'),
]
NOT_JOINED = [
    "Kai Cao and Pong C. Yuen",
    "Mai, Ganquan and Cao, Kai",
    "Cao, Kai, Jr.",
    "{Guangcan Mai, Kai Cao and Sons}",
    "Kai Cao et al.",
    "Kai Cao and others",
    "Kai Cao; Pong C. Yuen",
]


def findings(author: str, owner: Owner = OWNER) -> list[tuple[str, str]]:
    """Code and text of the findings about an entry of these authors."""
    entries, _ = bibtex.read(f"@misc{{k, title = {{T}}, author = {{{author}}}}}")
    bibliography = from_entries(entries, (), owner)
    return [(each.code, each.text) for each in bibliography.diagnostics]


@every_row("author, advice", JOINED)
def test_the_advice_is_to_join_by_and(author: str, advice: str) -> None:
    ((code, text),) = findings(author)
    assert code == "missing-owner"
    assert f"join names by ' and ': author = {{{advice}" in text
    assert "aliases" not in text


@every_row("author", NOT_JOINED)
def test_where_the_owner_is_not_in_the_list_the_advice_is_another(author: str) -> None:
    for _, text in findings(author):
        assert "is part of another name" not in text


@every_row(
    "author",
    [
        "Guangcan Mai",
        "Mai, Guangcan and Kai Cao",
        "G. Mai",
        "Mai, Guangcan, et al.",
        "Mai, Guangcan and Hans von und zu Sand",
        "Mai, Guangcan and Ramón y Cajal, Santiago and José Ortega y Gasset",
        "Mai, Guangcan and García Márquez, Gabriel José and 山田, 太郎",
        "Mai, Guangcan and ジョン・スミス",
        "Mai, Guangcan and Silva e Costa Pereira, Maria",
        "Guangcan Mai and de la Vall{\\'e}e Poussin, Charles Louis",
        "Mai, Guangcan and A Y M Roe Poe and Wang En Li",
        "Mai, Guangcan and Dan E Poe and Ann I Roe and John A Smith",
        "Mai, Guangcan and Berg, van den, Jan",
        "Mai, Guangcan and 山田, 花子",
        "Mai, Guangcan and {Robert and Sons, Inc.}",
        "Mai, Guangcan and University of Oslo and others",
    ],
)
def test_a_right_list_has_no_finding(author: str) -> None:
    assert findings(author) == []


@pytest.mark.parametrize(
    ("author", "codes"),
    [
        ("Guangcan Mai and Kai Cao; Pong C. Yuen", ["joined-names"]),
        ("Kai Cao; Pong C. Yuen", ["missing-owner", "joined-names"]),
        ("Kai Cao; Guangcan Mai", ["missing-owner"]),
        ("Kai Cao, Pong C. Yuen and Guangcan Mai", ["joined-names"]),
        ("Guangcan Mai and 张三、李四", ["joined-names"]),
        ("Guangcan Mai and 张三；李四", ["joined-names"]),
        ("Guangcan Mai and 山田太郎・鈴木花子", ["joined-names"]),
        ("Guangcan Mai and 김철수, 이영희", ["joined-names"]),
        ("Guangcan Mai and Kai Cao (Oslo), Pong Yuen (Rome)", ["joined-names"]),
        (r"Guangcan Mai and Kai Cao$^1$, Pong Yuen$^2$", ["joined-names"]),
        ("Guangcan Mai and Kai Cao e Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao и Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao adn Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao andPong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao.and Pong Yuen", ["joined-names"]),
        (r"Guangcan Mai and Kai Cao \And Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao --- Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and Kai Cao, University of Oslo", ["joined-names"]),
        ("Guangcan Mai and Kai Cao, Ph.D., Pong Yuen", ["joined-names"]),
        ("Guangcan Mai and 毛泽东, 周恩来", ["joined-names"]),
        ("Guangcan Mai and {{Cao, Kai and Yuen, Pong}}", ["joined-names"]),
        ("Guangcan Mai and Institute of Standards and Technology", ["joined-names"]),
    ],
)
def test_each_fault_is_told_once(author: str, codes: list[str]) -> None:
    assert sorted(code for code, _ in findings(author)) == sorted(codes)


@pytest.mark.parametrize(
    ("author", "advice"),
    [
        (
            "Mai, Guangcan; Cao, Kai; Yuen, Pong C.; Four, D.",
            "Mai, Guangcan and Cao, Kai and Yuen,",
        ),
        ("Mai, Guangcan, Cao, Kai", "Mai, Guangcan and Cao, Kai}"),
        ("Guangcan Mai, Kai Cao, P. Yuen, D. Four", "Guangcan Mai and Kai Cao and P. Yuen and …"),
        ("Mai, Guangcan, Cao, Kai, Yuen", "Mai, Guangcan and Cao, Kai and Yuen}"),
    ],
)
def test_a_list_with_too_many_commas_gets_the_same_advice(author: str, advice: str) -> None:
    ((code, text),) = findings(author)
    assert code == "unreadable-name"
    assert f"join names by ' and ': author = {{{advice}" in text


def test_a_name_that_stays_unreadable_gets_no_such_advice() -> None:
    ((code, text),) = findings("family=Jain, gven=Anil")
    assert code == "unreadable-name"
    assert "join names" not in text


def test_a_site_without_an_owner_asks_for_no_owner() -> None:
    assert findings("Kai Cao, Guangcan Mai", Owner()) == []
    assert [code for code, _ in findings("Kai Cao; Guangcan Mai", Owner())] == ["joined-names"]
