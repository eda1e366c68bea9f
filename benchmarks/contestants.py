"""Who is measured: how its project looks, and the command that builds it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

import generate

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent
ENVIRONMENTS: Final = ROOT / "build" / "benchmarks"

EXTENSIONS: Final = "attr_list, def_list, footnotes, md_in_html, tables, pymdownx.superfences"
OURS: Final = f", publications: {{bib_file: refs.bib, owner: {{name: {generate.OWNER}}}}}"
LIST: Final = "# Publications\n\n/// publications\n    filter: true\n///\n"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One of the programs; `make` writes the project around refs.bib, `command` builds it."""

    letter: str
    name: str
    make: Callable[[Path], None]
    command: tuple[str, ...]
    packages: tuple[str, ...] = ()
    python: str = sys.executable

    def version(self) -> str:
        """The versions of the packages that matter."""
        if self.python == sys.executable:
            found = {name: metadata.version(name) for name in self.packages}
        else:
            code = "import sys; from importlib.metadata import version as v; "
            code += "print(*map(v, sys.argv[1:]))"
            asked = [self.python, "-c", code, *self.packages]
            printed = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
            found = dict(zip(self.packages, printed.split(), strict=True))
        return ", ".join(f"{name} {version}" for name, version in found.items())


def material(
    plugins: str, extensions: str, page: str, settings: str = "hooks: []\n"
) -> Callable[[Path], None]:
    """A project with the theme, the templates and the files of this site, and one list."""

    def make(project: Path) -> None:
        for name in ("assets", "javascripts", "stylesheets"):
            shutil.copytree(ROOT / "docs" / name, project / "docs" / name)
        shutil.copytree(ROOT / "overrides", project / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", project / "site.yml")
        (project / "mkdocs.yml").write_text(
            "INHERIT: site.yml\n"
            "site_name: Test\n"
            "nav: [index.md, publications.md]\n"
            "watch: [overrides]\n"
            f"plugins: [{plugins}]\n"
            f"markdown_extensions: [{EXTENSIONS}{extensions}]\n"
            f"{settings}"
        )
        shutil.copy(HERE / "list_only.py", project)
        (project / "docs" / "index.md").write_text("# Test\n")
        (project / "docs" / "publications.md").write_text(page)

    return make


def sphinx(project: Path) -> None:
    """The bibliography of all, in the default style and theme."""
    (project / "conf.py").write_text(
        "extensions = ['sphinxcontrib.bibtex']\nbibtex_bibfiles = ['refs.bib']\n"
    )
    title = "Publications\n============\n\n"
    (project / "index.rst").write_text(f"{title}.. bibliography::\n   :all:\n")


def pelican(project: Path) -> None:
    """The plugin's page of publications, in its default style, on the default theme."""
    (project / "content").mkdir()
    shutil.move(project / "refs.bib", project / "content" / "refs.bib")
    (project / "pelicanconf.py").write_text(
        "PATH = 'content'\nSITENAME = 'Test'\nTIMEZONE = 'UTC'\nPYBTEX_SOURCES = ['refs.bib']\n"
    )


def nothing(project: Path) -> None:
    """refs.bib alone."""


def peer(name: str) -> str:
    """The Python of the peer's own environment."""
    return str(ENVIRONMENTS / name / "bin" / "python")


def install(name: str) -> None:
    """Make the peer's environment as peers/<name>.txt says, unless it is there."""
    environment = ENVIRONMENTS / name
    wanted = (HERE / "peers" / f"{name}.txt").read_text()
    stamp = environment / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(environment, ignore_errors=True)
    uv = (sys.executable, "-m", "uv")
    subprocess.run([*uv, "venv", "--quiet", str(environment)], check=True)
    install = [*uv, "pip", "install", "--quiet", "--python", peer(name), "-r", "-"]
    subprocess.run(install, check=True, input=wanted, text=True)
    stamp.write_text(wanted)


_MKDOCS: Final = ("-m", "mkdocs", "build", "--quiet", "--site-dir", "{out}")
_PACKAGES: Final = ("mkdocs", "mkdocs-material")
# The links of the list then lead to pages that nothing has made.
_LIST_ONLY: Final = "hooks: [list_only.py]\nvalidation: {links: {not_found: ignore}}\n"
_BIBTEX: Final = "search, bibtex: {bib_file: refs.bib, enable_inline_citations: false}"

CONTESTANTS: Final = (
    Contestant(
        "a",
        "this site, list only",
        material("search, publications", OURS, LIST, _LIST_ONLY),
        _MKDOCS,
        _PACKAGES,
    ),
    Contestant(
        "b",
        "this site: list, pages, exports, feed",
        material("search, publications", OURS, LIST),
        _MKDOCS,
        _PACKAGES,
    ),
    Contestant(
        "c",
        "mkdocs-bibtex, list only, same theme",
        material(_BIBTEX, "", "# Publications\n\n\\full_bibliography\n"),
        _MKDOCS,
        ("mkdocs-bibtex", "pybtex"),
    ),
    Contestant(
        "d",
        "Sphinx, sphinxcontrib-bibtex, list only",
        sphinx,
        ("-m", "sphinx", "-q", "-E", "-d", "{project}/doctrees", ".", "{out}"),
        ("Sphinx", "sphinxcontrib-bibtex", "pybtex"),
        peer("sphinx"),
    ),
    Contestant(
        "e",
        "Pelican, pelican-pybtex, list only",
        pelican,
        ("-m", "pelican", "--quiet", "--settings", "pelicanconf.py", "--output", "{out}"),
        ("pelican", "pelican-pybtex", "pybtex"),
        peer("pelican"),
    ),
    Contestant("f", "the site without publications", material("search", "", "# List\n"), _MKDOCS),
    Contestant(
        "g",
        "pybtex.database.parse_file alone",
        nothing,
        ("-c", "import pybtex.database as d; d.parse_file('refs.bib')"),
        ("pybtex",),
    ),
)
PEERS: Final = ("sphinx", "pelican")
