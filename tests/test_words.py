"""The catalogues of words: complete, chosen by the language, grammatical; and the owner's own."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from publications import words
from publications.model import date_words, edtf
from publications.model.date_value import Date
from publications.model.venue import labelled, short_venue
from publications.project import load_project
from publications.settings import OptionsError, read_settings
from publications.settings.own_words import replaced
from publications.words import ENGLISH, Words, parts_of
from tests.exported import read

GERMAN, CHINESE = words.of("de"), words.of("zh")


def forms(catalogue: Words) -> dict[str, dict[str, str]]:
    """The texts of each word by their forms; the empty form where it has none."""
    by_word: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, text in catalogue.texts.items():
        match = re.fullmatch(r"(\w+\.\w+)\.(one|other)|(ordinal)\.(\w+)", name)
        word, form = name, ""
        if match is not None:
            word, form = match[1] or match[3], match[2] or match[4]
        by_word[word][form] = text
    return by_word


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_catalogue_has_all_words_with_all_their_parts(language: str) -> None:
    english, others = forms(ENGLISH), forms(words.of(language))
    assert list(others) == list(english)
    for word, texts in others.items():
        assert set(texts) <= set(english[word]) | {"", "other"}, word
        assert texts.keys() & {"", "other"}, word
        last = english[word].get("other") or english[word][""]
        for form, text in texts.items():
            assert text.strip() == text != "", word
            if form != "one":  # which may say the number in a word
                assert parts_of(text) == parts_of(last), word


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("de-CH", "de"),
        ("DE_at", "de"),
        ("zh", "zh"),
        ("zh-Hans", "zh"),
        ("zh-CN", "zh"),
        ("zh-Hant", "en"),  # the other script
        ("zh-TW", "en"),
        ("fr", "en"),
        ("den", "en"),
        ("", "en"),
    ],
)
def test_the_catalogue_of_a_tag(tag: str, language: str) -> None:
    assert words.of(tag).language == language
    assert words.is_known(tag) == (language == tag[:2].lower())


@pytest.mark.parametrize(
    ("name", "count", "english", "german", "chinese"),
    [
        ("list.count", 0, "0 publications", "0 Publikationen", "0 篇论著"),
        ("list.count", 1, "1 publication", "1 Publikation", "1 篇论著"),
        ("list.count", 2, "2 publications", "2 Publikationen", "2 篇论著"),
        ("people.all_authors", 12, "All 12 authors", "Alle 12 Autor:innen", "全部 12 位作者"),
    ],
)
def test_a_number_chooses_the_form(
    name: str, count: int, english: str, german: str, chinese: str
) -> None:
    texts = [each(name, count=count) for each in (ENGLISH, GERMAN, CHINESE)]
    assert texts == [english, german, chinese]


@pytest.mark.parametrize(
    ("number", "english", "german", "chinese"),
    [
        ("1", "1st", "1.", "第1"),
        ("2", "2nd", "2.", "第2"),
        ("3", "3rd", "3.", "第3"),
        ("4", "4th", "4.", "第4"),
        ("11", "11th", "11.", "第11"),
        ("12", "12th", "12.", "第12"),
        ("21", "21st", "21.", "第21"),
        ("113", "113th", "113.", "第113"),
    ],
)
def test_ordinals(number: str, english: str, german: str, chinese: str) -> None:
    ordinals = [each.ordinal(number) for each in (ENGLISH, GERMAN, CHINESE)]
    assert ordinals == [english, german, chinese]


@pytest.mark.parametrize(
    ("written", "english", "german", "chinese"),
    [
        ("2021", "2021", "2021", "2021年"),
        ("2021-03", "March 2021", "März 2021", "2021年3月"),
        ("2021-03-05", "5 March 2021", "5. März 2021", "2021年3月5日"),
        ("2021-21", "Spring 2021", "Frühjahr 2021", "2021年春季"),
        ("2019/2020", "2019–2020", "2019–2020", "2019年至2020年"),
        ("2021-01/2021-02", "January–February 2021", "Januar–Februar 2021", "2021年1月至2月"),
        ("2019-05-03/2019-05-05", "3–5 May 2019", "3.–5. Mai 2019", "2019年5月3日至5日"),
        (
            "2019-05-30/2019-06-02",
            "30 May – 2 June 2019",
            "30. Mai – 2. Juni 2019",
            "2019年5月30日至6月2日",
        ),
        (
            "2019-12-30/2020-01-02",
            "30 December 2019 – 2 January 2020",
            "30. Dezember 2019 – 2. Januar 2020",
            "2019年12月30日至2020年1月2日",
        ),
        ("2019-12/2020", "December 2019 – 2020", "Dezember 2019 – 2020", "2019年12月至2020年"),
        ("2019~", "c. 2019", "ca. 2019", "约2019年"),
        ("2019-05?", "May 2019?", "Mai 2019?", "2019年5月（？）"),
        ("2019/", "since 2019", "seit 2019", "2019年起"),
        ("/2019-05", "until May 2019", "bis Mai 2019", "2019年5月止"),
        ("-0043", "44 BC", "44 v. Chr.", "公元前44年"),
        ("-0043-03-15", "15 March 44 BC", "15. März 44 v. Chr.", "公元前44年3月15日"),
    ],
)
def test_dates(written: str, english: str, german: str, chinese: str) -> None:
    date = edtf.read(written).date
    assert date is not None
    assert [date.in_words(each) for each in (ENGLISH, GERMAN, CHINESE)] == [
        english,
        german,
        chinese,
    ]


def test_months_in_bibtex_files_stay_those_of_bibtex() -> None:
    assert date_words.read_year("Mar 2021").date == Date(2021, 3)


VENUES = {
    "@article{k, author={A}, title={T}, journal={J}, volume=16, number=3, pages={5--9},"
    " date={2021-03}}": (
        "Zeitschriftenartikel. J, Bd. 16, Nr. 3, S. 5–9, März 2021",
        "期刊论文. J, 第16卷, 第3期, 第5–9页, 2021年3月",
    ),
    "@book{k, editor={A B and C D and others}, title={T}, edition=2, publisher={P}, year=2020}": (
        "Buch. 2. Auflage, P, 2020",
        "图书. 第2版, P, 2020年",
    ),
    "@incollection{k, author={A}, editor={B C and others}, title={T}, booktitle={Bk},"
    " chapter=4, year=2020}": (
        "Buchkapitel. Bk, B C et al. (Hrsg.), Kap. 4, 2020",
        "图书章节. Bk, B C 等 编, 第4章, 2020年",
    ),
    "@mastersthesis{k, author={A}, title={T}, school={S}, year=2020}": (
        "Masterarbeit, S, 2020",
        "硕士学位论文, S, 2020年",
    ),
    "@software{k, author={A}, title={T}, version=1.2, year=2020}": (
        "Software, Version 1.2, 2020",
        "软件, 版本 1.2, 2020年",
    ),
    "@article{k, author={A}, title={T}, journal={J}, pubstate={inpress}}": (
        "Zeitschriftenartikel. J, im Druck",
        "期刊论文. J, 即将出版",
    ),
    "@book{k, author={A}, title={T}, translator={B C}, series={newseries}, year=2020}": (
        "Buch. Neue Folge, 2020. Übersetzt von B C",
        "图书. 新辑, 2020年. B C 译",
    ),
    "@patent{k, author={A}, title={T}, type={patentde}, location={countryde}, year=2020}": (
        "Deutsches Patent, Deutschland, 2020",
        "德国专利, 德国, 2020年",
    ),
    "@misc{k, author={A}, title={T}, type={Bauplan}, year=2020}": (
        "Bauplan. 2020",
        "Bauplan. 2020年",
    ),
}


@pytest.mark.parametrize(("entry", "lines"), VENUES.items())
def test_venue_lines(entry: str, lines: tuple[str, str]) -> None:
    (publication,) = read(entry)
    assert labelled(publication, GERMAN).text == lines[0]
    assert labelled(publication, CHINESE).text == lines[1]


def test_a_number_and_its_label_are_in_one_piece() -> None:
    (publication,) = read("@article{k, author={A}, title={T}, journal={J}, volume=16, year=2020}")
    assert "Bd.\u00a016" in labelled(publication, GERMAN).html
    assert "Bd. 16" in labelled(publication, GERMAN).text


def test_a_number_between_letters_that_may_be_broken_is_in_one_piece() -> None:
    (publication,) = read("@article{k, author={A}, title={T}, journal={J}, volume=16, year=2020}")
    line = labelled(publication, CHINESE)
    assert '<span class="site-unbroken">第16卷</span>' in line.html
    assert line.text == "期刊论文. J, 第16卷, 2020年"


def test_a_short_line_has_the_kind_in_the_language() -> None:
    (publication,) = read("@phdthesis{k, author={A}, title={T}, year=2020}")
    assert short_venue(publication, GERMAN).text == "Dissertation 2020"


def project(folder: Path, theme: str, options: str = "", own: str = "") -> Path:
    """A mkdocs.yml with a language and options, and a file of words beside it."""
    (folder / "docs").mkdir()
    (folder / "refs.bib").write_text("", "utf-8")
    (folder / "words.toml").write_text(own, "utf-8")
    config = folder / "mkdocs.yml"
    extension = f"markdown_extensions:\n  - publications:\n      bib_file: refs.bib\n{options}"
    config.write_text(f"site_name: S\ntheme:\n  name: material\n{theme}{extension}", "utf-8")
    return config


@pytest.mark.parametrize(
    ("theme", "options", "language", "line"),
    [
        ("", "", "en", 0),
        ("  language: de-AT\n", "", "de-AT", 0),
        ("  language: fr\n", "", "fr", 4),
        ("  language: fr\n", "      language: zh\n", "zh", 0),
        ("", "      language: tlh\n", "tlh", 7),
        ("  language: fr\n", "      words: words.toml\n", "fr", 0),
    ],
)
def test_the_language_is_the_themes_or_the_options(
    theme: str, options: str, language: str, line: int, tmp_path: Path
) -> None:
    settings = read_settings(project(tmp_path, theme, options))
    assert settings.site.language == language
    findings = [
        finding
        for finding in load_project(settings).bibliography.faults
        if finding.code == "unknown-language"
    ]
    assert [(finding.line, finding.severity) for finding in findings] == [(line, "warning")] * bool(
        line
    )
    for finding in findings:
        assert "known: en, de, zh" in str(finding)


def test_words_of_the_owner(tmp_path: Path) -> None:
    own = '[link]\npaper = "Article"\n[list]\ncount.other = "{count} Stück"\n'
    config = project(tmp_path, "  language: de\n", "      words: words.toml\n", own)
    site = read_settings(config).site
    assert site.words("link.paper") == "Article"
    assert site.words("list.count", count=1) == "1 Stück"
    assert site.words("link.code") == "Code"
    assert site.words("page.all") == "Alle Publikationen"


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("[link", "not TOML: "),
        ('[link]\npaer = "A"', "no word has the name 'link.paer' (did you mean 'link.paper'?)"),
        ('[link]\npaper = ""', "'link.paper' is empty"),
        ("[link]\npaper = 5", "'link.paper' is 5 (put it in quotation marks)"),
        ('[link]\npaper = "{count}"', "has the part {count} (allowed: none)"),
        ('[venue]\nvolume = "{number.real}"', "has the part {number.real} (allowed: {number})"),
        ('[venue]\nvolume = "{number"', "'venue.volume': "),
        ('[list]\ncount = { one = "{count} work" }', "'list.count' has no form 'other'"),
    ],
)
def test_wrong_words_are_refused_in_one_line(own: str, message: str, tmp_path: Path) -> None:
    config = project(tmp_path, "", "      words: words.toml\n", own)
    with pytest.raises(OptionsError) as raised:
        read_settings(config)
    assert str(raised.value).startswith(f"{config}: words.toml: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_of_words_that_is_not_there(tmp_path: Path) -> None:
    config = project(tmp_path, "", "      words: wrods.toml\n")
    with pytest.raises(OptionsError, match=r"'wrods\.toml' cannot be read"):
        read_settings(config)


def test_parts_that_are_no_html_are_escaped() -> None:
    catalogue = replaced(ENGLISH, "en", '[people]\nothers = "<b>{names}</b>"')
    assert catalogue.html("people.others", names="A & B") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    with pytest.raises(OptionsError):
        replaced(ENGLISH, "en", '[people]\nother = "x"')
