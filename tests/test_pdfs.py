"""PDFs beside the pages of their publications: what is copied where, and what keeps its place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from publications.__main__ import main
from publications.builders import files
from publications.commands import generate
from publications.exports import highwire
from publications.pages import addresses
from publications.project import Project, load_project
from publications.settings import read_settings
from tests.conftest import mkdocs_build

CONFIG = """\
site_name: S
site_url: https://site.test/sub/
markdown_extensions: [publications]
plugins: [publications]
"""
PDF = b"%PDF-1.4\n\xff\x00 the paper"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, "mkdocs.yml", CONFIG)
    write(tmp_path, "docs/index.md", "# S\n")
    write(tmp_path, "docs/assets/pdf/p.pdf", PDF)
    entry(tmp_path, "pdf = {p.pdf}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, content: str | bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def entry(folder: Path, *fields: str) -> None:
    """One entry for each, whose keys are a, b and so on."""
    known = "author = {A One}, title = {T %s}, journal = {J}, year = 2020"
    entries = (f"@article{{{k}, {known % k}, {f}}}\n" for k, f in zip("abc", fields, strict=False))
    write(folder, "refs.bib", "".join(entries))


def load(folder: Path) -> Project:
    return load_project(read_settings(folder / "mkdocs.yml"))


def tag(project: Project, key: str = "a") -> str:
    tags = dict(highwire.tags(project.bibliography.by_key[key], project.site))
    return tags.get("citation_pdf_url", "").removeprefix("https://site.test/sub/")


def made(folder: Path) -> Iterator[str]:
    """The PDFs in the folder of the publications, below the docs folder."""
    return (path.name for path in sorted((folder / "docs/publications").glob("*.pdf")))


@pytest.mark.parametrize(
    ("field", "file", "address"),
    [
        ("pdf = {p.pdf}", "assets/pdf/p.pdf", "publications/a.pdf"),
        ("pdf = {assets/pdf/p.pdf}", "assets/pdf/p.pdf", "publications/a.pdf"),
        ("pdf = {/assets/pdf/p.pdf}", "assets/pdf/p.pdf", "publications/a.pdf"),
        ("pdf = {./papers/../p.pdf}", "p.pdf", "publications/a.pdf"),
        ("pdf = {p.pdf#page=2}", "assets/pdf/p.pdf", "publications/a.pdf"),
        ("pdf = {p.pdf?v=2}", "assets/pdf/p.pdf", "publications/a.pdf"),
        ("pdf = {my paper.pdf}", "assets/pdf/my paper.pdf", "publications/a.pdf"),
        ("pdf = {my%20paper.pdf}", "assets/pdf/my paper.pdf", "publications/a.pdf"),
        (r"pdf = {my\_paper.pdf}", "assets/pdf/my_paper.pdf", "publications/a.pdf"),
        ("pdf = {P.PDF}", "assets/pdf/P.PDF", "publications/a.pdf"),
        ("file = {p.pdf}", "assets/pdf/p.pdf", ""),
        ("url = {papers/p.pdf}", "papers/p.pdf", "publications/a.pdf"),
        (
            "url = {papers/p.pdf}, pdf = {https://e.org/p.pdf}",
            "papers/p.pdf",
            "https://e.org/p.pdf",
        ),
        ("slides = {p.pdf}", "assets/pdf/p.pdf", ""),
        ("pdf = {p.ps}", "assets/pdf/p.ps", "assets/pdf/p.ps"),
        ("pdf = {missing.pdf}", "assets/pdf/p.pdf", ""),
        ("pdf = {../p.pdf}", "../p.pdf", ""),
        ("pdf = {https://e.org/p.pdf}", "assets/pdf/p.pdf", "https://e.org/p.pdf"),
        ("pdf = {https://site.test/sub/assets/pdf/p.pdf}", "assets/pdf/p.pdf", "assets/pdf/p.pdf"),
        ("pdf = {publications/a.pdf}", "publications/a.pdf", "publications/a.pdf"),
        ("pdf = {publications/A.pdf}", "publications/A.pdf", "publications/A.pdf"),
        ("arxiv = {1703.00832}", "assets/pdf/p.pdf", "https://arxiv.org/pdf/1703.00832"),
        ("arxiv = {1703.00832}, pdf = {p.pdf}", "assets/pdf/p.pdf", "publications/a.pdf"),
    ],
)
def test_the_tag_names_the_file_beside_the_page(
    folder: Path, field: str, file: str, address: str
) -> None:
    write(folder, f"docs/{file}", PDF)
    entry(folder, field)
    project = load(folder)
    assert tag(project) == address
    files.generate(project, folder / "docs")
    if address.startswith("publications/"):
        assert (folder / "docs" / address).read_bytes() == PDF
    else:
        assert [*made(folder)] == []
    assert (folder / "docs" / file).read_bytes() == PDF


@pytest.mark.parametrize(
    "owners",
    [
        "publications/a.pdf",
        "publications/A.PDF",
        "publications/a.pdf/index.md",
        "publications/a.pdf.md",
    ],
)
def test_nothing_of_the_owners_gives_way(folder: Path, owners: str) -> None:
    write(folder, f"docs/{owners}", "# Theirs\n")
    project = load(folder)
    assert not project.bibliography.faults
    assert tag(project) == "assets/pdf/p.pdf"
    files.generate(project, folder / "docs")
    assert (folder / "docs" / owners).read_text() == "# Theirs\n"
    assert project.site.pdfs == {}


def test_letter_case_does_not_tell_two_files_apart(folder: Path) -> None:
    write(folder, "docs/publications/upper.pdf", PDF)
    (folder / "refs.bib").write_text("@misc{Upper, title = {T}, pdf = {p.pdf}}")
    assert tag(load(folder), "Upper") == "assets/pdf/p.pdf"


def test_each_entry_and_each_former_key_has_its_own(folder: Path) -> None:
    entry(folder, "pdf = {p.pdf}, ids = {old}", "pdf = {p.pdf}")
    files.generate(load(folder), folder / "docs")
    assert [*made(folder)] == ["a.pdf", "b.pdf", "old.pdf"]
    assert {"/publications/a.pdf", "/publications/old.pdf"} <= addresses.made(
        load(folder).bibliography, load(folder).site
    )


def test_a_link_to_a_file_is_followed_and_one_to_nothing_is_not(folder: Path) -> None:
    write(folder, "elsewhere.pdf", PDF)
    (folder / "docs/assets/pdf/l.pdf").symlink_to(folder / "elsewhere.pdf")
    (folder / "docs/assets/pdf/n.pdf").symlink_to(folder / "nothing.pdf")
    os.mkfifo(folder / "docs/assets/pdf/f.pdf")
    entry(folder, "pdf = {l.pdf}", "pdf = {n.pdf}", "pdf = {f.pdf}")
    assert load(folder).site.pdfs == {"a": "assets/pdf/l.pdf"}


@pytest.mark.slow
@pytest.mark.parametrize("directory_urls", [True, False])
def test_mkdocs_copies_them(folder: Path, directory_urls: bool) -> None:
    write(folder, "mkdocs.yml", f"{CONFIG}use_directory_urls: {str(directory_urls).lower()}\n")
    write(folder, "docs/publications/b.pdf", b"theirs")
    entry(folder, "pdf = {p.pdf}", "pdf = {p.pdf}", "pdf = {assets/private.pdf}")
    write(folder, "docs/assets/private.pdf", b"private")
    with (folder / "mkdocs.yml").open("a") as file:
        file.write("exclude_docs: private.pdf\n")
    done = mkdocs_build(folder, folder / "site", strict=False)
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    assert (site / "publications/a.pdf").read_bytes() == PDF
    assert (site / "assets/pdf/p.pdf").read_bytes() == PDF
    assert (site / "publications/b.pdf").read_bytes() == b"theirs"
    assert b"private" not in {path.read_bytes() for path in site.rglob("*.pdf")}
    assert main(["verify", "site"]) == 0


def test_a_changed_one_is_noticed(folder: Path) -> None:
    runs = generate.watch(folder / "mkdocs.yml")
    next(runs)
    write(folder, "docs/assets/pdf/p.pdf", PDF + b", revised")
    _, done = next(runs)
    assert re.search(r"\b1 written\b", done)
    assert (folder / "docs/publications/a.pdf").read_bytes() == PDF + b", revised"
    entry(folder, "")
    next(runs)
    assert [*made(folder)] == []


def test_one_that_the_owner_has_moved_there_stays(folder: Path) -> None:
    files.generate(load(folder), folder / "docs")
    (folder / "docs/assets/pdf/p.pdf").replace(folder / "docs/publications/a.pdf")
    entry(folder, "pdf = {publications/a.pdf}")
    files.generate(load(folder), folder / "docs")
    assert (folder / "docs/publications/a.pdf").read_bytes() == PDF


def test_a_lost_one_is_named_with_the_way_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["lock-urls"])
    assert "/publications/a.pdf\n" in (folder / addresses.NAME).read_text()
    entry(folder, "")
    capsys.readouterr()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "lost-address: there would be nothing at /publications/a.pdf any more" in said
    assert "docs/publications/a.pdf" in said
    write(folder, "docs/publications/a.pdf", PDF)
    assert main(["check"]) == 0
