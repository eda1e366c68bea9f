"""What a preview remembers from one save to the next: whatever is edited, a whole build agrees."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort

from publications.bibtex import Entry
from publications.disk.watching import Watch
from publications.model.publication import Publication
from publications.pages.render import Renderer
from tests.test_requests import URL, Previewed, contents

pytestmark = pytest.mark.slow

_CONFIG = """\
site_name: Edits
theme: {{name: null, custom_dir: theme}}
markdown_extensions:
  - publications:
      bib_file: refs.bib
      people: people.yml
      owner: {{name: {owner}}}
      language: {language}
plugins:
  - material/search: {{lang: en, separator: "-", pipeline: []}}
  - publications
"""
_MAIN = """\
<title>{{ page.title }}</title>{{ page.meta.metadata }}{{ page.content }}
{% for finding in page.meta.diagnostics %}{{ finding.text }}{% endfor %}
"""
_ITEM = '{{% extends "default/item.html" %}}\n{{% block versions %}}{shown}{{% endblock %}}\n'
_LISTS = """\
# Publications

/// publications
    filter: true
    figures: {figures}
///

/// publications
    group: type
    detail: {detail}
    figures: {figures}
    limit: 9
///
"""
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} 5"><path d="M1 1h2"/></svg>'
_WORDS = ("Tide", "Harbour", "Moon", "Ebb", "Sound", "Lamp", "Wave", "Reef", "Storm", "Pilot")


@dataclass
class Work:
    """The files of a project, and the edits that an owner may make of them."""

    chance: random.Random
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    strings: dict[str, str] = field(default_factory=lambda: {"tides": "Journal of Tides"})
    values: dict[str, str] = field(
        default_factory=lambda: {
            "owner": "Ada Lind",
            "language": "en",
            "figures": "true",
            "detail": "line",
            "shown": "{{ super() }}",
            "orcid": "0000-0002-1825-0097",
            "size": "8",
            "main": "",
            "meaning": "High Water",
            "paper": "%PDF-1.4",
        }
    )

    def write(self, project: Path) -> None:
        """Write all files; one that is as it was keeps its time."""
        strings = [f"@string{{{name} = {{{text}}}}}" for name, text in self.strings.items()]
        entries = []
        for key, values in self.entries.items():
            shown = (f"{name} = {value}" for name, value in values.items())
            entries.append(f"@article{{{key},\n  " + ",\n  ".join(shown) + "\n}")
        preamble = rf"@preamble{{{{\newcommand{{\flood}}{{{self.values['meaning']}}}}}}}"
        parent = f"@proceedings{{meeting, title = {{Meeting at {self.strings['tides']}}}}}"
        files = {
            "refs.bib": "\n".join([*strings, preamble, *entries, parent]),
            "mkdocs.yml": _CONFIG.format(**self.values),
            "people.yml": f"- {{name: Bo Falk, orcid: {self.values['orcid']}}}\n",
            "theme/main.html": _MAIN + self.values["main"],
            "theme/publication.html": '{% extends "main.html" %}\n',
            "theme/publications/item.html": _ITEM.format(**self.values),
            "docs/publications.md": _LISTS.format(**self.values),
            "docs/assets/img/publication_preview/one.svg": _PICTURE.format(**self.values),
            "docs/assets/pdf/one.pdf": self.values["paper"],
        }
        for name, text in files.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not text:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_text() != text:
                path.write_text(text)

    def title(self) -> str:
        return "{" + " ".join(self.chance.sample(_WORDS, 3)) + "}"

    def any(self) -> dict[str, str]:
        return self.entries[self.chance.choice([*self.entries])]

    def add_entry(self) -> None:
        number = self.chance.randrange(10**6)
        new = {
            "author": "{Ada Lind and Bo Falk}",
            "title": self.title(),
            "journal": "tides",
            "year": str(self.chance.randint(2018, 2023)),
            "keywords": f"{{{self.chance.choice(_WORDS)}}}",
        }
        if self.chance.random() < 0.5:
            self.entries[f"k{number}"] = new
        else:  # at the top, which moves all others
            self.entries = {f"k{number}": new, **self.entries}

    def remove_entry(self) -> None:
        del self.entries[self.chance.choice([*self.entries])]

    def change_title(self) -> None:
        self.any()["title"] = self.title()

    def change_year(self) -> None:
        self.any()["year"] = str(self.chance.randint(2018, 2023))

    def change_author(self) -> None:
        self.any()["author"] = self.chance.choice(["{Bo Falk}", "{Ada Lind}", "{Cy Moe and B. Ø}"])

    def change_field(self) -> None:
        """A field of the page alone, which comes or goes."""
        values = self.any()
        if values.pop("abstract", None) is None:
            values["abstract"] = self.title()

    def change_note(self) -> None:
        self.any()["note"] = self.title()

    def rename_key(self) -> None:
        old = self.chance.choice([*self.entries])
        self.entries = {f"{k}x" if k == old else k: v for k, v in self.entries.items()}

    def reorder(self) -> None:
        keys = [*self.entries]
        self.chance.shuffle(keys)
        self.entries = {key: self.entries[key] for key in keys}

    def relate(self) -> None:
        """One gets an earlier version, which lists show beside it."""
        key = self.chance.choice([*self.entries])
        version = {"related": f"{{{key}}}", "relatedtype": "{versionof}", "year": "2001"}
        self.entries["version"] = {**self.entries[key], **version}

    def change_version(self) -> None:
        self.entries["version"]["journal"] = self.title()

    def inherit(self) -> None:
        self.any()["crossref"] = "{meeting}"

    def add_picture(self) -> None:
        self.any()["preview"] = "{one.svg}"

    def retract(self) -> None:
        self.any()["retraction"] = "{2024-01-02}"

    def malform(self) -> None:
        """A field that a finding is about, whose line other edits move."""
        self.any()["doi"] = "{10.1000}"

    def use_command(self) -> None:
        self.any()["title"] = r"{On \flood}"

    def name_file(self) -> None:
        self.any()["pdf"] = "{one.pdf}"

    def name_entry(self) -> None:
        """One that is not there yet."""
        self.any()["related"] = "{later}"

    def add_named_entry(self) -> None:
        self.entries["later"] = {"title": "{Later}", "year": "2024"}

    def remove_named_entry(self) -> None:
        del self.entries["later"]

    def copy_entry(self) -> None:
        """A finding about two entries, in each of which nothing is wrong, names the line of one."""
        self.entries["copy"] = {**self.entries["only"]}

    def add_first(self) -> None:
        """An entry at the top, which moves all others."""
        values = {"author": "{Ada Lind and Bo Falk and Cy Moe}", "title": "{Only}"}
        values |= {"journal": "tides", "year": "2024"}
        self.entries = {"only": values, **self.entries}

    def change_string(self) -> None:
        """Also the title of the parent from which others inherit."""
        self.strings["tides"] = f"Annals of {self.chance.choice(_WORDS)}"

    def _other(self, name: str, *values: str) -> None:
        self.values[name] = self.chance.choice([v for v in values if v != self.values[name]])

    def change_owner(self) -> None:
        self._other("owner", "Ada Lind", "Bo Falk", "Cy Moe")

    def change_language(self) -> None:
        self._other("language", "en", "de", "zh")

    def change_list(self) -> None:
        self._other("figures", "true", "false")

    def change_detail(self) -> None:
        self._other("detail", "line", "summary")

    def change_template(self) -> None:
        self._other("shown", "{{ super() }}", "<p>None</p>", "<p>{{ item.publication.year }}</p>")

    def change_page_template(self) -> None:
        self.values["main"] += "<!-- more -->"

    def change_people(self) -> None:
        self._other("orcid", "0000-0002-1825-0097", "0000-0001-5109-3700")

    def change_command(self) -> None:
        self._other("meaning", "High Water", "Low Water")

    def remove_file(self) -> None:
        self.values["paper"] = ""

    def add_file(self) -> None:
        self.values["paper"] = "%PDF-1.7"

    def change_picture(self) -> None:
        self._other("size", "8", "9", "13")


EDITS: tuple[Callable[[Work], None], ...] = (
    Work.add_entry, Work.remove_entry, Work.change_title, Work.change_year, Work.change_author,
    Work.change_field, Work.change_note, Work.rename_key, Work.reorder, Work.relate,
    Work.change_version, Work.inherit, Work.add_picture, Work.retract, Work.change_string,
    Work.change_owner, Work.change_language, Work.change_list, Work.change_detail,
    Work.change_template, Work.change_page_template, Work.change_people, Work.change_picture,
    Work.malform, Work.add_entry, Work.use_command, Work.change_command, Work.name_file,
    Work.remove_file, Work.add_file, Work.name_entry, Work.add_named_entry,
    Work.remove_named_entry, Work.add_first, Work.copy_entry, Work.reorder, Work.change_owner,
)  # fmt: skip


@pytest.fixture(scope="module")
def work() -> Work:
    work = Work(random.Random(7))  # noqa: S311  # the same edits each time
    for _ in range(44):  # so many that the list is narrowed to topics
        work.add_entry()
    return work


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, work: Work) -> Iterator[Previewed]:
    project = tmp_path_factory.mktemp("remembered")
    work.write(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setattr(Watch, "start", lambda _: None)  # the test says when to build
        yield Previewed(project)


@pytest.fixture(scope="module")
def builds() -> Iterator[Pool]:
    """A process that has built nothing for this preview."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        yield pool


