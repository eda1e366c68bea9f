"""Addresses that were published stay: publications.lock, `ids`, and the pages that lead on."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from publications import __main__, bibtex, disk
from publications.bibliography import Bibliography, from_entries
from publications.pages import addresses, lockfile, redirects
from publications.pages.redirects import Redirect
from publications.project import Project, load_project
from publications.settings import Owner, Site, read_settings
from tests.conftest import copy_project, mkdocs_build
from tests.elements import attribute, one
from tests.rows import every_row
from tests.taken_over import take_over

SITE = Site(url="https://example.org/", name="A Site")
REFS = "@misc{new, title = {New}}\n@misc{kept, title = {Kept}}\n"
CONFIG = "site_name: A Site\nsite_url: https://example.org/\n"


def of(text: str) -> Bibliography:
    return from_entries(*bibtex.read(text), Owner())


def loaded(
    root: Path, locked: Iterable[str] = (), refs: str = REFS, config: str = CONFIG
) -> Project:
    (root / "docs").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(config)
    (root / "refs.bib").write_text(refs)
    if locked:
        (root / addresses.NAME).write_text("".join(f"{line}\n" for line in locked))
    return load_project(read_settings(root / "mkdocs.yml"))


def findings(
    root: Path, locked: Iterable[str], refs: str = REFS, config: str = CONFIG
) -> list[str]:
    found = loaded(root, locked, refs, config).bibliography.errors
    return [str(finding) for finding in found]


# ------------------------------------------------------------------ findings


@every_row(
    "address, words",
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
        (
            "/focus/",
            "put docs/focus.md back, or write redirect_from: /focus/ into the page that replaces"
            " it; to give the address up, remove this line",
        ),
        ("/", "put docs/index.md back"),
        ("/a/b/", "put docs/a/b.md back"),
        ("/a/b.html", "put docs/a/b.md back, or write redirect_from: /a/b.html into"),
        ("/assets/pdf/x.pdf", "put docs/assets/pdf/x.pdf back"),
        ("/../lock/", "put docs/../lock.md back"),
        ("/404.html", None),
        ("/sitemap.xml", None),
        (
            "<<<<<<< HEAD",
            "is no address: it does not begin with / (python -m publications lock-urls mends it)",
        ),
    ],
)
def test_finding(tmp_path: Path, address: str, words: str | None) -> None:
    found = findings(tmp_path, ["/publications/new.bib", address])
    assert len(found) == (words is not None)
    for finding in found:
        assert finding.startswith("publications.lock:2:1: error: ")
        assert str(words) in finding


def test_the_lines_of_a_lost_publication_are_named_at_once(tmp_path: Path) -> None:
    names = ("/publications/old.bib", "/publications/old.json", "/publications/old/")
    found = findings(tmp_path, names)
    assert len(found) == 1
    assert found[0].startswith("publications.lock:3:1: error: lost-address: ")
    assert "to give the address up, remove its lines 1, 2 and 3" in found[0]


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
    found = findings(tmp_path, ["/feed.xml"], config="site_name: A Site\n")
    assert "set site_url in mkdocs.yml" in found[0]


def test_where_entries_are_wrong_only_they_are_named(tmp_path: Path) -> None:
    found = findings(tmp_path, ["/publications/new/"], "@misc{new, title = {}}")
    assert ["no-title" in finding for finding in found] == [True]


def test_without_a_lock_nothing_is_asked_for(tmp_path: Path) -> None:
    project = loaded(tmp_path)
    assert project.bibliography.diagnostics == ()
    made = addresses.made(project.bibliography, project.site)
    assert list(addresses.unlocked(tmp_path, made)) == []


def built(root: Path, *files: str) -> Path:
    """A built site of empty files."""
    for name in files:
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).touch()
    return root / "site"


def test_of_a_built_site_its_pages_and_what_refs_bib_makes_are_addresses(tmp_path: Path) -> None:
    refs = "@misc{a, title = {A}, pdf = {x%20y.pdf#page=2}, slides = {not-built.pdf}}"
    site = built(
        tmp_path, "index.html", "404.html", "feed.xml", "blog/2026/news/index.html", "flat.html",
        "publications/a/index.html", "publications/a.bib", "assets/pdf/x y.pdf",
        "assets/other.pdf", "sitemap.xml", "assets/style.css", "other.xml",
    )  # fmt: skip
    assert addresses.built(site, of(refs), SITE) == {
        "/", "/404.html", "/feed.xml", "/blog/2026/news/", "/flat.html", "/publications/a/",
        "/publications/a.bib", "/assets/pdf/x y.pdf", "/sitemap.xml",
    }  # fmt: skip


@every_row(
    "locked, lost",
    [
        ("/", None),
        ("/blog/2026/news/", None),
        ("/flat.html", None),
        ("/assets/x.pdf", None),
        ("/publications/new/", None),
        ("/focus/", "put docs/focus.md back"),
        ("/publications/kept/", "keep it by ids = {kept}"),
        ("/flat/", "at /flat/ any more, but at /flat.html (set use_directory_urls: true"),
    ],
)
def test_of_a_built_site_every_loss_is_certain(
    tmp_path: Path, locked: str, lost: str | None
) -> None:
    names = ("index.html", "blog/2026/news/index.html", "flat.html", "assets/x.pdf")
    site = built(tmp_path, *names, "publications/new/index.html")
    (tmp_path / addresses.NAME).write_text(f"{locked}\n")
    site_of_false = Site(url=SITE.url, directory_urls=locked != "/flat/")
    found = [*addresses.losses(of(REFS), tmp_path, site_of_false, site)]
    assert len(found) == (lost is not None)
    assert all(str(lost) in finding.text for finding in found)


@every_row(
    "more, certain",
    [
        ("", True),
        ("plugins: [search, publications]", True),
        ("plugins: [material/search, material/tags, {social: {cards: false}}]", True),
        ("plugins: {search: {}, tags: }", True),
        ("plugins: [blog]", True),
        ("plugins: [{blog: {blog_dir: news}}]", True),
        ("plugins: [{material/blog: {blog_dir: .}}]", False),
        ("plugins: [{blog: {blog_dir: focus}}]", False),
        ("plugins: [redirects]", False),
        ("plugins: {gen-files: {}}", False),
        ("plugins: [i18n, search]", False),
        ("INHERIT: adds.yml", False),
        ("INHERIT: quiet.yml", True),
        ("hooks: [quiet.py]", True),
        ("hooks: [adds.py]", False),
        ("hooks: [missing.py]", False),
        ("exclude_docs: focus.md", True),
    ],
)
def test_before_the_build_only_what_no_plugin_could_make_is_lost(
    tmp_path: Path, more: str, certain: bool
) -> None:
    (tmp_path / "quiet.py").write_text("def on_post_page(output, **_): return output\n")
    (tmp_path / "adds.py").write_text("def on_files(files, **_): return files\n")
    (tmp_path / "adds.yml").write_text("plugins: [redirects]\n")
    (tmp_path / "quiet.yml").write_text("plugins: [search]\n")
    found = findings(tmp_path, ["/focus/"], config=f"{CONFIG}{more}\n")
    assert ["lost-address" in finding for finding in found] == [True] * certain


def test_pages_of_the_blog_are_its_own(tmp_path: Path) -> None:
    locked = ["/blog/2026/news/", "/news/2026/x/"]
    config = f"{CONFIG}plugins: [blog]\n"
    assert [
        "/news/2026/x/" in finding for finding in findings(tmp_path, locked, config=config)
    ] == [True]


@every_row(
    "config, file, address, exists",
    [
        ("", "a.md", "/a/", True),
        ("", "a.md", "/a.html", False),
        ("use_directory_urls: false", "a.md", "/a.html", True),
        ("use_directory_urls: false", "a.md", "/a/", False),
        ("use_directory_urls: false", "a/README.md", "/a/", True),
        ("plugins: [offline]", "a.md", "/a.html", True),
        ("plugins: [{offline: {enabled: false}}]", "a.md", "/a.html", False),
        ("exclude_docs: a.md", "a.md", "/a/", True),
    ],
)
def test_the_owners_pages_are_where_the_builder_would_put_them(
    tmp_path: Path, config: str, file: str, address: str, exists: bool
) -> None:
    (tmp_path / "docs" / file).parent.mkdir(parents=True)
    (tmp_path / "docs" / file).touch()
    found = findings(tmp_path, [address], config=f"{CONFIG}{config}\n")
    assert ["lost-address" in finding for finding in found] == [True] * (not exists)


def test_one_finding_for_all_addresses_of_another_form(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/focus.md").touch()
    locked = ["/focus/", "/publications/kept/", "/publications/kept.bib", "/publications/new/"]
    found = findings(tmp_path, locked, config=f"{CONFIG}use_directory_urls: false\n")
    assert len(found) == 1
    assert "nothing at /focus/ and 2 more any more, but at /focus.html" in found[0]
    assert "set use_directory_urls: true in mkdocs.yml" in found[0]


def test_publications_are_where_their_pages_are(tmp_path: Path) -> None:
    config = f"{CONFIG}use_directory_urls: false\n"
    locked = ["/publications/kept.html", "/publications/new.html", "/publications/kept.bib"]
    assert findings(tmp_path, locked, config=config) == []
    lost = findings(tmp_path, ["/publications/old.html", "/publications/old.ris"], config=config)
    assert len(lost) == 1
    assert "keep it by ids = {old}" in lost[0]
    assert "remove its lines 1 and 2" in lost[0]


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
        "publications.lock keeps 18 addresses, 18 of them new\n",
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
    assert said == "publications.lock keeps 22 addresses, 4 of them new\n"
    assert "lost-address: there would be nothing at /publications/okonkwo2022gauges/" in errors
    assert set(written.splitlines()) < set(path.read_text().splitlines())


@pytest.mark.slow
def test_lock_urls_adds_what_was_built(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/notes").mkdir()
    (project / "docs/notes/2026.md").write_text("# A page\n")
    (project / "docs/drafts.md").write_text("# Not to be published\n")
    with (project / "mkdocs.yml").open("a") as file:
        file.write("exclude_docs: drafts.md\n")
    run(project, capsys, "lock-urls")
    assert mkdocs_build(project, project / "site", strict=False).returncode == 0
    status, said, _ = run(project, capsys, "verify", str(project / "site"))
    assert status == 0
    assert (
        "note: unlocked-address: / and 4 more may get lost unnoticed (build the site, then" in said
    )
    assert run(project, capsys, "lock-urls", str(project / "site"))[0] == 0
    text = (project / addresses.NAME).read_text()
    assert "`python -m publications lock-urls site`" in text, "a site may have no Makefile"
    assert "\n/notes/2026/\n" in text
    assert "drafts" not in text
    assert run(project, capsys, "verify", str(project / "site"))[:2] == (0, "")
    (project / "docs/notes/2026.md").unlink()
    assert "/notes/2026/ any more" in run(project, capsys, "check")[1]
    (project / "site/notes/2026/index.html").unlink()
    status, said, _ = run(project, capsys, "verify", str(project / "site"))
    assert status == 1
    assert "lost-address: there would be nothing at /notes/2026/ any more" in said
    assert run(project, capsys, "lock-urls", "nowhere")[0] == 2


def test_lock_urls_resolves_a_conflict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(project, capsys, "lock-urls")
    path = project / addresses.NAME
    whole = path.read_text()
    lines = whole.splitlines(keepends=True)
    path.write_text("".join(["<<<<<<< HEAD\n", *lines[2:], "=======\n", *lines[3:], ">>>>>>> x\n"]))
    broken = path.read_text()
    for arguments in (["lock-urls"], ["lock-urls", "--mend"]):
        path.write_text(broken)
        assert "is no address" in run(project, capsys, "check")[1]
        assert run(project, capsys, *arguments)[0] == 0
        assert path.read_text() == whole


def test_mending_the_lock_adds_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that `make lock-urls`, which mends, builds and adds, counts what is new once."""
    run(project, capsys, "lock-urls")
    path = project / addresses.NAME
    shorter = path.read_text().replace("/feed.xml\n", "")
    path.write_text(shorter)
    assert run(project, capsys, "lock-urls", "--mend") == (0, "", "")
    assert path.read_text() == shorter
    path.unlink()
    assert run(project, capsys, "lock-urls", "--mend") == (0, "", "")
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("/publications/gone/\n".encode("utf-16"), "not-utf-8: the file is not UTF-8"),
        ("/publications/gone/\n".encode("utf-16-le"), "has characters that cannot be seen"),
        ("/publications/gone\u00e9/\n".encode("latin-1"), "not-utf-8: the file is not UTF-8"),
        (b"/publications/kept/\npublications/gone/\n", "does not begin with /"),
        (None, "cannot be read: Is a directory"),
    ],
)
def test_lock_urls_refuses_what_it_cannot_read(
    project: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
) -> None:
    path = project / addresses.NAME
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    status, said, errors = run(project, capsys, "lock-urls")
    assert (status, said) == (1, "")
    assert words in errors
    assert content is None or path.read_bytes() == content
    assert words in run(project, capsys, "check")[1]


