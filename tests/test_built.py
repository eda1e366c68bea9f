"""`built`: finds in a finished site what a builder left as text, and what it did not make."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.__main__ import main
from publications.commands import verify
from publications.pages import addresses, lockfile
from publications.project import Project, load_project
from publications.settings import read_settings
from tests.timing import is_done_within

BIB = r"""
@article{a, author = {A One}, journal = {J}, year = 2020,
  title = {Uses [^18F]FDG and [@x] and \{\{braces\}\}}}
@article{b, author = {B Two}, title = {Second}, journal = {J}, year = 2021}
"""
CONFIG = "site_name: Site\nsite_url: https://site.test/\n"
LIST = "# Publications\n\n/// publications\n///\n"


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that has all it must have."""
    write(tmp_path, "mkdocs.yml", CONFIG)
    write(tmp_path, "refs.bib", BIB)
    write(tmp_path, "docs/publications.md", LIST)
    project = load(tmp_path)
    locked = addresses.made(project.bibliography, project.site) | {"/", "/focus/", "/publications/"}
    lockfile.add(tmp_path / addresses.NAME, locked)
    for address in locked:
        write(tmp_path, f"site/{addresses.file_of(address)}", "<p>Text</p>")
    links = "".join(f'<a href="{p.slug}/">x</a>' for p in project.bibliography.publications)
    write(tmp_path, "site/publications/index.html", links)
    return tmp_path


def load(folder: Path) -> Project:
    return load_project(read_settings(folder / "mkdocs.yml"))


def check(folder: Path) -> list[str]:
    return [str(d) for d in verify.check(folder / "site", load(folder))]


def test_a_whole_site(folder: Path) -> None:
    assert check(folder) == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>/// publications</p>", "/// publications"),
        ("<p>\n///\n</p>", "///"),
        ("<p>/// publication | a\n///</p>", "/// publication | a"),
        ("<p>as [@a] shows</p>", "[@a]"),
        ("<p>[see @a, p. 3; @b]</p>", "[see @a, p. 3; @b]"),
        ("<p>[&#64;a]</p>", "[@a]"),
        ("<p>[^a]: A note.</p>", "[^a]:"),
        ("<li>\\full_bibliography</li>", "\\full_bibliography"),
        ("<p>\\bibliography</p>", "\\bibliography"),
        ("<title>{{ page.title }}</title>", "{{ page.title }}"),
        ("<p>{% block x %}</p>", "{% block x %}"),
        ('<a href="{{ url }}">x</a>', "{{ url }}"),
        ("<p>\u27e6publication:a\u27e7</p>", "\u27e6publication:a\u27e7"),
        ("<p>\u27e6at\u27e7</p>", "\u27e6at\u27e7"),
        ('<a href="publications.md">x</a>', "publications.md"),
        ('<a href="../publications.md#x">x</a>', "../publications.md#x"),
        ("<p><code>x</code>[@a]</p>", "[@a]"),
        ("<pre><code>x</pre>[@a]", "[@a]"),
    ],
)
def test_what_is_left_over(folder: Path, html: str, left: str) -> None:
    (folder / "site/focus/index.html").write_text(f"<h1>Focus</h1>\n{html}")
    first = check(folder)[0]
    assert first.startswith("focus/index.html:2:")
    assert f"error: left-over: '{left}' was left over as text" in first


@pytest.mark.parametrize(
    ("html", "left", "hint"),
    [
        ("<p>[@nothing]</p>", "[@nothing]", "what is meant so belongs into `code`"),
        ("<p>[@a; @nothing]</p>", "[@a; @nothing]", "what is meant so belongs into `code`"),
        ("<p>[@a; and so on]</p>", "[@a; and so on]", "what is meant so belongs into `code`"),
        ("<p>as shown[^a]</p>", "[^a]", "add the text of the footnote"),
        ("<p>{{ mine }}</p>", "{{ mine }}", "what is meant so belongs into `code`"),
        ('<a href="{% mine %}">x</a>', "{% mine %}", "what is meant so belongs into `code`"),
        ('<a href="gone.md">x</a>', "gone.md", "no page has this name"),
        ('<a href="../a%20b/gone.md#x">x</a>', "../a%20b/gone.md#x", "no page has this name"),
    ],
)
def test_a_slip_of_the_author_is_a_warning(folder: Path, html: str, left: str, hint: str) -> None:
    write(folder, "docs/focus.md", "Templates have {{ mine }} and {% mine %}.")
    (folder / "site/focus/index.html").write_text(html)
    (finding,) = check(folder)
    assert f"warning: left-over: '{left}' was left over as text ({hint})" in finding
    assert main(["--config", str(folder / "mkdocs.yml"), "built", str(folder / "site")]) == 0


