"""The table of docs/accessibility.md: WCAG 2.2 criterion by criterion, of what `make audit` found.

What a criterion rests on is in wcag.toml.  A claim is made only where a rule of axe, a test or
something named that was looked at by hand is behind it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tools import preview

PAGE: Final = preview.ROOT / "docs/accessibility.md"
CRITERIA: Final = Path(__file__).with_name("wcag.toml")
SCHEMES: Final = ("light", "dark")
WIDTHS: Final = (390, 1280)
_REGION: Final = re.compile(r"(<!-- audit -->\n).*?(<!-- end -->)", re.DOTALL)
_RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}
_TEXT_SPACING: Final = "1.4.12"
#: The spacing of 1.4.12, which no text may be lost by.
_SPACED: Final = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
_SIDEWAYS: Final = """document.documentElement.scrollWidth
    > document.documentElement.clientWidth"""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion, and what it rests on beside axe; see wcag.toml."""

    number: str
    level: str
    name: str
    tests: Sequence[str] = ()
    read: str = ""
    none: str = ""
    gap: str = ""

    @property
    def tag(self) -> str:
        """Axe's tag of the criterion."""
        return f"wcag{self.number.replace('.', '')}"


@dataclass(slots=True)
class Results:
    """What a run found: by criterion's tag the rules that hold, and those that do not, with pages.

    `open` are rules that axe could not judge somewhere; `measured` is what else was found to hold;
    `failed` are the tests that failed.
    """

    pages: list[str] = field(default_factory=list)
    axe: str = ""
    holds: dict[str, set[str]] = field(default_factory=dict)
    broken: dict[str, set[str]] = field(default_factory=dict)
    open: dict[str, set[str]] = field(default_factory=dict)
    measured: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def take(self, path: str, report: Mapping[str, Any]) -> None:
        """Add what axe reports of a page."""
        self.axe = report["testEngine"]["version"]
        for name, results in (("passes", self.holds), ("incomplete", self.open)):
            for rule in report[name]:
                for tag in rule["tags"]:
                    results.setdefault(tag, set()).add(rule["id"])
        for rule in report["violations"]:
            for tag in rule["tags"]:
                self.broken.setdefault(tag, set()).add(f"{rule['id']} on {path}")


def criteria() -> list[Criterion]:
    """The criteria of levels A and AA, in their order."""
    levels = tomllib.loads(CRITERIA.read_text("utf-8"))
    found = [
        Criterion(number, level, **said)
        for level, rows in levels.items()
        for number, said in rows.items()
    ]
    return sorted(found, key=lambda each: [int(part) for part in each.number.split(".")])


def verdict(criterion: Criterion, results: Results) -> tuple[str, str]:
    """What is claimed of a criterion, and what the claim rests on."""
    if criterion.none:
        return "not applicable", criterion.none
    broken = sorted(results.broken.get(criterion.tag, ()))
    broken += [words(test) for test in criterion.tests if test in results.failed]
    if criterion.gap:
        broken.insert(0, criterion.gap)
    if broken:
        return "known gap", "; ".join(broken)
    reasons = []
    if rules := sorted(results.holds.get(criterion.tag, ())):
        reasons.append(f"axe: {', '.join(rules)}")
    if criterion.tag in results.measured:
        reasons.append(f"measured: {results.measured[criterion.tag]}")
    if criterion.tests:
        reasons.append(f"tests: {', '.join(map(words, criterion.tests))}")
    if criterion.read:
        reasons.append(f"read: {criterion.read}")
    if not reasons:
        return "known gap", "not checked"
    if unsure := sorted(results.open.get(criterion.tag, ())):
        reasons.append(f"left open by axe in places: {', '.join(unsure)}")
    return "supports", "; ".join(reasons)


def words(test: str) -> str:
    """A test's name as words: `keyboard reaches everything in order`."""
    return test.partition("::test_")[2].replace("_", " ")


def table(results: Results) -> Iterator[str]:
    """Lines of the table, and the figures before it."""
    rows = [(each, *verdict(each, results)) for each in criteria()]
    verdicts = [result for _, result, _ in rows]
    supported, none, gaps = map(verdicts.count, ("supports", "not applicable", "known gap"))
    yield (
        f"Of {len(rows)} criteria {supported} are supported, {none} do not apply, and {gaps} are"
        " known gaps."
    )
    yield ""
    yield "| criterion and level | result | by |"
    yield "| --- | --- | --- |"
    for criterion, result, reason in rows:
        yield f"| {criterion.number} {criterion.name}, {criterion.level} | {result} | {reason} |"


def write(results: Results, checks: str) -> None:
    """Write figures and table into the page, if the site has it; `checks` are the others made."""
    if not PAGE.is_file():
        return
    own = [path for path in results.pages if path.count("/") < 3]
    pages = f"{', '.join(own)}, and {len(results.pages) - len(own)} of single publications"
    lines = [
        f"Checked on {_commit('%cd')}, at commit {_commit('%h')}: axe {results.axe} in Chromium on"
        f" {len(results.pages)} pages, in the schemes {' and '.join(SCHEMES)}, at"
        f" {' and '.join(map(str, WIDTHS))} pixels; {checks}; and the tests that are named, on"
        " a site of invented people in the same look.",
        "",
        f"The pages: {pages}.",
        "",
        *table(results),
    ]
    text = _REGION.sub(
        lambda match: "\n".join([match[1], *lines, "", match[2]]),
        PAGE.read_text("utf-8"),
    )
    PAGE.write_text(text, "utf-8")


def look(results: Results, pages: Iterable[str], host: str) -> None:
    """Open each page in each scheme and width, and ask axe; then with more space in its text."""
    with preview.chromium() as browser:
        for path in pages:
            results.pages.append(path)
            for scheme in SCHEMES:
                for width in WIDTHS:
                    context = browser.new_context(
                        viewport={"width": width, "height": 800},
                        color_scheme="dark" if scheme == "dark" else "light",
                        reduced_motion="reduce",
                    )
                    page = context.new_page()
                    page.goto(host + path, wait_until="load")
                    page.evaluate(AXE_SCRIPT)
                    results.take(path, page.evaluate("rules => axe.run(rules)", _RULES))
                    _space(results, path, page)
                    context.close()


def _space(results: Results, path: str, page: Page) -> None:
    page.add_style_tag(content=_SPACED)
    tag = f"wcag{_TEXT_SPACING.replace('.', '')}"
    if page.evaluate(_SIDEWAYS):
        results.broken.setdefault(tag, set()).add(f"{path} is too wide with that spacing")
    results.measured[tag] = "no page is too wide with that spacing"


def run_tests(results: Results) -> None:
    """Run the tests that criteria rest on, and remember those that fail."""
    names = sorted({test for each in criteria() for test in each.tests})
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--numprocesses", "auto"]
    done = subprocess.run(
        [*command, *(f"tests/{name}" for name in names)],
        cwd=preview.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.findall(r"(?m)^(?:FAILED|ERROR) tests/([\w.:]+)", done.stdout)
    results.failed.update(said)
    if done.returncode and not said:
        raise SystemExit(f"the tests could not be run:\n{done.stdout}{done.stderr}")


def _commit(form: str) -> str:
    command = ["git", "log", "-1", f"--format={form}", "--date=format:%-d %B %Y"]
    done = subprocess.run(command, cwd=preview.ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
