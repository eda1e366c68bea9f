"""What the plugin does to a build: errors stop it in time, warnings if strict, previews live."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests import processes, waiting
from tests.conftest import ROOT, copy_project
from tests.taken_over import take_over

pytestmark = pytest.mark.slow

BAD = """
@article{unclosed,
  title = {A Title,
  year = 2020
}

@article{good,
  title = {A Good One},
  author = {Ifeoma Okonkwo},
  journal = {Journal},
  year = 2020,
  url = {javascript:alert(1)}
}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} 2"/>'
NEW = """
@article{new2026paper,
  author  = {Ifeoma Okonkwo and Kurt G{\\"o}del},
  title   = {A Paper That Was Not There},
  journal = {Journal of Tests},
  year    = {2026},
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A stranger's site: what is tested here holds whoever's the real one is."""
    return take_over(copy_project(tmp_path / "project"))


def mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return processes.run(["mkdocs", *arguments], project, {})


def test_errors_stop_the_build_and_leave_the_site(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the old site")
    with (project / "refs.bib").open("a") as file:
        file.write(BAD)
    first = (project / "refs.bib").read_text().count("\n") - BAD.count("\n") + 1
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    findings = re.findall(r"refs\.bib:(\d+):\d+: error: ([\w-]+): ", done.stderr)
    assert {code for _, code in findings} == {"syntax", "unsafe-url"}
    assert all(int(line) > first for line, _ in findings)
    assert (project / "site/index.html").read_text() == "the old site"


def test_warnings_stop_only_a_strict_build(project: Path) -> None:
    with (project / "refs.bib").open("a") as file:
        file.write(NEW.replace("year ", "yeaar "))
    assert mkdocs(project, "build").returncode == 0
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 1
    assert "refs.bib:" in done.stderr
    assert ": warning: " in done.stderr


def test_missing_file_is_an_error(project: Path) -> None:
    (project / "refs.bib").unlink()
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert "refs.bib:1:1: error: missing-file: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("bib_file: refs.bib\n      owner", "bibfile: refs.bib\n      owner", "'bibfile'"),
        ("owner: *owner\n", "owner: [a, b]\n", "'owner'"),
        ("owner: *owner\n", "owner: Ann Doe\n", "'extra: owner'"),
        ("owner: *owner\n", "citations: [off]\n", "'citations'"),
        ("email: ifeoma@example.org\n", "email: {a: b}\n", "'owner: email'"),
        ("extra_css:\n", "extra_css:\n  - 3\n", "'extra_css' contains 3"),
    ],
)
def test_wrong_option_of_the_extension(project: Path, old: str, new: str, words: str) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text()
    assert old in text
    config.write_text(text.replace(old, new, 1))
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert words in done.stderr
    assert "allowed: " in done.stderr
    assert done.stderr.count("\n") == 1, "one line, and no traceback"


def test_wrong_block_option_names_page_option_and_values(project: Path) -> None:
    with (project / "docs/index.md").open("a") as file:
        file.write("\n/// publications\n    group: yeer\n///\n")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert re.search(r"docs/index\.md:\d+:1: error: wrong-block: '/// publications': ", done.stderr)
    assert "(allowed: year, type, none" in done.stderr
    assert "Traceback" not in done.stderr


def test_page_of_the_owner_is_never_overwritten(project: Path) -> None:
    (project / "docs/publications").mkdir(exist_ok=True)
    (project / "docs/publications/okonkwo2021thesis.md").write_text("# Mine\n")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert "publications/okonkwo2021thesis.md" in done.stderr
    assert "'okonkwo2021thesis'" in done.stderr


def test_unknown_citation_names_page_and_key(project: Path) -> None:
    with (project / "docs/index.md").open("a") as file:
        file.write("\nAs shown [@okonkwo2022guages].\n")
    done = mkdocs(project, "build")
    assert done.returncode == 0
    assert done.stderr.count("okonkwo2022guages") == 1
    assert re.search(r"docs/index\.md:\d+:11: warning: wrong-citation: ", done.stderr)
    assert "did you mean 'okonkwo2022gauges'?" in done.stderr
    assert mkdocs(project, "build", "--strict").returncode == 1


def test_words_in_brackets_that_are_no_citation_stay(project: Path) -> None:
    with (project / "docs/index.md").open("a") as file:
        file.write("\nPlease [write to a@b.org](https://example.org/) or [see @nobody].\n")
    mkdocs(project, "build")
    html = (project / "site/index.html").read_text()
    assert '<a href="https://example.org/">write to a@b.org</a>' in html
    assert "[see @nobody]" in html


