"""The workflow: what a pull request may do, and that what is pushed to main is published.

Sources: GitHub's "Security hardening for GitHub Actions" and "Workflow syntax".
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEXT = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
#: BaseLoader, for which `on` is a word and not a truth.
WORKFLOW: dict[str, Any] = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506
JOBS: dict[str, Any] = WORKFLOW["jobs"]
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
USES = [(name, step["uses"]) for name, step in STEPS if "uses" in step]
PUSHED = "github.event_name == 'push' && github.ref == 'refs/heads/main'"
PROPOSED = "github.event_name == 'pull_request'"


def test_there_is_one_workflow() -> None:
    assert [path.name for path in FILES] == ["site.yml"]


def test_events_give_pull_requests_no_rights() -> None:
    """`pull_request_target` and `workflow_run` would run with the repository's token."""
    assert set(WORKFLOW["on"]) == {"push", "pull_request"}


def test_nothing_is_permitted_that_a_job_does_not_name() -> None:
    assert WORKFLOW["permissions"] == {}
    assert all("permissions" in job for job in JOBS.values())


@pytest.mark.parametrize("name", JOBS)
def test_more_than_reading_is_permitted_on_main_only(name: str) -> None:
    job = JOBS[name]
    if job["permissions"] != {"contents": "read"}:
        assert job["if"] == PUSHED


@pytest.mark.parametrize("name", JOBS)
def test_a_job_with_rights_runs_nothing_from_the_repository(name: str) -> None:
    job = JOBS[name]
    if job["permissions"] != {"contents": "read"}:
        assert not [step for step in job["steps"] if "run" in step]
        assert not [step for step in job["steps"] if "checkout" in step["uses"]]


def test_no_secret_is_used() -> None:
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN|secrets:", TEXT)


@pytest.mark.parametrize(("job", "action"), USES)
def test_actions_are_githubs_own_and_pinned(job: str, action: str) -> None:
    assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
    assert re.search(rf"{action} # v\d+\.\d+\.\d+\n", TEXT)


def test_checkout_leaves_no_credentials() -> None:
    checkouts = [step for _, step in STEPS if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    assert not [step for step in checkouts if "ref" in step["with"]]


def test_no_text_of_a_pull_request_gets_into_a_command() -> None:
    """An expression in `run` is put into the script before a shell reads it."""
    assert not [step for _, step in STEPS if "${{" in step.get("run", "")]


def test_pages_get_only_what_was_pushed_to_main() -> None:
    for name, step in STEPS:
        if re.search(r"pages", step.get("uses", "")):
            assert PUSHED in (step.get("if"), JOBS[name].get("if"))
    assert set(JOBS["deploy"]["needs"]) == {"test", "build"}
    assert JOBS["deploy"]["environment"]["name"] == "github-pages"


def test_a_pull_request_is_checked_summed_up_and_kept() -> None:
    steps = JOBS["build"]["steps"]
    runs = [step.get("run", step.get("uses", "").partition("@")[0]) for step in steps]
    check = runs.index("make check FORMAT=github")
    changes = runs.index('make changes BASE=HEAD^1 >> "$GITHUB_STEP_SUMMARY"')
    kept = runs.index("actions/upload-artifact")
    assert check < changes < runs.index("make build") < kept
    assert PROPOSED in steps[changes]["if"]
    assert "!cancelled()" in steps[changes]["if"]  # also where the check has found errors
    assert steps[kept]["if"] == PROPOSED
    assert steps[kept]["with"]["path"] == "site"
    checkout = next(step for step in steps if "checkout" in step.get("uses", ""))
    assert int(checkout["with"]["fetch-depth"]) > 1  # HEAD^1 is there


def test_the_tests_run_on_the_oldest_python_too() -> None:
    assert "3.11" in JOBS["test"]["strategy"]["matrix"]["python"]
    assert [step["run"] for step in JOBS["test"]["steps"] if "run" in step] == ["make test STRICT="]
