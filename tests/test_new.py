"""`python -m publications new`: what it writes, whom it takes for the owner, what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import yaml

from publications import bibtex, disk
from publications.disk import folders
from publications.model.owner import Likeness, likeness
from publications.model.person import Person
from publications.settings import Owner, read_settings
from publications.starter import authors
from publications.starter.authors import most_frequent, spellings
from publications.starter.files import Answers, site_files
from publications.starter.origin import origin_of
from tests.command_line import run_command
from tests.conftest import ROOT
from tests.pseudo_terminal import Terminal
from tests.recorded import Registrars, serving
from tests.test_workflow import zizmor

WORLDS = Path(__file__).parent / "worlds"
ORCID = "0000-0002-1825-0097"
BIB = (
    "@misc{pots,\n  author = {Carberry, Josiah and Bell, Ann},\n  title = {Pots},\n"
    "  year = {2020},\n}\n"
    "@misc{jars,\n  author = {Bell, A. and Josiah S. Carberry},\n  title = {Jars},\n"
    "  year = {2021},\n}\n"
)


def new(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return run_command(["new", *arguments], folder=folder, **environment)


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site of somebody without publications."""
    folder = tmp_path_factory.mktemp("new") / "site"
    disk.create(folder, site_files(Answers("Ann Bell", Owner(name="Ann Bell"))))
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# ------------------------------------------------------------------ what is written


def test_the_files_are_few_and_so_are_the_lines_to_edit(written: Path) -> None:
    files = files_of(written)
    assert len(files) <= 12
    edited = [files["mkdocs.yml"].decode().partition("# Nothing below")[0]]
    edited += [text.decode() for path, text in files.items() if path.startswith("docs/")]
    lines = [line for text in edited for line in text.splitlines() if line.strip()]
    assert len(lines) <= 60


def test_nothing_that_a_template_has_a_place_for_is_left(written: Path) -> None:
    for path, content in files_of(written).items():
        if not path.startswith(".github/"):
            assert "$" not in content.decode(), path


@pytest.mark.parametrize(
    "data",
    [
        BIB.encode(),
        b"\xef\xbb\xbf" + BIB.replace("\n", "\r\n").encode(),
        BIB.replace("Pots", "T\u00f6pfe").encode("latin-1"),
        BIB.encode("utf-16"),
        b"",
        b"no BibTeX at all, \x00 and $name",
    ],
)
def test_the_file_is_taken_as_it_is(bib: Path, data: bytes) -> None:
    bib.write_bytes(data)
    done = new(bib.parent, "site", "--bib", "mine.bib", "--name", "Josiah Carberry")
    assert (done.returncode, done.stderr) == (0, "")
    assert (bib.parent / "site/refs.bib").read_bytes() == data


def test_what_is_wrong_in_the_file_is_named(bib: Path) -> None:
    bib.write_text(BIB.replace("year = {2020}", "doi = {10.x}"), encoding="utf-8")
    done = new(bib.parent, "site", "--bib", "mine.bib")
    assert "  refs.bib:4:3: warning: malformed-doi: " in done.stdout
    bib.write_text("".join(f"@misc{{k{n}, author = {{Ann Bell}}}}\n" for n in range(60)))
    done = new(bib.parent, "other", "--bib", "mine.bib")
    assert "Errors in refs.bib, which stop a build:\n  refs.bib:1:1: error: no-title" in done.stdout
    assert done.stdout.count("refs.bib:") == 10
    assert "  and 50 more: python -m publications check" in done.stdout


def test_what_to_do_next_is_said_at_the_end(tmp_path: Path) -> None:
    done = new(tmp_path, "my site", "--name", "Ann Bell")
    lines = done.stdout.splitlines()
    after = lines[lines.index("Next:") :]
    assert 3 <= len(after) <= 5
    assert "  cd 'my site'" in after
    assert "  mkdocs serve" in after


