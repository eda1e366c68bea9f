"""Typst as a library: a template and data to the bytes of a PDF, or why there is none."""

from __future__ import annotations

import importlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from publications import disk

#: Accessible, and for archives with files attached.
STANDARDS: Final = ("ua-1", "a-3a")
#: PDF/A asks for a date, and Typst would take that of the clock.
_WITHOUT_DATE: Final = ("ua-1",)
MAIN: Final = "cv.typ"
FONTS: Final = Path(__file__).parent / "fonts"
#: How much less space between blocks is tried, until the last page is worth its paper.
_TIGHTER: Final = (0.0, 0.12, 0.24, 0.36, 0.48)
_LEAST_FILLED: Final = 0.2
_ONE_IMAGE: Final = '#set document(title: "x")\n#image("{name}", alt: "x")'
_MISSING: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_CODE_POINT: Final = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_PLACE: Final = re.compile(r"(?m)^\s*┌─ \S*?:(\d+):")


class CompileError(ValueError):
    """A template that Typst refuses: what it says, and the line; or characters without a font."""

    def __init__(self, message: str, line: int = 1, missing: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Compiled:
    """A PDF; `borrowed` are the characters that a font of this machine was needed for."""

    content: bytes
    borrowed: str = ""


@cache
def _typst() -> Any:
    """Typst, or None: there is no wheel for every system.  It takes 7 MB, so few load it."""
    with suppress(ImportError):
        return importlib.import_module("typst")
    return None


def is_there() -> bool:
    """Whether Typst is installed."""
    return _typst() is not None


def can_set(name: str, content: bytes) -> bool:
    """Whether Typst can set an image, in a document of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        main = Path(temporary, MAIN)
        disk.write(main, _ONE_IMAGE.format(name=name).encode(), sync=False)
        disk.write(main.with_name(name), content, sync=False)
        try:
            _compile(_typst().Compiler(str(main)), STANDARDS)
        except _typst().TypstError:
            return False
    return True


def compile_pdf(
    template: Path, data: Mapping[str, Any], files: Mapping[str, bytes], fonts: Sequence[Path]
) -> Compiled:
    """Set the data by the template.  Raises CompileError.

    `files` are those that the data name.  The template sees them and nothing else of the disk.  The
    fonts are those in `fonts`, of the package and of Typst, so that every machine makes the same
    bytes.  Only for characters that are in none of them the machine's are taken.
    """
    folders = [str(folder) for folder in (*fonts, FONTS)]
    standards: Sequence[str] = STANDARDS
    if data["date"] is None:
        standards = _WITHOUT_DATE
    with tempfile.TemporaryDirectory() as temporary:
        main = Path(temporary, MAIN)
        contents = {MAIN: disk.read(template), "page.json": json.dumps(data).encode(), **files}
        for name, content in contents.items():
            disk.write(main.with_name(name), content, sync=False)
        try:
            return Compiled(_fitted(main, folders, standards, ours_only=True))
        except CompileError as error:
            if not error.missing:
                raise
            return Compiled(
                _fitted(main, folders, standards, ours_only=False), borrowed=error.missing
            )


def _fitted(main: Path, folders: list[str], standards: Sequence[str], *, ours_only: bool) -> bytes:
    """Compile, and again with less space as long as the last page is almost empty."""
    compiler = _typst().Compiler(str(main), font_paths=folders, ignore_system_fonts=ours_only)
    first = b""
    for tight in _TIGHTER:
        try:
            content = _compile(compiler, standards, tight=str(tight))
            end = json.loads(compiler.query("<end>", field="value", one=True))
        except _typst().TypstError as error:
            raise _error_of(error) from error
        first = first or content
        if end["page"] == 1 or end["end"] >= _LEAST_FILLED:
            return content
    return first


def _compile(compiler: Any, standards: Sequence[str], **inputs: str) -> bytes:
    """The bytes of a PDF.  Raises TypstError."""
    content = compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=list(standards))
    return bytes(content)


def _error_of(error: Any) -> CompileError:
    """What Typst says, in one line."""
    said = error.diagnostic or str(error)
    words = dict.fromkeys(map(_decoded, _MISSING.findall(said)))
    missing = "".join(dict.fromkeys("".join(words)))
    place = _PLACE.search(said)
    line = 1
    if place is not None:
        line = int(place[1])
    return CompileError(error.message, line, missing)


def _decoded(word: str) -> str:
    return _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), word)