@contextlib.contextmanager
def serving(project: Path) -> Iterator[tuple[str, BaseProcess]]:
    """`mkdocs serve`: its address, and the process."""
    port = processes.free_port()
    address = f"http://127.0.0.1:{port}"
    variables = os.environ | processes.QUIET | {"PUBLICATIONS_SITE_URL": f"{address}/"}
    command = ["mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    process = processes.start(command, project, variables, [project / "serve.log"] * 2)
    try:
        yield address, process
    finally:
        process.terminate()
        process.join(10)


@contextlib.contextmanager
def preview(project: Path) -> Iterator[str]:
    """The address of `mkdocs serve`."""
    with serving(project) as (address, _):
        yield address


def fetch(address: str, *, until: str, project: Path, without: str = "\0") -> str:
    """The page, as soon as it has `until` and has not `without`."""
    page = waiting.fetch(address, until=until, without=without)
    assert until in page, (project / "serve.log").read_text()
    assert without not in page, (project / "serve.log").read_text()
    return page


def test_preview_follows_refs_bib_through_every_state(project: Path) -> None:
    bib = project / "refs.bib"
    whole = bib.read_text()
    title, banner = "A Paper That Was Not There", "refs.bib:"
    with preview(project) as address:
        listed = f"{address}/publications/"
        fetch(listed, until="Reading Tides", project=project)
        bib.write_text(whole + NEW)
        fetch(listed, until=title, project=project, without=banner)
        fetch(f"{listed}new2026paper/", until="Kurt Gödel", project=project)
        bib.write_text(whole + NEW[:80])  # saved half-typed
        page = fetch(listed, until=banner, project=project, without=title)
        assert "Reading Tides" in page
        assert re.search(r"refs\.bib:\d+:\d+: error: syntax: ", page)
        bib.unlink()
        fetch(listed, until="missing-file", project=project, without="Reading Tides")
        bib.write_text(whole + NEW)
        fetch(listed, until=title, project=project, without=banner)


def test_preview_follows_refs_bib_under_other_names(project: Path, tmp_path: Path) -> None:
    """Editors save beside and rename; other programs write where a symbolic link leads."""
    bib, aside = project / "refs.bib", project / "aside.bib"
    whole = bib.read_text()
    with preview(project) as address:
        listed = f"{address}/publications/"
        fetch(listed, until="Reading Tides", project=project)
        aside.write_text(whole + NEW)
        aside.replace(bib)
        fetch(listed, until="A Paper That Was Not There", project=project)
        bib.rename(aside)
        fetch(listed, until="missing-file", project=project)
        (tmp_path / "library").mkdir()
        (tmp_path / "library/exported.bib").write_text(whole)
        bib.symlink_to(tmp_path / "library/exported.bib")
        fetch(listed, until="Reading Tides", project=project, without="missing-file")
    with preview(project) as address:
        listed = f"{address}/publications/"
        fetch(listed, until="Reading Tides", project=project)
        (tmp_path / "library/exported.bib").write_text(whole + NEW)
        fetch(listed, until="A Paper That Was Not There", project=project)


def test_preview_shows_what_is_wrong_with_a_page(project: Path) -> None:
    """On that page only, with the block or template that is wrong; MkDocs would not answer."""
    index = project / "docs/index.md"
    whole = index.read_text()
    index.write_text(whole + "\n/// publicatoins\n///\n")
    with preview(project) as address:
        fetch(f"{address}/", until="is not a block", project=project)
        index.write_text(whole + "\n/// publications\n    group: yeer\n///\n")
        fetch(f"{address}/", until="(allowed: year, type, none", project=project)
        listed = f"{address}/publications/"
        fetch(listed, until="Reading Tides", project=project, without="site-findings")
        index.write_text(whole)
        fetch(f"{address}/", until="</h1>", project=project, without="site-findings")
        for name in ("list.html", "page.html"):
            template = project / "overrides/publications" / name
            old = template.read_text()
            template.write_text("<div>{{ half")
            page = listed if name == "list.html" else f"{listed}okonkwo2024tides/"
            fetch(page, until=f"overrides/publications/{name}:1: ", project=project)
            template.write_text(old)
            fetch(page, until="Reading Tides", project=project, without="site-findings")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("publications/list.html", b"<div>{{ half", "list.html:1: unexpected end of template, "),
        ("publications/page.html", b"<div>{{ 1 / 0 }}</div>", "page.html:1: ZeroDivisionError: "),
        ("publications/item.html", b"<li>\xe9</li>", "item.html:1:5: not UTF-8 ("),
        ("main.html", b"\n{% if", "main.html:2: unexpected 'end of template' (mend the template, "),
        ("partials/contacts.html", b"{{ a.b.c }}", "contacts.html:1: 'a' is undefined ("),
    ],
)
def test_a_template_that_is_wrong_is_one_line(
    project: Path, name: str, content: bytes, words: str
) -> None:
    template = project / "overrides" / name
    template.parent.mkdir(exist_ok=True)
    template.write_bytes(content)
    done = mkdocs(project, "build", "--quiet")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("ERROR")
    assert f"overrides/{name.rpartition('/')[0]}".rstrip("/") in line
    assert words in line


