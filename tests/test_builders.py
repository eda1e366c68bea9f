"""The tests' site through MkDocs, ProperDocs and Zensical: the same site.

Twice: as it is, and with a page and an entry that hold what is hard.  What may differ is named in
`DIFFERENCES` and in the functions below it, with the reason.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from publications import bibliography
from publications.pages import manifest
from publications.settings import read_settings
from tests import processes, waiting
from tests.conftest import ROOT, SITE, copy_project
from tests.elements import attribute, one
from tests.windows import Windows
from tools import preview

pytestmark = pytest.mark.builders
ADDRESS = "https://site.test/"
BUILDERS = ("mkdocs", "properdocs", "zensical")
PROJECTS = ("plain", "hard")
#: Files that are in one site and not in another, and why.
DIFFERENCES = {
    r"assets/(?:javascripts|stylesheets|images|external)/.*": "the theme's own, by its version",
    r"search/search_index\.json|search\.json": "the search index: each has a form of its own",
    r"sitemap\.xml(?:\.gz)?": "compared by the addresses in it; Zensical does not compress it",
    r"mkdocs_theme\.yml": "Zensical publishes a theme's settings (tools/build.py removes them)",
    r".*\.py": "Zensical publishes programs in overrides/, which MkDocs runs or leaves",
}
HARD_PAGE = """\
---
title: Hard
---

# Hard

One [@{first}], two [see @{first}, p. 3; also @{second}, *ch.* 2], an own note[^own], adjacent
[@{second}][@{first}], over the end of [a line, see
@{first}, sec. 1].

