"""`built`: finds in a finished site what a builder left as text, and what it did not make."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import bibliography, bibtex
from publications.__main__ import main
from publications.bibliography import Library
from publications.commands import verify
from publications.pages import addresses
from publications.settings import Owner, Site

BIB = r"""
@article{a, author = {A One}, journal = {J}, year = 2020,
  title = {Uses [^18F]FDG and [@x] and \{\{braces\}\}}}
@article{b, author = {B Two}, title = {Second}, journal = {J}, year = 2021}
"""
SITE = Site("https://site.test/", "Site")


@pytest.fixture
def found() -> Library:
    return bibliography.from_entries(bibtex.read(BIB)[0], [], Owner())


@pytest.fixture
def folder(tmp_path: Path, found: Library) -> Path:
    """A site that has all it must have."""
    docs, site = tmp_path / "docs", tmp_path / "site"
    docs.mkdir()
    for name in ("index", "focus", "publications"):
        (docs / f"{name}.md").touch()
    for address in addresses.addresses(found, SITE, docs):
        path = site / (address[1:] + ("index.html" if address.endswith("/") else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>Text</p>")
    links = "".join(f'<a href="{p.slug}/">{p.title.html}</a>' for p in found.publications)
    (site / "publications/index.html").write_text(links)
    return tmp_path


def check(folder: Path, found: Library) -> list[str]:
    return [str(d) for d in verify.check(folder / "site", found, SITE, folder / "docs")]


def test_a_whole_site(folder: Path, found: Library) -> None:
    assert check(folder, found) == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>/// publications</p>", "/// publications"),
        ("<p>\n///\n</p>", "///"),
        ("<p>/// publication | a\n///</p>", "/// publication | a"),
        ("<p>as [@a] shows</p>", "[@a]"),
        ("<p>[see @a, p. 3; @b]</p>", "[see @a, p. 3; @b]"),
        ("<p>[&#64;a]</p>", "[@a]"),
        ("<p>as shown[^a]</p>", "[^a]"),
        ("<li>\\full_bibliography</li>", "\\full_bibliography"),
        ("<p>\\bibliography</p>", "\\bibliography"),
        ("<title>{{ page.title }}</title>", "{{ page.title }}"),
        ("<p>{% block x %}</p>", "{% block x %}"),
        ('<a href="{{ url }}">x</a>', "{{ url }}"),
        ("<p>\u27e6publication:a\u27e7</p>", "\u27e6publication:a\u27e7"),
        ("<p>\u27e6at\u27e7</p>", "\u27e6at\u27e7"),
        ('<a href="publications/a.md">x</a>', "publications/a.md"),
        ('<a href="../focus.md#x">x</a>', "../focus.md#x"),
        ("<p><code>x</code>[@a]</p>", "[@a]"),
    ],
)
def test_what_is_left_over(folder: Path, found: Library, html: str, left: str) -> None:
    (folder / "site/focus/index.html").write_text(f"<h1>Focus</h1>\n{html}")
    first = check(folder, found)[0]
    assert first.startswith("focus/index.html:2:")
    assert f"error: left-over: '{left}' was left over as text" in first


@pytest.mark.parametrize(
    "html",
    [
        "<code>[@a]</code>",
        "<pre><code>/// publications\n///\n{{ x }}</code></pre>",
        "<script>let a = {{}}; // [@a]</script>",
        "<style>a{b:c}}</style>",
        "<p>a@b.org [write to a@b.org] and/or http://x///y</p>",
        "<p>[a] [^] [1] {x} % \\cite</p>",
        "<h1>Uses [^18F]FDG and [@x] and {{braces}}</h1>",
        '<a href="https://example.org/readme.md">x</a>',
        '<a href="/x?y=z.md">x</a>',
    ],
)
def test_what_may_stand(folder: Path, found: Library, html: str) -> None:
    (folder / "site/focus/index.html").write_text(html)
    assert check(folder, found) == []


@pytest.mark.parametrize(
    "name",
    [
        "index.html", "404.html", "feed.xml", "robots.txt", "llms.txt", "sitemap.xml",
        "publications.bib", "publications.ris", "publications.json", "focus/index.html",
        "publications/index.html", "publications/a/index.html", "publications/a.bib",
        "publications/b.ris", "publications/b.json",
    ],
)  # fmt: skip
def test_each_address_must_be_there(folder: Path, found: Library, name: str) -> None:
    (folder / "site" / name).unlink()
    address = name.removesuffix("index.html") or "."
    assert check(folder, found) == [
        f"{address}:1:1: error: missing-address: nothing was built here"
    ]


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ("<p>No list</p>", "ba"),
        ('<a href="a/">A</a>', "b"),
        (
            '<a href="../publications/a/">A</a> <a href="https://else.test/publications/b/">B</a>',
            "",
        ),
        ('<a href="b.bib">B</a> <a href="a/#x">A</a>', "b"),
    ],
)
def test_the_list_must_be_whole(folder: Path, found: Library, html: str, missing: str) -> None:
    (folder / "site/publications/index.html").write_text(html)
    name = "publications/index.html"
    expected = [f"{name}:1:1: error: unlisted: '{key}' is not in the list" for key in missing]
    assert check(folder, found) == expected


@pytest.mark.parametrize("html", ["", "<", "<p", "</code>", "<code>", "<!--", "\x00", "<a href>x"])
def test_any_html_can_be_read(folder: Path, found: Library, html: str) -> None:
    (folder / "site/focus/index.html").write_bytes(html.encode() + b"\xff\xfe")
    assert check(folder, found) == []


def test_as_a_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "refs.bib").write_text(BIB)
    (folder / "mkdocs.yml").write_text("site_name: Site\nsite_url: https://site.test/\n")
    monkeypatch.chdir(folder)
    assert main(["built", "site"]) == 0
    assert capsys.readouterr().out == ""
    (folder / "site/feed.xml").unlink()
    assert main(["built", "site"]) == 1
    assert "feed.xml:1:1: error: missing-address" in capsys.readouterr().out
    assert main(["built", "site", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error ")
    assert main(["built", "nowhere"]) == 2