def whole(project: Path, site: Path) -> dict[str, bytes]:
    """The files of a build that remembers nothing and leaves nothing out; warnings end it later."""
    os.chdir(project)
    config = load_config("mkdocs.yml", site_dir=str(site), strict=True)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = URL
    with contextlib.suppress(Abort):
        build(config, serve_url=URL)
    return contents(site)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_each_page_is_that_of_a_whole_build_after_any_edit(
    edit: Callable[[Work], None], work: Work, preview: Previewed, builds: Pool, tmp_path: Path
) -> None:
    """The edits follow each other in one preview, so that what is kept of each meets the next."""
    edit(work)
    work.write(Path.cwd())
    preview.server.builder()
    expected = builds.apply(whole, (Path.cwd(), tmp_path))
    assert {path: preview.get(path) for path in expected} == expected


def test_what_is_as_it_was_is_not_rendered_again(
    work: Work, preview: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[int] = []
    items = Renderer.items

    def counted(self: Renderer, publications: list[object], *rest: object, **how: object) -> str:
        rendered.append(len(publications))
        return items(self, publications, *rest, **how)  # type: ignore[arg-type]

    work.add_entry()
    work.write(Path.cwd())
    preview.server.builder()
    monkeypatch.setattr(Renderer, "items", counted)
    preview.server.builder()
    assert not rendered
    work.entries = {"top": {"title": "{Of the Year Before All}", "year": "1999"}, **work.entries}
    work.write(Path.cwd())
    preview.server.builder()
    assert rendered == [1]


def test_entries_that_say_the_same_are_not_read_again(
    work: Work, preview: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    from_entry = Publication.from_entry

    def counted(entry: Entry, *rest: object) -> Publication:
        read.append(entry.key)
        return from_entry(entry, *rest)  # type: ignore[arg-type]

    sound = {"author": "{Ada Lind and Bo Falk and Cy Moe}", "journal": "tides", "year": "2024"}
    work.entries = {f"sound{i}": {**sound, "title": f"{{Sound {i}}}"} for i in range(9)}
    work.write(Path.cwd())
    preview.server.builder()
    monkeypatch.setattr(Publication, "from_entry", counted)
    work.entries["sound4"]["title"] = "{Sound Once More}"
    work.entries = {"top": {**sound, "title": "{On Top}"}, **work.entries}
    work.write(Path.cwd())
    preview.server.builder()
    # In the last entry something is wrong: it has no date.
    assert read == ["top", "sound4", "meeting"]