def test_lock_urls_keeps_comments_with_their_addresses(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / addresses.NAME
    path.write_text("# the old CV\n# links here\n/publications/\n/404.html\n# at the end\n")
    run(project, capsys, "lock-urls")
    text = path.read_text()
    assert "\n# the old CV\n# links here\n/publications/\n" in text
    assert text.endswith("\n# at the end\n")
    run(project, capsys, "lock-urls")
    assert path.read_text() == text


def test_what_another_command_adds_to_the_lock_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / addresses.NAME
    texts = ["/first/\n", "/first/\n/second/\n"]
    replace = disk.replace

    def late(*arguments: Any) -> None:
        if texts:
            path.write_text(texts.pop(0))
        replace(*arguments)

    monkeypatch.setattr("publications.disk.replace", late)
    assert lockfile.add(path, ["/second/", "/third/"]) == (3, 1)
    assert path.read_text().splitlines()[-3:] == ["/first/", "/second/", "/third/"]


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
    assert counts.endswith("0 errors, 0 warnings, 3 notes\n")
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
    done = mkdocs_build(
        project, project / "site", PUBLICATIONS_SITE_URL="https://user.github.io/site/"
    )
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["bib", "ris", "json"])
def test_the_old_downloads_stay(renamed: Path, suffix: str) -> None:
    old = renamed / f"publications/okonkwo2021thesis.{suffix}"
    assert old.read_bytes() == (renamed / f"publications/levels.{suffix}").read_bytes()
    assert b"Sea Level without Instruments" in old.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sitemap.xml", "search/search_index.json", "feed.xml"])
