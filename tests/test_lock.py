"""Addresses that were published stay: publications.lock, `ids`, and the pages that lead on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from publications import __main__, bibliography, bibtex
from publications.bibliography import Library
from publications.pages import addresses, redirects
from publications.settings import Owner, Site, read_settings
from tests.conftest import SITE as FOLDER
from tests.conftest import copy_project, mkdocs_build
from tests.elements import attribute, one
from tests.taken_over import take_over

SITE = Site(url="https://example.org/", name="A Site")
REFS = "@misc{new, title = {New}}\n@misc{kept, title = {Kept}}\n"


def of(text: str) -> Library:
    return bibliography.from_entries(*bibtex.read(text), Owner())


def findings(root: Path, locked: Iterable[str], refs: str = REFS, site: Site = SITE) -> list[str]:
    (root / "docs").mkdir(exist_ok=True)
    (root / addresses.NAME).write_text("".join(f"{line}\n" for line in locked))
    return [str(d) for d in addresses.guarded(of(refs), site, root, root / "docs").diagnostics]


# ------------------------------------------------------------------ the tests' site


def test_lock_is_what_is_built(site: Path) -> None:
    """Every page and every file of a format that others read, and nothing that is not there."""
    built = {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        for pattern in ("*.html", "*.xml", "*.txt", "publications*.*", "publications/*.*")
        for path in site.rglob(pattern)
        if path.is_file() and not {"assets", "stylesheets"} & set(path.parts)
    }
    settings = read_settings(FOLDER / "mkdocs.yml")
    found = bibliography.load(FOLDER, settings.options, settings.docs_dir)
    named = addresses.addresses(found, Site(url="https://example.org/"), settings.docs_dir)
    assert named - built == {"/assets/pdf/floe.pdf"}
    assert not built - named


# ------------------------------------------------------------------ findings


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/publications/kept/", None),
        ("/publications/kept.ris", None),
        ("/publications.json", None),
        ("/feed.xml", None),
        ("# a comment", None),
        ("", None),
        ("/publications/old/", "keep it by ids = {old} in the entry that has another key now"),
        ("/publications/old.bib", "keep it by ids = {old} in"),
        ("/publications/nev/", "perhaps 'new' (refs.bib:1)"),
        ("/publications/a-0f4c9a/", "ids = {a-0f4c9a}"),
        ("/focus/", "put docs/focus.md back; to give the address up, remove this line"),
        ("/", "put docs/index.md back"),
        ("/a/b/", "put docs/a/b.md back"),
        ("/assets/pdf/x.pdf", "put docs/assets/pdf/x.pdf back"),
        ("/../lock/", "put docs/../lock.md back"),
        ("<<<<<<< HEAD", "is no address: it does not begin with / (make lock-urls mends it)"),
    ],
)
def test_finding(tmp_path: Path, address: str, words: str | None) -> None:
    found = findings(tmp_path, ["/publications/new.bib", address])
    assert len(found) == (words is not None)
    for finding in found:
        assert finding.startswith("publications.lock:2:1: error: ")
        assert str(words) in finding


def test_only_the_page_of_a_lost_publication_is_named(tmp_path: Path) -> None:
    names = ("/publications/old.bib", "/publications/old.json", "/publications/old/")
    assert len(findings(tmp_path, names)) == 1


def test_the_only_new_publication_is_proposed_whatever_it_is_called(tmp_path: Path) -> None:
    locked = ["/publications/kept/", "/publications/zzz/"]
    assert "perhaps 'new' (refs.bib:1)" in findings(tmp_path, locked)[0]


def test_ids_keep_an_address_and_its_downloads(tmp_path: Path) -> None:
    locked = ["/publications/old/", "/publications/old.bib", "/publications/old-er.json"]
    refs = REFS.replace("{new,", "{new, ids = {old, old:er},")
    assert findings(tmp_path, locked, refs) == []


def test_a_file_of_the_owners_keeps_an_address(tmp_path: Path) -> None:
    for name in ("a.md", "b/index.md", "c/README.md", "d/index.html", "e.pdf", "f.html"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).touch()
    assert findings(tmp_path, ["/a/", "/b/", "/c/", "/d/", "/e.pdf", "/f.html"]) == []


def test_a_site_without_an_address_has_no_feed(tmp_path: Path) -> None:
    found = findings(tmp_path, ["/feed.xml"], site=Site())
    assert "set site_url in mkdocs.yml" in found[0]


def test_where_entries_are_wrong_only_they_are_named(tmp_path: Path) -> None:
    found = findings(tmp_path, ["/publications/new/"], "@misc{new, title = {}}")
    assert ["no-title" in finding for finding in found] == [True]


def test_without_a_lock_nothing_is_asked_for(tmp_path: Path) -> None:
    found = addresses.guarded(of(REFS), SITE, tmp_path, tmp_path)
    assert found.diagnostics == ()
    assert list(addresses.unlocked(found, SITE, tmp_path, tmp_path)) == []


def test_pdfs_that_publications_link_to_are_addresses(tmp_path: Path) -> None:
    (tmp_path / "assets/pdf").mkdir(parents=True)
    (tmp_path / "assets/pdf/x y.pdf").touch()
    refs = "@misc{a, title = {A}, pdf = {x%20y.pdf#page=2}, slides = {not-there.pdf}}"
    assets = {a for a in addresses.addresses(of(refs), SITE, tmp_path) if "assets" in a}
    assert assets == {"/assets/pdf/x y.pdf"}


# ------------------------------------------------------------------ the commands


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return take_over(copy_project(tmp_path / "project"))


def run(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = __main__.main(["--config", str(project / "mkdocs.yml"), *arguments])
    return status, *capsys.readouterr()


def test_lock_urls_adds_and_never_removes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / addresses.NAME
    assert run(project, capsys, "lock-urls")[:2] == (
        0,
        "publications.lock: 22 addresses, 22 new\n",
    )
    written = path.read_text()
    locked = [line for line in written.splitlines() if not line.startswith("#")]
    assert locked == sorted(set(locked))
    assert run(project, capsys, "lock-urls")[0] == 0
    assert path.read_text() == written
    refs = project / "refs.bib"
    refs.write_text(refs.read_text().replace("okonkwo2022gauges", "gauges"))
    status, said, errors = run(project, capsys, "lock-urls")
    assert status == 1
    assert said == "publications.lock: 26 addresses, 4 new\n"
    assert "lost-address: there would be nothing at /publications/okonkwo2022gauges/" in errors
    assert set(written.splitlines()) < set(path.read_text().splitlines())


def test_lock_urls_resolves_a_conflict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, capsys, "lock-urls")
    path = project / addresses.NAME
    whole = path.read_text()
    lines = whole.splitlines(keepends=True)
    path.write_text("".join(["<<<<<<< HEAD\n", *lines[2:], "=======\n", *lines[3:], ">>>>>>> x\n"]))
    assert "is no address" in run(project, capsys, "check")[1]
    assert run(project, capsys, "lock-urls")[0] == 0
    assert path.read_text() == whole


def test_lock_urls_writes_nothing_where_entries_are_wrong(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "refs.bib").write_text("@misc{a, title = {A}}\n@misc{b, title = {}}\n")
    status, _, errors = run(project, capsys, "lock-urls")
    assert status == 1
    assert "no-title" in errors
    assert not (project / addresses.NAME).exists()


def test_check_names_what_is_lost_and_what_is_new(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, capsys, "lock-urls")
    assert run(project, capsys, "check", "--strict")[:2] == (0, "")
    refs = project / "refs.bib"
    with refs.open("a") as file:
        file.write("@misc{another, author = {Okonkwo, Ifeoma}, title = {Another}}\n")
    status, said, _ = run(project, capsys, "check")
    assert status == 0
    note = "note: unlocked-address: /publications/another.bib and 3 more"
    assert note in said
    status, said, counts = run(project, capsys, "check", "--strict")
    assert status == 0
    assert note in said
    assert counts.endswith("0 errors, 0 warnings, 2 notes\n")
    refs.write_text(refs.read_text().replace("okonkwo2022gauges", "gauges"))
    status, said, _ = run(project, capsys, "check", "--format", "github")
    assert status == 1
    assert re.search(
        r"(?m)^::error file=publications\.lock,line=\d+,col=1,title=lost-address", said
    )


# ------------------------------------------------------------------ a key that changes


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site built after a key was changed, and `ids` set as the error that came said."""
    project = take_over(copy_project(tmp_path_factory.mktemp("renamed") / "project"))
    assert __main__.main(["--config", str(project / "mkdocs.yml"), "lock-urls"]) == 0
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the old site")
    refs = project / "refs.bib"
    text = refs.read_text().replace("{okonkwo2021thesis,", "{levels,")
    refs.write_text(text)
    done = mkdocs_build(project, project / "site")
    assert done.returncode == 1
    assert os.listdir(project / "site") == ["index.html"]
    assert "perhaps 'levels' (refs.bib:20)" in done.stderr
    told = re.search(r"keep it by (ids = \{.*?\}) in", done.stderr)
    assert told
    refs.write_text(text.replace("{levels,", "{levels,\n  " + told[1] + ","))
    done = mkdocs_build(project, project / "site", SITE_URL="https://user.github.io/site/")
    assert done.returncode == 0, done.stderr
    return project / "site"