def test_what_a_finding_about_the_markdown_names_is_not_told_again(folder: Path) -> None:
    write(folder, "docs/focus.md", "# Focus\n\n[x](gone.md) [y](lost.md)\n")
    (folder / "site/focus/index.html").write_text('<a href="gone.md">x</a> <a href="no.md">y</a>')
    (finding,) = check(folder)
    assert "'no.md' was left over" in finding


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
        '<ol class="site-list"><li><ol><li>x</li></ol>[@a] {{ x }}</li></ol>',
        '<div class="site-publication"><div title="{{ x }}">x</div>/// note</div>',
        '<p><span class="x site-reference">\u27e6at\u27e7 <span>x</span> \\bibliography</span></p>',
    ],
)
def test_what_may_stand(folder: Path, html: str) -> None:
    (folder / "site/focus/index.html").write_text(html)
    assert check(folder) == []


@pytest.mark.parametrize(
    "name",
    [
        "feed.xml", "robots.txt", "llms.txt", "publications.bib", "publications.ris",
        "publications.json", "publications/a/index.html", "publications/a.bib",
        "publications/b.ris", "publications/b.json",
    ],
)  # fmt: skip
def test_what_is_made_of_refs_bib_must_be_there(folder: Path, name: str) -> None:
    """Said once, although the lock has the address as well."""
    (folder / "site" / name).unlink()
    address = name.removesuffix("index.html")
    assert check(folder) == [f"{address}:1:1: error: missing-address: nothing was built here"]


def test_a_picture_that_a_builder_leaves_out_is_missed(folder: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
    write(folder, "docs/figures/a b.svg", drawing)
    write(folder, "refs.bib", BIB.replace("{a,", "{a, preview = {figures/a b.svg},"))
    assert check(folder) == ["figures/a b.svg:1:1: error: missing-address: nothing was built here"]
    write(folder, "site/figures/a b.svg", drawing)
    assert check(folder) == []


@pytest.mark.parametrize("name", ["index.html", "focus/index.html", "publications/index.html"])
def test_what_is_locked_must_be_there(folder: Path, name: str) -> None:
    (folder / "site" / name).unlink()
    (finding,) = check(folder)
    address = f"/{name.removesuffix('index.html')}"
    assert f"error: lost-address: there would be nothing at {address} any more" in finding


def test_what_is_not_locked_is_the_builders(folder: Path) -> None:
    """A page that the builder leaves out, and one that a plugin makes."""
    write(folder, "docs/left-out.md", "# Left out")
    write(folder, "site/blog/2026/news/index.html", "<p>News</p>")
    (finding,) = check(folder)
    assert "note: unlocked-address: /blog/2026/news/ may get lost unnoticed" in finding


@pytest.mark.parametrize("config", ["use_directory_urls: false", "plugins: [offline]", ""])
def test_pages_may_be_files(folder: Path, config: str) -> None:
    """As they are where `use_directory_urls` is false, also if a plugin has set it."""
    write(folder, "mkdocs.yml", f"{CONFIG}{config}\n")
    (folder / addresses.NAME).unlink()
    site = folder / "site"
    for key in "ab":
        (site / f"publications/{key}/index.html").rename(site / f"publications/{key}.html")
    (site / "publications/index.html").rename(site / "publications.html")
    link = '<a href="publications/a.html">A</a>'
    write(folder, "site/publications.html", f'{link}<a href="publications/b.html">B</a>')
    assert check(folder) == []
    write(folder, "site/publications.html", link)
    assert check(folder) == ["publications.html:1:1: error: unlisted: 'b' is not in the list"]


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
        ('<a href="%61/">A</a> <a href="b/?x=y">B</a>', ""),
    ],
)
def test_the_list_must_be_whole(folder: Path, html: str, missing: str) -> None:
    (folder / "site/publications/index.html").write_text(html)
    name = "publications/index.html"
    expected = [f"{name}:1:1: error: unlisted: '{key}' is not in the list" for key in missing]
    assert check(folder) == expected


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("papers.md", "papers/index.html"),
        ("research/list/index.md", "research/list/index.html"),
        ("index.md", "index.html"),
    ],
)
def test_the_list_may_be_any_page(folder: Path, page: str, file: str) -> None:
    (folder / "docs/publications.md").unlink()
    write(folder, f"docs/{page}", LIST)
    write(folder, f"site/{file}", '<a href="/publications/a/">A</a>')
    expected = f"{file}:1:1: error: unlisted: 'b' is not in the list"
    assert expected in check(folder)
    write(folder, f"docs/{page}", "# No list")
    assert not [finding for finding in check(folder) if "unlisted" in finding]


