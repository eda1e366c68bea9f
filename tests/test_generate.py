"""`generate`: writes what builders without plugins need, and takes back what it wrote."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from publications import disk
from publications.__main__ import main
from publications.builders import files as generate
from publications.builders.files import GenerateError
from publications.commands import generate as command
from publications.pages import addresses, lockfile, manifest
from publications.pages.manifest import Written
from publications.project import load_project
from publications.settings import read_settings

ENTRY = "@article{{{key}, author = {{A One}}, title = {{{title}}}, journal = {{J}}, year = 2020}}\n"
CONFIG = """\
site_name: Site
site_url: https://site.test/
theme: publications
markdown_extensions: [publications]
"""
SUFFIXES = ("md", "bib", "ris", "json")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Mine\n")
    write(tmp_path, "a", "b")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, *keys: str, title: str = "Title", ids: str = "") -> None:
    text = "".join(ENTRY.format(key=key, title=f"{title} {key}") for key in keys)
    (project / "refs.bib").write_text(
        text.replace("year", f"ids = {{{ids}}}, year") if ids else text
    )


def run(*arguments: str) -> int:
    return main(["generate", "docs", *arguments])


def files(project: Path) -> dict[str, bytes]:
    docs = project / "docs"
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.is_file()
    }


def expected(*keys: str) -> set[str]:
    own = {f"publications/{key}.{suffix}" for key in keys for suffix in SUFFIXES}
    whole = {f"publications.{suffix}" for suffix in SUFFIXES[1:]}
    return (
        own
        | whole
        | {"index.md", "feed.xml", "robots.txt", "llms.txt", ".gitignore", manifest.NAME}
    )


def test_writes_pages_and_downloads(project: Path) -> None:
    assert run() == 0
    found = files(project)
    assert found.keys() == expected("a", "b")
    meta, body = found["publications/a.md"].decode().removeprefix("---\n").split("---\n")
    assert yaml.safe_load(meta)["title"] == "Title a"
    assert body.strip() == "/// publication | a\n///"
    ignored = found[".gitignore"].decode().split("\n")
    assert {f"/{name}" for name in found} - {"/index.md"} <= set(ignored)
    assert manifest.made(project / "docs") == found.keys() - {"index.md", manifest.NAME}


@pytest.mark.parametrize(("theme", "own"), [("publications", True), ("material", False)])
def test_another_theme_gets_a_stylesheet_and_no_template(
    project: Path, theme: str, own: bool
) -> None:
    (project / "mkdocs.yml").write_text(CONFIG.replace("theme: publications", f"theme: {theme}"))
    assert run() == 0
    assert run() == 0
    page = (project / "docs/publications/a.md").read_text("utf-8")
    assert ("template: publication.html\n" in page) is own
    assert ("hide:\n" in page) is own
    assert (project / "docs/assets/publications/stock.css").exists() is not own
    assert (project / "docs/assets/publications/publications.js").exists() is not own
    listed = "assets/publications/stock.css" in manifest.made(project / "docs")
    assert listed is not own  # also in the second run


def test_a_template_of_the_site_shows_pages_of_publications(project: Path) -> None:
    text = CONFIG.replace("theme: publications", "theme: {name: material, custom_dir: own}")
    (project / "mkdocs.yml").write_text(text)
    (project / "own").mkdir()
    (project / "own/publication.html").touch()
    assert run() == 0
    page = (project / "docs/publications/a.md").read_text("utf-8")
    assert "template: publication.html\n" in page


def test_a_second_run_touches_nothing(project: Path) -> None:
    run()
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*") if path.is_file()}
    assert run() == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_is_no_longer_made_is_removed(project: Path) -> None:
    write(project, "a", ids="old")
    run()
    assert (project / "docs/publications/old/index.html").is_file()
    write(project, "b")
    assert run() == 0
    assert files(project).keys() == expected("b")
    assert not (project / "docs/publications/old").exists()


def test_remove_leaves_the_docs_folder_as_it_was(project: Path) -> None:
    (project / "docs/publications").mkdir()
    (project / "docs/publications/.gitkeep").touch()
    before = files(project)
    run()
    assert run("--remove") == 0
    assert files(project) == before
    assert run("--remove") == 0


@pytest.mark.parametrize("name", ["robots.txt", "publications/a.bib", ".gitignore", "feed.xml"])
def test_the_owners_own_download_goes_before(project: Path, name: str) -> None:
    (project / "docs/publications").mkdir()
    (project / "docs" / name).write_text("mine")
    assert run() == 0
    assert files(project)[name] == b"mine"
    assert name not in manifest.made(project / "docs")
    assert run("--remove") == 0
    assert files(project)[name] == b"mine"


def test_a_page_of_the_owners_is_an_error(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "docs/publications").mkdir()
    (project / "docs/publications/a.md").write_text("mine")
    before = files(project)
    assert run() == 1
    assert files(project) == before
    assert "docs/publications/a.md" in capsys.readouterr().err


def test_a_generated_page_that_was_changed_is_the_owners(project: Path) -> None:
    run()
    page = project / "docs/publications/a.md"
    page.write_text("changed by hand")
    write(project, "a", "b", title="New")
    assert run() == 1
    assert page.read_text() == "changed by hand"
    assert (project / "docs/publications/b.bib").read_text().count("New") == 0
    write(project, "b")
    assert run() == 0
    assert page.read_text() == "changed by hand"
    settings = read_settings(project / "mkdocs.yml")
    assert not load_project(settings).bibliography.errors


def test_errors_stop_it_before_anything_is_written(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = files(project)
    with (project / "refs.bib").open("a") as file:
        file.write("@article{c, title = {Unclosed")
    assert run() == 1
    assert "refs.bib:3:" in capsys.readouterr().err
    assert files(project) == before


def test_warnings_stop_it_when_strict(project: Path) -> None:
    with (project / "refs.bib").open("a") as file:
        file.write("@article{c, title = {Nobody's}, journal = {J}, year = 2020}")
    assert run("--strict") == 1
    assert "publications.bib" not in files(project)
    assert run() == 0


def test_an_interrupted_run_is_finished_by_the_next(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    write(project, "b", "c", title="New")
    whole = manifest._replace
    done: list[Path] = []

    def replace(path: Path, content: bytes) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(path)
        whole(path, content)

    monkeypatch.setattr(manifest, "_replace", replace)
    assert run() == 130
    monkeypatch.undo()
    monkeypatch.chdir(project)
    write(project, "c", title="Newer")
    assert run() == 0
    assert files(project).keys() == expected("c")
    assert "Newer c" in (project / "docs/publications/c.bib").read_text()


def test_what_the_disk_refuses_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/publications").write_text("a file where a folder is needed")
    assert run() == 1
    assert "publications" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"files": 3}',
        '{"files": {"../outside.md": ["x"], "/etc/x": ["y"], "index.md": 3}}',
        '{"files": ["index.md"]}',
        "\x00",
    ],
)
def test_a_broken_list_of_files_costs_nothing_of_the_owners(project: Path, text: str) -> None:
    (project / "docs/publications").mkdir()
    (project / "docs" / manifest.NAME).write_text(text)
    (project / "outside.md").write_text("x")
    assert manifest.made(project / "docs") == frozenset()
    assert run() == 0
    assert (project / "docs/index.md").read_text() == "# Mine\n"
    assert (project / "outside.md").read_text() == "x"


def test_the_list_changes_with_what_only_lists_show(project: Path) -> None:
    """Zensical makes lists anew when this file does, in another second."""
    run()
    path = project / "docs" / manifest.NAME
    before, stamp = path.read_bytes(), int(path.stat().st_mtime)
    text = (project / "refs.bib").read_text()
    (project / "refs.bib").write_text(text.replace("year", "selected = {true}, year"))
    run()
    assert path.read_bytes() != before
    assert int(path.stat().st_mtime) > stamp


def test_watch_follows_every_change(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_INTERVAL", 0.01)
    changes = command.watch(project / "mkdocs.yml")

    def change(path: str, text: str, stamp: int) -> tuple[int, str]:
        (project / path).write_text(text)
        os.utime(project / path, (stamp, stamp))
        found, done = next(changes)
        return len(found.publications), done

    assert len(next(changes)[0].publications) == 2
    whole = (project / "refs.bib").read_text()
    assert change("refs.bib", whole + ENTRY.format(key="c", title="T"), 1)[0] == 3
    count, done = change("refs.bib", whole + "@article{c, title = {Half", 2)
    assert count == 2
    assert "4 removed" in done
    count, done = change("mkdocs.yml", "site_name: [", 3)
    assert (count, done.startswith("error: ")) == (0, True)
    assert change("mkdocs.yml", CONFIG, 4)[0] == 2
    assert change("docs/index.md", "---\ndescription: New text.\n---\n# Changed\n", 5)[0] == 2
    assert "New text." in (project / "docs/llms.txt").read_text()
    (project / "refs.bib").unlink()
    found, done = next(changes)
    assert found.errors
    assert change("refs.bib", whole, 6)[0] == 2


def test_watch_tells_other_builders_of_a_changed_picture(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its list of files, at which Zensical makes pages anew."""
    monkeypatch.setattr(command, "_INTERVAL", 0.01)
    entry = ENTRY.format(key="c", title="T").replace("title", "preview = {figures/a.SVG}, title")
    with (project / "refs.bib").open("a") as file:
        file.write(entry)
    changes = command.watch(project / "mkdocs.yml")
    assert next(changes)[0].warnings
    listed = {(project / "docs" / manifest.NAME).read_text()}
    picture = project / "docs/figures/a.SVG"
    picture.parent.mkdir()
    for width in (3, 4):
        picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 2"/>')
        os.utime(picture, (width, width))
        assert not next(changes)[0].warnings
        listed.add((project / "docs" / manifest.NAME).read_text())
    assert len(listed) == 3