def test_the_old_address_leads_on(renamed: Path) -> None:
    page = BeautifulSoup(
        (renamed / "publications/okonkwo2021thesis/index.html").read_text("utf-8"), "html5lib"
    )
    new = "https://user.github.io/site/publications/levels/"
    assert attribute(one(page, "link[rel=canonical]"), "href") == new
    refresh = attribute(one(page, "meta[http-equiv=refresh]"), "content")
    assert refresh == "0; url=../levels/"
    assert attribute(one(page, "meta[name=robots]"), "content") == "noindex"
    link = one(page, "main a")
    assert link["href"] == "../levels/"
    assert link.get_text() == "Sea Level without Instruments"
    assert not page.select("script")


@pytest.mark.parametrize("suffix", ["bib", "ris", "json"])
def test_the_old_downloads_stay(renamed: Path, suffix: str) -> None:
    old = renamed / f"publications/okonkwo2021thesis.{suffix}"
    assert old.read_bytes() == (renamed / f"publications/levels.{suffix}").read_bytes()
    assert b"Sea Level without Instruments" in old.read_bytes()


@pytest.mark.parametrize("name", ["sitemap.xml", "search/search_index.json", "feed.xml"])
def test_the_old_address_is_offered_to_nobody(renamed: Path, name: str) -> None:
    text = (renamed / name).read_text("utf-8")
    assert "publications/levels/" in text
    assert "okonkwo2021thesis" not in text


