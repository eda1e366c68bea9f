"""The site's search finds a publication by what its page says: no less, and nothing else."""

from __future__ import annotations

import html as entities
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from bs4 import BeautifulSoup
from material.plugins.search.plugin import Parser, SearchIndex
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from publications.bibliography import load
from publications.builders import mkdocs_search
from publications.builders.mkdocs_files import PublicationPage
from publications.pages import search
from publications.settings import Options, Site, read_settings
from tests.conftest import SITE
from tests.rows import every_row

SETTINGS = read_settings(SITE / "mkdocs.yml")
BIBLIOGRAPHY = load(SITE, SETTINGS.options, SETTINGS.docs_dir)
# What a page says of its parts and not of the publication.
OF_THE_PAGE = {"All", "authors", "of", "et", "al", "eds", "Abstract", "Published", "Status"}


def words(html: str) -> set[str]:
    return set(re.findall(r"\w+", entities.unescape(re.sub(r"<[^>]*>", " ", html))))


@every_row("slug", [p.slug for p in BIBLIOGRAPHY.publications])
def test_entry_is_what_the_theme_would_read(site: Path, slug: str) -> None:
    page = (site / "publications" / slug / "index.html").read_text("utf-8")
    article = BeautifulSoup(page, "html5lib").select_one("article")
    assert article is not None
    parser = Parser()
    # Links to other publications, which have entries of their own; what signs at names mean.
    for aside in article.select(
        "nav, .site-back, .site-edit, .site-versions, .site-legend, .site-sr"
    ):
        aside.decompose()
    for formula in article.select("math"):  # one word, as in the entry
        formula.replace_with("".join(formula.get_text().split()))
    parser.feed(article.decode_contents())
    read = [s for s in parser.data if not s.is_excluded()]
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    entry = [d for d in index["docs"] if d["location"].startswith(f"publications/{slug}/")]
    assert [d["location"] for d in entry] == [f"publications/{slug}/"]
    by_theme = set().union(*(words(" ".join((*s.title, *s.text))) for s in read))
    ours = words(f"{entry[0]['title']} {entry[0]['text']}")
    missing = {word for word in by_theme - ours - OF_THE_PAGE if not word.isdigit()}
    assert not missing
    assert not ours - by_theme - OF_THE_PAGE


