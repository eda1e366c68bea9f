"""The folders of a theme: the site's own, and those of an installed theme that extends ours."""

from __future__ import annotations

from pathlib import Path

import jinja2
import material
import pytest

from publications.builders.theme import FOLDER
from publications.pages.render import Renderer
from publications.project import load_project
from publications.settings import OptionsError, read_settings, theme_dirs
from publications.settings.themes import installed_dirs

LAB = {
    "lab_theme/__init__.py": "",
    "lab_theme/mkdocs_theme.yml": "extends: publications\n",
    "lab_theme/publications/list.html": "<ol><li>Of the lab</li></ol>",
    "lab_theme/assets/lab.css": "",
    "lab_loop/__init__.py": "",
    "lab_loop/mkdocs_theme.yml": "extends: loop\n",
    "lab-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: lab\nVersion: 1\n",
    "lab-1.dist-info/entry_points.txt": """\
[mkdocs.themes]
lab = lab_theme
loop = lab_loop
gone = lab_gone
""",
}


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed theme that extends ours."""
    for name, text in LAB.items():
        (tmp_path / "installed" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "installed" / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path / "installed")
    installed_dirs.cache_clear()
    return tmp_path / "installed/lab_theme"


def test_folders_are_in_the_order_in_which_builders_look(lab: Path, tmp_path: Path) -> None:
    own = tmp_path / "overrides"
    loop = lab.with_name("lab_loop")
    cases: list[tuple[object, list[Path]]] = [
        ({"name": "publications", "custom_dir": "overrides"}, [own, FOLDER]),
        ({"name": "lab", "custom_dir": "overrides"}, [own, lab, FOLDER]),
        ({"custom_dir": "overrides"}, [own]),
        ({"name": "material", "custom_dir": "overrides"}, [own]),
        ("lab", [lab, FOLDER]),
        ("publications", [FOLDER]),
        ("loop", [loop]),
        ("gone", []),
        ("nobody's", []),
        ({"name": ["lab"]}, []),
        (None, []),
    ]
    assert [(theme, list(theme_dirs(tmp_path, theme))) for theme, _ in cases] == cases
    with pytest.raises(OptionsError, match="custom_dir"):
        theme_dirs(tmp_path, {"custom_dir": 3})


def test_templates_and_assets_of_an_installed_theme_count(lab: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n\n[a](assets/lab.css) [b](assets/no.css)\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\ntheme: lab\n")
    (tmp_path / "refs.bib").write_text("")
    (tmp_path / "publications.lock").write_text("/assets/lab.css\n/assets/card.png\n/assets/x\n")
    project = load_project(read_settings(tmp_path / "mkdocs.yml"))
    faults = {(fault.code, fault.message.split()[0]) for fault in project.bibliography.faults}
    assert ("dead-link", "'assets/no.css'") in faults
    assert ("dead-link", "'assets/lab.css'") not in faults
    lost = [fault.message for fault in project.bibliography.faults if fault.code == "lost-address"]
    assert ["/assets/x " in message for message in lost] == [True]
    renderer = Renderer(project.site, project.settings.templates)
    assert "Of the lab" in renderer.items([], "line", str)


@pytest.mark.parametrize("tag", ["de-AT", "de-CH", "en-GB", "en-US", "zh-CN", "zh-Hans"])
def test_a_variant_of_a_language_has_the_words_of_material(tag: str) -> None:
    """Material stops at a language that it has no file of; `html` gets the whole tag."""
    folders = [FOLDER, Path(material.__file__).with_name("templates")]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True)
    ask = "{% import 'partials/languages/' ~ tag ~ '.html' as words %}{{ words.t(key) }}"
    words = environment.from_string(ask)
    assert words.render(tag=tag, key="language") == tag
    same = words.render(tag=tag.partition("-")[0], key="meta.source")
    assert words.render(tag=tag, key="meta.source") == same != ""
