"""Names of people: BibTeX's grammar, biblatex's extended form, and what everybody gets wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person as PybtexPerson

from publications import tex
from publications.model.names import (
    NameSyntaxError,
    Person,
    as_bibtex,
    is_bibtexs,
    name_keys,
    read_names,
)
from tests.rows import every_row
from tests.timing import is_done_within


def read(value: str) -> list[tuple[str, str, str, str]]:
    return [(p.given, p.prefix, p.family, p.suffix) for _, p in read_names(value)[0]]


def one(value: str) -> Person:
    ((_, person),) = read_names(value)[0]
    return person


# given, prefix, family, suffix
NAMES = {
    "Alfred Adler": ("Alfred", "", "Adler", ""),
    "Adler, Alfred": ("Alfred", "", "Adler", ""),
    "Plato": ("", "", "Plato", ""),
    "Bertie B. Bull": ("Bertie B.", "", "Bull", ""),
    "Ludwig van Beethoven": ("Ludwig", "van", "Beethoven", ""),
    "van Beethoven, Ludwig": ("Ludwig", "van", "Beethoven", ""),
    "{van Beethoven}, Ludwig": ("Ludwig", "", "van Beethoven", ""),
    "Francis van der valt Frome": ("Francis", "van der valt", "Frome", ""),
    "Van de Graaff, R. J.": ("R. J.", "Van de", "Graaff", ""),
    "jean de la fontaine": ("", "jean de la", "fontaine", ""),
    "Maria de Los Angeles y Garcia Lopez": (
        "Maria", "de Los Angeles y", "Garcia Lopez", "",
    ),
    "Jean d'Alembert": ("Jean", "", "d'Alembert", ""),
    "d'Alembert Jean": ("", "d'Alembert", "Jean", ""),
    "'t Hooft, Gerard": ("Gerard", "'t", "Hooft", ""),
    "Ali al-Hasan": ("Ali", "", "al-Hasan", ""),
    "1st Foo": ("", "1st", "Foo", ""),
    "Jolly, III, James": ("James", "", "Jolly", "III"),
    "van Kluster, Jr., Kevin": ("Kevin", "van", "Kluster", "Jr."),
    "Pimentel, Jr. ,Joseph J.": ("Joseph J.", "", "Pimentel", "Jr."),
    "St John-Mollusc, Oliver": ("Oliver", "", "St John-Mollusc", ""),
    "Ian {Iliad Ipswich}": ("Ian", "", "Iliad Ipswich", ""),
    "{John Henry} Ford": ("John Henry", "", "Ford", ""),
    "Ton {de Kok}": ("Ton", "", "de Kok", ""),
    r"Piet {\relax van}{\ }{\relax Houten}": ("Piet", "", "van Houten", ""),
    "Souhaib Ben~Taieb": ("Souhaib Ben", "", "Taieb", ""),
    "Souhaib {Ben~Taieb}": ("Souhaib", "", "Ben Taieb", ""),
    r"{\'E}tienne {\"u}ber Foo": ("Étienne", "über", "Foo", ""),
    r"{\v S}omeone Smith": ("Šomeone", "", "Smith", ""),
    r"Someone {\v s}mith Foo": ("Someone", "šmith", "Foo", ""),
    r"{\relax Ch}ristos Papadimitriou": ("Christos", "", "Papadimitriou", ""),
    r"Anne {\noopsort{bergh}}van den Bergh": ("Anne", "van den", "Bergh", ""),
    r"Charles Louis Xavier Joseph de la Vall{\'e}e Poussin": (
        "Charles Louis Xavier Joseph", "de la", "Vallée Poussin", "",
    ),
    r"Roger P.{\,}G. van Gompel": ("Roger P. G.", "van", "Gompel", ""),
    r"Lovecraft, Bill {H.\,P.}": ("Bill H. P.", "", "Lovecraft", ""),
    "E. S. El-{M}allah": ("E. S.", "", "El-Mallah", ""),
    "Dominique {G}alouzeau de Villepin": ("Dominique", "Galouzeau de", "Villepin", ""),
    "AA {B}b cc dd": ("AA", "Bb cc", "dd", ""),
    r"{\~Z}elly, Arthur": ("Arthur", "", "Z\u0303elly", ""),
}  # fmt: skip


@every_row("source, parts", NAMES.items())
def test_grammar_is_bibtexs(source: str, parts: tuple[str, ...]) -> None:
    assert read(source) == [parts]
    theirs = PybtexPerson(source)
    assert parts == tuple(
        " ".join(tex.parse(" ".join(words)).text.replace("’", "'").split())
        for words in (
            theirs.first_names + theirs.middle_names,
            theirs.prelast_names,
            theirs.last_names,
            theirs.lineage_names,
        )
    )


@every_row(
    "source, parts",
    [
        # Unicode decides as ASCII does; where a script has no capitals, or does not use them, all
        # letters are capital.  A letter for a mere sound before the name is none.
        (r"{\AA}sa {\aa}l Foo", ("Åsa", "ål", "Foo", "")),
        ("Émile Étienne élan Zola", ("Émile Étienne", "élan", "Zola", "")),
        ("Лев фон Толстой", ("Лев", "фон", "Толстой", "")),
        ("გიორგი მაისურაძე", ("გიორგი", "", "მაისურაძე", "")),
        ("عمر الخيام", ("عمر", "", "الخيام", "")),
        ("ʿAbd Allāh Foo", ("ʿAbd Allāh", "", "Foo", "")),
        # The hyphen of a given name makes no von part.
        ("Meng-hui Lim", ("Meng-hui", "", "Lim", "")),
        # TeX reads the letter after a command's blank as the same word.
        (r"Garc\'\i a, Jos\'e", ("José", "", "García", "")),
        (r"Mart\'\i Lopez", ("Martí", "", "Lopez", "")),
        (r"Lopez, Mart\'\i Juan", ("Martí Juan", "", "Lopez", "")),
        (r"\L ukasz Kowalski", ("Łukasz", "", "Kowalski", "")),
        (r"\v Skoda, Jan", ("Jan", "", "Škoda", "")),
        (r"J.\ K.\ Rowling", ("J. K.", "", "Rowling", "")),
        ("J.\u00a0K. Rowling", ("J. K.", "", "Rowling", "")),
        # Slips of which the meaning is plain.
        ("Smith, John,", ("John", "", "Smith", "")),
        ("Smith,, John", ("John", "", "Smith", "")),
        (", John", ("", "", "John", "")),
        ("King, Martin Luther, Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("Martin Luther King, Jr.", ("Martin Luther", "", "King", "Jr.")),
        ("Ford, III", ("III", "", "Ford", "")),
        ("Smith, Jr., V.", ("V.", "", "Smith", "Jr.")),
        ("Smith, John, V.", ("V.", "", "Smith", "John")),
        ("von", ("", "", "von", "")),
        ("von {}", ("", "", "von", "")),
        ("{A}nn {R}oe", ("Ann", "", "Roe", "")),
        (r"\'{E}mile Zola", ("Émile", "", "Zola", "")),
        (r"\'{e}mile Zola", ("", "émile", "Zola", "")),
        ("Berg, van den, Jan", ("Jan", "van den", "Berg", "")),
        ("Alfred Adler Ph. D.", ("Alfred", "", "Adler", "Ph.D.")),
        ("a}b, c", ("c", "", "ab", "")),
        ("{unclosed and x, y", ("", "", "unclosed and x, y", "")),
    ],
)
def test_beyond_bibtex(source: str, parts: tuple[str, ...]) -> None:
    assert read(source) == [parts]


# What people write around and after a name, which BibTeX takes for a part of it.
SLIPS = {
    "Adler, Alfred;": ("Alfred", "", "Adler", ""),
    "Adler, Alfred (Ed.)": ("Alfred", "", "Adler", ""),
    "Alfred Adler (eds)": ("Alfred", "", "Adler", ""),
    "Alfred Adler (Wien)": ("Alfred", "", "Adler (Wien)", ""),
    "Si Li (李四)": ("Si", "", "Li (李四)", ""),
    "Alfred Adler [1]": ("Alfred", "", "Adler", ""),
    "Alfred Adler ‡": ("Alfred", "", "Adler", ""),
    "Alfred Adler <a.adler@e.org>": ("Alfred", "", "Adler", ""),
    "<b>Alfred Adler</b><sup>1</sup>": ("Alfred", "", "Adler", ""),
    "Adler, <i>Alfred</i>": ("Alfred", "", "Adler", ""),
    "Alfred Adler M.D.": ("Alfred", "", "Adler", "M.D."),
    "Alfred Adler PhD": ("Alfred", "", "Adler", "PhD"),
    "Alfred M.D.": ("Alfred", "", "M.D.", ""),
    "the ATLAS Collaboration": ("", "", "the ATLAS Collaboration", ""),
    "Collaboration": ("", "", "Collaboration", ""),
    "Prof. Dr. Alfred Adler": ("Alfred", "", "Adler", ""),
    "Adler, Dr. Alfred": ("Alfred", "", "Adler", ""),
    "DR Adler": ("DR", "", "Adler", ""),
    "Adler, Alfred, ed.": ("Alfred", "", "Adler", ""),
    "Alfred Adler, Ed": ("Ed", "", "Alfred Adler", ""),
    "Adler (born Weiss), Alfred": ("Alfred", "", "Adler (born Weiss)", ""),
    "Alfred&nbsp;Adler": ("Alfred", "", "Adler", ""),
    '<a href="https://a.org">Alfred Adler</a>': ("Alfred", "", "Adler", ""),
    "[Alfred Adler](https://a.org)": ("Alfred", "", "Adler", ""),
    "**Adler, Alfred**": ("Alfred", "", "Adler", ""),
    "†Alfred Adler★": ("Alfred", "", "Adler", ""),
    "Alfred Adler1,2": ("Alfred", "", "Adler", ""),
    "Adler1, Alfred": ("Alfred", "", "Adler", ""),
    "Adler, Alfred12": ("Alfred", "", "Adler", ""),
    "{Web3}": ("", "", "Web3", ""),
    "Alfred Adler(2)": ("Alfred", "", "Adler", ""),
    r"Alfred Adler \orcidlink{0000-0002-1825-0097}": ("Alfred", "", "Adler", ""),
    "Alfred Adler (a.adler@e.org)": ("Alfred", "", "Adler", ""),
    "Adler, Alfred, a.adler@e.org": ("Alfred", "", "Adler", ""),
    r"Alfred Adler\email{a@e.org}": ("Alfred", "", "Adler", ""),
    r"Alfred Adler\tnoteref{t1}\corref{c1}": ("Alfred", "", "Adler", ""),
    "III, Alfred Adler": ("Alfred", "", "Adler", "III"),
    "Alfred Adler 0001": ("Alfred", "", "Adler", ""),
    "Adler, Alfred 0012": ("Alfred", "", "Adler", ""),
    r"Alfred Adler~\IEEEmembership{Member, IEEE}": ("Alfred", "", "Adler", ""),
    "Alfred Adler, Senior Member, IEEE": ("Alfred", "", "Adler", ""),
    "Alfred Adler [1,2]": ("Alfred", "", "Adler", ""),
    "Alfred Adler$^{a,b,*}$": ("Alfred", "", "Adler", ""),
    "Alfred Adler $^{1}$ $^{2}$": ("Alfred", "", "Adler", ""),
    r"Alfred Adler \textsuperscript{1} \textsuperscript{2}": ("Alfred", "", "Adler", ""),
    r"Alfred Adler \textsuperscript{\Letter}": ("Alfred", "", "Adler", ""),
    r"Alfred Adler$^{\rm a}$": ("Alfred", "", "Adler", ""),
    r"Alfred Adler$^{\mathrm{a,b}}$": ("Alfred", "", "Adler", ""),
    r"Alfred Adler\textsuperscript{ab}": ("Alfred", "", "Adler", ""),
    "Alfred Adler&dagger;": ("Alfred", "", "Adler", ""),
    "Alfred Adler&#42;": ("Alfred", "", "Adler", ""),
    "Adler, Ren&eacute;": ("René", "", "Adler", ""),
    "Alfred Adler [a]": ("Alfred", "", "Adler", ""),
    "Alfred Adler 1, 2": ("Alfred", "", "Adler", ""),
    "Adler, Alfred, 1": ("Alfred", "", "Adler", ""),
    "(1) Alfred Adler": ("Alfred", "", "Adler", ""),
    r"\textsuperscript{1}Alfred Adler": ("Alfred", "", "Adler", ""),
    "TUG 2004": ("TUG", "", "2004", ""),
    "__Alfred Adler__": ("Alfred", "", "Adler", ""),
    "Adler (Hrsg.), Alfred": ("Alfred", "", "Adler", ""),
    "Adler, Alfred [Hrsg.]": ("Alfred", "", "Adler", ""),
    "Alfred Adler (corresponding author)": ("Alfred", "", "Adler", ""),
    "edited by Alfred Adler": ("Alfred", "", "Adler", ""),
    "Prof. Dr.-Ing. habil. Alfred Adler": ("Alfred", "", "Adler", ""),
    "Dipl.-Ing. Alfred Adler": ("Alfred", "", "Adler", ""),
    "Adler, Sir Alfred": ("Alfred", "", "Adler", ""),
    "Sir": ("", "", "Sir", ""),
    "Ing Wang": ("Ing", "", "Wang", ""),
    "Mag Rev": ("Mag", "", "Rev", ""),
    "Alfred Adler D.D.S.": ("Alfred", "", "Adler", "D.D.S."),
    "Alfred Adler, CSc.": ("Alfred", "", "Adler", "CSc."),
    "Alfred Adler, EdD": ("Alfred", "", "Adler", "EdD"),
    "Adler, Edd": ("Edd", "", "Adler", ""),
    "Alfred Adler, BSc (Hons)": ("Alfred", "", "Adler", "BSc (Hons)"),
    "Alfred Adler, Jr. MD": ("Alfred", "", "Adler", "Jr. MD"),
    "Alfred Adler 3rd": ("Alfred", "", "Adler", "3rd"),
}


@every_row("source, parts", SLIPS.items())
def test_slips(source: str, parts: tuple[str, str, str, str]) -> None:
    assert read(source) == [parts]
    assert read(f"A and {source} and B")[1] == parts


@every_row(
    "value, families, others",
    [
        ("", [], False),
        ("A and B", ["A", "B"], False),
        ("A AND B And C", ["A", "B", "C"], False),
        ("A\nand\n\tB", ["A", "B"], False),
        ("A\u00a0and\u2003B", ["A", "B"], False),
        ("A and and B", ["A", "B"], False),
        ("and A and", ["A"], False),
        ("A, X., and B, Y.", ["A", "B"], False),
        ("And, Peter and Land, Ann", ["And", "Land"], False),
        ("Anders Andersson and Brandand Band", ["Andersson", "Band"], False),
        ("{Barnes and Noble} and {A {and} B}", ["Barnes and Noble", "A and B"], False),
        (r"Stra\ss and Bar", ["Straß", "Bar"], False),
        ("{} and A and \\relax and B", ["A", "B"], False),
        ("A and others", ["A"], True),
        ("A and Others", ["A"], True),
        ("A and {others}", ["A", "others"], False),
        ("others", [], True),
        ("Smith, J. et al.", ["Smith"], True),
        ("Smith et al", ["Smith"], True),
        ("Smith, J., et al.", ["Smith"], True),
        ("Smith and et al.", ["Smith"], True),
        ("Loet Al", ["Al"], False),
        ("Smith and {et al.}", ["Smith"], True),
        ("Smith and 3 others", ["Smith"], True),
        ("Smith and many more authors", ["Smith"], True),
        ("Smith and ...", ["Smith"], True),
        (r"Smith and \ldots", ["Smith"], True),
        ("Smith and More", ["Smith", "More"], False),
        ("Smith and others.", ["Smith"], True),
        ("Smith and [and 12 others]", ["Smith"], True),
        ("Smith and co-authors", ["Smith"], True),
        ("Smith and u.a.", ["Smith"], True),
        ("张三 等", ["张三"], True),
        ("A, X.,and B, Y.", ["A", "B"], False),
        ("Smith, Sand and Land, Ann", ["Smith", "Land"], False),
        ("A, X&nbsp;and&#160;B, Y", ["A", "B"], False),
        ("Smith and 3 Otherson", ["Smith", "Otherson"], False),
        (r"J. Smith \emph{et al.}", ["Smith"], True),
        (r"J. Smith {\it et al.}", ["Smith"], True),
        ("J. Smith u.a.", ["Smith"], True),
        ("J. Smith, others", ["Smith"], True),
        (r"J. Smith \& others", ["Smith"], True),
        ("J. Others", ["Others"], False),
        ("J. Smith and colleagues", ["Smith"], True),
    ],
)
def test_lists(value: str, families: list[str], others: bool) -> None:
    people, ends_in_others = read_names(value)
    assert [person.family for _, person in people] == families
    assert ends_in_others is others


def test_positions_count_every_name() -> None:
    assert [i for i, _ in read_names("A and and {} and B and others")[0]] == [1, 3]


@every_row(
    "source, parts",
    [
        ("family=Harman, given=Hans", ("Hans", "", "Harman", "")),
        ("given=Simon, prefix=de, family=Beumont", ("Simon", "de", "Beumont", "")),
        (
            "given={Jean Pierre}, given-i=JP, prefix=de, prefix-i=d, family=La Place, suffix=Jr",
            ("Jean Pierre", "de", "La Place", "Jr"),
        ),
        ("family=Ackooij, given=W., prefix=van, useprefix=true", ("W.", "van", "Ackooij", "")),
        ("id=x1, Given = Alfred, FAMILY = Adler", ("Alfred", "", "Adler", "")),
        (r"family={M{\"u}ller}, given=J{\"o}rg", ("Jörg", "", "Müller", "")),
        ('family="Sons, and Co", given=A', ("A", "", "Sons, and Co", "")),
        ("given=Plato", ("", "", "Plato", "")),
        ("family=Foo, given=", ("", "", "Foo", "")),
        ("family=Foo,", ("", "", "Foo", "")),
        (r"J\=anis B{\=e}rzi{\c n}{\v s}", ("Jānis", "", "Bērziņš", "")),
        ("A=B Foo", ("A=B", "", "Foo", "")),
        ("given=Ann, middle=B., family=Foo", ("Ann B.", "", "Foo", "")),
        ("last=Foo, first=Ann", ("Ann", "", "Foo", "")),
        ("family=Foo, familyi=F, given=Ann, given_i=A", ("Ann", "", "Foo", "")),
    ],
)
def test_extended_form(source: str, parts: tuple[str, ...]) -> None:
    assert read(source) == [parts]
    assert read(f"Ann Onymous and {source} and Foo, Bar")[1] == parts


@every_row(
    "source, words",
    [
        (", ,", "only commas"),
        ("Smith, Jr., Bill, Lee", "3 commas"),
        ("Mai, Cao, Yuen, Jain, Lan", "4 commas"),
        ("famly=Foo, given=Bar", "'famly'"),
        ("family=Sons, Inc., given=A", "'Inc.' without a key"),
        ("given={}, family=", "no family name"),
        ("A and B and " + "C, " * 300 + "D", "…"),
    ],
)
def test_unreadable_names_are_named(source: str, words: str) -> None:
    with pytest.raises(NameSyntaxError) as raised:
        read_names(source)
    assert words in str(raised.value)
    assert raised.value.expected in str(raised.value)
    assert len(str(raised.value)) < 250
    assert isinstance(raised.value, ValueError)


@every_row(
    "source, name, sort_name, literal, corporate",
    [
        ("Anna M. van der Berg", "Anna M. van der Berg", "van der Berg, Anna M.", False, False),
        ("King, Jr., M. L.", "M. L. King, Jr.", "King, Jr., M. L.", False, False),
        ("{World Health Organization}", *["World Health Organization"] * 2, True, True),
        ("{{World {H}ealth} Organization}", *["World Health Organization"] * 2, True, True),
        ("{APA, Task Force}", "APA, Task Force", "APA, Task Force", True, True),
        ("{Google},", "Google", "Google", True, True),
        ("{A}-{B}", "A-B", "A-B", False, False),
        ("family={Robert and Sons, Inc.}", *["Robert and Sons, Inc."] * 2, True, True),
        ("family={Robert}, given={A.}", "A. Robert", "Robert, A.", False, False),
        ("literal={Acme}", "Acme", "Acme", True, True),
        ("Google, Inc.", "Google, Inc.", "Google, Inc.", True, True),
        ("R Core Team", "R Core Team", "R Core Team", True, True),
        ("World Health Organization", *["World Health Organization"] * 2, True, True),
        ("University of Oslo", *["University of Oslo"] * 2, True, True),
        ("Friedrich of Oslo", "Friedrich of Oslo", "of Oslo, Friedrich", False, False),
        ("name=Roe", "name=Roe", "name=Roe", False, False),
        ("东方不败", "东方不败", "东方不败", True, False),
        ("{{东方不败}}", "东方不败", "东方不败", True, False),
        ("张 三", "张 三", "张 三", True, False),
        ("张, 三", "张三", "张, 三", False, False),
        ("family=山田, given=太郎", "山田太郎", "山田, 太郎", False, False),
        ("김, 철수", "김철수", "김, 철수", False, False),
        ("ジョン・スミス", "ジョン・スミス", "ジョン・スミス", True, False),
        ("张, San", "San 张", "张, San", False, False),
    ],
)
def test_how_names_are_written(
    source: str, name: str, sort_name: str, literal: bool, corporate: bool
) -> None:
    person = one(source)
    assert (person.name, person.sort_name) == (name, sort_name)
    assert (person.literal, person.corporate) == (literal, corporate)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Guang-Can Mai", "Guang Can Mai", "Mai, Guangcan", "GUANGCAN MAI", "Guāngcàn Mǎi"),
        (r"M{\"u}ller, J.-P.", "J. P. Müller", "JP Muller"),
        ("van der Berg, Jan", "{van der Berg}, Jan", "Jan van-der Berg"),
        ("张, 三", "张三", "三 张", "{张 三}", "family=张, given=三"),
    ],
)
def test_keys_are_equal_for_all_spellings(spellings: tuple[str, ...]) -> None:
    shared = set.intersection(*(set(name_keys(one(spelling))) for spelling in spellings))
    assert shared


@pytest.mark.parametrize(
    ("one_name", "other_name"),
    [("Ann Lee", "An Nlee"), ("Lee, Jr., Ann", "Ann Lee"), ("Li Wang", "Wang Li")],
)
def test_keys_tell_people_apart(one_name: str, other_name: str) -> None:
    assert not set(name_keys(one(one_name))) & set(name_keys(one(other_name)))


PIECES = st.sampled_from(
    [*"aBé张{}{}\\,,~ \n\"='-.", " and ", " others", "et al.", "family=", "given={", "\\'", "\\v ",
     "\\i ", "{\\", "von ", "Jr.", "\u200f", "\x00", "$", "&", "%", "="]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_any_text_is_read_or_named(value: str) -> None:
    try:
        people, _ = read_names(value)
    except NameSyntaxError:
        return
    positions = [position for position, _ in people]
    assert positions == sorted(set(positions))
    for _, person in people:
        assert person.family
        assert person.name == " ".join(person.name.split())
        assert not set("\\{}") & set(person.name) or "\\" in value


@given(st.lists(st.sampled_from(list(NAMES)), max_size=8))
def test_a_name_reads_the_same_in_any_company(sources: list[str]) -> None:
    assert read(" and ".join(sources)) == [NAMES[source] for source in sources]


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    [
        " and ".join(f"Author{i}, Given{i} M." for i in range(3000)),
        "a " * 20_000,
        "Foo " * 20_000 + "Bar",
        "{" * 5_000 + "}" * 5_000,
        "x{" * 20_000,
        "{a}" * 20_000,
        '="' * 20_000,
        "\\ss " * 20_000,
    ],
    ids=lambda value: value[:10],
)
def test_work_is_linear(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = 0
    parse = tex.parse

    def counting(source: str) -> tex.Tex:
        nonlocal decoded
        decoded += len(source)
        return parse(source)

    monkeypatch.setattr("publications.model.name_words.tex.parse", counting)
    read_names(value)
    assert decoded <= 4 * len(value)


def test_commas_without_end_are_read_in_one_pass() -> None:
    def read_endless() -> None:
        with pytest.raises(NameSyntaxError):
            read_names("A" + "," * 50_000 + "B" + "," * 50_000)
        assert [person.family for _, person in read_names("A" + "," * 50_000)[0]] == ["A"]

    assert is_done_within(2, read_endless)


@every_row(
    "source, people",
    [
        # What BibTeX reads otherwise, and its people mean.
        ("Henry Ford III and Anna de Roe Jr", "Henry||Ford|III; Anna|de|Roe|Jr"),
        ("Ford III, Henry and Roe, Anna Jr.", "Henry||Ford|III; Anna||Roe|Jr."),
        ("Ann Roe, PhD and Roe, Ann, M.D., Ph. D.", "Ann||Roe|PhD; Ann||Roe|M.D., Ph. D."),
        ("van der Roe, M.D. and Roe Poe, J. D.", "M.D.|van der|Roe|; J. D.||Roe Poe|"),
        ("Roe Poe, Md. and Ann Roe, MD", "Md.||Roe Poe|; Ann||Roe|MD"),
        ("Roe, MD and Robert Junior", "MD||Roe|; Robert||Junior|"),
        (r"\textbf{Roe, Ann}*, and {\bf Ann von Roe}", "Ann||Roe|; Ann|von|Roe|"),
        (r"\textbf{\underline{Roe, Ann}*}$^1$ and {\color{red} B. Roe}", "Ann||Roe|; B.||Roe|"),
        (r"\textcolor{red}{Roe, Ann} and B. Roe\textsuperscript{a}", "Ann||Roe|; B.||Roe|"),
        (r"A. Roe\textsuperscript{a,b} and M\textsuperscript{a} Poe", "A.||Roe|; Ma||Poe|"),
        ("NoSortOthers=true and Ann Roe", "Ann||Roe|"),
        (r"\underline{{Roe, Ann}} and \textbf{Ann} Roe", "||Roe, Ann|; Ann||Roe|"),
        (r"Roe‖, A. and Roe$^{1,2}$, B.", "A.||Roe|; B.||Roe|"),
        (r"A. Roe\& and B. Roe#", "A.||Roe|; B.||Roe|"),
        (r"Ann Roe\textsuperscript{1,*} and M\textsuperscript{a} Poe^2", "Ann||Roe|; Ma||Poe|"),
        ("Roe, Ann and, Poe, Bob, and And, Peter", "Ann||Roe|; Bob||Poe|; Peter||And|"),
        (r"\href{https://a.b}{Ann Roe} and Ann Poe$^{a,b}$", "Ann||Roe|; Ann||Poe|"),
        (r"Ann Roe\thanks{Of Oslo} and Poe\footnote{x}, Bob", "Ann||Roe|; Bob||Poe|"),
        ("nosortothers=true and Ann Roe", "Ann||Roe|"),
        ("family=Roe, given=Ann, anything=1, given-i=A", "Ann||Roe|"),
        ('"family={Roe, Inc.}" and "family=Poe, Sons"', "||Roe, Inc.|; ||Poe, Sons|"),
    ],
)  # fmt: skip
def test_slips_are_read_as_they_are_meant(source: str, people: str) -> None:
    persons = [person for _, person in read_names(source)[0]]
    shown = ("|".join((p.given, p.prefix, p.family, p.suffix)) for p in persons)
    assert "; ".join(shown) == people


@every_row(
    "source, shown, written",
    [
        ("d' Este, Beatrice", "Beatrice d'Este", "d' Este, Beatrice"),
        ("family=Farabi, given=Abu, prefix=al-", "Abu al-Farabi", "al- Farabi, Abu"),
        ("family=Roe du Lac, given=A, prefix=de", "A de Roe du Lac", "de {Roe du Lac}, A"),
        ("Lorenzo de' Medici", "Lorenzo de' Medici", "de' Medici, Lorenzo"),
        ("Alembert, Jean d'", "Jean d'Alembert", "Alembert, Jean d'"),
        ("von Roe, Jr., Ann", "Ann von Roe, Jr.", "von Roe, Jr., Ann"),
    ],
)
def test_particles(source: str, shown: str, written: str) -> None:
    ((_, person),), _ = read_names(source)
    assert (person.name, as_bibtex(person)) == (shown, written)


@every_row(
    "source, expected",
    [
        ("Roe, Ann and {Roe and Sons} and others", True),
        (r"{\'E}mile von Roe and Poe, Jr., Bob", True),
        ("Ann Roe, Jr.", False),
        ("Roe, Ann, et al.", False),
        (", Ann and Poe, Bob", False),
        ("Ann Roe*", False),
        ("Ann Roe$^*$", False),
        ("Ann&nbsp;Roe", False),
        ("family=Roe", False),
        ("Roe, Ann, and Poe, Bob", False),
        (r"\textbf{Roe, Ann}", False),
        ("Roe, Ann (Ed.)", False),
        ("Roe, Ann (Oslo)", True),
        ("Ann Roe (Oslo)", False),
        ("ATLAS Collaboration", False),
        ("Roe, Ann and 3 others", False),
        ("nosortothers=true and Ann Roe", False),
    ],
)
def test_lists_that_bibtex_reads_in_the_same_way(source: str, expected: bool) -> None:
    assert is_bibtexs(source) == expected
