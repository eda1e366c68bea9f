"""Work grows with the length of what is read, and no faster, whatever is in it.

Calls of functions are counted, which are the same on every machine. What regular expressions do is
done in C, where no call can be counted: they are timed one by one.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest

import publications
from publications.__main__ import main
from publications.bibtex.fields import FIELDS
from tests.counting import calls, forget
from tests.fuzzers import bibtex, pages
from tests.patterns import attacks
from tests.rows import every_row
from tests.timing import is_done_within

# -- regular expressions ---------------------------------------------------------------------------

_METHODS = "match|fullmatch|search|sub|subn|split|finditer|findall"
_BAR = 0.015


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the package keeps, by the name that it has there."""
    for module in pkgutil.walk_packages(publications.__path__, "publications."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            values = [value]
            if isinstance(value, (tuple, list)):
                values = list(value)
            for each in values:
                if isinstance(each, re.Pattern) and isinstance(each.pattern, str):
                    yield f"{module.name}.{name}", each


PATTERNS = {(each.pattern, each.flags): (name, each) for name, each in _patterns()}
SOURCE = "".join(path.read_text("utf-8") for path in Path(publications.__path__[0]).rglob("*.py"))


def _methods(name: str) -> set[str]:
    """The methods by which a pattern is used; those of `bibtex.cursor.Source` are named alike."""
    module, _, name = name.rpartition(".")
    source = SOURCE
    if name.startswith("_"):
        source = Path(str(importlib.import_module(module).__file__)).read_text("utf-8")
    methods = set(re.findall(rf"\b{name}\.({_METHODS})\b", source))
    used = re.findall(rf"\.(match|find)\((?:grammar\.)?{name}\b", source)
    methods.update({"find": "search"}.get(method, method) for method in used)
    return methods or set(re.findall(rf"[a-z\])]\.({_METHODS})\(", source)) or {"search"}


def _use(pattern: re.Pattern[str], method: str, text: str) -> None:
    arguments = [text]
    if method in ("sub", "subn"):
        arguments.insert(0, "")
    result = getattr(pattern, method)(*arguments)
    if method == "finditer":
        list(result)


@pytest.mark.slow
@every_row("key", PATTERNS)
def test_pattern(key: tuple[str, int]) -> None:
    """Two hundred characters show what is cubic, three thousand what is quadratic."""
    name, pattern = PATTERNS[key]
    for method in _methods(name):
        for length in (200, 3_000):
            for text in attacks(pattern, length):
                work = functools.partial(_use, pattern, method, text)
                assert is_done_within(_BAR, work), (method, text[:40], length)


# -- fields and commands ---------------------------------------------------------------------------

#: What is repeated in each field and on a page: what has a meaning somewhere.
UNITS = (
    *"a1 .,;:-/=*~^_&#@%$'`\"\\()[]<>|",
    "{}", "\\{", "\\\\", "``a'' ", "&amp;", "$x_1^2$ ", "$x", "\\(", "\\emph{a} ", "\\emph ",
    "{\\em ", "\\'{e}", "\\'", "\\unknown{b} ", "\\url{", "\\href{a}{b} ", "\\frac", "\\noopsort{",
    "^{", "\u0301\u0316", "\u4e2d", "\u2003", " and a", "a, b and ", "et al. ", "family=a, ",
    "von ", "1=equal; ", '1="', "https://doi.org/10.1000/", "arXiv:", "2020-01/", "1--2, ", "k, ",
    "[@a ", "[@a]", "[a](b)", "[a]: b ", "<!--", "<a ", "{{", "{%", "{: .a}", "/// a\n", "\n\n",
    "# a\n", "- ", "> ", "```\n", "[^1]: a\n", "@misc{a,",
)  # fmt: skip
NAMES = tuple(row.name for row in FIELDS)


def assert_linear(work: Callable[[int], object], length: int) -> None:
    """Twice as many more are twice as much more work; a square would make four times of it."""
    counts = []
    for times in (1, 2, 4):
        forget()
        counts.append(calls(functools.partial(work, length * times)))
    few, more, most = counts
    assert most - more <= 3 * max(more - few, 0) + 1_000, (few, more, most)


def entries(value: str) -> str:
    """Entries that have this value in their fields: in all but names, and in names."""
    opened = value.count("{") - value.count("}")
    value = "{" * -opened + value + "}" * opened
    people = ("author", "editor", "author+an", "translator")
    others = [name for name in NAMES if name not in people]
    usual = {"title": "T", "author": "A B", "year": "2000", "journal": "J"}
    text = ""
    for key, names in (("a", others), ("b", people)):
        fields = usual | dict.fromkeys(names, value)
        text += (
            f"@article{{{key}, " + ", ".join(f"{n} = {{{v}}}" for n, v in fields.items()) + "}\n"
        )
    return text


@pytest.mark.slow
@every_row("unit", UNITS)
def test_fields(unit: str) -> None:
    """Every field of the table."""
    assert_linear(lambda length: bibtex.publish(entries(unit * (length // len(unit)))), 110)


@pytest.mark.parametrize("unit", ["[", "[@a ", "![", "[a] ["])
def test_open_brackets_of_a_page(unit: str) -> None:
    """Python-Markdown looks for the end of each to the end of the paragraph."""
    assert pages.convert(f"x {unit * 200}") == f"<p>x {unit * 200}</p>"
    assert_linear(lambda length: pages.convert(unit * length), 300)


def write_project(root: Path, length: int) -> None:
    """A site with a page and an entry for each unit, and its base; both are without addresses."""
    for folder in (root, root / "base"):
        (folder / "docs").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text("site_name: Site\n")
    units = [unit * (length // len(unit)) for unit in UNITS]
    for number, text in enumerate(units):
        page = f"---\ntitle: {number}\n---\n# T {text}\n\n{text}\n"
        (root / f"docs/{number}.md").write_text(page)
    named = [text for text in units if text.count("{") == text.count("}")]
    written = "".join(f"@misc{{k{n}, title = {{T {t}}}}}\n" for n, t in enumerate(named))
    (root / "refs.bib").write_text(written)
    (root / "base/refs.bib").write_text(written.replace("T", "U"))
    site = root / "site"
    site.mkdir()
    for number, text in enumerate(units):
        (site / f"{number}.html").write_text(f"<p>{escape(text)}</p>")


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["check", "lock-urls", "changes base", "generate docs", "verify site"]
)
def test_commands(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command but `add`, which test_clean.py and test_fetch.py ask."""

    def work(length: int) -> None:
        monkeypatch.chdir(tmp_path / str(length))
        main(command.split())

    for length in (1, 100, 200, 400):
        write_project(tmp_path / str(length), length)
    work(1)  # what is done once
    assert_linear(work, 100)
