"""Each entry type in each format, as it is written: tests/golden/exports/<type>.<suffix>."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from publications.exports import FORMATS, atom, highwire, jsonld
from publications.exports.formats import Format
from tests.exported import FOLDER, SITE, TYPES
from tests.rows import every_row

Compare = Callable[[Path, str], None]


@every_row("fmt", FORMATS)
@every_row("name", TYPES)
def test_format(name: str, fmt: Format, golden: Compare) -> None:
    golden(FOLDER / f"{name}.{fmt.suffix}", fmt.write(TYPES[name]))


@every_row("name", TYPES)
def test_metadata_of_the_page(name: str, golden: Compare) -> None:
    tags = "".join(f"{tag}\t{content}\n" for tag, content in highwire.tags(TYPES[name], SITE))
    node = json.dumps(jsonld.publication(TYPES[name], SITE), ensure_ascii=False, indent=1)
    golden(FOLDER / f"{name}.page.txt", f"{tags}\n{node}\n")


def test_feed(golden: Compare) -> None:
    golden(FOLDER / "feed.xml", atom.feed(list(TYPES.values()), SITE).decode())


def test_no_file_is_left_over() -> None:
    names = {f"{name}.{suffix}" for name in TYPES for suffix in ("bib", "ris", "json", "page.txt")}
    assert {path.name for path in FOLDER.iterdir()} == names | {"types.bib", "feed.xml"}


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.name)
def test_all_of_them_are_each_of_them(fmt: Format) -> None:
    publications = list(TYPES.values())
    whole = fmt.join([fmt.write(publication).encode() for publication in publications]).decode()
    if fmt.suffix == "json":
        assert json.loads(whole) == [json.loads(fmt.write(p))[0] for p in publications]
    else:
        blank = "\r\n" if fmt.suffix == "ris" else "\n"
        assert whole == blank.join(fmt.write(p) for p in publications)
