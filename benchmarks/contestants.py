"""Contestants of the benchmark: the project of each, and the command that builds it."""

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
    """Program that is measured: `make` writes its project around refs.bib, `command` builds it."""

    letter: str
    name: str
    make: Callable[[Path], None]
    command: tuple[str, ...]
    packages: tuple[str, ...] = ()
    #: Name of the environment of its own that it runs in, if any.
    peer: str = ""

    @property
    def python(self) -> str:
        """Path of the Python that runs it."""
        if not self.peer:
            return sys.executable
        return str(_environment(self.peer) / "bin" / "python")

    def version(self) -> str:
        """Versions of the packages that the result depends on."""
        if not self.peer:
            versions = [metadata.version(name) for name in self.packages]
        else:
            code = "import sys; from importlib.metadata import version as v; "
            code += "print(*map(v, sys.argv[1:]))"
            command = [self.python, "-c", code, *self.packages]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            versions = done.stdout.split()
        pairs = zip(self.packages, versions, strict=True)
        return ", ".join(f"{name} {version}" for name, version in pairs)


def material(
    plugins: str, extensions: str, page: str, settings: str = "hooks: []\n"
) -> Callable[[Path], None]:
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


def sphinx(project: Path) -> None:
    """Make a project with a bibliography of all entries, in the default style and theme."""
    (project / "conf.py").write_text(
        "extensions = ['sphinxcontrib.bibtex']\nbibtex_bibfiles = ['refs.bib']\n"
    )
    title = "Publications\n============\n\n"
    (project / "index.rst").write_text(f"{title}.. bibliography::\n   :all:\n")


def pelican(project: Path) -> None:
    """Make a project with the plugin's page of publications, in its default style and theme."""
    (project / "content").mkdir()
    shutil.move(project / "refs.bib", project / "content" / "refs.bib")
    (project / "pelicanconf.py").write_text(
        "PATH = 'content'\nSITENAME = 'Test'\nTIMEZONE = 'UTC'\nPYBTEX_SOURCES = ['refs.bib']\n"
    )


def nothing(project: Path) -> None:
    """Make a project of refs.bib alone."""


def _environment(peer: str) -> Path:
    return ENVIRONMENTS / peer


def install(peer: str) -> None:
    """Make the peer's environment as peers/<peer>.txt says, unless it is there."""
    environment = _environment(peer)
    requirements = (HERE / "peers" / f"{peer}.txt").read_text()
    stamp = environment / "installed.txt"
    if stamp.exists() and stamp.read_text() == requirements:
        return
    shutil.rmtree(environment, ignore_errors=True)
    uv = (sys.executable, "-m", "uv")
    subprocess.run([*uv, "venv", "--quiet", str(environment)], check=True)
    command = [*uv, "pip", "install", "--quiet", "--python", str(environment), "-r", "-"]
    subprocess.run(command, check=True, input=requirements, text=True)
    stamp.write_text(requirements)


_MKDOCS: Final = ("-m", "mkdocs", "build", "--quiet", "--site-dir", "{out}")
_PACKAGES: Final = ("mkdocs", "mkdocs-material")
# The links of the list lead to pages that are not made.
_LIST_ONLY: Final = "hooks: [list_only.py]\nvalidation: {links: {not_found: ignore}}\n"
_BIBTEX: Final = "material/search, bibtex: {bib_file: refs.bib, enable_inline_citations: false}"

CONTESTANTS: Final = (
    Contestant(
        "a",
        "this site, list only",
        material("material/search, publications", OURS, LIST, _LIST_ONLY),
        _MKDOCS,
        _PACKAGES,
    ),
    Contestant(
        "b",
        "this site: list, pages, exports, feed",
        material("material/search, publications", OURS, LIST),
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
        "sphinx",
    ),
    Contestant(
        "e",
        "Pelican, pelican-pybtex, list only",
        pelican,
        ("-m", "pelican", "--quiet", "--settings", "pelicanconf.py", "--output", "{out}"),
        ("pelican", "pelican-pybtex", "pybtex"),
        "pelican",
    ),
    Contestant(
        "f", "the site without publications", material("material/search", "", "# List\n"), _MKDOCS
    ),
    Contestant(
        "g",
        "pybtex.database.parse_file alone",
        nothing,
        ("-c", "import pybtex.database as d; d.parse_file('refs.bib')"),
        ("pybtex",),
    ),
)