def test_lists_are_on_their_page_though_the_search_did_not_see_them(site: Path) -> None:
    page = BeautifulSoup((site / "publications" / "index.html").read_text("utf-8"), "html5lib")
    assert len(page.select(".site-item")) == len(BIBLIOGRAPHY.publications)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("A < B \\& C", "A &lt; B &amp; C"),
        ("H$_2$O", "H2O"),
        ("{\\'E}mile's \\emph{title}", "Émile’s title"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_entry_is_escaped_once(tmp_path: Path, title: str, shown: str) -> None:
    entry = f"@misc{{a, title = {{{title}}}, author = {{A B}}, year = 2020}}"
    (tmp_path / "refs.bib").write_text(entry, "utf-8")
    (publication,) = load(tmp_path, Options()).publications
    assert search.entry(publication)[0] == shown


def test_award_is_found(tmp_path: Path) -> None:
    award = "Best <Paper> \\\\& Talk"
    entry = f"@misc{{a, title = {{T}}, author = {{A B}}, year = 2020, award_name = {{{award}}}}}"
    (tmp_path / "refs.bib").write_text(entry, "utf-8")
    (publication,) = load(tmp_path, Options()).publications
    assert "<p>Best &lt;Paper&gt; &amp; Talk</p>" in search.entry(publication)[1]


@every_row(
    "text",  # with a bar where its first sentence ends
    [
        "Floes & bays are heard by all of us, e.g. by night.| They are loud.",
        "Short. Short. Short. Then one that is long enough.| And more.",
        f"{'冰' * 40}。|{'声' * 9}",
        f"{'word ' * 60}|{'word ' * 40}",
        "One|",
    ],
)
def test_of_old_abstracts_the_first_sentence_is_found(tmp_path: Path, text: str) -> None:
    abstract = text.replace("|", "").replace("&", "\\&")
    entry = f"@misc{{a, title={{T}}, author={{A B}}, year=2020, abstract={{{abstract}}}}}"
    (tmp_path / "refs.bib").write_text(entry, "utf-8")
    (publication,) = load(tmp_path, Options()).publications
    sentence = entities.escape(text.partition("|")[0])
    assert search.entry(publication, whole=False)[1].endswith(f"<p>{sentence}</p>")


def test_entries_tell_languages_and_whole_abstracts_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = (
        "@misc{{k{0}, title={{T}}, author={{A B}}, year=20{0}, abstract={{{1}}}, langid={{{2}}}}}"
    )
    languages = {10: "german", 11: "british", 12: "", 13: "farsi"}
    said = "This is what the abstract says to readers at first. And this is the rest of it."
    text = "\n".join(entry.format(year, said, langid) for year, langid in languages.items())
    (tmp_path / "refs.bib").write_text(text, "utf-8")
    monkeypatch.setattr(search, "MOST_OF_ABSTRACTS", 2 * len(said) + 1)
    index = SearchIndex()
    plugins = {"material/search": SimpleNamespace(search_index=index)}
    entries = mkdocs_search.Entries(cast(MkDocsConfig, SimpleNamespace(plugins=plugins)), Site())
    for publication in load(tmp_path, Options()).publications:
        page = SimpleNamespace(publication=publication, url=publication.slug, meta={})
        entries.exclude(cast(PublicationPage, page))
        entries.add(cast(PublicationPage, page))
        assert page.meta["search"] == {"exclude": True}
    whole = [doc["location"] for doc in index.entries if "the rest" in doc["text"]]
    assert whole == ["k13", "k12"]
    assert [doc.get("lang") for doc in index.entries] == ["fa", None, None, "de"]
    assert all("at first." in doc["text"] for doc in index.entries)


def test_result_has_venue_and_year(tmp_path: Path) -> None:
    entry = "@article{a, title = {T}, author = {A B}, year = 2020, journal = {Ice \\& Sound}}"
    (tmp_path / "refs.bib").write_text(entry, "utf-8")
    (publication,) = load(tmp_path, Options()).publications
    assert search.byline(publication) == "Ice &amp; Sound 2020"


@pytest.mark.parametrize(
    ("plugins", "address"),
    [
        ("[search]", "search/search_index.json"),
        ("[material/search]", "search/search_index.json"),
        ("[{material/search: {enabled: false}}]", ""),
        ("[tags]", ""),
    ],
)
def test_address_of_the_index_is_told_where_one_is_written(
    tmp_path: Path, plugins: str, address: str
) -> None:
    config = f"site_name: S\ntheme: material\nplugins: {plugins}\n"
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "docs").mkdir()
    loaded = load_config(str(tmp_path / "mkdocs.yml"))
    assert mkdocs_search.address(loaded) == address


def test_the_search_of_mkdocs_is_named_under_a_theme_derived_from_materials(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    wrong = {
        "theme: publications\nplugins: [search]": True,
        "theme: publications": True,
        "theme: publications\nplugins: [material/search]": False,
        "theme: publications\nplugins: []": False,
        "theme: material\nplugins: [search]": False,
        "theme: readthedocs\nplugins: [search]": False,
    }
    told = {}
    for text in wrong:
        (tmp_path / "mkdocs.yml").write_text(f"site_name: S\n{text}\n", "utf-8")
        told[text] = mkdocs_search.wrong_plugin(load_config(str(tmp_path / "mkdocs.yml")))
    assert {text: "write material/search" in line for text, line in told.items()} == wrong


def test_notes_that_cite_are_not_searched(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    texts = {doc["location"]: doc["text"] for doc in index["docs"]}
    assert "Of which two have gaps" in texts["research/#long-recordings"]
    assert "Okparaebo" not in texts["research/#long-recordings"]
    assert texts["positions/#acoustician"].endswith("from below the ice .</p>")
