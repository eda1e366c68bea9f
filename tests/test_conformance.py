"""The table of docs/accessibility.md: which criteria there are, and what may be claimed of them."""

from __future__ import annotations

import ast
from collections import Counter

from tests.conftest import ROOT
from tests.rows import every_row
from tools import conformance
from tools.conformance import Criterion, Results

RESULTS = Results(
    holds={"wcag143": {"color-contrast"}, "wcag412": {"button-name", "aria-roles"}},
    broken={"wcag412": {"button-name on /a/"}},
    open={"wcag143": {"color-contrast"}},
    failed={"test_x.py::test_one_thing"},
)


def test_the_criteria_are_those_of_wcag_2_2() -> None:
    """31 of level A and 24 of level AA, in their order (W3C, 2023-10-05; 4.1.1 was removed)."""
    found = conformance.criteria()
    assert Counter(each.level for each in found) == {"A": 31, "AA": 24}
    numbers = [tuple(map(int, each.number.split("."))) for each in found]
    assert numbers == sorted(set(numbers))
    assert {(1, 4, 3), (2, 4, 7), (2, 4, 11), (2, 5, 8), (3, 3, 8)} <= set(numbers)
    assert (4, 1, 1) not in numbers


def test_tests_that_are_named_are_there() -> None:
    for name in {test for each in conformance.criteria() for test in each.tests}:
        file, _, function = name.partition("::")
        tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
        assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@every_row(
    "criterion, result, reason",
    [
        (
            Criterion("1.4.3", "AA", "Contrast"),
            "supports",
            "axe: color-contrast; left open by axe in places: color-contrast",
        ),
        (Criterion("9.9.9", "A", "New"), "known gap", "not checked"),
        (Criterion("9.9.9", "A", "New", read="all"), "supports", "read: all"),
        (
            Criterion("9.9.9", "A", "New", tests=["test_x.py::test_two_things"], read="all"),
            "supports",
            "tests: two things; read: all",
        ),
        (
            Criterion("9.9.9", "A", "New", tests=["test_x.py::test_one_thing"], read="all"),
            "known gap",
            "one thing",
        ),
        (Criterion("4.1.2", "A", "Name"), "known gap", "button-name on /a/"),
        (Criterion("1.4.3", "AA", "Contrast", gap="grey"), "known gap", "grey"),
        (Criterion("4.1.2", "A", "Name", none="no name"), "not applicable", "no name"),
    ],
)
def test_what_is_claimed(criterion: Criterion, result: str, reason: str) -> None:
    assert conformance.verdict(criterion, RESULTS) == (result, reason)


def test_the_table_counts_what_it_claims() -> None:
    lines = [*conformance.table(RESULTS)]
    assert len(lines) == 4 + 55
    results = Counter(line.split(" | ")[1] for line in lines[4:])
    assert lines[0] == (
        f"Of 55 criteria {results['supports']} are supported, {results['not applicable']} do not"
        f" apply, and {results['known gap']} are known gaps."
    )
    assert any(line.startswith("| 1.4.3 Contrast (Minimum), AA | supports |") for line in lines)