[write to a@b.org](https://example.org/) and [see @{first}](https://example.org/ "t"), a@b.org,
<a@b.org>, [a@b.org], `[@{first}]`, ``[@{second}] ` x``, [text][ref @x],
![drawing @{first}](assets/favicon.svg), <span title="[@{first}]">HTML</span>.

```
[@{first}]
```

    [@{second}] in an indented block, @property

- a list

    with [@{second}] in its second paragraph

Term
:   Definition [@{first}]

| table | [@{first}] |
| --- | --- |
| cell | [@{second}, p. 1] |

<!-- [@nobody] -->

[^own]: A note of my own, which cites [@{second}].

[ref @x]: https://example.org/ref

/// publications
    select: keywords=hard
    group: type
    detail: abstract
///
"""
HARD_ENTRY = r"""
@article{Hard:2021.x,
  author   = {OWNER and G{\"o}del, Kurt and {<b>Body</b> & Co}},
  title    = {On $\alpha_2 < \beta$ \& ``{{Braces}}'' in {<i>titles</i>} \#1 {{{x}}}},
  journal  = {Journal of [^hard] Things},
  year     = {2021},
  keywords = {hard},
  ids      = {old-hard},
  abstract = {Says {{ this }}, [@nobody], \emph{that} and $x^2$. {: onclick=alert(1)}},
}
"""

#: Contacts beside those that the owner has.
HARD_CONTACTS = """
    mastodon: "@user@example.social"
    bluesky: user.bsky.social
    dblp: https://dblp.org/pid/12/3456.html
    semanticscholar: 1741101
    links: ["https://lab.example.org/?a=1&b=%22<x>'", https://www.youtube.com/@lab]
"""


def built(builder: str, project: Path, *, strict: bool = True) -> Path:
    """The site that a builder makes of a project."""
    site = project / "site"
    flags = ["--strict"] if strict else []
    commands = {
        "mkdocs": [["mkdocs", "build", *flags]],
        "properdocs": [["properdocs", "build", "-f", "mkdocs.yml", *flags]],
        "zensical": [
            ["publications", "generate", "docs"],
            ["zensical", "build", "--clean", *flags],
        ],
    }
    for command in [*commands[builder], ["publications", "verify", "site"]]:
        addresses = {"PUBLICATIONS_SITE_URL": ADDRESS, "PUBLICATIONS_SITE_DIR": str(site)}
        done = processes.run(command, project, addresses)
        assert done.returncode == 0, f"{builder}: {done.stdout}{done.stderr}"
    return site


def make_hard(project: Path) -> None:
    """Put the page, the entry and the contacts into a project."""
    settings = read_settings(project / "mkdocs.yml")
    with (project / "refs.bib").open("a") as file:
        file.write(HARD_ENTRY.replace("OWNER", settings.options.owner.name or "Nobody"))
    found = bibliography.load(project, settings.options).publications
    keys = {"first": "Hard:2021.x", "second": next(p.key for p in found if p.key != "Hard:2021.x")}
    page = re.sub(r"\{(first|second)\}", lambda key: keys[key[1]], HARD_PAGE)
    (project / "docs/hard.md").write_text(page)
    config = (project / "mkdocs.yml").read_text()
    assert "\nnav:\n" in config
    config = config.replace("\nnav:\n", "\nnav:\n  - Hard: hard.md\n")
    assert "\n  owner: &owner\n" in config
    config = config.replace("\n  owner: &owner\n", f"\n  owner: &owner{HARD_CONTACTS}")
    (project / "mkdocs.yml").write_text(config)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The site of a project by a builder, made when it is asked for."""

    @functools.cache
    def make(project: str, builder: str) -> Path:
        folder = copy_project(tmp_path_factory.mktemp(f"{project}-{builder}") / "project")
        if project == "hard":
            make_hard(folder)
        return built(builder, folder, strict=project == "plain")

    return make


def files(site: Path) -> set[str]:
    found = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name for name in found if not any(re.fullmatch(known, name) for known in DIFFERENCES)}


@functools.cache
def read(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text("utf-8"), "html5lib")


def address(name: str) -> str:
    return f"{ADDRESS}{name.removesuffix('index.html')}"


def shown(element: Tag, base: str) -> Iterator[str]:
    """An element as lines: tags with attributes in order, whole addresses, words."""
    # The theme's search takes this attribute away where it has looked at it.
    attributes = {k: v for k, v in element.attrs.items() if k != "data-search-exclude"}
    for name in ("href", "src"):
        if name in attributes:
            attributes[name] = urljoin(base, str(attributes[name]))
    yield f"<{element.name} {sorted(attributes.items())}>"
    for child in element.children:
        if isinstance(child, Tag):
            if not left_out(child):
                yield from shown(child, base)
        elif type(child) is NavigableString and child.strip():
            # A comment of the page stands in one site and not in the other; nobody sees it.
            yield " ".join(child.split())
    yield f"</{element.name}>"


def left_out(element: Tag) -> bool:
    """Whether it is what Zensical's theme adds, or data, which are compared as data."""
    is_title_of_icon = element.name == "title" and element.parent and element.parent.name == "svg"
    is_data = element.get("type") == "application/ld+json"
    return element.get("id") == "__skip" or bool(is_title_of_icon) or is_data


def body(page: BeautifulSoup, base: str) -> list[str]:
    article = page.select_one("main article")
    assert article is not None
    return [*shown(article, base)]


def head(page: BeautifulSoup, base: str) -> list[str]:
    """What machines read of a page, in order; not what the theme needs for itself."""
    assert page.head is not None
    found = []
    for element in page.head.select("title, meta, link"):
        if element.get("name") == "generator" or "stylesheet" in (element.get("rel") or ()):
            continue  # the builder's name; the theme's stylesheet, by its version
        found.append("".join(shown(element, base)))
    return found


def frame(page: BeautifulSoup, base: str) -> list[str]:
    """The site's own header and footer; the search field is the theme's."""
    lines: list[str] = []
    for selector in (".site-wordmark", ".site-tabs", ".site-menu", ".site-footer"):
        for element in page.select(selector):
            lines += shown(element, base)
    return lines


def data(page: BeautifulSoup) -> list[Any]:
    found = page.select("script[type='application/ld+json']")
    return [json.loads(script.string or "") for script in found]


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("builder", BUILDERS[1:])
def test_same_files(sites: Callable[[str, str], Path], builder: str, project: str) -> None:
    assert files(sites(project, builder)) == files(sites(project, "mkdocs"))


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("builder", BUILDERS[1:])
@pytest.mark.parametrize("part", [body, head, frame, data])
def test_same_pages(
    sites: Callable[[str, str], Path], builder: str, project: str, part: Callable[..., list[Any]]
) -> None:
    names = [name for name in sorted(files(sites(project, "mkdocs"))) if name.endswith(".html")]
    assert len(names) > 3
    for name in names:
        if builder == "zensical" and name == "404.html" and part in (head, frame):
            continue  # no page, so that nothing tells its footer of the newest publication
        if part in (body, frame) and "http-equiv" in (sites(project, builder) / name).read_text():
            continue  # an old address: compared as a file
        arguments = () if part is data else (address(name),)
        pages = (read(sites(project, each), name) for each in (builder, "mkdocs"))
        made, expected = (part(page, *arguments) for page in pages)
        assert made == expected, name
        assert expected or part is data, name


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("builder", BUILDERS[1:])
def test_downloads_are_byte_identical(
    sites: Callable[[str, str], Path], builder: str, project: str
) -> None:
    names = [name for name in files(sites(project, "mkdocs")) if not name.endswith(".html")]
    names += [n for n in files(sites(project, "mkdocs")) if "/old-hard/" in n]
    unlike = [
        name
        for name in names
        if (sites(project, builder) / name).read_bytes()
        != (sites(project, "mkdocs") / name).read_bytes()
    ]
    assert not unlike
    assert {"publications.bib", "feed.xml", "llms.txt", "robots.txt"} <= set(names)


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("builder", BUILDERS[1:])
def test_sitemaps_name_the_same_addresses(
    sites: Callable[[str, str], Path], builder: str, project: str
) -> None:
    def named(site: Path) -> set[str]:
        return set(re.findall("<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text()))

    assert named(sites(project, builder)) == named(sites(project, "mkdocs"))


@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("builder", BUILDERS)
def test_search_finds_each_publication_on_its_page(
    sites: Callable[[str, str], Path], builder: str, project: str
) -> None:
    site = sites(project, builder)
    name, key = (
        ("search.json", "items") if builder == "zensical" else ("search/search_index.json", "docs")
    )
    entries = json.loads((site / name).read_text())[key]
    for page in site.glob("publications/*/index.html"):
        heading = read(site, page.relative_to(site).as_posix()).select_one("main article h1")
        if heading is None:
            continue
        location = f"publications/{page.parent.name}/"
        titles = [e["title"] for e in entries if e["location"].partition("#")[0] == location]
        indexed = BeautifulSoup(titles[0], "html5lib").get_text()
        assert "".join(indexed.split()) == "".join(heading.get_text().split())
    assert not [e for e in entries if "@article" in e["text"]]


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_button_in_the_header_opens_the_search(
    sites: Callable[[str, str], Path], windows: Windows, builder: str
) -> None:
    settings = read_settings(SITE / "mkdocs.yml")
    oldest = bibliography.load(SITE, settings.options).publications[-1]
    with preview.serve(sites("plain", builder)) as url:
        page = windows.visit(f"{url}/404.html")
        page.locator("[data-site-search]").first.click()
        page.keyboard.type(oldest.title.text)
        page.locator(f".site-search a[href$='/publications/{oldest.slug}/']").click()
        page.wait_for_url(f"**/publications/{oldest.slug}/")


@pytest.mark.parametrize("builder", BUILDERS)
def test_code_links_and_addresses_are_no_citations(
    sites: Callable[[str, str], Path], builder: str
) -> None:
    page = read(sites("hard", builder), "hard/index.html")
    text = " ".join(one(page, "main article").get_text().split())
    first, second = "Hard:2021.x", page.select("code")[1].get_text().split("]")[0][2:]
    codes = [code.get_text().strip() for code in page.select("main article code")]
    assert codes[:2] == [f"[@{first}]", f"[@{second}] ` x"]
    assert codes[2] == f"[@{first}]"
    assert codes[3] == f"[@{second}] in an indented block, @property"
    assert "[a@b.org]" in text
    links = {a.get_text(): a["href"] for a in page.select("main article a[href]")}
    assert links["write to a@b.org"] == "https://example.org/"
    assert links[f"see @{first}"] == "https://example.org/"
    assert links["text"] == "https://example.org/ref"
    assert links["a@b.org"] == "mailto:a@b.org"
    assert attribute(one(page, "img"), "alt") == f"drawing @{first}"
    assert attribute(one(page, "span[title]"), "title") == f"[@{first}]"
    assert "(see 2, p. 3; also 3, ch. 2)" in text
    notes = page.select(".footnote li")
    assert len(notes) == 3
    for note in notes:
        assert note.select("a[href*='../publications/'], sup"), note


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bib_file: refs.bib\n      owner", "citations: extension\n      owner"),
        ("  - bibtex:\n      bib_file: refs.bib\n      enable_inline_citations: false\n", ""),
    ],
    ids=["switched", "absent"],
)
def test_citations_are_the_same_without_mkdocs_bibtex(
    sites: Callable[[str, str], Path], tmp_path: Path, old: str, new: str
) -> None:
    project = copy_project(tmp_path / "project")
    make_hard(project)
    config = (project / "mkdocs.yml").read_text()
    assert old in config
    (project / "mkdocs.yml").write_text(config.replace(old, new))
    site, expected = built("mkdocs", project, strict=False), sites("hard", "mkdocs")
    for path in expected.rglob("*.html"):
        name = path.relative_to(expected)
        assert (site / name).read_bytes() == path.read_bytes(), name


