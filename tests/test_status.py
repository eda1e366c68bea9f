"""What became of a publication: how notices are read, and that no surface shows it as sound."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from publications import bibliography, bibtex, exports
from publications.exports import llms
from publications.model import kinds, status
from publications.model.publication import Publication
from publications.model.status import Notice
from publications.pages import generated, search
from publications.pages.render import Neighbours, Renderer
from tests.exported import SITE, read
from tests.rows import every_row

RENDERER = Renderer(SITE)
_ADDRESS = "https://doi.org/10.1000/n"
_SICI = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"


@every_row(
    "value, expected",
    [
        ("10.1000/n, 2023-05-01", [(_ADDRESS, "1 May 2023")]),
        ("2023-05-01, 10.1000/n", [(_ADDRESS, "1 May 2023")]),
        ("10.1000/n,2023-05", [(_ADDRESS, "May 2023")]),
        ("10.1000/n 2023", [(_ADDRESS, "2023")]),
        ("10.1000/n", [(_ADDRESS, "")]),
        ("10.1000/n,", [(_ADDRESS, "")]),
        ("doi: 10.1000/n", [(_ADDRESS, "")]),
        ("https://dx.doi.org/10.1000/n", [(_ADDRESS, "")]),
        (r"10.1000/a\_b", [("https://doi.org/10.1000/a_b", "")]),
        ("10.1000/2023", [("https://doi.org/10.1000/2023", "")]),
        ("10.1000/a,b, 2023", [("https://doi.org/10.1000/a,b", "2023")]),
        ("https://example.org/n", [("https://example.org/n", "")]),
        ("www.example.org/n", [("https://www.example.org/n", "")]),
        ("2023", [("", "2023")]),
        ("{10.1000/n}, {2021}", [(_ADDRESS, "2021")]),
        ("10.1000/n, 2021; 2022-02-03", [(_ADDRESS, "2021"), ("", "3 February 2022")]),
        ("2021;10.1000/n;", [("", "2021"), (_ADDRESS, "")]),
        (_SICI, [("https://doi.org/" + _SICI.replace("<", "%3C").replace(">", "%3E"), "")]),
        # What cannot be read still counts.
        ("yes", [("", "")]),
        ("see the journal", [("", "")]),
        ("10.1000/n, 2023-02-30", [(_ADDRESS, "")]),
        ("10.1000/n, May 2023", [(_ADDRESS, "2023")]),
        ("javascript:alert(1)", [("", "")]),
        ("mailto:editor@example.org", [("", "")]),
        ("notice.html", [("", "")]),
        # Nothing is said.
        ("", []),
        ("n/a", []),
        ("false", []),
        (";", []),
    ],
)
def test_notices_are_read(value: str, expected: list[tuple[str, str]]) -> None:
    notices = status.read(status.RETRACTION, value)
    assert [(each.url, each.date.text if each.date else "") for each in notices] == expected


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        (Notice("retraction"), "Retracted"),
        (Notice("concern", _ADDRESS), f"Expression of concern ({_ADDRESS})"),
        *((each, each.text) for each in status.read("correction", "2021-02")),
    ],
)
def test_a_notice_in_words(notice: Notice, text: str) -> None:
    assert notice.text == text


#: A field, what it holds, and the words by which it is told.
FIELDS = {
    "retraction": ("10.1000/n, 2023-05-01", "Retracted", "1 May 2023"),
    "concern": ("10.1000/n, 2022-04", "Expression of concern", "April 2022"),
    "correction": ("10.1000/n, 2021", "Corrected", "2021"),
}


def _bibtex(publication: Publication) -> str:
    return exports.bibtex.write(publication)


def _jsonld(publication: Publication) -> str:
    return json.dumps(exports.jsonld.publication(publication, SITE))


def _feed(publication: Publication) -> str:
    return exports.atom.feed([publication], SITE).decode()


def _llms(publication: Publication) -> str:
    return llms.llms([], [publication], SITE)


def _head(publication: Publication) -> str:
    return repr(generated.GeneratedPage(publication, SITE).head)


def _tags(publication: Publication) -> str:
    return repr(exports.highwire.tags(publication, SITE))


def _references(publication: Publication) -> str:
    return "\n".join(each.text for each in exports.citation_text.references(publication))


#: Whatever shows a title, and so begins it with the mark.
TITLED: dict[str, Callable[[Publication], str]] = {
    "list": lambda publication: RENDERER.items([publication], "line", str),
    "selected list": lambda publication: RENDERER.items([publication], "summary", str),
    "title": RENDERER.title,
    "neighbour": lambda publication: RENDERER.page(
        read("@misc{o, title = {Other}}")[0], Neighbours(newer=publication), str
    ),
    "footnote": lambda publication: RENDERER.reference(publication, str),
    "references": _references,
    "bibtex": _bibtex,
    "ris": exports.ris.write,
    "csl": exports.csl.write,
    "jsonld": _jsonld,
    "list in jsonld": lambda each: json.dumps(exports.jsonld.collection([each], SITE)),
    "breadcrumbs": lambda each: json.dumps(exports.jsonld.trail(SITE, each)),
    "highwire": _tags,
    "coins": lambda publication: exports.coins.write(publication, SITE),
    "feed": _feed,
    "llms.txt": _llms,
    "search": lambda publication: search.entry(publication)[0],
    "head": _head,
}  # fmt: skip
#: Whatever has room to say all of a notice.
TOLD: dict[str, Callable[[Publication], str]] = {
    "list": TITLED["list"],
    "page": lambda publication: (
        RENDERER.notices(publication, str) + RENDERER.page(publication, Neighbours(), str)
    ),
    "bibtex": _bibtex,
    "ris": exports.ris.write,
    "csl": exports.csl.write,
    "feed": _feed,
    "llms.txt": _llms,
    "search": lambda publication: search.entry(publication)[1],
}
_TAGS = ("<strong>", "</strong>", "{", "}")


def _without_tags(text: str) -> str:
    for tag in _TAGS:
        text = text.replace(tag, "")
    return text.replace("%3A%20", ": ")


@every_row("entry_type", ["article", "online", "book", "phdthesis", "mvbook"])
@every_row("surface", TITLED)
def test_a_retracted_work_says_so_before_its_title(surface: str, entry_type: str) -> None:
    (publication,) = _published(entry_type, "retraction = {yes}, shorttitle = {Lantern}")
    text = _without_tags(TITLED[surface](publication))
    assert "RETRACTED: Lantern" in text
    assert text.count("Lantern") == text.count("RETRACTED: Lantern")


@every_row("entry_type", [each.name for each in kinds.TYPES])
@every_row("fields", ["", "maintitle = {M}, volume = {2}", "booktitle = {B}"])
def test_no_style_of_references_leaves_the_mark_out(entry_type: str, fields: str) -> None:
    (publication,) = _published(entry_type, f"retraction = {{2022}}, {fields}")
    for reference in exports.citation_text.references(publication):
        assert "RETRACTED: Lantern" in reference.text


def test_a_retracted_version_says_so_in_llms_txt() -> None:
    """Its link there has no title, before which that could be."""
    entries, _ = bibtex.read(
        "@article{late, title = {Late}, journal = {J}, year = {2002}, related = {early}}"
        "@misc{early, title = {Early}, eprint = {1901.00001}, year = {2001}, retraction = {2003}}"
    )
    several = bibliography.from_entries(entries, [], SITE.owner).publications
    text = llms.llms([], several, SITE)
    assert "[RETRACTED: Preprint](" in text
    assert "[Late](" in text


@every_row("field", ["concern = {2022}", "correction = {2022}", "note = {Fine}"])
@every_row("surface", TITLED)
def test_no_other_title_is_marked(surface: str, field: str) -> None:
    (publication,) = _published("article", field)
    assert "RETRACTED" not in TITLED[surface](publication)


@every_row("field", FIELDS)
@every_row("surface", TOLD)
def test_a_notice_is_told_with_its_date_and_address(surface: str, field: str) -> None:
    value, *told = FIELDS[field]
    (publication,) = _published("article", f"{field} = {{{value}}}")
    text = TOLD[surface](publication).replace("\\_", "_")
    for words in (*told, _ADDRESS):
        assert words in text


@pytest.mark.parametrize("field", FIELDS)
def test_only_what_doubts_a_work_stands_above_its_title(field: str) -> None:
    (publication,) = _published("article", f"{field} = {{2022}}")
    assert bool(RENDERER.notices(publication, str)) == (field != "correction")


def test_jsonld_names_the_notices() -> None:
    fields = ", ".join(f"{name} = {{{value}}}" for name, (value, *_) in FIELDS.items())
    (publication,) = _published("article", fields)
    node = exports.jsonld.publication(publication, SITE)
    assert node["creativeWorkStatus"] == "Retracted"
    assert [(each["name"], each["datePublished"]) for each in node["correction"]] == [
        ("Retracted", "2023-05-01"),
        ("Expression of concern", "2022-04"),
        ("Corrected", "2021"),
    ]
    assert {each["url"] for each in node["correction"]} == {_ADDRESS}


def test_csl_has_the_status() -> None:
    (publication,) = _published("article", "retraction = {2022}")
    assert json.loads(exports.csl.write(publication))[0]["status"] == "retracted"


def test_a_publishers_mark_is_not_repeated() -> None:
    (publication,) = read("@misc{k, title = {RETRACTED ARTICLE: Lantern}, retraction = {2022}}")
    assert publication.title.text == "RETRACTED ARTICLE: Lantern"


def test_a_withdrawn_paper_is_marked_as_a_retracted_one() -> None:
    (publication,) = read("@misc{k, title = {WITHDRAWN: Lantern}}")
    assert publication.title.text == "RETRACTED: WITHDRAWN: Lantern"


def test_the_feed_tells_of_a_notice_as_news() -> None:
    (publication,) = _published("article", "retraction = {2023-05}, correction = {2022}")
    feed = _feed(publication)
    assert feed.count("<updated>2023-05-01T00:00:00Z</updated>") == 2
    assert feed.count("<published>2001-01-01T00:00:00Z</published>") == 1


def test_a_retracted_work_is_not_selected() -> None:
    (publication,) = _published("article", "retraction = {2022}, selected = {true}")
    assert not publication.selected
    assert "Selected Work" not in _llms(publication)


def _published(entry_type: str, fields: str) -> tuple[Publication, ...]:
    """The publication of an entry with these fields; one without a title of its own as mvbook."""
    title = "maintitle" if entry_type == "mvbook" else "title"
    base = f"author = {{Doe, Ann}}, {title} = {{Lantern}}, year = {{2001}}, journal = {{J}}"
    return tuple(read(f"@{entry_type}{{k, {base}, organization = {{O}}, {fields}}}"))
