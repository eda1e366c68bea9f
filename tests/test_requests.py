"""A preview that makes files when they are asked for: after each save as a whole build makes them.

One preview, in this process and without a port, meets all saves. The oracle is a strict build of
the same files, which leaves nothing out.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from wsgiref.util import FileWrapper, setup_testing_defaults

import pytest
from mkdocs.commands.build import build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from publications.disk.watching import Watch

pytestmark = pytest.mark.slow

URL = "http://127.0.0.1:8123/"
FILES = {
    "mkdocs.yml": """\
site_name: Saves
theme: {name: null, custom_dir: theme}
markdown_extensions:
  - publications:
      bib_file: refs.bib
      people: people.yml
      owner: {name: Ada Lind}
plugins:
  - material/search: {lang: en, separator: "-", pipeline: []}
  - publications
hooks: [hook.py]
""",
    "hook.py": """\
def on_post_page(output, **_):
    return output.replace("</body>", "<!-- hooked --></body>")
""",
    "theme/main.html": """\
<title>{{ page.title }}</title>{% block head %}{% endblock %}
<ul>{% for item in nav %}<li>{{ item.title }}{% endfor %}</ul>
<p>{{ pages | length }} pages</p>
{{ page.content }}
</body>
""",
    "theme/publication.html": """\
{% extends "main.html" %}
{% block head %}{{ page.meta.metadata }}{% endblock %}
""",
    "theme/publications/item.html": '{% extends "default/item.html" %}\n',
    "docs/index.md": "# Home\n\nSee [the list](publications.md).\n",
    "docs/publications.md": "# Publications\n\n/// publications\n///\n",
    "people.yml": "- {name: Bo Falk, orcid: 0000-0002-1825-0097}\n",
    "refs.bib": """\
