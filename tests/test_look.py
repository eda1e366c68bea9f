"""What a browser shows of content that is rare: headings in words, findings in a preview."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import copy_project, mkdocs_build
from tests.taken_over import take_over
from tests.test_plugin import fetch
from tests.test_plugin import preview as mkdocs_serve
from tests.windows import Windows
from tools import preview

# Entries for every kind, one in press and one without a date.
ENTRIES = """
@article{press, title = {In Press}, author = {Ifeoma Okonkwo}, journal = {J}, year = {Forthcom/ing}}
@article{none, title = {Some Day}, author = {Ifeoma Okonkwo}, journal = {J}}
@misc{other, title = {Other}, author = {Ifeoma Okonkwo}, year = 2020}
@unpublished{draft, title = {Draft}, author = {Ifeoma Okonkwo}, note = {x}, year = 2020}
@proceedings{proceedings, title = {All}, editor = {Ifeoma Okonkwo}, year = 2020}
"""
UNBROKEN = """headings => headings.map(heading => {
    const words = heading.textContent.trim().split(" ");
    const range = document.createRange();
    range.selectNodeContents(heading);
    const lines = new Set([...range.getClientRects()].map(line => line.top));
    return [heading.textContent, lines.size <= words.length, heading.scrollWidth
        <= heading.clientWidth];
})"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with headings in words."""
    project = take_over(copy_project(tmp_path_factory.mktemp("words") / "project"))
    with (project / "refs.bib").open("a") as file:
        file.write(ENTRIES)
    types = "# Publications\n\n/// publications\n    group: type\n///\n"
    (project / "docs/publications/types.md").write_text(types)
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stderr
    return project / "site"


@pytest.mark.parametrize(
    ("path", "first"),
    [("/publications/", "Forthcoming"), ("/publications/types/", "Journal articles")],
)
def test_no_word_of_a_heading_is_broken(
    words: Path, windows: Windows, path: str, first: str
) -> None:
    with preview.serve(words) as address:
        page = windows.visit(address + path)
        for width in (320, 390, 960, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            headings = page.locator(".site-group > h2").evaluate_all(UNBROKEN)
            assert headings[0][0] == first
            broken = [title for title, whole, narrow in headings if not (whole and narrow)]
            assert broken == [], width


FINDINGS = """
@article{first, title = {No Date}, author = {Ifeoma Okonkwo}, journal = {J}}
@article{second, title = {T}, author = {Ifeoma Okonkwo}, year = 2020, url = {javascript:alert(1)}}
"""
STYLES = """lines => lines.map(line => {
    const style = getComputedStyle(line);
    return [style.color, style.fontWeight, style.borderLeftStyle];
})"""


def linear(channel: int) -> float:
    """A channel of sRGB as an amount of light, 0 to 1."""
    value = channel / 255
    if value <= 0.04045:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance of `rgb(…)` (WCAG 2.2, "relative luminance")."""
    red, green, blue = (linear(int(part)) for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(*colours: str) -> float:
    darker, lighter = sorted(map(luminance, colours))
    return (lighter + 0.05) / (darker + 0.05)


def test_errors_stand_out_among_the_findings_of_a_preview(tmp_path: Path, windows: Windows) -> None:
    project = take_over(copy_project(tmp_path / "project"))
    with (project / "refs.bib").open("a") as file:
        file.write(FINDINGS)
    with mkdocs_serve(project) as address:
        fetch(address, until="site-findings", project=project)
        for scheme in ("light", "dark"):
            page = windows.visit(address, color_scheme=scheme)
            lines = page.locator(".site-findings li")
            texts = lines.all_inner_texts()
            assert [text.split(": ")[1:3] for text in texts] == [
                ["error", "unsafe-url"],
                ["warning", "missing-date"],
            ]
            error, warning = lines.evaluate_all(STYLES)
            assert all(a != b for a, b in zip(error, warning, strict=True)), (error, warning)
            paper = page.locator(".md-banner").evaluate("e => getComputedStyle(e).backgroundColor")
            assert min(contrast(error[0], paper), contrast(warning[0], paper)) >= 4.5
