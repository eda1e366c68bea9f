"""`python -m publications watch`: recorded worlds, and what recognises, asks and reports."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from unittest import mock

import pytest
import yaml

from publications import bibtex
from publications.add.edit import BibFile
from publications.add.services import Services
from publications.bibtex import Entry
from publications.client import Limits, Reply
from publications.model.dates import date_of
from publications.model.people import readable
from publications.model.registered import doi_of
from publications.model.titles import title_of
from publications.settings import Options, Owner
from publications.watch import crossref, run
from publications.watch.asking import Asker, agent_of
from publications.watch.gathering import Gathered, Who, gather
from publications.watch.ignored import Ignored
from publications.watch.recognise import Records
from publications.watch.report import Report
from publications.watch.similar import Title
from tests.command_line import run_command
from tests.recorded import Registrars, serving
from tests.rows import every_row

WORLDS = Path(__file__).parent / "worlds"
OWNER = Owner(name="Josiah Carberry", orcid="0000-0002-1825-0097", aliases=("Carberry, J. S.",))
NEW = ("new", "published", "doubt")
OPTIONS = Options(owner=OWNER)


def watched(bib: Path, world: Path, week: int = 48) -> tuple[Report, Registrars]:
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
    gathered = gather(run.entries_of(file, ()), who, asker, week)
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
    assert not [each for each in again.proposals if again.is_change(each)]


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
    registrars = Registrars(WORLDS / world)
    with serving(registrars) as address, mock.patch("publications.watch.asking.time") as clock:
        done = run_command(["watch", *arguments], folder=site, PUBLICATIONS_SERVICES=address)
    pauses = [call.args[0] for call in clock.sleep.call_args_list]
    assert pauses == [1] * (len(registrars.asked) - 1)
    return done


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
        "text": "retraction: 10.5555/retract.99, 2024-05-01",
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
    done = run_in(site, world, "--dry-run", "--report", "report.txt")
    assert (done.returncode, done.stderr) == (1, f"{complaint}\n")
    assert (site / "report.txt").read_text("utf-8").count(complaint) == 1


@every_row(
    "contacts, asked, note",
    [
        ("dblp: 99/1825", True, ""),
        ("dblp: 'https://dblp.uni-trier.de/pid/99/1825.html'", True, ""),
        ("dblp: 'https://dblp.org/pers/hd/c/Carberry:Josiah'", False, "dblp is not asked: write"),
        ("links: ['https://dblp.org/pid/99/1825']", True, ""),
        ("github: carberry", False, ""),
    ],
)
def test_the_owners_contacts_say_who_is_asked(contacts: str, asked: bool, note: str) -> None:
    options = Options.from_mapping(yaml.safe_load(f"owner: {{name: J, {contacts}}}"))
    who = Who.of(options.owner)
    assert who.dblp == ("99/1825" if asked else "")
    lines = list(who.unasked(options.owner))
    assert lines[0].startswith("ORCID and Crossref list no works")
    assert [line[: len(note)] for line in lines[1:]] == [note] * bool(note)


def test_nothing_is_changed_where_the_report_cannot_be_written(site: Path) -> None:
    done = run_in(site, "one-new", "--report", str(site / "missing" / "report.md"))
    assert done.returncode == 1
    assert "missing" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    unchanged = (WORLDS / "one-new" / "refs.bib").read_bytes()
    assert (site / "refs.bib").read_bytes() == unchanged


@pytest.mark.parametrize("name", ["refs.bib", "publications.ignore", "counts.yml"])
def test_a_report_is_never_written_over_a_file_that_is_read(site: Path, name: str) -> None:
    path = site / name
    if not path.exists():
        path.write_text("# mine\n", encoding="utf-8")
    before = path.read_bytes()
    done = run_in(site, "one-new", "--report", str(site / "." / name))
    assert done.returncode == 2
    assert f"the report would be written over {name}" in done.stderr
    assert path.read_bytes() == before


def test_errors_of_the_file_are_named_and_status_1(site: Path) -> None:
    (site / "refs.bib").write_text("@article{one, author={Carberry, J.}, year={2020}}", "utf-8")
    done = run_in(site, "nothing-new", "--dry-run")
    assert done.returncode == 1
    assert "refs.bib:1:1: error: no-title" in done.stderr


def test_wrong_usage_is_status_2(site: Path) -> None:
    assert run_command(["watch", "--format", "html"], folder=site).returncode == 2


def test_what_cannot_be_written_safely_is_left_to_the_owner(tmp_path: Path) -> None:
    """An entry of another file, and one that ends too early for its own brackets."""
    bib = tmp_path / "refs.bib"
    bib.write_text("@article{one, author={Carberry, J}, title={Vessel 1 Considered}", "utf-8")
    other = bibtex.read(entry(2).replace(", doi = {10.5555/vessel.2}", ""), "other.bib")[0]
    works = crossref.works_in(json.dumps({"message": {"items": [work(1), work(2)]}}))
    file = BibFile.read(bib, "refs.bib")
    report = run.report(Gathered(tuple(works)), file, other, OPTIONS, Ignored())
    assert not report.plan.changes
    assert (
        "other.bib:1: vessel2 Vessel 2 Considered: lacks doi 10.5555/vessel.2 (Crossref): write"
        in (report.write("text"))
    )


# ------------------------------------------------------------------ asking


@dataclass
class Line:
    """A line to a registrar that gives one reply after another, the last one again and again."""

    replies: list[Reply]
    addresses: list[str] = field(default_factory=list)

    def get(self, address: str, headers: Mapping[str, str], limits: Limits) -> Reply:
        assert limits.seconds == 10
        self.addresses.append(address)
        return self.replies[min(len(self.addresses), len(self.replies)) - 1]


def busy(status: int, wait: str) -> Reply:
    return Reply(status, "", {"retry-after": wait}, b"")


NOTHING = Reply(200, "", {}, b'{"message": {"items": []}}')


@every_row(
    "replies, pauses, failure",
    [
        ([NOTHING], [], ""),
        ([busy(429, "5"), NOTHING], [4, 1], ""),
        ([busy(503, "0"), NOTHING], [0, 1], ""),
        ([busy(429, "5")], [4, 1], "Crossref has had too many requests (429): wait 5 s"),
        ([busy(429, "11")], [], "Crossref has had too many requests (429): wait 11 s"),
        ([busy(429, "Wed, 21 Oct 2026 07:28:00 GMT")], [],
         "Crossref has had too many requests (429): wait until Wed, 21 Oct 2026 07:28:00 GMT"),
        ([Reply(404, "", {}, b"")], [], "Crossref does not know it (404)"),
        ([Reply(200, "", {}, b"<!doctype html>")], [],
         "Crossref answered something that is not JSON"),
        ([Reply(200, "", {}, b'{"message": {}}')], [],
         "Crossref answered something that is no list of works"),
        ([Reply(200, "", {}, b"[" * 100_000)], [], "Crossref answered something that is not JSON"),
    ],
)  # fmt: skip
def test_a_registrar_is_asked_again_where_it_asks_for_a_short_wait(
    replies: list[Reply], pauses: list[int], failure: str
) -> None:
    line = Line(replies)
    asker = Asker(Services(), "agent", line.get)
    with mock.patch("publications.watch.asking.time") as clock:
        assert asker.works("Crossref", "/works", crossref.works_in, "*/*") == []
        assert [call.args[0] for call in clock.sleep.call_args_list] == pauses
        assert asker.failures.get("Crossref", "") == failure
        asked = asker.asked
        asker.works("Crossref", "/works", crossref.works_in, "*/*")
    assert asker.asked == asked + (not failure), "a registrar that failed is asked no more"


def test_requests_say_who_asks() -> None:
    registrars = watched(WORLDS / "one-new" / "refs.bib", WORLDS / "one-new")[1]
    assert registrars.agents == {
        "publications (https://carberry.example/; mailto:josiah@example.org)"
    }
    assert any("&mailto=josiah%40example.org" in path for path in registrars.asked)
    assert agent_of("https://x.example/\r\nX: y", "").isprintable()


def test_a_registrar_that_is_busy_leaves_no_request_for_what_is_less_needed() -> None:
    """The four requests are spent: two on ORCID, one on arXiv, one on the DOIs of refs.bib."""
    registrars = Registrars(WORLDS / "preprint-published")
    waits = iter(["0"])

    def get(address: str, headers: Mapping[str, str], limits: Limits) -> Reply:
        reply = registrars.get(address, headers, limits)
        for wait in waits:
            return busy(429, wait)
        return reply

    asker = Asker(Services.below("http://registrars.example"), "agent", get, pause=0)
    file = BibFile.read(WORLDS / "preprint-published" / "refs.bib", "refs.bib")
    gather(run.entries_of(file, ()), Who(orcid=OWNER.orcid), asker, week=1)
    assert [path.split("?")[0] for path in registrars.asked] == [
        f"/orcid/v3.0/{OWNER.orcid}/works",
        f"/orcid/v3.0/{OWNER.orcid}/works",
        "/arxiv/api/query",
        "/crossref/works",
    ]
    assert "filter=doi:10.5555/echo.2022.1," in registrars.asked[3]


def test_crossref_is_asked_once_for_a_doi_and_for_no_short_one(tmp_path: Path) -> None:
    """What the list by ORCID has is not asked for by DOI."""
    bib = tmp_path / "refs.bib"
    text = (WORLDS / "one-new" / "refs.bib").read_text("utf-8")
    more = "@misc{{{0}, title = {{{0}}}, doi = {{{1}}}}}\n"
    for key, doi in {
        "short": "10/fg6rf9",
        "comma": "10.5555/a,b",
        "other": "10.5555/other",
    }.items():
        text += more.format(key, doi)
    bib.write_text(text, encoding="utf-8")
    asked = watched(bib, WORLDS / "one-new")[1].asked
    filters = [path.split("filter=")[1].split("&")[0] for path in asked if "filter=" in path]
    assert filters == [f"orcid:{OWNER.orcid}", "doi:10.5555/other"]


# ------------------------------------------------------------------ many


def group(number: int) -> dict[str, Any]:
    """A work of ORCID's list."""
    doi = {"external-id-type": "doi", "external-id-value": f"10.5555/Vessel.{number}"}
    return {
        "external-ids": {"external-id": [{**doi, "external-id-relationship": "self"}]},
        "work-summary": [
            {
                "put-code": number,
                "title": {"title": {"value": f"Vessel {number} Considered"}},
                "type": "journal-article",
                "publication-date": {"year": {"value": str(1990 + number % 30)}},
                "journal-title": {"value": "Journal of Psychoceramics"},
            }
        ],
    }


