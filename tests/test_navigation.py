"""Pages that `nav` names and the site does not have: a finding at the line of mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.__main__ import main
from publications.pages import navigation
from publications.project import load_project
from publications.settings import read_settings
from tests.rows import every_row

BIB = "@article{mai2019, author = {A}, title = {T}, journal = {J}, year = 2019, ids = {mai2018}}"
FILES = ("index.md", "focus.md", "teaching/courses.md", "assets/cv.pdf", "Größe.md")
CONFIG = "site_name: S\nsite_url: https://s.example/\n"
#: An entry of `nav`, and what the finding about it says.
DEAD = [
    ("- focuss.md", "nav names 'focuss.md', which is not there: the header leaves it out"),
    ("- focuss.md", "(did you mean 'focus.md'?)"),
    ("- F: Focus.md", "did you mean 'focus.md'?"),
    ("- docs/focus.md", "did you mean 'focus.md'?"),
    ("- courses.md", "did you mean 'teaching/courses.md'?"),
    ("- CV: assets/vc.pdf", "did you mean 'assets/cv.pdf'?"),
    ("- publications/mai2091.md", "did you mean 'publications/mai2019.md'?"),
    ("- Grösse.md", "did you mean 'Größe.md'?"),
    ("- something-else-entirely.md", "(write the page, or remove the line)"),
    ("- focus.md#work", "did you mean 'focus.md'?"),
]
ALIVE = [
    "- index.md",
    "- teaching/courses.md",
    "- publications/mai2019.md",
    "- publications/mai2019.bib",
    "- Feed: feed.xml",
    "- Old: publications/mai2018/",
    "- Folder: publications/mai2019/",
    "- Focus: focus/",
    "- CV: assets/cv.pdf",
    "- Web: https://example.org/none.md",
    "- Mail: mailto:a@example.org",
    "- Other: //example.org/x",
    "- Top: /none/",
    "- 5",
    "- Nothing:",
]


def written(folder: Path, nav: str, more: str = "") -> Path:
    for name in FILES:
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / name).write_text("# Page\n", "utf-8")
    (folder / "refs.bib").write_text(BIB)
    config = folder / "mkdocs.yml"
    config.write_text(f"{CONFIG}{more}nav:\n  - Section:\n    {nav}\n", "utf-8")
    return config


def findings(config: Path) -> list[str]:
    bibliography = load_project(read_settings(config)).bibliography
    return [str(each) for each in bibliography.diagnostics if each.code == "missing-page"]


@every_row("nav, said", DEAD)
def test_a_page_that_is_not_there_is_named_at_its_line(nav: str, said: str, tmp_path: Path) -> None:
    (finding,) = findings(written(tmp_path, nav))
    column = 5 + nav.rindex(" ") + 1
    assert finding.startswith(f"mkdocs.yml:5:{column}: warning: missing-page: ")
    assert said in finding


@every_row("nav", ALIVE)
def test_nothing_is_said_of_what_is_there_or_elsewhere(nav: str, tmp_path: Path) -> None:
    assert not findings(written(tmp_path, nav))


def test_what_another_plugin_makes_or_reads_is_not_missing(tmp_path: Path) -> None:
    for plugin in ("gen-files", "literate-nav", "awesome-pages"):
        assert not findings(written(tmp_path, "- none/", f"plugins: [search, {plugin}]\n"))
    assert not findings(written(tmp_path, "- blog/none.md", "plugins: [blog]\n"))
    assert findings(written(tmp_path, "- news/none.md", "plugins: [blog]\n"))


def test_files_of_the_theme_are_there(tmp_path: Path) -> None:
    (tmp_path / "look").mkdir()
    (tmp_path / "look/about.html").touch()
    assert not findings(written(tmp_path, "- A: about.html", "theme: {custom_dir: look}\n"))


def test_check_prints_all_and_the_header_leaves_them_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = written(tmp_path, "- a: none.md\n    - b: nowhere.md\n    - index.md")
    assert main(["--config", str(config), "check"]) == 0
    output = capsys.readouterr()
    assert output.out.count("missing-page") == 2
    assert "2 warnings" in output.err
    targets = load_project(read_settings(config)).targets
    assert navigation.missing(targets) == {"none.md", "nowhere.md"}


def test_a_page_named_by_an_inherited_file_has_its_line_there(tmp_path: Path) -> None:
    config = written(tmp_path, "- none.md")
    config.rename(tmp_path / "base.yml")
    config.write_text("INHERIT: base.yml\n")
    (finding,) = findings(config)
    assert finding.startswith("base.yml:5:7: warning: missing-page: nav names 'none.md'")