@string{tides = {Journal of Tides}}
@article{new, author = {Ada Lind and Bo Falk}, title = {Of Ebbs}, journal = tides, year = 2024}
@article{mid, author = {Ada Lind}, title = {Of Floods}, journal = tides, year = 2022, ids = {odd}}
@article{old, author = {Ada Lind}, title = {Of Moons}, journal = {Skies}, year = 2020}
""",
}
#: A file, what is replaced in it, by what, and a file of the site that has the latter then.
Save = tuple[str, str, str, str]
MID = "publications/mid/index.html"
SAVES: dict[str, Save] = {
    "title": ("refs.bib", "Of Floods", "Of High Water", MID),
    "title of a neighbour": ("refs.bib", "Of Moons", "Of Half Moons", MID),
    "string": ("refs.bib", "Journal of Tides", "Annals of Tides", "publications/mid.ris"),
    "new entry": (
        "refs.bib",
        "@article{old",
        "@misc{two, author={A B}, title={Of Two}, year=2021}\n@article{old",
        MID,
    ),
    "entry removed": ("refs.bib", "@article{mid", "@comment{mid", "publications.bib"),
    "key renamed": ("refs.bib", "{mid,", "{floods,", "publications/floods.json"),
    "former key": ("refs.bib", "ids = {odd}", "ids = {older}", "publications/older.bib"),
    "people": ("people.yml", "Bo Falk", "Ada Lind", MID),
    "owner": ("mkdocs.yml", "Ada Lind", "Bo Falk", MID),
    "option of the search": ("mkdocs.yml", "lang: en", "lang: de", "search/search_index.json"),
    "template": ("theme/publication.html", "{{ page.meta.metadata }}", "<!-- mine -->", MID),
    "template of all pages": ("theme/main.html", "<ul>", "<ul class='nav'>", MID),
    "template of an item": (
        "theme/publications/item.html",
        "%}\n",
        "%}{% block venue %}<p>Nowhere</p>{% endblock %}",
        "publications/index.html",
    ),
    "page": ("docs/index.md", "# Home", "# Harbour", MID),
    "list": ("docs/publications.md", "s\n///", "s\n    limit: 1\n///", "publications/index.html"),
}
SCRIPT = re.compile(rb"<script>\nvar livereload = .*?</script>", re.DOTALL)


class Previewed:
    """A preview of a project, as `mkdocs serve` makes it, but for the waiting."""

    def __init__(self, project: Path) -> None:
        self.site = project / "site"
        config = self.config(self.site)
        config.plugins.on_startup(command="serve", dirty=False)
        self.server = LiveReloadServer(self.build, "127.0.0.1", 8123, str(self.site))
        self.server.server_close()  # its socket; requests are put to its application
        #: What a whole build makes of the files as they are now.
        self.before = self.whole(project / "before")
        self.build(config)
        for path in (config.docs_dir, "mkdocs.yml"):
            self.server.watch(path)
        config.plugins.on_serve(self.server, config=config, builder=self.build)
        #: What the first build has written, and what is answered then.
        self.written = set(contents(self.site))
        self.answers = {path: self.get(path) for path in self.before}

    def config(self, site: Path, *, strict: bool = False) -> MkDocsConfig:
        config = load_config("mkdocs.yml", site_dir=str(site), strict=strict)
        config.site_url = URL
        return config

    def build(self, config: MkDocsConfig | None = None) -> None:
        build(config or self.config(self.site), serve_url=URL)

    def whole(self, site: Path) -> dict[str, bytes]:
        """The files of a build that leaves nothing out, which warnings end afterwards."""
        with contextlib.suppress(Abort):
            build(self.config(site, strict=True), serve_url=URL)
        return contents(site)

    def get(self, path: str) -> bytes:
        """The answer to a request; empty where there is no such file."""
        environ = {"PATH_INFO": f"/{path}"}
        setup_testing_defaults(environ)
        statuses: list[str] = []

        def start_response(status: str, *_: object) -> Callable[[bytes], object]:
            statuses.append(status)
            return lambda _: None

        application = self.server.get_app()
        assert application is not None
        body = application(environ, start_response)
        answer = b"".join(body)
        if isinstance(body, FileWrapper):
            body.close()
        return SCRIPT.sub(b"", answer) if statuses == ["200 OK"] else b""


def contents(site: Path) -> dict[str, bytes]:
    paths = [path for path in site.rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("saves")
    for name, text in FILES.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    return project


@pytest.fixture(scope="module")
def preview(project: Path) -> Iterator[Previewed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setattr(Watch, "start", lambda _: None)  # the tests say when to build
        yield Previewed(project)


@pytest.fixture(autouse=True)
def as_before(project: Path) -> Iterator[None]:
    yield
    for name, text in FILES.items():
        (project / name).write_text(text)


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_a_save_is_shown_as_a_whole_build_shows_it(
    save: Save, preview: Previewed, project: Path, tmp_path: Path
) -> None:
    name, old, new, shown = save
    assert old in FILES[name]
    (project / name).write_text(FILES[name].replace(old, new))
    whole = preview.whole(tmp_path)
    preview.server.builder()
    written = set(contents(preview.site))
    assert not written & {MID, "publications/new.bib", "publications.json"}
    answers = {path: preview.get(path) for path in whole}
    assert answers == whole
    assert answers.get(shown) != preview.before.get(shown), "the save changes this file"
    gone = preview.before.keys() - whole
    assert not any(map(preview.get, gone))


def test_the_first_build_leaves_files_to_be_made(preview: Previewed) -> None:
    assert MID in preview.before
    assert MID not in preview.written
    assert preview.answers == preview.before


def test_a_page_is_at_its_address_and_at_its_file(preview: Previewed) -> None:
    preview.server.builder()
    page = preview.get("publications/mid/")
    assert b"Of Floods" in page
    assert preview.get(MID) == page
    assert preview.get("publications/none/") == b""


def test_a_page_that_cannot_be_made_tells_why(
    preview: Previewed, project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "fails.py").write_text(
        "def on_post_page(output, page, **_):\n"
        "    if page.title == 'Of Floods': raise ValueError('no <floods>')\n"
    )
    config = project / "mkdocs.yml"
    config.write_text(FILES["mkdocs.yml"].replace("[hook.py]", "[hook.py, fails.py]"))
    preview.server.builder()
    assert b"Of Moons" in preview.get("publications/old/")
    assert b"<pre>ValueError: no &lt;floods&gt;</pre>" in preview.get(MID)
    preview.get(MID)
    told = [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]
    assert told == ["Error building page 'publications/mid.md': no <floods>"]
    config.write_text(FILES["mkdocs.yml"])
    preview.server.builder()
    assert b"Of Floods</" in preview.get(MID)


@pytest.mark.parametrize("event", ["on_post_page", "on_page_context"])
def test_a_hook_that_writes_about_all_pages_at_the_end_sees_them(
    event: str, preview: Previewed, project: Path
) -> None:
    (project / "gathers.py").write_text(
        f"def {event}(output=None, **_): return output\ndef on_post_build(**_): pass\n"
    )
    config = project / "mkdocs.yml"
    config.write_text(FILES["mkdocs.yml"].replace("[hook.py]", "[hook.py, gathers.py]"))
    preview.server.builder()
    assert MID in contents(preview.site)
    config.write_text(FILES["mkdocs.yml"])
    preview.server.builder()
    assert MID not in contents(preview.site)
