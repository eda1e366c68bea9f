"""Exceptions of templates, named by file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from publications.pages import faults

WAY_OUT = "mend it"
TEMPLATES = {
    "one\n{{ 1 / 0 }}": "t.html:2: ZeroDivisionError: division by zero",
    "{{ 1 + 'a' }}": "t.html:1: TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    "\n\n{{ a.b.c }}": "t.html:3: 'a' is undefined",
    "{% if": "t.html:1: unexpected 'end of template'",
    "\n{% include 'no.html' %}": "t.html:2: there is no template 'no.html'",
    "{% extends 'no.html' %}": "t.html:1: there is no template 'no.html'",
    "{% include 't.html' %}": "t.html:1: RecursionError: maximum recursion depth exceeded",
    "\n{% include 'inner.html' %}": "inner.html:2: KeyError: 'a b'",
    "{{ fail() }}": "t.html:1: KeyError: 'a b'",
}


def rendered(folder: Path) -> BaseException:
    """What is raised when `t.html` is rendered as a builder would."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)
    with pytest.raises(Exception) as caught:  # any
        environment.get_template("t.html").render(fail=fail)
    return caught.value


def fail() -> None:
    raise KeyError("a b")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner.html").write_text("\n{{ fail() }}")
    return tmp_path


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_innermost_template_is_named_with_the_line(folder: Path, template: str) -> None:
    (folder / "t.html").write_text(template)
    fault = faults.of_template(rendered(folder), [], WAY_OUT)
    assert fault.startswith(TEMPLATES[template])
    assert "\n" not in fault
    hint = "correct the name, or put it into the theme's custom_dir"
    if "no.html" not in template:
        hint = WAY_OUT
    assert fault.endswith(f" ({hint})")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"a\n\xc3\xa9 \xe9", "2:3"),
        ("ab".encode("utf-16"), "1:1"),
        (bytes(range(256)), "2:118"),
    ],
)
def test_a_template_in_another_encoding_is_named_with_the_place(
    folder: Path, content: bytes, place: str
) -> None:
    (folder / "s.html").write_text("\u00e9", "utf-8")
    (folder / "t.html").write_bytes(content)
    fault = faults.of_template(rendered(folder), [folder], WAY_OUT)
    assert fault == f"t.html:{place}: not UTF-8 (mend it)"


def test_what_no_template_raised_is_none_of_theirs(folder: Path) -> None:
    def error_of(call: Callable[[], object]) -> BaseException:
        with pytest.raises(Exception) as caught:  # any
            call()
        return caught.value

    assert faults.of_template(error_of(fail), [folder], WAY_OUT) == ""
    assert faults.of_template(error_of(lambda: b"\xff".decode()), [folder], WAY_OUT) == ""
