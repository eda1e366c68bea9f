"""`python -m publications add`: what is added, refused and merged, and what stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications import add, bibtex, disk
from publications.__main__ import main
from publications.add import Candidate, Request
from publications.add.answers import Answer
from publications.add.candidates import candidate_of, told_of_fields
from publications.add.clean import clean
from publications.add.edit import BibFile, EditError
from publications.bibtex import writer
from publications.settings import Options, Owner
from tests.command_line import run_command
from tests.counting import calls_by_code
from tests.local_services import local_services
from tests.rows import every_row

CONFERENCE = """\
@inproceedings{carberry2020edgelens,
  author    = {Carberry, Josiah},
  title     = {{EdgeLens}: Keeping Small Cameras Honest \\& Fast},
  booktitle = {Cameras},
  year      = {2020},
}
"""
PREPRINT = """\
% words before
@article{mine,
  author        = {Josiah Carberry and Ana Garc{\\'\\i}a M{\\'a}rquez and Jan van der Velde},
  title         = {EdgeLens: {Keeping} Small Cameras Honest \\& Fast},
  journal       = {arXiv preprint arXiv:2101.00001},
  year          = 2021,
  month         = jan,
  note          = {Under review},
  doi           = {10.48550/arXiv.2101.00001},
  url           = {https://arxiv.org/abs/2101.00001},
  code          = {https://example.org/code_1},
  summary       = {Honest cameras.},
  selected      = {true},
}
% words after
"""
OTHER = "@misc{other, title={Something Else}, year={1999}}\n"


def run(bib: Path, *arguments: str, address: str = "", text: str = "") -> CompletedProcess[str]:
    return run_command(
        ["add", "--bib", str(bib), *arguments],
        folder=bib.parent,
        text=text,
        PUBLICATIONS_SERVICES=address,
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with local_services() as (found, _):
        yield found


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(OTHER, encoding="utf-8")
    return path


def planned(text: str, pasted: str, path: Path, *, keep_both: bool = False) -> add.Plan:
    path.write_text(text, encoding="utf-8")
    candidates, problems = add.from_text(pasted)
    assert not problems
    file = BibFile.read(path, "refs.bib")
    return add.plan(candidates, file, request=Request(keep_both=keep_both))


# ------------------------------------------------------------------ the command


def test_a_doi_becomes_an_entry_at_the_end(bib: Path, address: str) -> None:
    done = run(bib, "https://doi.org/10.5555/edgelens.2021_7", address=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{bib}:3: added carberry2021edgelens: EdgeLens: Keeping Small" in done.stdout
    text = bib.read_text("utf-8")
    assert text.startswith(OTHER + "\n@article{carberry2021edgelens,\n  author    = {Carberry, ")
    assert text.endswith("}\n")


def test_several_at_once(bib: Path, address: str) -> None:
    identifiers = (
        "10.5555/12345-6", "10.5555/only.crossref", "arXiv:2101.00001",
        "https://openreview.net/forum?id=aBc-123_x", "https://openreview.net/forum?id=old1",
        "https://aclanthology.org/2020.rivers-main.12/",
    )  # fmt: skip
    done = run(bib, *identifiers, address=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert [entry.key for entry in bibtex.read(bib.read_text("utf-8"))[0]] == [
        "other", "velde2019learning", "garciamarquez2020glass", "carberry2021edgelens",
        "carberry2025rivers", "carberry2019older", "carberry2020words",
    ]  # fmt: skip
    assert "published as 10.5555/edgelens.2021_7: add that as well" in done.stdout


def test_what_cannot_be_added_is_named_and_the_rest_is_added(bib: Path, address: str) -> None:
    done = run(bib, "10.5555/12345-6", "10.5555/many", "nonsense", address=address)
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("error: 10.5555/many: 127.0.0.1")
    assert first.endswith("has had too many requests (429): wait 120 s")
    assert second.startswith("error: 'nonsense' is no DOI")
    assert done.stdout.endswith("\n1 added, 2 left out\n")
    assert [e.key for e in bibtex.read(bib.read_text("utf-8"))[0]] == ["other", "velde2019learning"]


@pytest.mark.parametrize(
    "identifier",
    ["10.5555/unknown", "10.5555/loop", "10.5555/html", "10.5555/cut", "10.5555/untitled"],
)
def test_failures_leave_the_file_alone(bib: Path, address: str, identifier: str) -> None:
    done = run(bib, identifier, address=address)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert bib.read_text("utf-8") == OTHER


def test_dry_run_shows_the_diff_only(bib: Path, address: str) -> None:
    done = run(bib, "--dry-run", "10.5555/edgelens.2021_7", address=address)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:5] == [
        f"--- {bib}",
        f"+++ {bib}",
        "@@ -1 +1,15 @@",
        " " + OTHER.strip(),
        "+",
    ]
    assert bib.read_text("utf-8") == OTHER


def test_bibtex_from_standard_input(bib: Path) -> None:
    text = "@article{x,\n title={Pasted}, author={Ana García}, year=2020, keywords={glass}}"
    done = run(bib, text=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert "@misc" not in done.stdout
    [_, entry] = bibtex.read(bib.read_text("utf-8"))[0]
    assert (entry.key, entry.get("keywords")) == ("garcia2020pasted", "glass")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "standard input: no BibTeX entry"),
        ("some words", "standard input: no BibTeX entry"),
        (
            "Li, B. Words (2020), doi: 10.1000/x.",
            "standard input: no BibTeX entry (of '10.1000/x' paste nothing else)",
        ),
        ("@article{x, title={A}", "standard input:1:"),
        ("TY  - JOUR\nTI  - A", "standard input:1:1: a RIS record is not"),
        ("%0 Journal Article\n%T A", "standard input:1:1: an EndNote record is not"),
        ("PMID- 123\nTI  - A", "standard input:1:1: a PubMed record is not"),
        ('[{"type": "book"}]', "standard input:1:1: CSL-JSON is not"),
        ("<!doctype html><p>A", "standard input: no BibTeX entry"),
    ],
)
def test_bad_standard_input(bib: Path, text: str, said: str) -> None:
    done = run(bib, text=text)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {said}")
    assert len(done.stderr.splitlines()) == 1
    assert bib.read_text("utf-8") == OTHER


def test_an_entry_that_cannot_be_read_is_named_and_the_rest_is_added(bib: Path) -> None:
    done = run(bib, text="@article{x, title={A}, year=2020}\n@article{y, title={B}")
    assert done.returncode == 1
    assert done.stderr.startswith("error: standard input:2:19: entry 'y' is not closed")
    assert "1 added, 1 left out" in done.stdout
    assert "anon2020a" in bib.read_text("utf-8")


def test_an_identifier_among_entries_is_left_out_and_named(bib: Path) -> None:
    done = run(bib, text="10.1000/x\n\n@misc{w, title={W}, year=2020}\n")
    assert done.returncode == 1
    assert done.stderr.startswith("error: standard input:1:1: '10.1000/x' is not published")
    assert "anon2020w" in bib.read_text("utf-8")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("@misc{,\n title={A}, year=2020}", "@misc{,\n title={B}, year=2020}"),
        ("@misc{van der Li_2020, title={A}, year=2020}", "@misc{ , title={B}, year=2020}"),
        ("@misc{k, title={A}, year=2020}", "@misc{K, title={B}, year=2020}"),
        ("@misc{k-2, title={A}, year=2020}", "@misc{k, title={C}}\n@misc{K, title={B}, year=2020}"),
    ],
)
def test_keys_of_what_is_pasted_do_not_matter(tmp_path: Path, first: str, second: str) -> None:
    plan = planned("", f"{first}\n{second}\n", tmp_path / "refs.bib")
    assert not plan.problems
    keys = {entry.key for entry in bibtex.read(plan.text)[0]}
    assert {"anon2020a", "anon2020b"} <= keys


@pytest.mark.slow
def test_many_entries_with_one_key_are_read_in_linear_time(tmp_path: Path) -> None:
    candidates, problems = add.from_text("@misc{, note={x}}\n" * 2_000)
    assert (len(candidates), problems) == (2_000, [])


def test_warnings_about_what_was_pasted_are_shown(bib: Path) -> None:
    entry = "@misc{x, title={A}, year=2020, note={1}, note={2}}\n"
    done = run(bib, text="@misc{w, title={W}, year=2020}\n" + entry)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.partition(": ")[2] for line in lines if line.startswith("standard input:2:")] == [
        "entry 'x' has the field 'note' on line 2 already, which is used (remove one of them)"
    ]
    assert "anon2020a" in lines[lines.index(next(x for x in lines if "already" in x)) - 1]


@pytest.mark.parametrize("text", ["10.5555/12345-6\n", " https://doi.org/10.5555/12345-6 "])
def test_identifiers_may_be_pasted(bib: Path, address: str, text: str) -> None:
    done = run(bib, text=text, address=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert "velde2019learning" in bib.read_text("utf-8")


@pytest.mark.parametrize("arguments", [("-",), ("--file", "works.bib")])
def test_other_ways_to_bibtex(bib: Path, arguments: tuple[str, ...]) -> None:
    text = "@misc{x, title={Zürich}, year=2020}"
    (bib.parent / "works.bib").write_bytes(text.encode("cp1252"))
    done = run(bib, *arguments, text=text if "-" in arguments else "")
    assert (done.returncode, done.stderr) == (0, "")
    assert "title = {Zürich}" in bib.read_text("utf-8")


def test_identifiers_and_standard_input_together(bib: Path, address: str) -> None:
    done = run(bib, "10.5555/12345-6", "-", address=address, text="@misc{x, title={A}, year=2020}")
    assert done.returncode == 0
    assert "2 added" in done.stdout


def test_a_file_that_is_not_there(bib: Path) -> None:
    done = run(bib, "--file", "none.bib")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: none.bib: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfM\xc3\xbcller", "Müller"),
        ("Müller".encode("utf-16"), "Müller"),
        (b"M\xfcller \x96 x", "Müller – x"),
        (b"M\xfcller \x81", "Müller \x81"),
    ],
)
def test_decoded(data: bytes, text: str) -> None:
    assert add.decoded(data) == text


# ------------------------------------------------------------------ what is there already


def test_one_identifier_of_what_is_there_is_an_error_with_its_line(bib: Path, address: str) -> None:
    bib.write_text(OTHER + CONFERENCE, encoding="utf-8")
    done = run(bib, "10.5555/edgelens.2021_7", address=address)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: {bib}:2: 'carberry2020edgelens' has the same title and another kind of venue"
        " (--keep-both adds this one beside it)\n"
    )
    done = run(bib, "--keep-both", "10.5555/edgelens.2021_7", address=address)
    assert done.returncode == 0
    before = bib.read_text("utf-8")
    assert "carberry2021edgelens" in before
    done = run(bib, "10.5555/edgelens.2021_7", "--by-make", address=address)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("'carberry2021edgelens' is there already with the same DOI\n")
    assert bib.read_text("utf-8") == before


@pytest.mark.parametrize("by_make", [False, True])
def test_an_export_adds_what_is_new(bib: Path, by_make: bool) -> None:
    """Nine entries that are there, one that may be, one that is new, and one twice."""
    known = [f"@article{{k{n}, title={{Known {n}}}, doi={{10.1000/k{n}}}}}\n" for n in range(9)]
    bib.write_text(OTHER + "".join(known), encoding="utf-8")
    export = (
        "".join(known)
        + "@article{d, title={Known 3}, doi={10.1000/other}}\n"
        + "@article{n, title={New}, author={Li, Bo}, year=2020, doi={10.1000/n}}\n"
        + "@article{m, title={New Again}, doi={10.1000/N}}\n"
    )
    done = run(bib, *(["--by-make"] if by_make else []), text=export)
    assert done.returncode == 1  # the doubtful one is left to the owner
    lines = [line for line in done.stdout.splitlines() if "warning" not in line]
    assert lines == [
        f"{bib}:12: added li2020new: New",
        *(f"{bib}:{n + 2}: 'k{n}' is there already with the same DOI" for n in range(9)),
        f"{bib}:12: 'li2020new' is there already with the same DOI",
        "1 added, 10 there already, 1 left out",
    ]
    way_out = "KEEP_BOTH=1" if by_make else "--keep-both"
    assert done.stderr == (
        f"error: {bib}:5: 'k3' has the same title and another DOI"
        f" ({way_out} adds this one beside it)\n"
    )
    done = run(bib, text="".join(known))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "9 there already"


def test_known_entries_do_not_disturb_the_diff(bib: Path) -> None:
    export = OTHER + "@misc{n, title={New}, year=2000}\n"
    done = run(bib, "--dry-run", text=export)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "+}"
    assert "'other' is there already with the same title" in done.stderr
    assert bib.read_text("utf-8") == OTHER


@pytest.mark.parametrize(
    ("arguments", "answer", "merged"),
    [
        ((), "y\n", True),
        ((), "n\n", False),
        ((), "", False),
        (("--yes",), "", True),
        (("--yes", "--dry-run"), "", False),
        (("--dry-run",), "y\n", False),
    ],
)
def test_a_preprint_is_replaced_when_asked(
    bib: Path, address: str, arguments: tuple[str, ...], answer: str, merged: bool
) -> None:
    bib.write_text(PREPRINT, encoding="utf-8")
    done = run(bib, *arguments, "10.5555/edgelens.2021_7", address=address, text=answer)
    dry = "--dry-run" in arguments
    assert done.returncode == (0 if merged or dry else 1)
    assert ("-  journal       = {arXiv preprint" in done.stdout) == (arguments != ("--yes",))
    assert (bib.read_text("utf-8") != PREPRINT) == merged
    if not merged and not dry:
        assert done.stderr == (
            f"error: {bib}:2: 'mine' is a preprint of"
            " 'EdgeLens: Keeping Small Cameras Honest & Fast' (--yes replaces it)\n"
        )


def test_a_preprint_that_stays_does_not_keep_the_rest_from_being_added(bib: Path) -> None:
    there = "@misc{p, title={Posted}, eprint={2101.00001}}\n"
    bib.write_text(there, encoding="utf-8")
    published = "@article{q, title={Posted}, journal={J}}\n"
    done = run(bib, text=published + "@misc{n, title={New}, year=2000}\n")
    assert done.returncode == 1
    question = done.stdout.partition("Replace the preprint? [y/N]")[0]
    assert "journal       = {J}" in question
    assert "New" not in question
    assert done.stderr == f"error: {bib}:1: 'p' is a preprint of 'Posted' (--yes replaces it)\n"
    assert bib.read_text("utf-8").startswith(there + "\n@misc{anon2000new,")


def test_the_file_of_mkdocs_yml_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "markdown_extensions:\n  - publications:\n      bib_file: [mine.bib, theirs.bib]\n"
    )
    (tmp_path / "mine.bib").write_text(OTHER)
    (tmp_path / "theirs.bib").write_text(CONFERENCE)

    def paste(text: str) -> CompletedProcess[str]:
        return run_command(["add"], folder=tmp_path, text=text)

    assert paste("@misc{x, title={Third}, year=2001}").returncode == 0
    assert "anon2001third" in (tmp_path / "mine.bib").read_text()
    done = paste(CONFERENCE)
    assert done.returncode == 0
    assert done.stdout == (
        "theirs.bib:1: 'carberry2020edgelens' is there already with the same title"
        " (--keep-both adds this one beside it)\n"
    )
    (tmp_path / "mkdocs.yml").unlink()
    assert paste(OTHER).returncode == 2


def test_errors_elsewhere_in_the_file_do_not_matter(bib: Path) -> None:
    broken = "@article{bad, title={Never closed,\n\n@article{anon2020pasted, year=}\n" + OTHER
    bib.write_text(broken, encoding="utf-8")
    done = run(bib, text="@misc{x, title={Pasted}, year=2020}")
    assert done.returncode == 0, done.stderr
    assert bib.read_text("utf-8").startswith(broken)
    assert "{anon2020pastedb," in bib.read_text("utf-8")  # the other key is taken


def test_escape_sequences_do_not_reach_the_terminal(bib: Path) -> None:
    bib.write_text("% \x1b[31m\n", encoding="utf-8")
    done = run(bib, "--dry-run", text="@misc{x, title={A\x1b]0;b\x07}, note={\x1b[2J}, year=2020}")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


# ------------------------------------------------------------------ what is the same


@every_row(
    "there, new, said",
    [
        ("doi={10.1000/X}, title={A}", "doi={https://doi.org/10.1000/x}, title={B}", "DOI"),
        ("url={https://doi.org/10.1000/x}, title={A}", "doi={10.1000/x}, title={B}", "DOI"),
        ("doi={10.1101/x}, title={A}, journal={bioRxiv}",
         "doi={10.1101/x}, title={A}, journal={J}", "DOI"),
        ("eprint={2101.00001v2}, title={A}", "arxiv={2101.00001}, title={B}", "arXiv id"),
        ("arxiv={2101.00001}, title={A}", "url={arxiv.org/abs/2101.00001}, title={B}", "arXiv id"),
        ("title={{\\'E}tude: {LLMs}!}, journal={J}", "title={Etude LLMs}, journal={K}", "title"),
        ("title={A}, subtitle={B}, journal={J}", "title={A: B}, journal={K}", "title"),
        ("title={Same}, journal={J}", "title={same}, eprint={2101.00001}", "title"),
        ("title={A}, doi={10.1000/x}", "title={A}, eprint={2101.00001}, doi={10.1101/y}", "title"),
        ("title={A}, author={Li, Bo}, year=2020", "title={A}, author={B. Li}, year=2021", "title"),
        ("title={A}, author={{\\'E}mile Zola}", "title={A}, author={Zola, E. and Li, B.}", "title"),
        ("title={A}, author={Li, Bo}", "title={A}", "title"),
    ],
)  # fmt: skip
def test_the_same_publication(there: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    text = f"\n@article{{old, {there}}}\n"
    plan = planned(text, f"@article{{new, {new}}}", path)
    assert (plan.text, plan.problems) == (text, ())
    [line] = plan.known
    assert line.startswith(f"refs.bib:2: 'old' is there already with the same {said}")
    kept = planned(text, f"@article{{new, {new}}}", path, keep_both=True)
    assert (kept.text == text) == (said == "DOI")


@every_row(
    "there, new, said",
    [
        ("doi={10.1000/x}", "doi={10.1000/y}", "another DOI"),
        ("eprint={2101.00001}", "eprint={2101.00002}", "another arXiv id"),
        ("author={Li, Bo}", "author={García, Ana}", "other authors"),
        ("editor={Li, Bo}, eprint={2101.00001}", "author={García, Ana}", "other authors"),
        ("year=2020", "year=2022", "another year"),
        ("journal={J}", "booktitle={B}", "another kind of venue"),
    ],
)
def test_perhaps_the_same_publication(there: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    text = f"@article{{old, title={{T}}, {there}}}\n"
    pasted = f"@article{{new, title={{T}}, {new}}}"
    plan = planned(text, pasted, path)
    assert (plan.text, plan.known) == (text, ())
    assert plan.problems == (
        f"refs.bib:1: 'old' has the same title and {said} (--keep-both adds this one beside it)",
    )
    kept = planned(text, pasted, path, keep_both=True)
    assert kept.problems == ()
    assert kept.added == 1


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ("doi={10.1000/x}, title={A}", "doi={10.1000/y}, title={B}"),
        ("title={***}", "title={+++}"),
        ("title={A}, year=2020", "title={B}, year=2020"),
    ],
)
def test_another_publication(there: str, new: str, tmp_path: Path) -> None:
    plan = planned(f"@article{{a, {there}}}\n", f"@article{{b, {new}}}", tmp_path / "refs.bib")
    assert not plan.problems


def test_the_same_twice_in_one_call(tmp_path: Path) -> None:
    entry = "@misc{x, title={Twice}, year=2020}\n"
    plan = planned("", entry + entry.replace("{x", "{y"), tmp_path / "refs.bib")
    assert not plan.problems
    assert plan.known == (
        "refs.bib:1: 'anon2020twice' is there already with the same title"
        " (--keep-both adds this one beside it)",
    )


def test_a_preprint_and_its_published_version_in_one_call(tmp_path: Path) -> None:
    preprint = "@misc{p, title={T}, eprint={2101.00001}, year=2019}\n"
    published = "@article{q, title={T}, journal={J}, year=2020}\n"
    plan = planned("", preprint + published, tmp_path / "refs.bib")
    [entry] = bibtex.read(plan.text)[0]
    assert (entry.get("journal"), entry.get("eprint")) == ("J", "2101.00001")
    assert (plan.added, plan.replaced, plan.known, plan.problems) == (1, 0, (), ())
    plan = planned("", published + preprint, tmp_path / "refs.bib")
    [entry] = bibtex.read(plan.text)[0]
    assert entry.get("journal") == "J"
    assert len(plan.known) == 1


def test_parents_of_others_are_no_duplicates(tmp_path: Path) -> None:
    there = "@inproceedings{a, title={A}, crossref={p}}\n@proceedings{p, title={Rivers}}\n"
    plan = planned(there, "@book{x, title={Rivers}, year=2020}", tmp_path / "refs.bib")
    assert not plan.problems


def test_a_pasted_child_takes_what_its_parent_has(tmp_path: Path) -> None:
    pasted = (
        "@inproceedings{a, title={A}, crossref={p}}\n"
        "@proceedings{p, title={Rivers}, year=2020, publisher={Night}}\n"
    )
    plan = planned("", pasted, tmp_path / "refs.bib")
    [entry] = bibtex.read(plan.text)[0]
    assert entry.values() == {
        "title": "A", "booktitle": "Rivers", "year": "2020", "publisher": "Night",
    }  # fmt: skip


# ------------------------------------------------------------------ a preprint comes out


def test_the_published_version_takes_the_preprints_place(tmp_path: Path) -> None:
    published = (
        "@article{x, title={EdgeLens: Keeping Small Cameras Honest &amp; Fast}, year=2022,"
        " author={Carberry, Josiah and García Márquez, Ana and van der Velde, Jan},"
        " journal={Journal of Small Cameras}, volume=12, month=may, doi={10.5555/e},"
        " abstract={We.}}"
    )
    plan = planned(PREPRINT, published, tmp_path / "refs.bib")
    assert not plan.problems
    assert plan.replaced == 1
    assert plan.text == (
        "% words before\n"
        "@article{mine,\n"
        "  author        = {Carberry, Josiah and García Márquez, Ana and van der Velde, Jan},\n"
        "  title         = {EdgeLens: {Keeping} Small Cameras Honest \\& Fast},\n"
        "  journal       = {Journal of Small Cameras},\n"
        "  volume        = {12},\n"
        "  month         = may,\n"
        "  year          = {2022},\n"
        "  doi           = {10.5555/e},\n"
        "  eprint        = {2101.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  code          = {https://example.org/code_1},\n"
        "  abstract      = {We.},\n"
        "  summary       = {Honest cameras.},\n"
        "  selected      = {true},\n"
        "}\n"
        "% words after\n"
    )
    assert plan.done[0].startswith("refs.bib:2: replaced the preprint mine: EdgeLens")


def test_the_question_counts_preprints(bib: Path) -> None:
    there = (
        "@misc{p, title={One}, eprint={2101.00001}}\n@misc{q, title={Two}, eprint={2101.00002}}\n"
    )
    bib.write_text(there, encoding="utf-8")
    new = "@article{x, title={One}, journal={J}}\n@article{y, title={Two}, journal={J}}\n"
    done = run(bib, text=new)
    assert (done.returncode, bib.read_text("utf-8")) == (1, there)
    assert "Replace 2 preprints? [y/N]" in done.stdout
    assert "\n2 left out\n" in done.stdout
    assert len(done.stderr.splitlines()) == 2


def test_two_copies_of_the_published_version(tmp_path: Path) -> None:
    there = "@misc{p, title={Posted}, eprint={2101.00001}}\n"
    copy = "@article{q, title={Posted}, journal={J}, year=2020, doi={10.1000/x}}\n"
    plan = planned(there, copy + copy.replace("{q", "{r"), tmp_path / "refs.bib")
    assert (plan.replaced, plan.added, len(plan.known), plan.problems) == (1, 0, 1, ())


@pytest.mark.parametrize(
    ("preprint", "published", "expected"),
    [
        # found by its arXiv id though the title has changed
        (
            "title={Old Words}, eprint={2101.00001}",
            "title={New Words}, journal={J}, eprint={2101.00001}",
            {"title": "New Words", "journal": "J", "eprint": "2101.00001"},
        ),
        # al-folio's field, a venue that is not arXiv's, a note of the owner's
        (
            "title={T}, arxiv={2101.00001}, abbr={EL}, note={Oral}, journal={bioRxiv}",
            "title={T}, booktitle={B}, pages={1-2}",
            {"arxiv": "2101.00001", "abbr": "EL", "note": "Oral", "journal": "", "pages": "1--2"},
        ),
        # the owner's spelling of the same names
        (
            "title={T}, author={Ana Garc{\\'\\i}a}, eprint={2101.00001}",
            "title={T}, author={García, Ana}, journal={J}",
            {"author": "Ana Garc{\\'\\i}a"},
        ),
        (
            "title={T}, author={Ana García}, eprint={2101.00001}, abstract={Mine}",
            "title={T}, author={García, Ana and Li, Bo}, journal={J}, abstract={Theirs}",
            {"author": "García, Ana and Li, Bo", "abstract": "Mine"},
        ),
    ],
)
def test_merged(preprint: str, published: str, expected: dict[str, str], tmp_path: Path) -> None:
    plan = planned(
        f"@article{{old, {preprint}}}\n", f"@article{{new, {published}}}", tmp_path / "refs.bib"
    )
    assert not plan.problems
    [entry] = bibtex.read(plan.text)[0]
    assert entry.key == "old"
    assert {name: entry.get(name) for name in expected} == expected


def test_two_preprints_of_one_paper_are_left_to_the_owner(tmp_path: Path) -> None:
    there = "@misc{a, title={T}, eprint={2101.00001}}\n@misc{b, title={T}, eprint={2101.00002}}\n"
    plan = planned(there, "@article{x, title={T}, journal={J}}", tmp_path / "refs.bib")
    assert plan.problems == (
        "refs.bib:1: 'a' is one of several preprints of 'T' (keep one of those on lines 1 and 2)",
    )


def test_a_preprint_in_another_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(OTHER)
    others, _ = bibtex.read("\n@misc{a, title={T}, eprint={2101.00001}}", "old.bib")
    new = Candidate(clean(writer.make("article", "x", {"title": "T", "journal": "J"})))
    plan = add.plan([new], BibFile.read(path, "refs.bib"), others)
    assert plan.problems == (
        "old.bib:2: 'a' is a preprint of 'T' (name that file with --bib old.bib)",
    )


# ------------------------------------------------------------------ findings


def test_what_the_rules_say_of_the_new_entry_is_said(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@misc{old}\n")  # an error, but not of the new entry
    options = Options(owner=Owner(name="Ana García"))
    entry = clean(writer.make("article", "x", {"title": "T", "doi": "10.1/x"}))
    new = Candidate(entry, ("A note.",))
    plan = add.plan([new], BibFile.read(path, "refs.bib"), options=options)
    assert not plan.problems
    assert plan.done[0] == "refs.bib:3: added anont: T"
    assert plan.done[-1] == "A note."
    assert all(line.startswith("refs.bib:") and "warning" in line for line in plan.done[1:-1])
    assert any("malformed-doi" in line for line in plan.done)


PIECES = (
    "@article{a, title={A}, year=2020}", "@misc{", "}", "{", '"', "%", "@", "\n", "\r\n", ",", "=",
    "@string{may={M}}", "@comment{", "@preamble{", "(", ")", "title={", "@article(b, title={B})",
    "@misc{p, title={Pasted}, eprint={2101.00001}}", "\udcff", "\ufeff", "é", "#", "\\",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_file_gets_the_entry_or_stays(text: str) -> None:
    new = Candidate(clean(writer.make("article", "x", {"title": "Pasted", "journal": "J"})))
    try:
        plan = add.plan([new], BibFile(Path("refs.bib"), "refs.bib", b"", text))
    except EditError as error:
        refusal = str(error)
    else:
        refusal = ""
    assert refusal.isprintable()
    if refusal:
        return
    if plan.problems or plan.known:
        assert plan.text == text
        assert all(line.isprintable() for line in (*plan.problems, *plan.known))
    else:
        before = {e.key for e in bibtex.read(text)[0]}
        after = {e.key: e for e in bibtex.read(plan.text)[0]}
        assert before <= set(after)
        assert any(e.get("journal") == "J" for e in after.values())
    assert plan.diff.replace("\n", "").isprintable()


def test_an_entry_that_cannot_be_published_is_refused(tmp_path: Path) -> None:
    plan = planned("", "@misc{x, title={T}, url={javascript:alert(1)}}", tmp_path / "refs.bib")
    assert plan.text == ""
    assert plan.problems[0].startswith("'T' cannot be published: ")


def test_an_entry_that_cannot_be_published_does_not_keep_others_out(tmp_path: Path) -> None:
    bad = "@misc{x, title={Bad}, url={javascript:alert(1)}}\n"
    good = "@misc{y, title={Good}, year=2000}\n"
    plan = planned("", bad + good, tmp_path / "refs.bib")
    assert (plan.added, len(plan.problems)) == (1, 1)
    assert [entry.get("title") for entry in bibtex.read(plan.text)[0]] == ["Good"]


def test_what_cannot_be_published_is_nowhere_said_to_be_there(tmp_path: Path) -> None:
    bad = "@misc{x, title={Bad}, url={javascript:alert(1)}}\n"
    plan = planned("", bad + bad.replace("{x", "{y"), tmp_path / "refs.bib")
    assert (plan.text, plan.known, len(plan.problems)) == ("", (), 1)


def test_former_keys_of_others_are_taken(tmp_path: Path) -> None:
    there = "@misc{a, title={A}, ids={anon2000new, b}}\n"
    plan = planned(there, "@misc{n, title={New}, year=2000}", tmp_path / "refs.bib")
    assert "{anon2000newb," in plan.text


def test_a_child_of_a_parent_in_the_file_has_no_false_warning(tmp_path: Path) -> None:
    there = "@proceedings{p, title={Rivers}, year=2020}\n"
    new = "@inproceedings{a, title={A}, author={Li, Bo}, crossref={p}}"
    plan = planned(there, new, tmp_path / "refs.bib")
    assert len(plan.done) == 1


def test_what_became_of_several_addresses_is_told(tmp_path: Path) -> None:
    new = "@misc{x, title={T}, year=2020, url={https://x.org/a https://x.org/b.pdf}}"
    plan = planned("", new, tmp_path / "refs.bib")
    assert "url had 2 addresses: https://x.org/a (url), https://x.org/b.pdf (pdf)" in plan.done
    [entry] = bibtex.read(plan.text)[0]
    assert (entry.get("url"), entry.get("pdf")) == ("https://x.org/a", "https://x.org/b.pdf")


# ------------------------------------------------------------------ cost


def calls_of_plan(there: int, pasted: int) -> Counter[str]:
    """How often functions of the package are called, by module and name."""
    text = "".join(f"@misc{{t{n}, title={{There {n}}}, year={1900 + n}}}\n\n" for n in range(there))
    new = "".join(f"@misc{{n{n}, title={{New {n}}}, year={1900 + n}}}\n" for n in range(pasted))

    def plan() -> None:
        candidates, _ = add.from_text(new)
        add.plan(candidates, BibFile(Path("refs.bib"), "refs.bib", b"", text))

    calls: Counter[str] = Counter()
    for code, times in calls_by_code(plan).items():
        if "publications" in code.co_filename:
            calls[f"{Path(code.co_filename).stem}.{code.co_qualname}"] += times
    return calls


@pytest.mark.slow
def test_the_cost_is_linear() -> None:
    calls_of_plan(5, 5)  # what is done once a process
    few, more, most = (calls_of_plan(20, number) for number in (20, 40, 80))
    # What is pasted, the file before, and after.
    assert [calls["reader.read"] for calls in (few, more, most)] == [3, 3, 3]
    wrong = {
        name: (few[name], more[name], count)
        for name, count in most.items()
        if count - more[name] > 2.5 * max(more[name] - few[name], 0) + 50
    }
    assert not wrong


# ------------------------------------------------------------------ other programs


def entry(key: str) -> str:
    return f"@misc{{{key}, author = {{A One}}, title = {{Title {key}}}, year = {{2020}}}}\n"


@pytest.mark.parametrize("saves", [1, 3, 1000])
def test_what_an_editor_saves_meanwhile_stays(
    bib: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    saves: int,
) -> None:
    """Each time that the command is about to write, the editor has saved once more."""
    (bib.parent / "new.bib").write_text(entry("new"))
    saved: list[str] = []
    replace = disk.replace

    def late(path: Path, expected: bytes | None, content: bytes) -> None:
        if len(saved) < saves:
            saved.append(entry(f"saved{len(saved)}"))
            path.write_text(OTHER + "".join(saved))
        replace(path, expected, content)

    monkeypatch.setattr("publications.disk.replace", late)
    status = main(["add", "--bib", str(bib), "--file", str(bib.parent / "new.bib")])
    keys = {entry.key for entry in bibtex.read(bib.read_text())[0]}
    assert {f"saved{number}" for number in range(len(saved))} < keys
    assert status == int(saves == 1000)
    assert ("one2020title" in keys or "new" in keys) == (status == 0)
    if status:
        told = f"error: {bib}: is being changed all the time; nothing is written\n"
        assert capsys.readouterr() == ("", told)


@pytest.mark.slow
def test_of_commands_at_one_time_none_is_lost(bib: Path) -> None:
    names = [f"entry{number}" for number in range(3)]
    commands = [[sys.executable, "-m", "publications", "add", "--bib", str(bib), "-"]] * len(names)
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=bib.parent)
        for command in commands
    ]
    for process, name in zip(processes, names, strict=True):
        assert process.stdin is not None
        process.stdin.write(entry(name))
        process.stdin.flush()
    for process in processes:  # all have started and wait
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait() for process in processes] == [0] * len(names)
    titles = {entry.get("title") for entry in bibtex.read(bib.read_text())[0]}
    assert titles == {"Something Else", *(f"Title {name}" for name in names)}
    assert os.listdir(bib.parent) == [bib.name]


def test_one_pasted_entry_that_is_there_is_no_error(bib: Path) -> None:
    done = run(bib, "-", text=OTHER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "'other' is there already with the same title" in done.stdout


def test_a_file_without_a_name_is_wrong_usage(bib: Path) -> None:
    done = run(bib, "--file", "", text=CONFERENCE)
    assert done.returncode == 2
    assert done.stderr.endswith("argument --file: no file is named\n")
    assert bib.read_text("utf-8") == OTHER


def test_fields_that_are_left_out_or_shown_nowhere_are_named(bib: Path) -> None:
    pasted = (
        "@misc{x, title={A River}, year=2020, timestamp={now}, date-added={now}, weird={y}}"
        "@misc{y, title={A Lake}, year=2020, timestamp={now}, slaccitation={z}, keywords={k}}"
    )
    done = run(bib, "-", text=pasted)
    assert done.stdout.splitlines()[2:] == [
        "left out, for only programs read them: date-added, timestamp",
        "kept, but the site has no place for them: slaccitation, weird",
        "2 added",
    ]


def test_fields_that_services_fill_are_named() -> None:
    answer = Answer(writer.make("misc", "k", {"title": "A River", "language": "en", "day": "1"}))
    candidate = candidate_of(answer)
    assert "language" not in candidate.entry.values()
    assert candidate.left_out == {"language", "day"}
    many = {"title": "A Lake"} | {f"field{number:02}": "x" for number in range(99)}
    (line,) = told_of_fields([candidate_of(Answer(writer.make("misc", "k", many)))])
    assert line.endswith("field18, field19, and 79 more")