@pytest.mark.parametrize("html", ["", "<", "<p", "</code>", "<code>", "<!--", "\x00", "<a href>x"])
def test_any_html_can_be_read(folder: Path, html: str) -> None:
    (folder / "site/focus/index.html").write_bytes(html.encode() + b"\xff\xfe")
    assert check(folder) == []


def test_as_a_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(["built", "site"]) == 0
    assert capsys.readouterr().out == ""
    (folder / "site/feed.xml").unlink()
    assert main(["built", "site"]) == 1
    assert "feed.xml:1:1: error: missing-address" in capsys.readouterr().out
    assert main(["built", "site", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error ")
    assert main(["built", "nowhere"]) == 2


OWN = r"""
@misc{a, author = {{/// B}}, title = {/// details}, year = 2020, abbr = {/// note},
  note = {[@key].},
  abstract = {The set $\{\{h_u\}\}$ is {\textbraceleft\textbraceleft}open.}}
"""


@pytest.mark.parametrize(
    "html",
    [
        "<title>/// details - Site</title>",
        "<p>/// note 2020</p>",
        "<p>/// B. /// details</p>",
        "<p>[@key], 2020</p>",
        '<meta name="description" content="/// B. {{hᵤ}} is {{open, 2020 and more">',
        "<p>The set {{hᵤ}} is <b>{{op</b>en</p>",
        "<p>{{open\u00a02020</p>",
    ],
)
def test_what_is_composed_of_refs_bib(folder: Path, html: str) -> None:
    """On a publication's own page; what another says is left over all the same."""
    (folder / "refs.bib").write_text(OWN)
    write(folder, "docs/focus.md", "/// note\n\n[@key] {{hᵤ}} {{open /// B /// details\n")
    page = folder / "site/publications/a/index.html"
    page.write_text(html)
    assert [line for line in check(folder) if "left-over" in line] == []
    page.write_text(html + "<p>{{ page.title }}</p>")
    (finding,) = [line for line in check(folder) if "left-over" in line]
    assert "'{{ page.title }}' was left over as text" in finding


def test_a_page_of_the_owners_may_not_show_its_own_markup(folder: Path) -> None:
    """Although a publication has the same words."""
    (folder / "refs.bib").write_text(OWN)
    write(folder, "docs/focus.md", "- /// note\n")
    (folder / "site/focus/index.html").write_text("<li>/// note</li>")
    assert "error: left-over: '/// note' was left over as text" in check(folder)[-1]
    write(folder, "docs/focus.md", "Text")
    assert [line for line in check(folder) if "left-over" in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["[", "[@a ", "@a", "{{", "{% ", "\u27e6", "/// ", "[^a", "[^"])
def test_a_page_is_looked_at_in_linear_time(folder: Path, unit: str) -> None:
    """A square of a hundred thousand would take minutes."""
    (folder / "site/focus/index.html").write_text("<p>[" + unit * (100_000 // len(unit)))
    assert is_done_within(5, lambda: check(folder))