def test_generated_pages_keep_no_address_alive(project: Path) -> None:
    """The lock looks at the owner's files; a page that was generated before is none."""
    settings = read_settings(project / "mkdocs.yml")
    loaded = load_project(settings)
    generate.generate(loaded, settings.docs_dir)
    lockfile.add(settings.root / addresses.NAME, addresses.made(loaded.bibliography, loaded.site))
    write(project, "a")
    errors = load_project(settings).bibliography.errors
    assert [error.code for error in errors] == ["lost-address"]
    assert "/publications/b/" in errors[0].message


def test_of_another_file(project: Path) -> None:
    (project / "other.bib").write_text(ENTRY.format(key="other", title="T"))
    assert run("--bib", "other.bib") == 0
    assert files(project).keys() == expected("other")


def test_a_folder_that_is_not_there(project: Path) -> None:
    assert main(["generate", "nowhere"]) == 2


def test_git_sees_nothing(project: Path) -> None:
    git = ["git", "-c", "core.excludesFile=", "-C", str(project)]
    subprocess.run([*git, "init", "-q"], check=True)
    run()
    done = subprocess.run(
        [*git, "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["??", "docs/index.md", "??", "mkdocs.yml", "??", "refs.bib"]


def test_summary_counts() -> None:
    assert str(Written(1, 1, 0)) == "1 generated file, 1 written, 0 removed"
    assert issubclass(GenerateError, ValueError)


@pytest.mark.slow
def test_as_a_program(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "publications", "generate", "docs"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    count = len(expected("a", "b")) - len(("index.md", manifest.NAME))
    assert done.stdout == f"{count} generated files, {count} written, 0 removed\n"
    assert json.loads((project / "docs" / manifest.NAME).read_text())["files"]


@pytest.mark.slow
def test_watch_names_what_it_watches(project: Path) -> None:
    command = [sys.executable, "-m", "publications", "generate", "docs", "--watch"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
    assert first == "Watching files for changes: 'mkdocs.yml', 'refs.bib', 'publications.lock'\n"


def test_a_post_of_a_blog_has_an_address_that_only_its_builder_knows(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "mkdocs.yml").write_text(f"{CONFIG}plugins: [{{blog: {{blog_dir: news}}}}]\n")
    (project / "docs/news/posts").mkdir(parents=True)
    page = "---\nredirect_from: /old/\n---\n# Page\n"
    (project / "docs/news/posts/one.md").write_text(page)
    before = files(project)
    assert run() == 1
    assert files(project) == before
    assert "news/posts/one.md: redirect_from works in no post" in capsys.readouterr().err
    (project / "docs/news/posts/one.md").rename(project / "docs/news/one.md")
    assert run() == 0
    assert b'content="0; url=../news/one/"' in files(project)["old/index.html"]


# ------------------------------------------------------------------ what is not ours


def listed(project: Path, path: str) -> None:
    """Let the list of generated files name one, with its digest."""
    content = (project / "docs" / path).read_bytes()
    (project / "docs/publications").mkdir(exist_ok=True)
    digests = {path: [manifest.digest(content)]}
    (project / "docs" / manifest.NAME).write_bytes(manifest.dumps(digests, ""))


MADE = "---\ntitle: T\ntemplate: publication.html\n---\n\n/// publication | {}\n///\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("experience.md", "# Mine\n"),
        ("experience.md", MADE.format("experience")),
        ("publications/talks.md", "# Mine\n"),
        ("publications/talks.md", MADE.format("talks") + "\nMine\n"),
        ("publications/talks.md", "# Mine\n" + MADE.format("talks")),
        ("publications/talks.md", MADE.format("a")),
        ("publications/old/index.html", "<h1>Mine</h1>"),
        ("publications/talks/index.md", MADE.format("index")),
        ("robots.txt.md", "mine"),
        ("assets/mine.bib", "@misc{mine}"),
        (".gitignore", "/mine\n"),
        ("robots.txt", "User-agent: *\nDisallow: /cv/\n"),
        ("llms.txt", "# Mine\n"),
        ("feed.xml", "<rss/>"),
        ("../refs.bib", ""),
    ],
)
def test_a_list_of_somebody_elses_takes_nothing_of_the_owners(
    project: Path, path: str, text: str
) -> None:
    page = project / "docs" / path
    page.parent.mkdir(parents=True, exist_ok=True)
    if text:
        page.write_text(text)
    before = page.read_bytes()
    listed(project, path)
    assert manifest.made(project / "docs") == frozenset()
    run()
    assert page.read_bytes() == before
    listed(project, path)
    assert run("--remove") == 0
    assert page.read_bytes() == before


def test_all_that_is_generated_is_known_as_such(project: Path) -> None:
    (project / "docs/index.md").write_text("---\nredirect_from: /was.html\n---\n# Mine\n")
    write(project, "a", ids="old")
    assert run() == 0
    made = manifest.made(project / "docs")
    assert made == files(project).keys() - {"index.md", manifest.NAME}
    assert {"was.html", "publications/old/index.html", "publications/a.md", ".gitignore"} < made


@pytest.mark.parametrize("name", ["publications/a/README.md", "publications/A.md"])
def test_watching_too_overwrites_no_page_of_the_owners(project: Path, name: str) -> None:
    page = project / "docs" / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("mine")
    steps = command.watch(project / "mkdocs.yml", project / "docs")
    assert "slug-collision" in next(steps)[1]
    assert not (project / "docs/publications/a.bib").exists()


def test_one_run_at_a_time_and_leftovers_go(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    left = project / "docs/publications/.a.md.9999999.0123abcd.new"
    left.parent.mkdir()
    left.touch()
    monkeypatch.setattr("publications.builders.files._SECONDS", 0)
    with disk.locked(project / "docs", 0):
        assert run() == 1
    assert capsys.readouterr().err == "error: docs: is in use by another command\n"
    assert left.exists()
    assert run() == 0
    assert not left.exists()


# ------------------------------------------------------------------ pipes in the place of files


@pytest.fixture
def alarm() -> Iterator[None]:
    """What waits for a pipe is stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("command", ["check", "generate docs", "lock-urls", "verify site", "add -"])
@pytest.mark.parametrize(
    "name",
    ["refs.bib", "people.yml", addresses.NAME, "mkdocs.yml", "docs/page.md", "docs/file.pdf"],
)
def test_no_command_waits_for_a_pipe(
    project: Path, command: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"@misc{x, title = {X}}")))
    (project / "site").mkdir()
    config = CONFIG.replace("[publications]", "[{publications: {people: people.yml}}]")
    (project / "mkdocs.yml").write_text(config)
    (project / "people.yml").touch()
    (project / name).unlink(missing_ok=True)
    os.mkfifo(project / name)
    status = main(command.split())
    assert status or (command == "add -" and name not in ("refs.bib", "mkdocs.yml"))
    assert stat.S_ISFIFO((project / name).stat().st_mode)


@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("name", ["a pipe", "/dev/null"])
def test_add_reads_and_writes_files_only(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "a pipe":
        os.mkfifo(name)
    before = (project / "refs.bib").read_bytes()
    assert main(["add", "--file", name]) == 1
    assert main(["add", "--bib", name, "--file", "refs.bib"]) == 1
    assert capsys.readouterr().err == f"error: {name}: cannot be read: Not a regular file\n" * 2
    assert (project / "refs.bib").read_bytes() == before
    assert not Path(name).is_file()
