"""Tables of cases that one test tries row by row, naming every row that fails."""

from __future__ import annotations

import functools
import inspect
import traceback
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import pytest

Test = Callable[..., None]


def every_row(names: str, rows: Collection[Any]) -> Callable[[Test], Test]:
    """Make one test of a table, where `pytest.mark.parametrize` would make one of each row.

    The arguments are those of `parametrize`. All rows are tried, and the message of a failure holds
    each that fails. Where the test asks for `tmp_path`, each row has a folder of its own.
    """
    columns = [name.strip() for name in names.split(",")]
    assert rows, "a table without rows tries nothing"

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def try_rows(**fixtures: Any) -> None:
            failures = []
            for number, row in enumerate(rows):
                values = [row] if len(columns) == 1 else row
                arguments = _own_folder(fixtures, number)
                arguments |= dict(zip(columns, values, strict=True))
                if failure := _failure(test, arguments):
                    failures.append(f"{repr(row)[:200]}: {failure}".replace("\n", "\n  "))
            if failures:
                message = "\n".join((f"{len(failures)} of {len(rows)} rows fail", *failures))
                pytest.fail(message, pytrace=False)

        parameters = inspect.signature(test).parameters.values()
        others = [parameter for parameter in parameters if parameter.name not in columns]
        # What pytest reads to see which fixtures the test asks for.
        try_rows.__signature__ = inspect.Signature(others)  # type: ignore[attr-defined]
        return try_rows

    return decorate


def _own_folder(fixtures: dict[str, Any], number: int) -> dict[str, Any]:
    if "tmp_path" not in fixtures:
        return fixtures.copy()
    folder: Path = fixtures["tmp_path"] / str(number)
    folder.mkdir()
    return fixtures | {"tmp_path": folder}


def _failure(test: Test, arguments: dict[str, Any]) -> str:
    """What a row's failure says, with its line in the test's file; empty where the row holds."""
    try:
        test(**arguments)
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # each is reported
        file = inspect.unwrap(test).__code__.co_filename
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == file]
        place = "".join(f"line {number}: " for number in lines[-1:])
        return f"{place}{type(error).__name__}: {error}"
    return ""
