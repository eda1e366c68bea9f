"""`redirect_from` in the front matter of the owner's pages: what may be in it, and what comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.__main__ import main
from publications.pages import redirects
from publications.pages.redirects import Redirect
from publications.project import Project, load_project
from publications.settings import Site, read_settings
from tests.rows import every_row

CONFIG = "site_name: Site\nsite_url: https://site.test/sub/\n"
BIB = "@misc{a, title = {A}, ids = {former}}\n"


def project(folder: Path, value: str, config: str = "") -> Project:
    """A site with the pages index, topics and other; `value` is in the front matter of topics."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(f"{CONFIG}{config}\n")
    (folder / "refs.bib").write_text(BIB)
    for name in ("index", "other"):
        (folder / f"docs/{name}.md").write_text("# Page\n")
    page = f"---\ntitle: Work\nredirect_from: {value}\n---\n# Work\n"
    (folder / "docs/topics.md").write_text(page)
    return load_project(read_settings(folder / "mkdocs.yml"))


def files(loaded: Project) -> list[str]:
    return [redirect.file for redirect in loaded.redirects if redirect.target == "topics.md"]


@every_row(
    "value, expected",
    [
        ("/old/", ["old/index.html"]),
        ("old", ["old/index.html"]),
        ("/old.html", ["old.html"]),
        ("/a/b/c/", ["a/b/c/index.html"]),
        ("[/old/, /older/]", ["old/index.html", "older/index.html"]),
        ("\n  - /old/\n  - old.html", ["old/index.html", "old.html"]),
        ("/caf%C3%A9/", ["café/index.html"]),
        ("/café/", ["café/index.html"]),
        ("/v1.2/", ["v1.2/index.html"]),
        ("/a//b/./", ["a/b/index.html"]),
        ("/old/index.html", ["old/index.html"]),
        ("/Work/", ["Work/index.html"]),
        ("[]", []),
    ],
)
def test_old_addresses(tmp_path: Path, value: str, expected: list[str]) -> None:
    loaded = project(tmp_path, value)
    assert loaded.bibliography.diagnostics == ()
    assert files(loaded) == expected


@every_row(
    "file, target, address",
    [
        ("old/index.html", "index.md", "../"),
        ("old/index.html", "topics.md", "../topics/"),
        ("a/b.html", "topics.md", "../topics/"),
        ("old.html", "index.md", "./"),
    ],
)
def test_the_page_leads_on_below_any_address(file: str, target: str, address: str) -> None:
    html = redirects.page(Redirect(file, target, "T & T"), Site("https://site.test/", "S"))
    assert f'content="0; url={address}"' in html
    assert "<title>T &amp; T – S</title>" in html


@every_row(
    "value, words",
    [
        ("3", "'3' is no address"),
        ("true", "is no address"),
        ("", "is no address"),
        ("' '", "is no address"),
        ("{a: /old/}", "is no address"),
        ("[/old/, [/b/]]", "is no address"),
        ("2020-01-01", "is no address"),
        ("https://else.test/old/", "names a whole address (write what follows the site's: /old/)"),
        ("https://site.test/sub/was/it/", "(write what follows the site's: /was/it/)"),
        ("//else.test/old/", "names a whole address"),
        ("mailto:a@b.org", "names a whole address"),
        ("/old/?a=b", "is no address of a page"),
        ("/old/#part", "is no address of a page"),
        ("'\\old'", "is no address of a page"),
        ('"/o\\u0007ld/"', "is no address of a page"),
        ("/../old/", "leads out of the site"),
        ("/a/%2e%2e/%2e%2e/b/", "leads out of the site"),
        ("old.md", "names a file and no address (write /old/)"),
        ("/paper.pdf", "only one that ends in / or .html leads on"),
        (f"/{'x' * 256}/", "is too long for the name of a file"),
        ("/topics/", "is the address of docs/topics.md"),
        ("/", "is the address of docs/index.md"),
        ("other", "is the address of docs/other.md"),
        ("/publications/a/", "is the address of publication 'a'"),
        ("/publications/former/", "is the address of publication 'a'"),
        ("/feed.xml/old/", "is the address of a file that is made for machines"),
        ("/publications.bib/", "is the address of the download of all publications"),
        ("[/old/, /old/]", "is the address of docs/topics.md already"),
    ],
)
def test_what_cannot_be_one_is_an_error_in_its_line(tmp_path: Path, value: str, words: str) -> None:
    loaded = project(tmp_path, value)
    (finding,) = loaded.bibliography.diagnostics
    assert str(finding).startswith("docs/topics.md:3:1: error: unusable-redirect: redirect_from: ")
    assert words in str(finding)
    assert len(files(loaded)) == value.count("/old/,")


@pytest.mark.parametrize(
    ("value", "config", "expected"),
    [
        ("/topics/", "use_directory_urls: false", ["topics/index.html"]),
        ("/topics.html", "", ["topics.html"]),
        ("/other/", "exclude_docs: other.md", ["other/index.html"]),
    ],
)
def test_what_is_taken_depends_on_the_configuration(
    tmp_path: Path, value: str, config: str, expected: list[str]
) -> None:
    loaded = project(tmp_path, value, config)
    assert not loaded.bibliography.errors
    assert files(loaded) == expected


def test_two_pages_cannot_have_one_address(tmp_path: Path) -> None:
    project(tmp_path, "/old/")
    (tmp_path / "docs/zoo.md").write_text("---\nredirect_from: /old/\n---\n")
    loaded = load_project(read_settings(tmp_path / "mkdocs.yml"))
    (finding,) = loaded.bibliography.errors
    assert finding.path == "docs/zoo.md"
    assert "is the address of docs/topics.md already" in finding.message


def test_the_lock_is_satisfied(tmp_path: Path) -> None:
    (tmp_path / "publications.lock").write_text("/was/\n")
    lost = project(tmp_path, "[]").bibliography.errors
    assert "write redirect_from: /was/ into the page" in str(lost[0])
    assert not project(tmp_path, "/was/").bibliography.errors


def test_check_and_generate_say_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, "/other/")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert "unusable-redirect" in capsys.readouterr().out
    assert main(["generate", "docs"]) == 1
    assert "unusable-redirect" in capsys.readouterr().err
    assert not (tmp_path / "docs/publications").exists()