def test_the_old_address_is_offered_to_nobody(renamed: Path, name: str) -> None:
    text = (renamed / name).read_text("utf-8")
    assert "publications/levels/" in text
    assert "okonkwo2021thesis" not in text


@pytest.mark.slow
def test_the_old_key_still_cites(renamed: Path) -> None:
    page = BeautifulSoup((renamed / "index.html").read_text("utf-8"), "html5lib")
    assert page.select('.footnote a[href="publications/levels/"]')


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "A \" quote ' & {\\&}", "{{ config }} {% raw %}", "{0}"]
)
def test_a_hostile_title_is_only_text(title: str) -> None:
    publication = of(f"@misc{{a, ids = {{b}}, title = {{{title}}}}}").publications[0]
    site = Site(url='https://example.org/"><b>/', name="<i>")
    redirect = next(redirects.of_publications([publication], site))
    page = BeautifulSoup(redirects.page(redirect, site), "html5lib")
    assert [tag.name for tag in one(page, "body").find_all()] == ["main", "h1", "p", "a"]
    assert one(page, "main a").get_text() == publication.title.text
    assert len(page.select("head > link")) == 1


def test_without_a_site_address_the_canonical_one_is_relative() -> None:
    publications = of("@misc{a, ids = {b}, title = {T}}").publications
    redirect = next(redirects.of_publications(publications, Site()))
    assert redirect == Redirect("publications/b/index.html", "publications/a.md", "T")
    assert 'rel="canonical" href="../a/"' in redirects.page(redirect, Site())


