"""ORCIDs and the file that says who has which."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.model.orcid import (
    PeopleFileError,
    bare_orcid,
    read_orcids,
    read_people,
    valid_orcid,
)
from publications.model.people import parse_people
from tests.rows import every_row


@every_row(
    "value, bare",
    [
        ("0000-0002-0326-500X", "0000-0002-0326-500X"),
        ("0000-0002-0326-500x", "0000-0002-0326-500X"),
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        (" https://orcid.org/0000-0001-5109-3700 ", "0000-0001-5109-3700"),
        ("orcid.org/0000-0001-5109-3700", "0000-0001-5109-3700"),
        ("ORCID: 0000-0001-5109-3700", "0000-0001-5109-3700"),
        ("0000-0002-0326-5000", ""),
        ("0000-0002-1825-0079", ""),
        ("0000-0002-1825-009X", ""),
        ("0000000218250097", ""),
        ("0000-0002-1825-00977", ""),
        ("٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧", ""),
        ("https://orcid.org.example/0000-0002-1825-0097", ""),
        ("", ""),
    ],
)
def test_form_and_check_digit(value: str, bare: str) -> None:
    assert bare_orcid(value) == bare
    assert valid_orcid(value) is bool(bare)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.yml"


def test_people_are_found_by_name_and_alias(file: Path) -> None:
    file.write_text(
        "- name: Josiah Carberry\n"
        "  orcid: https://orcid.org/0000-0002-1825-0097\n"
        "  aliases: ['J. Carberry', 'Carberry, J. S.']\n"
        "- {name: 麦广灿, orcid: 0000-0002-0326-500X}\n"
        "- name: Mis Typed\n"
        "  orcid: 0000-0002-1825-0098\n",
        encoding="utf-8",
    )
    assert [(known.name, known.line) for known in read_people(file)] == [
        ("Josiah Carberry", 1),
        ("麦广灿", 4),
        ("Mis Typed", 5),
    ]
    people = parse_people(
        "Carberry, J{\\'o}siah and J.~Carberry and J. S. Carberry and 麦, 广灿 and Mis Typed"
        " and Jim Carberry",
        orcids=read_orcids(file),
    )
    josiah = "0000-0002-1825-0097"
    assert [person.orcid for person in people.persons] == [
        josiah, josiah, josiah, "0000-0002-0326-500X", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "[]\n"])
def test_an_empty_file_knows_nobody(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_orcids(file) == {}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("name: A\norcid: x\n", 1, "not a list"),
        ("- A\n", 1, "not a person"),
        ("- name: A\n  orcid: x\n- name: B\n", 3, "without orcid"),
        ("- orcid: x\n", 1, "without name"),
        ("- name:\n  orcid: x\n", 1, "without name"),
        ("- name: A\n  orcd: x\n", 2, "'orcd' is not known"),
        ("- name: A\n  orcid: x\n  name: B\n", 3, "twice"),
        ("- name: [A]\n  orcid: x\n", 1, "a text is expected"),
        ("- name: A\n  orcid: x\n  aliases: [[B]]\n", 3, "a text is expected"),
        ("- name: A\n  orcid: x\n  ? [a]\n  : b\n", 3, "not known"),
        ("- name: 'A\n", 2, "not YAML"),
        ("- name: A, B, C, D\n  orcid: 0000-0002-1825-0097\n", 1, "3 commas"),
        ("- name: A and B\n  orcid: 0000-0002-1825-0097\n", 1, "not the name of one person"),
        ("- name: ''\n  orcid: 0000-0002-1825-0097\n", 1, "without name"),
        (
            "- {name: A B, orcid: 0000-0002-1825-0097}\n"
            "- {name: 'B, A', orcid: 0000-0001-5109-3700}\n",
            2,
            "two ORCIDs",
        ),
    ],
)
def test_another_form_is_named_with_its_place(
    file: Path, text: str, place: int, words: str
) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PeopleFileError) as raised:
        read_orcids(file)
    assert str(raised.value).startswith(f"{file}:{place}: ")
    assert words in str(raised.value)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"- name: \xff\xfe\n", b"[" * 20_000, b"- name: \x00\n"])
def test_hostile_bytes_are_no_traceback(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(PeopleFileError, match="not YAML"):
        read_orcids(file)


def test_a_missing_file_is_named(file: Path) -> None:
    with pytest.raises(PeopleFileError, match=r"people\.yml: cannot be read"):
        read_orcids(file)
