"""The options under `markdown_extensions: publications`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from publications.diagnostics import did_you_mean, quote
from publications.settings.owner import Owner, read_owner
from publications.settings.values import (
    OptionsError,
    is_unset,
    mapping,
    refused,
    text,
    texts,
    web_address,
)

NAMES: Final = (
    "bib_file", "owner", "people", "edit_url", "citations", "counts", "language", "words",
    "editions",
)  # fmt: skip
#: How often works are cited: written by a command, read where the option `counts` is on.
COUNTS: Final = "counts.yml"
#: What makes footnotes of `[@key]`: mkdocs-bibtex where it is among the plugins, else this package;
#: always this package; nothing.
CITATIONS: Final = ("auto", "extension", "off")


@dataclass(frozen=True, slots=True)
class Options:
    """The options, checked; paths are relative to mkdocs.yml.

    `language` is that of the pages where no theme tells it; `words` is a file with words of the
    owner's.  `editions` are the configurations of the site in several languages.  `config` is the
    file that they come from, where it is known: findings name its lines.
    """

    bib_file: tuple[str, ...] = ("refs.bib",)
    owner: Owner = field(default_factory=Owner)
    people: str = ""
    edit_url: str = ""
    citations: str = "auto"
    counts: bool = False
    language: str = ""
    words: str = ""
    editions: tuple[str, ...] = ()
    config: Path | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files with data that are read, relative to mkdocs.yml."""
        files = [*self.bib_file, self.people, self.words]
        if self.counts:
            files.append(COUNTS)
        return tuple(filter(None, files))

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any] | None) -> Options:
        """Check the options as YAML gives them.

        Raises:
            OptionsError: a name is unknown, or a value of another kind; it says what is allowed.
        """
        values = dict(values or {})
        for name in values:
            if name not in NAMES:
                question = did_you_mean(str(name), NAMES)
                hint = f"{question} allowed: {', '.join(NAMES)}".strip()
                raise OptionsError(f"unknown option {quote(str(name))} ({hint})")
        return cls(
            bib_file=_bib_file(values.get("bib_file")),
            owner=read_owner("owner", values.get("owner")),
            people=text("people", values.get("people"), "a path"),
            edit_url=web_address("edit_url", values.get("edit_url")),
            citations=_citations(values.get("citations")),
            counts=_switch("counts", values.get("counts")),
            language=text("language", values.get("language"), "a tag, such as de"),
            words=text("words", values.get("words"), "a path"),
            editions=texts("editions", values.get("editions"), "a list of paths"),
        )

    def with_extra(self, extra: object, config: Path | None = None) -> Options:
        """Complete the options by `extra` of the same mkdocs.yml, which is the file `config`.

        `extra: owner`, which Material's templates see, is the owner where the option names none.

        Raises:
            OptionsError: the two differ.
        """
        value = mapping("extra", extra).get("owner")
        owners = {self.owner, read_owner("extra: owner", value)} - {Owner()}
        if len(owners) > 1:
            raise OptionsError(
                "option 'owner' differs from 'extra: owner'"
                " (allowed: the same in both, as `owner: &owner` below 'extra' and `owner: *owner`)"
            )
        return replace(self, owner=next(iter(owners), Owner()), config=config)


def _bib_file(value: object) -> tuple[str, ...]:
    """The BibTeX files; refs.bib where none is named. Raises OptionsError."""
    if is_unset(value):
        return ("refs.bib",)
    files = texts("bib_file", value, "a path or a list of paths")
    if not files:
        raise refused("bib_file", value, "a path or a list of paths")
    return files


def _switch(name: str, value: object) -> bool:
    """Whether an option is on; off where it is not named. Raises OptionsError."""
    if is_unset(value):
        return False
    if not isinstance(value, bool):
        raise refused(name, value, "true, false")
    return value


def _citations(value: object) -> str:
    """One of CITATIONS; YAML reads `off` as false. Raises OptionsError."""
    if is_unset(value):
        return "auto"
    if value is False:
        return "off"
    if isinstance(value, str) and value in CITATIONS:
        return value
    raise refused("citations", value, ", ".join(CITATIONS))