def work(number: int) -> dict[str, Any]:
    """The same work at Crossref."""
    return {
        "DOI": f"10.5555/vessel.{number}",
        "type": "journal-article",
        "title": [f"Vessel {number} Considered"],
        "author": [{"given": "Josiah", "family": "Carberry"}],
        "container-title": ["Journal of Psychoceramics"],
        "issued": {"date-parts": [[1990 + number % 30]]},
    }


def world_of(count: int, folder: Path) -> Path:
    """A world with many works, all at ORCID and at Crossref."""
    numbers = range(1, count + 1)
    (folder / "orcid.json").write_text(json.dumps({"group": list(map(group, numbers))}))
    (folder / "crossref.json").write_text(json.dumps(list(map(work, numbers))))
    return folder


def entry(number: int) -> str:
    return (
        f"@article{{vessel{number}, author = {{Carberry, Josiah}}, title = {{Vessel {number}"
        f" Considered}}, journal = {{Journal of Psychoceramics}}, year = {1990 + number % 30},"
        f" doi = {{10.5555/vessel.{number}}}}}\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("there", [0, 500])
def test_five_hundred_works(tmp_path: Path, there: int) -> None:
    """Each is known or added once; of those that are there, a part is asked for each week."""
    world = world_of(500, tmp_path)
    bib = tmp_path / "refs.bib"
    bib.write_text("".join(map(entry, range(1, there + 1))), encoding="utf-8")
    report, registrars = watched(bib, world)
    assert report.plan.added == 500 - there
    assert len(registrars.asked) <= 4 + report.plan.added
    longest = max(map(len, registrars.asked))
    assert longest < 8_000
    if there == 500:
        assert not report.plan.changes


@pytest.mark.slow
def test_all_have_their_turn_where_there_are_many(tmp_path: Path) -> None:
    """DOIs that one week leaves out are asked for in another."""
    world = world_of(400, tmp_path)
    bib = tmp_path / "refs.bib"
    bib.write_text("".join(map(entry, range(1, 401))), encoding="utf-8")
    asked: set[str] = set()
    with mock.patch.object(crossref, "_LONGEST", 2400):
        for week in range(4):
            report, registrars = watched(bib, world, week)
            assert len(registrars.asked) == 4
            assert "DOIs are asked for another time" in report.write("text")
            for path in registrars.asked:
                asked.update(re.findall(r"doi:([^,&]+)", path))
    assert len(asked) == 400


# ------------------------------------------------------------------ recognising


#: Files of other programs, of which every entry with a title and a date is to be recognised.
FOREIGN = [
    path
    for folder in ("world", "dialects", "strangers", "site")
    for path in sorted((Path(__file__).parent / folder).glob("*.bib"))
]


def item(publication: Entry) -> dict[str, Any]:
    """What Crossref would say of an entry."""
    people = readable(publication, "author").persons
    date = date_of(publication)
    return {
        "DOI": doi_of(publication).upper(),
        "type": "journal-article",
        "title": [title_of(publication).text.upper()],
        "author": [{"given": each.given, "family": each.surname} for each in people],
        "issued": {"date-parts": [[date.year if date else None]]},
    }


def test_entries_of_other_programs_are_recognised() -> None:
    """At least 99 % of them, by DOI and by title, year and people alone."""
    entries: list[Entry] = []
    for path in FOREIGN:
        complete, parents, _ = bibtex.inherit(bibtex.read_file(path, path.name)[0])
        entries += [each for each in complete if each.key not in parents]
    entries = [entry for entry in entries if title_of(entry).search and date_of(entry)]
    assert len(entries) > 100
    items = list(map(item, entries))
    without = [{**each, "DOI": ""} for each in items]
    records = Records(entries)
    for answers in (items, without):
        works = crossref.works_in(json.dumps({"message": {"items": answers}}))
        verdicts = [records.verdict(work) for work in works]
        known = [verdict for verdict in verdicts if verdict.kind == "known"]
        assert len(known) >= 0.99 * len(entries), [each for each in verdicts if each not in known]


@pytest.mark.slow
def test_recognising_does_not_compare_each_with_each(tmp_path: Path) -> None:
    """The comparisons of titles grow with the works, not with their square."""
    counts = []
    for count in (50, 200):
        world = world_of(count, tmp_path)
        bib = tmp_path / "refs.bib"
        bib.write_text("".join(map(entry, range(1, count + 1))), encoding="utf-8")
        with mock.patch.object(Title, "is_like", autospec=True, return_value=False) as compared:
            watched(bib, world)
        counts.append(compared.call_count)
    assert counts == [0, 0]