def test_zensical_previews_each_change(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    whole = (project / "refs.bib").read_text()
    place = f"127.0.0.1:{processes.free_port()}"

    def shown(until: str, path: str = "publications/", without: str = "\0") -> str:
        page = waiting.fetch(f"http://{place}/{path}", until=until, without=without)
        assert until in page
        assert without not in page
        return page

    with contextlib.ExitStack() as stack:
        for command in ("publications generate docs --watch", f"zensical serve -a {place}"):
            process = subprocess.Popen(
                [sys.executable, "-m", *command.split()],
                cwd=project,
                env={**os.environ, "PUBLICATIONS_SITE_URL": f"http://{place}/"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            assert waiting.holds((project / "docs" / manifest.NAME).exists)
        shown("site-item")
        (project / "refs.bib").write_text(whole + HARD_ENTRY)
        shown("Hard-2021-x")
        shown("Gödel", "publications/Hard-2021-x/")
        (project / "refs.bib").write_text(whole + HARD_ENTRY[:60])
        assert "refs.bib:" in shown("site-findings", without="Hard-2021-x")
        (project / "refs.bib").write_text(whole)
        shown("site-item", without="site-findings")


def test_the_site_outlives_mkdocs(tmp_path: Path) -> None:
    """Without builders/mkdocs*.py, mkdocs and mkdocs-bibtex, Zensical makes the whole site."""
    project = copy_project(tmp_path / "project")
    shutil.copytree(
        ROOT / "publications",
        project / "publications",
        ignore=shutil.ignore_patterns("mkdocs*.py", "__pycache__"),
    )
    (project / "sitecustomize.py").write_text(
        "import sys\n"
        "for name in ('mkdocs', 'mkdocs_bibtex', 'material', 'properdocs', 'pybtex'):\n"
        "    sys.modules[name] = None\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(project), "PUBLICATIONS_SITE_DIR": "site"}
    run = functools.partial(
        subprocess.run, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert run([sys.executable, "-c", "import mkdocs"]).returncode == 1
    for command in (
        "publications generate docs",
        "zensical build --clean",
        "publications verify site",
    ):
        done = run([sys.executable, "-m", *command.split()])
        assert done.returncode == 0, done.stdout + done.stderr
    done = run([sys.executable, "-c", "import publications; print(publications.__file__)"])
    assert str(project) in done.stdout
    listed = read(project / "site", "publications/index.html").select(".site-item")
    settings = read_settings(project / "mkdocs.yml")
    assert len(listed) == len(bibliography.load(project, settings.options).publications)


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_contacts_are_shown_and_said_to_machines(
    sites: Callable[[str, str], Path], builder: str
) -> None:
    page = read(sites("hard", builder), "index.html")
    # Zensical has titles in its icons.
    shown = {list(a.stripped_strings)[-1]: a for a in page.select(".site-contacts a")}
    expected = {
        "Mastodon": "https://example.social/@user",
        "Bluesky": "https://bsky.app/profile/user.bsky.social",
        "dblp": "https://dblp.org/pid/12/3456",
        "Semantic Scholar": "https://www.semanticscholar.org/author/1741101",
        "lab.example.org": "https://lab.example.org/?a=1&b=%22<x>'",
        "YouTube": "https://www.youtube.com/@lab",
    }
    said = json.dumps(data(page))
    for label, address in expected.items():
        link = shown[label]
        assert (link["href"], link["rel"]) == (address, ["me"])
        assert link.select_one("svg path")
        assert json.dumps(address.replace("<", "%3C").replace(">", "%3E")) in said
