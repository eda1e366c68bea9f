"""Pictures and videos that browsers show: the format and the size of a file, from its head."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast
from xml.etree import ElementTree

from publications import disk

try:
    import imagesize
except ImportError:  # an environment from before it was needed: no sizes but those of SVG
    imagesize = None

#: How much of a file tells its format, and of an SVG its size.
_HEAD: Final = 65536
# A gigabyte of memory, at which browsers give up.
_MOST_PIXELS: Final = 2**28
_SVG: Final = "{http://www.w3.org/2000/svg}svg"
# CSS Values 4, 6.2: pixels in each absolute unit.
_PIXELS: Final = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54,
                  "mm": 96 / 25.4, "q": 96 / 101.6}  # fmt: skip
_LENGTH: Final = re.compile(
    r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(px|pt|pc|in|cm|mm|q)?\s*", re.I | re.A
)
_NUMBERS: Final = re.compile(r"[\s,]+")


class PictureError(ValueError):
    """A file that cannot be shown: says what is wrong with it, and the way out."""

    def __init__(self, fact: str, hint: str) -> None:
        super().__init__(fact)
        self.fact = fact
        self.hint = hint


class Format(NamedTuple):
    """A format: its name, the suffixes that servers know it by, how its files begin.

    Browsers tell the formats of pixels apart by themselves, whatever their suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    begins: re.Pattern[bytes]
    pixels: bool = True


def _format(name: str, suffixes: str, begins: bytes, *, pixels: bool = True) -> Format:
    return Format(name, tuple(suffixes.split()), re.compile(begins, re.DOTALL), pixels)


#: The formats that all browsers of today show; the first that a file begins like is its own.
FORMATS: Final = (
    _format("PNG", ".png .apng", rb"\x89PNG\r\n\x1a\n"),
    _format("JPEG", ".jpg .jpeg .jfif", rb"\xff\xd8\xff"),
    _format("GIF", ".gif", rb"GIF8[79]a"),
    _format("WebP", ".webp", rb"RIFF.{4}WEBP"),
    _format("AVIF", ".avif", rb".{4}ftyp(?:.{4})*?avi[fs]"),
    # Photographs of telephones, JPEG 2000 and QuickTime begin alike.
    _format("MP4", ".mp4 .m4v", rb".{4}ftyp(?!hei|hev|mif1|msf1|jp|qt)", pixels=False),
    _format("WebM", ".webm", rb"\x1a\x45\xdf\xa3", pixels=False),
)
SVG: Final = Format("SVG", (".svg",), re.compile(rb"(?!)"), pixels=False)
VIDEOS: Final = tuple(
    suffix for each in FORMATS if each.name in ("MP4", "WebM") for suffix in each.suffixes
)
#: The suffixes of all formats.
SUFFIXES: Final = tuple(suffix for each in (*FORMATS, SVG) for suffix in each.suffixes)
_OF_PIXELS: Final = tuple(suffix for each in FORMATS if each.pixels for suffix in each.suffixes)
_NAMES: Final = "PNG, JPEG, GIF, WebP, AVIF, SVG, MP4 or WebM"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture or a video: its format, its bytes, and its size in pixels (0: not known)."""

    format: str
    bytes: int
    width: int = 0
    height: int = 0


def is_video(path: str) -> bool:
    """Whether a path is that of a video.

    >>> is_video("assets/Film.MP4"), is_video("assets/film.gif")
    (True, False)
    """
    return path.lower().endswith(VIDEOS)


def read(path: Path) -> Picture:
    """Read the head of a file.

    Raises:
        PictureError: no browser would show it: it is missing, empty or damaged, of another format,
            or has a suffix by which servers call it something else.
    """
    try:
        with disk.opened(path) as file:
            return _read(file, path.suffix.lower())
    except IsADirectoryError:
        raise PictureError("is a folder", "name a file in it") from None
    except OSError as error:
        fact = f"cannot be read: {disk.reason(error)}"
        raise PictureError(fact, "mend the file, or its rights") from None


def _read(file: BinaryIO, suffix: str) -> Picture:
    """The picture in an open file whose name has this suffix.  Raises PictureError."""
    head = file.read(_HEAD)
    size = os.fstat(file.fileno()).st_size
    if not size:
        raise PictureError("is empty", "save the picture again")
    root = _svg_root(head)
    if root is not None:
        _check_suffix(SVG, suffix)
        return Picture(SVG.name, size, *_svg_size(root))
    form = _format_of(head)
    _check_suffix(form, suffix)
    if not form.pixels or imagesize is None:
        return Picture(form.name, size)
    return Picture(form.name, size, *_size_in_pixels(file, form))


def _format_of(head: bytes) -> Format:
    """The format that a file begins like.  Raises PictureError where that is none of them."""
    for form in FORMATS:
        if form.begins.match(head[:256]):
            return form
    raise PictureError(f"is no {_NAMES}", "save it as one of these")


def _size_in_pixels(file: BinaryIO, form: Format) -> tuple[int, int]:
    """Width and height of a picture of pixels.

    Raises PictureError where it has none, or so many that browsers give up.
    """
    width, height = imagesize.get(file)
    if min(width, height) <= 0:
        raise PictureError(f"is a damaged {form.name}, whose size cannot be read", "save it again")
    if width * height > _MOST_PIXELS:
        fact = f"has {width} x {height} pixels, more than browsers unpack"
        raise PictureError(fact, "save it 1600 pixels wide")
    return width, height


def _check_suffix(form: Format, suffix: str) -> None:
    """Raise PictureError for a suffix by which a server would call the file something else."""
    allowed = form.suffixes
    if form.pixels:
        allowed = _OF_PIXELS
    if suffix not in allowed:
        fact = f"is {form.name}, but its name does not end in {form.suffixes[0]}"
        raise PictureError(fact, "rename it, in the field as well")


def _svg_root(head: bytes) -> ElementTree.Element | None:
    """The first element of an SVG file, or None for other files."""
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(["start"])
    parser.feed(head)  # expat bounds what entities become
    try:
        events: Iterator[Any] = parser.read_events()
        _, root = next(events, ("start", None))
    except ElementTree.ParseError:
        return None
    if root is None or root.tag != _SVG:
        return None
    return cast(ElementTree.Element, root)


def _svg_size(root: ElementTree.Element) -> tuple[int, int]:
    """The size that an SVG says, or the proportions of what it shows of its drawing.

    That is SVG 2, 8.2: `viewBox` holds the origin, then width and height.

    >>> _svg_size(ElementTree.fromstring('<svg viewBox="0 0 40 30"/>'))
    (40, 30)
    """
    said = (root.get("width", ""), root.get("height", ""))
    shown = _NUMBERS.split(root.get("viewBox", "").strip())[2:]
    for sides in (said, shown):
        match list(map(_length, sides)):
            case [width, height] if width and height:
                return max(1, round(width)), max(1, round(height))
    return 0, 0


def _length(text: str) -> float:
    """A length in pixels; 0 for one that depends on the page, and for what is none.

    >>> _length("1in"), _length("50%")
    (96.0, 0.0)
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        return 0.0
    return float(match[1]) * _PIXELS[(match[2] or "").lower()]