def test_the_empty_file_of_mkdocs_bibtex_is_not_spoken_of(project: Path) -> None:
    done = mkdocs(project, "build")
    assert done.returncode == 0
    assert "bib files" not in done.stderr


def test_preview_follows_all_that_a_page_is_made_of(project: Path) -> None:
    config, people, refs = (project / n for n in ("mkdocs.yml", "people.yml", "refs.bib"))
    option = "bib_file: refs.bib\n      owner"
    text = config.read_text()
    assert option in text
    config.write_text(text.replace(option, f"people: people.yml\n      {option}"))
    people.write_text("[]\n")
    named = "2024tides, preview = {t.svg}, pdf = {t.pdf},"
    refs.write_text(refs.read_text().replace("2024tides,", named))
    figure = project / "docs/assets/img/publication_preview/t.svg"
    figure.parent.mkdir(parents=True)
    figure.write_text("")
    with preview(project) as address:
        page = f"{address}/publications/okonkwo2024tides/"
        fetch(page, until="names a missing file", project=project)
        (project / "docs/assets/pdf").mkdir(parents=True)
        (project / "docs/assets/pdf/t.pdf").write_bytes(b"%PDF-1")
        fetch(page, until='assets/pdf/t.pdf"', project=project, without="names a missing file")
        (project / "docs/assets/pdf/t.pdf").write_bytes(b"%PDF-2")
        fetch(f"{address}/assets/pdf/t.pdf", until="%PDF-2", project=project)
        fetch(page, until="unusable-picture", project=project)
        for width in ("3", "4"):
            figure.write_text(SVG.format(width))
            fetch(page, until=f'width="{width}"', project=project, without="unusable-picture")
        people.write_text("- {name: Asha")  # saved half-typed
        fetch(page, until="people.yml:1:1: error: syntax", project=project)
        people.write_text("- {name: Pär Lindqvist, orcid: 0000-0002-1825-0097}\n")
        fetch(page, until="0000-0002-1825-0097", project=project, without="people.yml")
        (project / "overrides/publications").mkdir(exist_ok=True)
        (project / "overrides/publications/page.html").write_text("<div>Another template</div>")
        fetch(page, until="Another template", project=project)
        (project / "overrides/publications/page.html").unlink()
        fetch(page, until="0000-0002-1825-0097", project=project, without="Another template")
        styles = project / "docs/stylesheets/tokens.css"
        styles.write_text(styles.read_text() + "/* another style */")
        fetch(f"{address}/stylesheets/tokens.css", until="another style", project=project)
        (project / "publications.lock").write_text("/publications/gone/\n")
        fetch(page, until="lost-address", project=project)
        (project / "publications.lock").unlink()
        fetch(page, until="Reading Tides", project=project, without="lost-address")


def test_the_adapter_of_mkdocs_bibtex_can_be_deleted(project: Path, tmp_path: Path) -> None:
    """Its file and two lines; pages cite through the Markdown extension then."""
    package = tmp_path / "without/publications"
    shutil.copytree(ROOT / "publications", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "builders/mkdocs_bibtex.py").unlink()
    plugin = package / "builders/mkdocs.py"
    lines = plugin.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not re.search(r"mkdocs_bibtex|\bconnect\(", line)]
    assert len(lines) - len(kept) == 2
    plugin.write_text("".join(kept))
    config = project / "mkdocs.yml"
    without = re.sub(r"(?m)^  - bibtex:\n(?:      .*\n)*", "", config.read_text())
    config.write_text(without)
    (project / "docs/index.md").write_text("# A\n\nAs shown [@okonkwo2024tides].\n")
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "NO_MKDOCS_2_WARNING": "1"}
    build = [sys.executable, "-m", "mkdocs", "build"]
    done = subprocess.run(build, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 'class="footnote-ref"' in (project / "site/index.html").read_text()


def test_a_site_that_cannot_be_written_is_one_line(project: Path) -> None:
    (project / "site").write_text("a file in the place of the folder")
    done = mkdocs(project, "build", "--quiet")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("ERROR   -  site")