def test_the_old_key_still_cites(renamed: Path) -> None:
    page = BeautifulSoup((renamed / "index.html").read_text("utf-8"), "html5lib")
    assert page.select('.footnote a[href="publications/levels/"]')


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "A \" quote ' & {\\&}", "{{ config }} {% raw %}", "{0}"]
)
def test_a_hostile_title_is_only_text(title: str) -> None:
    publication = of(f"@misc{{a, ids = {{b}}, title = {{{title}}}}}").publications[0]
    site = Site(url='https://example.org/"><b>/', name="<i>")
    page = BeautifulSoup(redirects.page(publication, site), "html5lib")
    assert [tag.name for tag in one(page, "body").find_all()] == ["main", "h1", "p", "a"]
    assert one(page, "main a").get_text() == publication.title.text
    assert len(page.select("head > link")) == 1


def test_without_a_site_address_the_canonical_one_is_relative() -> None:
    publication = of("@misc{a, ids = {b}, title = {T}}").publications[0]
    assert 'rel="canonical" href="../a/"' in redirects.page(publication, Site())


def test_the_owners_page_at_an_old_address_is_an_error(project: Path) -> None:
    refs = project / "refs.bib"
    refs.write_text(
        refs.read_text().replace("{okonkwo2021thesis,", "{x, ids = {okonkwo2021thesis},")
    )
    (project / "docs/publications").mkdir(exist_ok=True)
    (project / "docs/publications/okonkwo2021thesis.md").write_text("# Mine\n")
    done = mkdocs_build(project, project / "site")
    assert done.returncode == 1
    assert "docs/publications/okonkwo2021thesis.md:1:1: error: slug-collision" in done.stderr
