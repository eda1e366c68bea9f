"""The files of a new site, made of the templates in `files/` and of what is known of the owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from string import Template
from typing import Final

import yaml

from publications import output
from publications.model.orcid import bare_orcid
from publications.settings import Owner
from publications.starter.origin import PACKAGE, origin_of

#: Path of a file in the new site -> its template; BIBLIOGRAPHY is the owner's file instead.
TEMPLATES: Final[Mapping[str, str]] = {
    "README.md": "README.md",
    "mkdocs.yml": "mkdocs.yml",
    "docs/index.md": "index.md",
    "docs/publications.md": "publications.md",
    "docs/cv.md": "cv.md",
    "refs.bib": "refs.bib",
    "requirements.txt": "requirements.txt",
    "LICENSE": "LICENSE",
    ".gitignore": "gitignore",
}
#: The same for files that are alike in all sites, whose `$` are their own.
COPIES: Final[Mapping[str, str]] = {
    ".github/workflows/site.yml": "site.yml",
    ".github/workflows/watch.yml": "watch.yml",
}
BIBLIOGRAPHY: Final = "refs.bib"
_LONGEST: Final = 200
_FOLDER: Final = resources.files("publications.starter") / "files"


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new site: its name, its owner, and their BibTeX file as it is, if any."""

    name: str
    owner: Owner
    bibliography: bytes | None = None


def site_files(answers: Answers) -> dict[str, bytes]:
    """The files of a new site by their paths."""
    values = _values(answers.name, answers.owner)
    files = {path: _text(name).encode() for path, name in COPIES.items()}
    for path, name in TEMPLATES.items():
        files[path] = Template(_text(name)).substitute(values).encode()
    if answers.bibliography is not None:
        files[BIBLIOGRAPHY] = answers.bibliography
    return files


def _text(name: str) -> str:
    """The text of a template."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def _values(name: str, owner: Owner) -> dict[str, str]:
    """What the templates have places for; names are text in Markdown, and values in YAML."""
    origin = origin_of(metadata.distribution(PACKAGE))
    return {
        "name": output.markdown(name, _LONGEST),
        "plain_name": name,
        "yaml_name": _yaml(name),
        "yaml_about": _yaml(f"{name}: publications, links and contact."),
        "yaml_publications": _yaml(f"All publications of {name}."),
        "yaml_cv": _yaml(f"Curriculum vitae of {name}."),
        "yaml_owner": _yaml(owner.name),
        "yaml_aliases": _yaml(list(owner.aliases)),
        "yaml_orcid": _yaml(bare_orcid(owner.orcid)),
        "repository": origin.repository,
        "revision": origin.revision,
        "page": origin.page,
        "versions": "\n".join(_versions()),
    }


def _versions() -> Iterator[str]:
    """The exact versions of what the site needs, but for those that the package itself asks for."""
    own = {line.partition(";")[0].strip() for line in metadata.requires(PACKAGE) or ()}
    for line in _text("versions.txt").splitlines():
        pin = line.partition(" #")[0].strip()
        if pin not in own and not pin.startswith("#"):
            yield pin


def _yaml(value: str | list[str]) -> str:
    """A text or a list of texts in YAML, on one line.

    >>> print(_yaml("Sand: A History"), _yaml(["J. Abel", "yes"]))
    'Sand: A History' [J. Abel, 'yes']
    """
    if value == "":
        return '""'
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"))
    return text.removesuffix("...\n").strip()