@every_row(
    "name, directory_urls, taken",
    [
        ("publications/new.md", True, True),
        ("publications/new/index.md", True, True),
        ("publications/new/README.md", True, True),
        ("publications/new/index.html", True, True),
        ("publications/new.markdown", True, True),
        ("publications/NEW/Index.html", True, True),
        ("Publications/New/README.md", True, True),
        ("publications/old/README.md", True, True),
        ("publications/new", True, True),
        ("publications/new.html", True, False),
        ("publications/new/readme.md", True, False),
        ("publications/new/notes.md", True, False),
        ("publications/newer/README.md", True, False),
        ("publications/index.md", True, False),
        ("publications/new.html", False, True),
        ("publications/New.html", False, True),
        ("publications/new.md", False, True),
        ("publications/new/README.md", False, False),
    ],
)
def test_a_page_of_the_owners_where_one_is_generated_is_an_error(
    tmp_path: Path, name: str, directory_urls: bool, taken: bool
) -> None:
    page = tmp_path / "docs" / name
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n")
    config = f"{CONFIG}use_directory_urls: {str(directory_urls).lower()}\n"
    found = findings(tmp_path, (), REFS.replace("{new,", "{new, ids = {old},"), config)
    message = "error: slug-collision: stands where the page of 'new' would"
    expected = f"docs/{name}:1:1: {message} (rename the file or the key)"
    assert found == [expected] * taken


def test_a_folder_that_a_link_leads_to_is_the_owners_too(tmp_path: Path) -> None:
    """Links that lead round are no reason to go round."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/README.md").write_text("# Mine\n")
    (tmp_path / "elsewhere/again").symlink_to(".")
    (tmp_path / "docs/publications").mkdir(parents=True)
    (tmp_path / "docs/publications/new").symlink_to("../../elsewhere")
    (tmp_path / "docs/round").symlink_to(".")
    (tmp_path / "docs/publications/up").symlink_to("..")
    found = [finding for finding in findings(tmp_path, ()) if "endless-folder" not in finding]
    assert len(found) == 1
    assert found[0].startswith("docs/publications/new/README.md:1:1: error: slug-collision")


@pytest.mark.slow
def test_the_owners_page_is_built_where_a_preview_goes_on(project: Path) -> None:
    """As under `exclude_docs`, where only the builder knows what there is."""
    page = project / "docs/publications/okonkwo2021thesis/README.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = load_config(str(project / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    at = [f.src_uri for f in files if f.dest_uri == "publications/okonkwo2021thesis/index.html"]
    assert at == ["publications/okonkwo2021thesis/README.md"]


@pytest.mark.slow
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