@pytest.mark.parametrize(
    "name",
    [
        "Ann Bell",
        'Ann "A: b" Bell',
        "Ann O'Bell-Ñandú",
        "# Bell",
        "- Ann: Bell",
        "*Ann* _Bell_ <b>`x`</b> & [y](z)",
        "Yes No",
        "麦广灿",
        "Ann $name ${x} Bell",
        "{{ Ann }} Bell",
    ],
)
def test_a_name_is_a_name_in_every_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "site"
    disk.create(folder, site_files(Answers(name, Owner(name=name, aliases=(name, "A: B")))))
    settings = read_settings(folder / "mkdocs.yml")
    owner = settings.options.owner
    assert (settings.site_name, owner.name, owner.aliases) == (name, name, (name, "A: B"))
    for path in (folder / "docs").glob("*.md"):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        assert isinstance(yaml.safe_load(front)["description"], str)
        assert len(re.findall(r"(?m)^# ", body)) == 1
        assert "<b>" not in body


# ------------------------------------------------------------------ whose site it is


@pytest.mark.parametrize(
    ("lists", "name"),
    [
        (["Carberry, Josiah and Bell, Ann", "Bell, Ann"], "Ann Bell"),
        (["Carberry, J. and Bell, Ann", "Carberry, Josiah", "Bell, Ann", "Bell, A."], "Ann Bell"),
        (["Carberry, J.", "Carberry, J.", "Carberry, Josiah", "Bell, Ann", "Bell, Ann"],
         "Josiah Carberry"),
        (["Carberry, Josiah", "Carberry, Jonathan", "Bell, Ann and X, Y", "Bell, Ann"], "Ann Bell"),
        (["{The Kiln Group}", "{The Kiln Group}", "Bell, Ann"], "Ann Bell"),
        (["van der Velde, Jan", "van der Velde, Jan"], "Jan van der Velde"),
        (["麦广灿", "麦广灿 and Bell, Ann"], "麦广灿"),
        (["Иванов, Иван and Bell, Ann", "Иванов, И."], "Иван Иванов"),
        (["Bell, , , , Ann", "Carberry, Josiah"], "Josiah Carberry"),
        ([], ""),
    ],
)  # fmt: skip
def test_the_most_frequent_author(lists: list[str], name: str) -> None:
    assert most_frequent(entries(lists)).name == name


def test_of_a_family_name_of_hundreds_the_frequent_spellings_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each with each are half a million comparisons in a file of a thousand papers."""
    compared = 0

    def counted(person: Person, owner: Owner) -> Likeness:
        nonlocal compared
        compared += 1
        return likeness(person, owner)

    monkeypatch.setattr(authors, "likeness", counted)
    others = " and ".join(f"Bell, Ann{chr(97 + n // 20)}{chr(97 + n % 20)}" for n in range(400))
    lists = [others, *["Bell, Josiah"] * 3, "Carberry, Josiah", "Carberry, Jonathan"]
    assert most_frequent(entries(lists)).name == "Josiah Bell"
    assert compared <= 20 * 401


@pytest.mark.parametrize(
    ("lists", "aliases"),
    [
        (["Carberry, Josiah S.", "Bell, Ann"], ()),
        (["Carberry, Josiah", "CARBERRY, JOSIAH S."], ("Josiah Carberry",)),
        (["Carberry, J.", "Carberry, J.", "Carberry, J. S."], ("J. Carberry", "J. S. Carberry")),
        (["Carberry, Jonathan"], ()),
        # Beside the owner, another Carberry.
        (["Carberry, J. and Carberry, Josiah S."], ()),
        (["{\\relax} and Carberry, Josiah Stinkney"], ("Josiah Stinkney Carberry",)),
    ],
)
def test_the_aliases_are_the_spellings_of_the_file(
    lists: list[str], aliases: tuple[str, ...]
) -> None:
    owner = Owner(name="Josiah S. Carberry")
    assert spellings(entries(lists), owner) == aliases


def entries(lists: list[str]) -> list[bibtex.Entry]:
    text = "".join(f"@misc{{k{n},\n author = {{{names}}},\n}}\n" for n, names in enumerate(lists))
    return bibtex.read(text)[0]


def test_a_guess_is_called_one(bib: Path) -> None:
    done = new(bib.parent, "site", "--bib", "mine.bib", "--orcid", "https://orcid.org/" + ORCID,
               "--name", "Carberry, Josiah")  # fmt: skip
    assert "The name" not in done.stdout
    owner = read_settings(bib.parent / "site/mkdocs.yml").options.owner
    assert (owner.name, owner.orcid) == ("Josiah Carberry", ORCID)
    assert owner.aliases == ("Josiah S. Carberry",)
    done = new(bib.parent, "other", "--bib", "mine.bib")
    assert "The name was guessed: Josiah S. Carberry, the most frequent author" in done.stdout


def test_of_a_file_of_many_people_none_is_the_owner(bib: Path) -> None:
    """Else each entry of the others would be called a fault."""
    others = "".join(f"@misc{{k{n}, author = {{X{n}, Y}}, title = {{T{n}}}}}\n" for n in "abc")
    bib.write_text(BIB + others, encoding="utf-8")
    done = new(bib.parent, "site", "--bib", "mine.bib")
    assert "The site is called Josiah S. Carberry, the most frequent author; a guess" in done.stdout
    assert "missing-owner" not in done.stdout
    settings = read_settings(bib.parent / "site/mkdocs.yml")
    assert (settings.site_name, settings.options.owner) == ("Josiah S. Carberry", Owner())


# ------------------------------------------------------------------ of an ORCID


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """What registrars answer about a record with a work that is someone else's."""
    folder = tmp_path / "answers"
    shutil.copytree(WORLDS / "polluted-orcid", folder)
    person = {
        "name": {
            "given-names": {"value": "Josiah"},
            "family-name": {"value": "Carberry"},
            "credit-name": None,
        },
        "other-names": {"other-name": [{"content": "Carberry, J. S."}, {"content": "a and b"}]},
    }
    (folder / "person.json").write_text(json.dumps(person))
    return folder


