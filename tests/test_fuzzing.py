"""The fuzzers with fixed seeds; `make fuzz` runs them with others, for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing import FUZZERS, try_one


@pytest.mark.slow
@pytest.mark.parametrize("name", FUZZERS)
def test_fuzzer(name: str, tmp_path: Path) -> None:
    for number in range(FUZZERS[name].inputs):
        try_one(name, 13, number, tmp_path)
