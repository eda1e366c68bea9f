"""`python -m publications watch`: recorded worlds, and what recognises, asks and reports."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from publications.add.edit import BibFile
from publications.add.services import Services
from publications.settings import Options, Owner
from publications.watch import run
from publications.watch.asking import Asker, agent_of
from publications.watch.gathering import Who, gather
from publications.watch.ignored import Ignored
from publications.watch.report import Report
from tests.command_line import run_command
from tests.recorded import Registrars, serving

WORLDS = Path(__file__).parent / "worlds"
OWNER = Owner(name="Josiah Carberry", orcid="0000-0002-1825-0097", aliases=("Carberry, J. S.",))
NEW = ("new", "published", "doubt")
OPTIONS = Options(owner=OWNER)


def watched(bib: Path, world: Path) -> tuple[Report, Registrars]:
    """The report on a file in a world, and the registrars with what was asked of them."""
    file = BibFile.read(bib, "refs.bib")
    registrars = Registrars(world)
    who = Who(
        orcid=OWNER.orcid,
        dblp="99/1825" if (world / "dblp.xml").exists() else "",
        email="josiah@example.org",
        openalex_key="secret" if (world / "openalex.json").exists() else "",
    )
    agent = agent_of("https://carberry.example/", who.email)
    asker = Asker(Services.below("http://registrars.example"), agent, registrars.get, pause=0)
    gathered = gather(run.entries_of(file, ()), who, asker, week=48)
    ignore = world / "publications.ignore"
    ignored = Ignored.read(ignore.read_text("utf-8") if ignore.exists() else "")
    return run.report(gathered, file, (), OPTIONS, ignored), registrars


@pytest.mark.parametrize("world", sorted(WORLDS.iterdir()), ids=lambda world: world.name)
def test_a_recorded_world(world: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The file and the report are as expected, and after the change nothing is proposed again."""
    bib = tmp_path / "refs.bib"
    bib.write_bytes((world / "refs.bib").read_bytes())
    report, registrars = watched(bib, world)
    report.plan.write()
    expected_bib, expected_report = world / "expected.bib", world / "expected.md"
    written = report.write("markdown")
    if request.config.getoption("--update-golden"):
        expected_report.write_text(written, encoding="utf-8")
        expected_bib.unlink(missing_ok=True)
        if report.plan.changes:
            expected_bib.write_bytes(bib.read_bytes())
    unchanged = (world / "refs.bib").read_bytes()
    expected = expected_bib.read_bytes() if expected_bib.exists() else unchanged
    assert bib.read_bytes() == expected
    assert written == expected_report.read_text("utf-8")
    papers = {each.identifier for each in report.proposals if each.kind in NEW}
    of_openalex = sum(path.startswith("/openalex") for path in registrars.asked)
    assert len(registrars.asked) - of_openalex <= 4 + len(papers)
    again, _ = watched(bib, world)
    assert not again.plan.changes
    assert not [each for each in again.proposals if each.is_change]


# ------------------------------------------------------------------ the command


MKDOCS = """\
site_name: Cracked pots
site_url: https://carberry.example/
markdown_extensions:
  - publications:
      owner: {name: Josiah Carberry, orcid: 0000-0002-1825-0097, email: josiah@example.org}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return tmp_path


def run_in(site: Path, world: str, *arguments: str) -> CompletedProcess[str]:
    bib = site / "refs.bib"
    if not bib.exists():
        bib.write_bytes((WORLDS / world / "refs.bib").read_bytes())
    with serving(Registrars(WORLDS / world)) as address:
        return run_command(["watch", *arguments], folder=site, PUBLICATIONS_SERVICES=address)


def test_the_command_writes_the_file_and_the_report(site: Path) -> None:
    report = site / "report.md"
    done = run_in(site, "one-new", "--report", str(report), "--format", "markdown")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert report.read_text("utf-8") == (WORLDS / "one-new" / "expected.md").read_text("utf-8")
    expected = (WORLDS / "one-new" / "expected.bib").read_bytes()
    assert (site / "refs.bib").read_bytes() == expected


def test_a_dry_run_shows_report_and_diff_and_writes_nothing(site: Path) -> None:
    done = run_in(site, "missing-doi", "--dry-run")
    assert done.returncode == 0
    report, _, diff = done.stdout.partition("\n--- refs.bib\n")
    assert report.startswith("2 changes of refs.bib, 0 questions.\n\nMissing fields\n  refs.bib:3")
    assert "+  doi = {10.5555/12345678},\n" in diff
    unchanged = (WORLDS / "missing-doi" / "refs.bib").read_bytes()
    assert (site / "refs.bib").read_bytes() == unchanged


def test_json_is_one_value_with_the_diff(site: Path) -> None:
    done = run_in(site, "retraction", "--dry-run", "--format", "json")
    value = json.loads(done.stdout)
    assert [each["kind"] for each in value["proposals"]] == ["notice", "notice"]
    assert value["proposals"][0] == {
        "kind": "notice",
        "key": "carberry2008unified",
        "line": 3,
        "identifier": "10.5555/retract.99",
        "title": "Toward a Unified Theory of High-Energy Metaphysics",
        "text": "retraction 10.5555/retract.99, 2024-05-01",
        "change": True,
    }
    assert "+  retraction = {10.5555/retract.99, 2024-05-01}," in value["diff"]


@pytest.mark.parametrize(
    ("world", "complaint"),
    [
        ("service-down", "Crossref answered 503 Service Unavailable, try again later"),
        ("too-many-requests", "ORCID has had too many requests (429): wait 120 s"),
    ],
)
def test_a_registrar_that_fails_is_one_line_and_status_1(
    site: Path, world: str, complaint: str
) -> None:
    done = run_in(site, world, "--dry-run")
    assert (done.returncode, done.stderr) == (1, f"{complaint}\n")


def test_errors_of_the_file_are_named_and_status_1(site: Path) -> None:
    (site / "refs.bib").write_text("@article{one, author={Carberry, J.}, year={2020}}", "utf-8")
    done = run_in(site, "nothing-new", "--dry-run")
    assert done.returncode == 1
    assert "refs.bib:1:1: error: no-title" in done.stderr


def test_wrong_usage_is_status_2(site: Path) -> None:
    assert run_in(site, "nothing-new", "--format", "html").returncode == 2