def of_record(record: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the command with these answers, and what was asked."""
    registrars = Registrars(record)
    with serving(registrars) as address, mock.patch("publications.watch.asking.time") as clock:
        done = new(record.parent, "site", *arguments, PUBLICATIONS_SERVICES=address)
    assert [call.args[0] for call in clock.sleep.call_args_list] == [1] * (
        len(registrars.asked) - 1
    )
    return done, registrars.asked


def test_a_record_becomes_a_bibliography(record: Path) -> None:
    done, _ = of_record(record, "--orcid", ORCID)
    assert done.returncode == 0, done.stderr
    owner = read_settings(record.parent / "site/mkdocs.yml").options.owner
    assert (owner.name, owner.orcid) == ("Josiah Carberry", ORCID)
    assert owner.aliases == ("J. S. Carberry",)
    assert f"The name is that of the ORCID record {ORCID}: Josiah Carberry" in done.stdout
    read, findings = bibtex.read_file(record.parent / "site/refs.bib", "refs.bib")
    assert [entry.key for entry in read] == [
        "carberry2008unified", "carberry2012kilns", "carberry2024glaze"]  # fmt: skip
    assert not findings


def test_the_name_that_a_record_is_known_by_is_the_first(record: Path) -> None:
    person = json.loads((record / "person.json").read_text())
    person["name"]["credit-name"] = {"value": "Carberry, Jo"}
    (record / "person.json").write_text(json.dumps(person))
    of_record(record, "--orcid", ORCID)
    owner = read_settings(record.parent / "site/mkdocs.yml").options.owner
    assert (owner.name, owner.aliases[0]) == ("Jo Carberry", "Josiah Carberry")


def test_each_doubtful_work_is_named_and_left_out(record: Path) -> None:
    done, _ = of_record(record, "--orcid", ORCID)
    assert "  A Treatise on Frogs: no author is called Josiah Carberry" in done.stdout
    assert (
        "  The Steam Hammer Considered: it is of 1931, decades before the others, which"
        in done.stdout
    )
    text = (record.parent / "site/refs.bib").read_text("utf-8")
    assert "10.5555/frogs.1" not in text
    assert "10.5555/hammer.1" not in text


def test_a_hundred_works_are_few_requests(record: Path) -> None:
    group = json.loads((record / "orcid.json").read_text())["group"][0]
    text, work = json.dumps(group), json.loads((record / "crossref.json").read_text())[0]
    number = "10.5555/12345678"
    groups = [json.loads(text.replace(number, f"10.5555/{n}")) for n in range(100)]
    (record / "orcid.json").write_text(json.dumps({"group": groups}))
    works = [{**work, "DOI": f"10.5555/{n}", "title": [f"Pot {n}"]} for n in range(100)]
    (record / "crossref.json").write_text(json.dumps(works))
    done, asked = of_record(record, "--orcid", ORCID)
    assert "site is written: 11 files, 100 publications\n" in done.stdout
    assert len(asked) <= 10  # one a second


def test_all_that_is_doubtful_about_a_record_is_named(record: Path) -> None:
    works = json.loads((record / "crossref.json").read_text())
    groups = json.loads((record / "orcid.json").read_text())["group"]
    group = json.dumps(groups[0])
    for number in range(12):
        doi, author = f"10.5555/{number}", {"family": "Lee", "given": f"Kim {number}"}
        works.append({**works[0], "DOI": doi, "title": [f"Pan {number}"], "author": [author]})
        groups.append(json.loads(group.replace("10.5555/12345678", doi)))
    (record / "crossref.json").write_text(json.dumps(works))
    (record / "orcid.json").write_text(json.dumps({"group": groups}))
    done, _ = of_record(record, "--orcid", ORCID)
    named = re.findall(r"(?m)^  Pan [0-9]+: no author is called .*\[(\S+)\]$", done.stdout)
    assert named == [f"10.5555/{number}" for number in range(12)]


def test_with_a_file_the_record_says_the_name_only(record: Path) -> None:
    (record.parent / "mine.bib").write_text(BIB, encoding="utf-8")
    done, asked = of_record(record, "--orcid", ORCID, "--bib", "mine.bib")
    assert done.returncode == 0
    assert [path.rpartition("/")[2] for path in asked] == ["personal-details"]
    assert (record.parent / "site/refs.bib").read_text("utf-8") == BIB


def test_where_orcid_fails_nothing_is_written(record: Path) -> None:
    (record / "person.json").unlink()
    done, _ = of_record(record, "--orcid", ORCID)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: ORCID does not know it (404)\n"
    assert not (record.parent / "site").exists()
    (record / "orcid.json").unlink()
    (record / "crossref.json").write_text("[]")
    done, _ = of_record(record, "--orcid", ORCID, "--name", "Josiah Carberry")
    assert (done.returncode, done.stderr) == (1, "error: ORCID does not know it (404)\n")


def test_where_orcid_fails_a_file_says_the_name(record: Path) -> None:
    (record / "person.json").unlink()
    (record.parent / "mine.bib").write_text(BIB, encoding="utf-8")
    done, _ = of_record(record, "--orcid", ORCID, "--bib", "mine.bib")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nORCID does not know it (404)\nThe name was guessed: " in done.stdout


def test_a_record_in_another_script_than_the_file(record: Path) -> None:
    """The names of the record are aliases of the one in the file."""
    (record / "person.json").write_text(
        json.dumps({"name": {"given-names": {"value": "广灿"}, "family-name": {"value": "麦"}}})
    )
    (record.parent / "mine.bib").write_text(BIB, encoding="utf-8")
    done, _ = of_record(record, "--orcid", ORCID, "--bib", "mine.bib")
    assert "missing-owner" not in done.stdout
    owner = read_settings(record.parent / "site/mkdocs.yml").options.owner
    assert (owner.name, owner.aliases[0]) == ("Josiah S. Carberry", "麦广灿")


# ------------------------------------------------------------------ what is refused

REFUSED = [
    ([], 2, "the folder of the new site is not named"),
    (["site"], 2, "whose site is it? (write --name NAME, --orcid ID or --bib FILE)"),
    (["", "--name", "Ann Bell"], 2, "has no name"),
    (["full", "--name", "Ann Bell"], 1, "full is not empty (name a new folder)"),
    (["mine.bib", "--name", "Ann Bell"], 1, "Not a directory"),
    (["mine.bib/site", "--name", "Ann Bell"], 1, "mine.bib: Not a directory"),
    (["site", "--orcid", "0000-0002-1825-0098"], 2, "is no ORCID, or a digit of it is wrong"),
    (["site", "--orcid", ""], 2, "is no ORCID"),
    (["site", "--name", "Ann Bell and Josiah Carberry"], 2, "is not the name of one person"),
    (["site", "--name", " "], 2, "is not the name of one person"),
    (["site", "--bib", "none.bib"], 1, "none.bib: cannot be read: No such file or directory"),
    (["site", "--bib", "full"], 1, "full: cannot be read: Is a directory"),
    (["site", "--bib", "/dev/null"], 1, "/dev/null: cannot be read: Not a regular file"),
    (["site", "--bib", ""], 2, "the BibTeX file has no name"),
    (["site", "--bib", "empty.bib"], 2,
     "nothing says the owner's name (write --name NAME); the BibTeX file has no entry"),
    (["site", "--bib", "wide.bib"], 2, "wide.bib:1:1: error: not-utf-8: the file is UTF-16"),
]  # fmt: skip


def test_a_file_without_entries_is_named(bib: Path) -> None:
    page = bib.with_name("page.html")
    page.write_text("<html><body>Not found</body></html>")
    done = new(bib.parent, "site", "--bib", page.name, "--name", "Ann Bell")
    assert "Nothing was read: the BibTeX file has no entry." in done.stdout
    assert (bib.parent / "site/refs.bib").read_bytes() == page.read_bytes()
    done = new(bib.parent, "other", "--bib", bib.name, "--name", "Ann Bell")
    assert "Nothing was read" not in done.stdout


@pytest.mark.parametrize(("arguments", "status", "message"), REFUSED)
def test_refusals_are_one_sentence(
    bib: Path, arguments: list[str], status: int, message: str
) -> None:
    (bib.parent / "full").mkdir()
    (bib.parent / "full/.hidden").touch()
    (bib.parent / "empty.bib").touch()
    (bib.parent / "wide.bib").write_text(BIB, encoding="utf-16")
    before = files_of(bib.parent)
    done = new(bib.parent, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert re.fullmatch(r"error: [^\n]+\n", done.stderr)
    assert message in done.stderr
    assert files_of(bib.parent) == before


# ------------------------------------------------------------------ all or nothing


def test_an_empty_folder_stays_the_same_one(tmp_path: Path) -> None:
    """It may be the working directory, or hold what a killed run has left."""
    (tmp_path / ".site.999999999.01234567.new").mkdir()
    number = tmp_path.stat().st_ino
    done = new(tmp_path, ".", "--name", "Ann Bell")
    assert (done.returncode, "  cd " in done.stdout) == (0, False)
    assert tmp_path.stat().st_ino == number
    assert len(files_of(tmp_path)) == 11
    assert new(tmp_path, ".", "--name", "Ann Bell").returncode == 1


def test_a_folder_that_was_filled_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="not empty"):
        disk.create(tmp_path, {"mkdocs.yml": b""})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    assert new(tmp_path, "a/b/site", "--name", "Ann Bell").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a/b/site/mkdocs.yml").is_file()


@pytest.mark.parametrize("folder", ["site", "empty", "a/b/site"])
@pytest.mark.parametrize("failing", ["write", "rename"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, folder: str, failing: str) -> None:
    (tmp_path / "empty").mkdir()
    full = OSError(28, "No space left on device", "cv.md")
    calls = 0

    def fail(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if (folder == "empty" and calls < 4) or (failing == "write" and calls < 4):
            return original(*arguments, **options)
        raise full

    owner: Any = folders if failing == "write" else Path
    original = getattr(owner, failing)
    with mock.patch.object(owner, failing, fail if failing == "write" else
                           lambda self, target: fail(self, target)):  # fmt: skip
        done = new(tmp_path, folder, "--name", "Ann Bell")
    assert (done.returncode, done.stderr) == (1, f"error: {folder}: No space left on device\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


# ------------------------------------------------------------------ in a terminal


@pytest.mark.slow
def test_in_a_terminal_what_is_missing_is_asked(bib: Path) -> None:
    command = [sys.executable, "-m", "publications", "new"]
    with Terminal(command, bib.parent) as terminal:
        terminal.wait_for("Folder of the new site: ")
        terminal.type(b"mine.bib\n")
        terminal.wait_for("Not a directory")
        terminal.type(b"site\n")
        terminal.wait_for("Your BibTeX file (Enter for none): ")
        terminal.type(b"\n")
        terminal.wait_for("Your ORCID (Enter for none): ")
        terminal.type(b"0000\n")
        terminal.wait_for("is no ORCID")
        terminal.type(b"\n")
        terminal.wait_for("Your name: ")
        terminal.type(b"Ann Bell\n")
        terminal.wait_for("README.md there says")
    assert read_settings(bib.parent / "site/mkdocs.yml").site_name == "Ann Bell"


@pytest.mark.slow
def test_without_an_answer_nothing_is_written(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "publications", "new", "site"]
    with Terminal(command, tmp_path) as terminal:
        terminal.wait_for("Your BibTeX file")
        terminal.type(b"\x04")
        terminal.wait_for("nothing is written")
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ what it is installed from

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_site_installs_this_version_from_its_tag(written: Path) -> None:
    lines = (written / "requirements.txt").read_text("utf-8").splitlines()
    source, version = PROJECT["urls"]["Source"], PROJECT["version"]
    (package,) = [line for line in lines if line.startswith("publications")]
    assert package == f"publications[mkdocs] @ git+{source}@v{version}"
    assert f"\n## {version}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


class Installed(metadata.Distribution):
    """A package as pip installed it from an address (PEP 610), or from an index (without one)."""

    def __init__(self, direct: str) -> None:
        self.files_of = {
            "METADATA": "Version: 1.2.0\nProject-URL: Homepage, https://a.test/\n"
            "Project-URL: Source, https://git.test/a/b\n",
            "direct_url.json": direct,
        }

    def read_text(self, filename: str) -> str | None:
        return self.files_of.get(filename) or None

    def locate_file(self, path: Any) -> Any:
        raise FileNotFoundError(path)


def direct(url: str, **vcs: str) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": "c0ffee", **vcs}})


def test_what_pip_installed_it_from_is_what_the_site_asks_for() -> None:
    asked = {
        "": "https://git.test/a/b@v1.2.0",
        json.dumps({"url": "file:///home/me/checkout", "dir_info": {"editable": True}}): (
            "https://git.test/a/b@v1.2.0"
        ),
        json.dumps({"url": "https://x.test/a.whl", "archive_info": {}}): (
            "https://git.test/a/b@v1.2.0"
        ),
        direct("file:///home/me/checkout"): "https://git.test/a/b@v1.2.0",
        direct("https://git.test/fork/b.git"): "https://git.test/fork/b.git@c0ffee",
        direct("https://git.test/c/d", requested_revision="main"): "https://git.test/c/d@c0ffee",
        direct("https://git.test/c/d", requested_revision="v1.2.0"): "https://git.test/c/d@v1.2.0",
        direct("https://hg.test/c", vcs="hg"): "https://git.test/a/b@v1.2.0",
    }
    origins = {text: origin_of(Installed(text)) for text in asked}
    assert {text: f"{o.repository}@{o.revision}" for text, o in origins.items()} == asked
    assert origins[direct("https://git.test/fork/b.git")].page == "https://git.test/fork/b"


def test_its_versions_are_those_of_this_repository(written: Path) -> None:
    """Those that the package itself pins are left to it, so that it can be upgraded alone."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    ours = {line.partition(" #")[0].strip() for line in lines}
    lines = (written / "requirements.txt").read_text("utf-8").splitlines()
    theirs = {line for line in lines if "==" in line}
    own = set(PROJECT["optional-dependencies"]["mkdocs"])
    assert theirs < ours, "make lock"
    assert own < ours
    assert not theirs & own
    needed = metadata.requires("mkdocs-material") or []
    names = {re.split(r"[^\w-]", line)[0] for line in needed if "extra" not in line}
    assert names <= {pin.partition("==")[0] for pin in theirs | own}


def test_its_readme_names_the_zensical_that_the_theme_is_tested_with(written: Path) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    (pin,) = [pin for pin in groups["dev"] if pin.startswith("zensical==")]
    assert f"`pip install {pin}`" in (written / "README.md").read_text("utf-8")


def test_there_is_a_program_of_the_packages_name() -> None:
    (program,) = metadata.entry_points(group="console_scripts", name="publications")
    assert callable(program.load())


# ------------------------------------------------------------------ its workflows


def uses(folder: Path) -> set[str]:
    """The actions of the workflows in a folder, each with its commit and version."""
    texts = [path.read_text("utf-8") for path in folder.glob("*.yml")]
    return set(re.findall(r"uses: (\S+@.+)", "\n".join(texts)))


def test_its_actions_are_those_of_this_repository(written: Path) -> None:
    theirs, ours = uses(written / ".github/workflows"), uses(ROOT / ".github/workflows")
    assert theirs
    assert theirs <= ours


@pytest.mark.slow
def test_its_workflows_are_safe_and_as_github_reads_them(written: Path) -> None:
    done = zizmor(written)
    assert done.returncode == 0, done.stdout + done.stderr
    files = map(str, (written / ".github/workflows").glob("*.yml"))
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema",
               "vendor.github-workflows", *files)  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
