"""REFERENCE.md names all that the package's tables and parsers know."""

from __future__ import annotations

import argparse
import importlib
import re

from publications.__main__ import COMMANDS
from publications.pages import selection
from publications.settings import options, owner
from tests.rows import every_row
from tools import reference

TEXT = reference.REFERENCE.read_text("utf-8")


def section(title: str) -> str:
    """The text below a heading, up to the next heading of the same level or a higher one."""
    match = re.search(rf"(?ms)^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,2}} |\Z)", TEXT)
    assert match is not None, title
    return match[2]


def test_tables_are_those_of_the_package() -> None:
    assert reference.filled(TEXT) == TEXT, "make reference"


def test_the_words_of_the_theme_are_those_of_the_package() -> None:
    assert reference.theme_words() == reference.THEME_WORDS.read_text("utf-8"), "make reference"


@every_row("name", reference.TABLES)
def test_each_table_stands_in_it(name: str) -> None:
    assert f"<!-- table: {name} -->" in TEXT


@every_row(
    "title, names",
    [
        ("Options", options.NAMES),
        ("Options", options.CITATIONS),
        ("The owner", owner.OWNER_NAMES),
        ("Blocks", selection.NAMES),
        *(("Blocks", values) for values in selection.ALLOWED.values()),
    ],
)
def test_names_stand_in_their_section(title: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in section(title)] == []


@every_row("name", [name for name in COMMANDS if name != "built"])
def test_commands_and_their_options(name: str) -> None:
    parser = argparse.ArgumentParser()
    importlib.import_module(f"publications.commands.{COMMANDS[name][0]}").configure(parser)
    row = re.search(rf"(?m)^\| `{name}\b.*$", section("Commands"))
    assert row is not None
    options_of_command = re.findall(r"--[a-z-]+", parser.format_usage())
    assert [option for option in options_of_command if option not in row[0]] == []
