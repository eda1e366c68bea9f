"""The owner among the authors, roles, and ORCIDs beside names."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from publications import bibtex
from publications.model.names import NameSyntaxError, name_keys
from publications.model.people import parse_people, people_of
from publications.model.roles import ROLES, legend, parse_annotations, role_symbols
from publications.settings import Owner
from tests.rows import every_row

MAI = Owner("Guangcan Mai", "0000-0002-0326-500X", ("Guang-Can Mai", "麦广灿"))
JAIN = Owner("Anil K. Jain")
BERG = Owner("Jean-Pierre van der Berg")


def owned(value: str, owner: Owner) -> list[str]:
    return [person.name for person in parse_people(value, owner=owner).persons if person.owner]


@every_row(
    "owner, name",
    [
        *((MAI, name) for name in (
            "Guangcan Mai", "Mai, Guangcan", "Guang-Can Mai", "Guang Can Mai", "GUANGCAN MAI",
            r"Gu{\'a}ngc{\`a}n Mai", "Guangcan {Mai}", "{Guangcan Mai}",
            "family=Mai, given=Guangcan",
            "G. Mai", "G Mai", "Mai, G.", "Mai, G.-C.", "G.C. Mai", "G. C. Mai", "GC Mai",
            "Guangcan X. Mai", "麦广灿", "{麦广灿}", "麦, 广灿", "广灿 麦",
        )),
        *((JAIN, name) for name in (
            "Anil Jain", "A. Jain", "A.K. Jain", "Jain, A. K.", "AK Jain", "Anil Kumar Jain",
        )),
        *((BERG, name) for name in (
            "J.-P. van der Berg", "J. van der Berg", "van der Berg, JP", "Jean Pierre Van der Berg",
        )),
    ],
)  # fmt: skip
def test_the_owner_is_found(owner: Owner, name: str) -> None:
    assert len(owned(name, owner)) == 1
    assert len(owned(f"Haochen Wang and {name} and Anran Wang", owner)) == 1


@every_row(
    "owner, name",
    [
        *((MAI, name) for name in (
            "Mai", "Gang Mai", "Guang Mai", "H. Mai", "G. Y. Mai", "Mai Guangcan", "G. Maier",
            "{Mai}", "Mai, Jr., Guangcan", "Guangcan Mai, Jr.", "G. Wang", "Guangcan",
            "Grace Mai and Gang Mai", "others",
        )),
        *((JAIN, name) for name in (
            "Jain", "Anil B. Jain", "Ashok Jain", "Ashok K. Jain", "K. Jain", "A. Kumar Jain",
            "A. B. Jain",
        )),
        *((BERG, name) for name in ("Jean van der Berg", "J.-P. Berg", "P. van der Berg")),
        (Owner("Guangcan Mai", aliases=("G. Mai",)), "Gang Mai"),
        (Owner(), "Guangcan Mai"),
        (Owner(""), ""),
        (Owner("a, b, c, d"), "d b a"),
    ],
)  # fmt: skip
def test_nobody_else_is_the_owner(owner: Owner, name: str) -> None:
    assert owned(name, owner) == []


@every_row(
    "names, found",
    [
        ("G. Mai and Guangcan Mai", ["Guangcan Mai"]),
        ("G. Mai and Guangcan Y. Mai", ["Guangcan Y. Mai"]),
        ("Guangcan Y. Mai and Guang-Can Mai", ["Guang-Can Mai"]),
        ("Guangcan Mai and Mai, Guangcan", ["Guangcan Mai"]),
        ("G. Mai and G. Mai", []),
        ("Haochen Wang and Yuhao Wang and Jiacong Wang", []),
    ],
)
def test_one_author_at_most_is_the_owner(names: str, found: list[str]) -> None:
    assert owned(names, MAI) == found


def test_an_alias_may_be_anything() -> None:
    assert owned("A. N. Onymous", Owner("Guangcan Mai", aliases=("Onymous, A. N.",)))
    assert owned("Mai and Kai Cao", Owner("Guangcan Mai", aliases=("Mai",))) == ["Mai"]


def test_orcids_of_the_owner_and_of_others() -> None:
    josiah = "0000-0002-1825-0097"
    people = parse_people(
        "Carberry, J{\\'o}siah and G. Mai and Kai Cao",
        owner=MAI,
        orcids={"carberry,josiah,": josiah},
    )
    assert [person.orcid for person in people.persons] == [josiah, MAI.orcid, ""]


@pytest.mark.parametrize(
    "orcid", ["https://orcid.org/0000-0002-0326-500X", "0000-0002-0326-500x", "0000-0002-0326-500X"]
)
def test_an_orcid_is_bare(orcid: str) -> None:
    (person,) = parse_people("Guangcan Mai", owner=Owner("Guangcan Mai", orcid)).persons
    assert person.orcid == "0000-0002-0326-500X"


def test_a_malformed_orcid_is_not_shown() -> None:
    (person,) = parse_people("A B", owner=Owner("A B", "0000-0002-0326-5000")).persons
    assert person.owner
    assert person.orcid == ""


@every_row(
    "source, roles",
    [
        ("", {}),
        ("1=equal; 2=equal; 4=corresponding", {
            1: ("equal",), 2: ("equal",), 4: ("corresponding",),
        }),
        ("1=equal,corresponding;", {1: ("equal", "corresponding")}),
        ("1 = equal ; 1 = corresponding ; 1=equal", {1: ("equal", "corresponding")}),
        ("1=Equal Contribution; 2=co-first; 3=Corresponding Author", {
            1: ("equal",), 2: ("equal",), 3: ("corresponding",),
        }),
        ('1="Intern, at; the time"; 2=visiting', {1: ("Intern, at; the time",), 2: ("visiting",)}),
        (r"1={\'e}mue; 2=A \& B", {1: ("émue",), 2: ("A & B",)}),
        ("2:family=equal; =first; 3=", {}),
        ("12=equal", {12: ("equal",)}),
        ("1=me; 2=highlight; 3=me,equal", {3: ("equal",)}),
        ('garbage; x=y; 99999999999=z; 1; ;; 1="unclosed', {1: ("unclosed",)}),
    ],
)  # fmt: skip
def test_annotations(source: str, roles: dict[int, tuple[str, ...]]) -> None:
    assert parse_annotations(source) == roles


def test_roles_stand_with_their_people() -> None:
    people = parse_people(
        "A and {} and B and C and others", annotations="1=equal; 3=equal,corresponding; 9=equal"
    )
    assert [p.roles for p in people.persons] == [("equal",), ("equal", "corresponding"), ()]
    assert role_symbols(people) == {"equal": "*", "corresponding": "†"}
    assert legend(people) == [("*", "equal contribution"), ("†", "corresponding author")]


@every_row(
    "field, value, roles, orcid",
    [
        ("author+an", '1="0000-0002-0326-500X"', (), "0000-0002-0326-500X"),
        ("author+an", "1=equal,0000-0002-0326-500X", ("equal",), "0000-0002-0326-500X"),
        ("author+an:orcid", '1="https://orcid.org/0000-0002-0326-500X"', (), "0000-0002-0326-500X"),
        ("author+an:orcid", "1=0000-0002-0326-5000", (), ""),
        ("author+an:mine", "1=corresponding, phoned", ("corresponding",), ""),
        ("author+an:default", "1=phoned", ("phoned",), ""),
        ("editor+an", "1=equal", (), ""),
    ],
)
def test_orcids_and_named_annotations(
    field: str, value: str, roles: tuple[str, ...], orcid: str
) -> None:
    (entry,), _ = bibtex.read(f"@misc{{k, author = {{A B}}, {field} = {{{value}}}}}")
    (person,) = people_of(entry, "author").persons
    assert (person.roles, person.orcid) == (roles, orcid)


def test_every_role_has_a_symbol_of_its_own() -> None:
    roles = [*sorted(ROLES), "intern", "visiting", "x", "y"]
    people = parse_people("A", annotations="1=" + ",".join(roles))
    symbols = role_symbols(people)
    assert list(symbols) == roles
    assert len(set(symbols.values())) == len(roles)
    assert dict(legend(people))[symbols["intern"]] == "intern"


def test_no_roles_no_legend() -> None:
    assert legend(parse_people("A and B")) == []


@given(
    st.text(alphabet='aA1:=;,"{}\\ é麦.-', max_size=40),
    st.text(alphabet="aA麦 .-,{}\\'", max_size=20),
)
def test_any_annotation_any_owner(annotations: str, name: str) -> None:
    owner = Owner(name, aliases=(name[::-1],))
    people = parse_people("A Mai and 麦 A and a.-A", annotations=annotations, owner=owner)
    assert sum(person.owner for person in people.persons) <= 1
    assert len(people.persons) == 3


@given(st.text(alphabet="abAB .-{}\\'麦", min_size=1, max_size=16))
def test_an_owner_is_found_under_the_own_name(name: str) -> None:
    try:
        known = parse_people(name).persons
    except NameSyntaxError:
        return
    assume(all(name_keys(person) for person in known))  # what is only signs is nobody's name
    found = parse_people(name, owner=Owner(name)).persons
    assert sum(person.owner for person in found) == min(1, len(known))


def test_others_alone_are_nobody() -> None:
    people = parse_people("others")
    assert (people.persons, people.others) == ((), False)


@every_row(
    "written, orcid",
    [
        ("Ann Roe (0000-0002-1825-0097)", "0000-0002-1825-0097"),
        ("Ann Roe [ORCID: 0000-0002-1694-233x]", "0000-0002-1694-233X"),
        ("Roe, Ann, https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (r"Ann Roe\orcidlink{0000-0002-1825-0097}", "0000-0002-1825-0097"),
        (r"Ann Roe \orcidID{0000-0002-1825-0097}", "0000-0002-1825-0097"),
        ("Ann Roe 0000-0002-1825-0098", ""),
    ],
)
def test_an_orcid_beside_a_name(written: str, orcid: str) -> None:
    (person,) = parse_people(written).persons
    assert (person.given, person.family, person.orcid) == ("Ann", "Roe", orcid)


def test_an_orcid_says_who_is_the_owner() -> None:
    owner = Owner("Ann Roe", "0000-0002-1825-0097")
    people = parse_people(
        "Roe, Ann 0000-0002-1694-233X and Poe, Ann 0000-0002-1825-0097", owner=owner
    )
    assert [person.owner for person in people.persons] == [False, True]


@every_row(
    "written",
    [
        "Guangcan Mai, PhD",
        "{Mai, Guangcan}",
        "{{Mai, Guangcan}}",
        r"{\textbf{G. Mai}}",
        r"{\underline{\textbf{Mai, Guangcan}}}",
        r"\ul{Mai, Guangcan}",
        r"\colorbox{yellow}{Mai, Guangcan}",
        r"\textcolor[rgb]{1,0,0}{Mai, Guangcan}",
        "__Guangcan Mai__",
    ],
)
def test_the_owner_is_known_in_whatever_is_around_the_name(written: str) -> None:
    assert parse_people(f"{written} and Poe, Bob", owner=Owner("Guangcan Mai")).has_owner


@every_row("written", ["Guangcan Mai, Jr.", "{Mai, Gang}", "{Mai, Guangcan and Sons}"])
def test_others_are_not_the_owner(written: str) -> None:
    assert not parse_people(f"{written} and Poe, Bob", owner=Owner("Guangcan Mai")).has_owner


def test_orcids_of_web_of_science_are_the_peoples() -> None:
    source = """@misc{k, author = {Lee, Ann and Roe, Bob}, author-an = {2=equal},
        orcid-numbers = {Lee, Ann/0000-0002-1825-0097
                         Roe, Bob/0000-0002-1694-233X}}"""
    ((entry,), _) = bibtex.read(source)
    people = people_of(entry, "author", orcids={"lee,ann,": "0000-0001-5109-3700"})
    assert [person.orcid for person in people.persons] == [
        "0000-0002-1825-0097",
        "0000-0002-1694-233X",
    ]
    assert people.persons[1].roles == ("equal",)
