"""`python -m publications add`: what is added, refused and merged, and what stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications import add, bibtex
from publications.add import Candidate
from publications.add.clean import clean
from publications.add.edit import BibFile
from publications.bibtex import writer
from publications.settings import Options, Owner
from tests.local_services import local_services

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


def run(
    bib: Path, *arguments: str, address: str = "", text: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "publications", "add", "--bib", str(bib), *arguments],
        env={**os.environ, "PUBLICATIONS_SERVICES": address},
        cwd=bib.parent,
        input=text,
        capture_output=True,
        text=True,
        check=False,
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
    return add.plan(candidates, BibFile.read(path, "refs.bib"), keep_both=keep_both)


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


def test_all_are_added_or_none(bib: Path, address: str) -> None:
    done = run(bib, "10.5555/12345-6", "10.5555/many", "nonsense", address=address)
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith("error: 10.5555/many: 127.0.0.1")
    assert first.endswith("has had too many requests (429): wait 120 s")
    assert second.startswith("error: 'nonsense' is no DOI")
    assert bib.read_text("utf-8") == OTHER


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
        ("10.1000/x", "standard input: no BibTeX entry"),
        ("@article{x, title={A}", "standard input:1:"),
        ("@article{x, title={A}}\n@article{y, title={B}", "standard input:2:"),
    ],
)
def test_bad_standard_input(bib: Path, text: str, said: str) -> None:
    done = run(bib, text=text)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {said}")
    assert bib.read_text("utf-8") == OTHER


def test_duplicates_are_refused_with_their_line(bib: Path, address: str) -> None:
    bib.write_text(OTHER + CONFERENCE, encoding="utf-8")
    done = run(bib, "10.5555/edgelens.2021_7", address=address)
    assert done.returncode == 1
    assert done.stderr == (
        f"error: {bib}:2:1: 'carberry2020edgelens' is there with the same title"
        " (--keep-both adds it beside that one)\n"
    )
    assert bib.read_text("utf-8") == OTHER + CONFERENCE
    done = run(bib, "--keep-both", "10.5555/edgelens.2021_7", address=address)
    assert done.returncode == 0
    assert "carberry2021edgelens" in bib.read_text("utf-8")


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
        assert done.stderr == "error: nothing is changed (--yes replaces without asking)\n"


def test_the_file_of_mkdocs_yml_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "markdown_extensions:\n  - publications:\n      bib_file: [mine.bib, theirs.bib]\n"
    )
    (tmp_path / "mine.bib").write_text(OTHER)
    (tmp_path / "theirs.bib").write_text(CONFERENCE)
    command = [sys.executable, "-m", "publications", "add"]

    def paste(text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, input=text, capture_output=True, text=True, check=False
        )

    assert paste("@misc{x, title={Third}, year=2001}").returncode == 0
    assert "anon2001third" in (tmp_path / "mine.bib").read_text()
    done = paste(CONFERENCE)
    assert done.returncode == 1
    assert "theirs.bib:1:1: 'carberry2020edgelens' is there" in done.stderr
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


@pytest.mark.parametrize(
    ("there", "new", "said"),
    [
        ("doi={10.1000/X}, title={A}", "doi={https://doi.org/10.1000/x}, title={B}", "DOI"),
        ("url={https://doi.org/10.1000/x}, title={A}", "doi={10.1000/x}, title={B}", "DOI"),
        ("eprint={2101.00001v2}, title={A}", "arxiv={2101.00001}, title={B}", "arXiv id"),
        ("arxiv={2101.00001}, title={A}", "url={arxiv.org/abs/2101.00001}, title={B}", "arXiv id"),
        ("title={{\\'E}tude: {LLMs}!}, journal={J}", "title={Etude LLMs}, journal={K}", "title"),
        ("title={A}, subtitle={B}, journal={J}", "title={A: B}, journal={K}", "title"),
        ("title={Same}, journal={J}", "title={same}, eprint={2101.00001}", "title"),
        ("title={Same}, eprint={2101.00001}", "title={Same}, eprint={2101.00002}", "title"),
    ],
)  # fmt: skip
def test_the_same_publication(there: str, new: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    text = f"\n@article{{old, {there}}}\n"
    plan = planned(text, f"@article{{new, {new}}}", path)
    assert plan.text == text
    [problem] = plan.problems
    assert problem.startswith("refs.bib:2:1: 'old' is there with the ")
    assert f"the same {said}" in problem
    kept = planned(text, f"@article{{new, {new}}}", path, keep_both=True)
    assert (kept.text == text) == (said == "DOI")


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
    assert plan.problems == (
        "refs.bib:1:1: 'anon2020twice' is there with the same title"
        " (--keep-both adds it beside that one)",
    )


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
    assert plan.merges == 1
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
    assert plan.problems == ("refs.bib: lines 1 and 2 are both its preprints (remove one)",)


def test_a_preprint_in_another_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(OTHER)
    others, _ = bibtex.read("\n@misc{a, title={T}, eprint={2101.00001}}", "old.bib")
    new = Candidate(clean(writer.make("article", "x", {"title": "T", "journal": "J"})))
    plan = add.plan([new], BibFile.read(path, "refs.bib"), others)
    assert plan.problems == ("old.bib:2: 'a' is its preprint (name that file with --bib old.bib)",)


# ------------------------------------------------------------------ findings


def test_what_the_rules_say_of_the_new_entry_is_said(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text("@misc{old}\n")  # an error, but not of the new entry
    options = Options(owner=Owner(name="Ana García"))
    new = Candidate(clean(writer.make("article", "x", {"title": "T", "doi": "10.1/x"})), "A note.")
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
    plan = add.plan([new], BibFile(Path("refs.bib"), "refs.bib", b"", text))
    if plan.problems:
        assert plan.text == text
        assert all(problem.isprintable() for problem in plan.problems)
    else:
        assert plan.merges or plan.text.startswith(text)
        before = {e.key for e in bibtex.read(text)[0]}
        after = {e.key: e for e in bibtex.read(plan.text)[0]}
        assert before <= set(after)
        assert any(e.get("journal") == "J" for e in after.values())
    assert plan.diff.replace("\n", "").isprintable()


def test_an_entry_that_cannot_be_published_is_refused(tmp_path: Path) -> None:
    plan = planned("", "@misc{x, title={T}, url={javascript:alert(1)}}", tmp_path / "refs.bib")
    assert plan.text == ""
    assert "cannot be published" in plan.problems[0]
