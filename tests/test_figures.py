"""Figures: which file an entry names, what is read of it, where it is shown and how it looks."""

from __future__ import annotations

import base64
import json
import os
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from publications import bibliography
from publications.markdown.fragments import fragment
from publications.model import figures, pictures
from publications.model.publication import Publication
from publications.pages.figures import shared
from publications.pages.render import Neighbours, Renderer
from publications.pdf.tree import Reader
from publications.settings import Options, Owner
from tests.conftest import copy_project, mkdocs_build
from tests.exported import NOWHERE, SITE
from tests.rows import every_row
from tests.windows import Visit, Windows
from tools import preview

FOLDER = figures.FOLDER
LIST = "\n/// publications\n    select: selected\n    group: none\n    {}\n///\n"


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x90" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def svg(attributes: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


#: Drawn by Pillow, 24 x 10 pixels; the first lies on its side, and says so in its EXIF data.
DRAWN = {
    "rotated.jpg":
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAFA3PEY8MlBG"
        "QUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAAKABgBAREA"
        "/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AJgA/9k=",
    "progressive.JPEG":
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////"
        "////////////////////////////wgALCAAKABgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/2gAIAQEAAAABkH//"
        "xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAEFAl//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Al//xAAU"
        "EAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAE/IV//2gAIAQEAAAAQA//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEA"
        "AT8QX//Z",
    "lossy.webp":
        "UklGRjYAAABXRUJQVlA4ICoAAACwAgCdASoYAAoAP83W4mY/tK4nMAgD8DmJQAAPZAAA/txRYjt7k/VjQgA=",
    "lossless.webp": "UklGRh4AAABXRUJQVlA4TBEAAAAvF0ACAAfQrC40rP+BiOh/AAA=",
    "transparent.webp":
        "UklGRlQAAABXRUJQVlA4WAoAAAAQAAAAFwAACQAAQUxQSAkAAAABBxAREYiI/gcAVlA4ICQAAACwAgCdASoYAAoAP83W"
        "4mY/tK4nMAgD8DmJaQAAeyAA/undAAA=",
    "still.gif":
        "R0lGODdhGAAKAIAAAAAAAAAAACwAAAAAGAAKAAAIGwABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsWLCgAA7",
    "grey.png":
        "iVBORw0KGgoAAAANSUhEUgAAABgAAAAKAQAAAACGEqPFAAAAEElEQVR42mP8z8DAxEAYAwAokQETkApVpgAAAABJRU5E"
        "rkJggg==",
    "still.avif":
        "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAA"
        "AAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAJAAAAChpaW5mAAAAAAABAAAA"
        "GmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAGAAAAAoAAAAQcGl4aQAA"
        "AAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAALG1kYXQS"
        "AAoJGBDvLRAQ0GhAMhUf94eFFd///+LAAACusZybuZVbnTA=",
}  # fmt: skip
#: Pictures and the sizes that browsers give them.
PICTURES = {
    **{name: (base64.b64decode(text), (24, 10)) for name, text in DRAWN.items()},
    "rotated.jpg": (base64.b64decode(DRAWN["rotated.jpg"]), (10, 24)),
    "drawn.png": (png(352, 220), (352, 220)),
    "a jpeg.png": (base64.b64decode(DRAWN["progressive.JPEG"]), (24, 10)),
    "sized.svg": (svg('width="40" height="30" viewBox="0 0 4 4"'), (40, 30)),
    "units.svg": (svg('width="3in" height="72pt"'), (288, 96)),
    "prolog.svg": (
        svg("width='40px' height='2.5e1'", '<?xml version="1.0"?>\n<!-- > -->\n<!DOCTYPE svg>\n'),
        (0, 0),  # none but plain numbers are read
    ),
}
#: Those of SVG that browsers take from the page.
PROPORTIONS = {
    'viewBox="0 0 176 110"': (176, 110),
    'width="100%" height="100%" viewBox="0,0, 16,9"': (16, 9),
    'width="40" viewBox="0 0 8 4"': (8, 4),
    'viewBox="0 0 0.4 0.2"': (1, 1),
    "": (0, 0),
    'viewBox="0 0 1"': (0, 0),
    'viewBox="0 0 -4 4"': (0, 0),
    'width="1e999" height="NaN"': (0, 0),
    'width="99999999999999" height="1"': (0, 0),
    'width="٣" height="4"': (0, 0),
}


@every_row("name", PICTURES)
def test_the_size_of_a_picture(name: str, tmp_path: Path) -> None:
    content, size = PICTURES[name]
    (tmp_path / name).write_bytes(content)
    picture = pictures.read(tmp_path / name)
    assert (picture.width, picture.height) == size
    assert picture.bytes == len(content)


def test_browsers_see_the_same_size(page: Page) -> None:
    shown = {name: each for name, each in PICTURES.items() if each[1] != (0, 0)}
    for content, _ in shown.values():
        mime = "image/svg+xml" if content.startswith(b"<") else "image/png"
        source = f"data:{mime};base64,{base64.b64encode(content).decode()}"
        page.evaluate("s => document.body.append(Object.assign(new Image(), {src: s}))", source)
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")
    sizes = page.evaluate("[...document.images].map(i => [i.naturalWidth, i.naturalHeight])")
    assert dict(zip(shown, map(tuple, sizes), strict=True)) == {
        name: size for name, (_, size) in shown.items()
    }


@every_row("attributes", PROPORTIONS)
def test_the_proportions_of_an_svg(attributes: str, tmp_path: Path) -> None:
    (tmp_path / "drawing.svg").write_bytes(svg(attributes))
    picture = pictures.read(tmp_path / "drawing.svg")
    assert (picture.format, picture.width, picture.height) == ("SVG", *PROPORTIONS[attributes])


@every_row(
    "content",
    [
        b"<!DOCTYPE svg [" + b"".join(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">'.encode() for n in range(12)
        ) + b"]>" + svg('width="&a11;"'),
        b"<svg" * 20_000,
        b"\xff\xd8\xff\xe0" + b"\xff" * 50,
        b"\xff\xd8\xff\xc0\x00\x00" * 99,
        b"RIFF\x00\x00\x00\x00WEBPVP8X",
        b"\x00\x00\x00\x20ftypavif" + b"\x00\x00\x00\x00meta" * 40,
        *(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" for brand in (b"heic", b"mif1", b"qt  ")),
        b"GIF89a",
        png(1, 1)[:20],
        png(0, 5),
        png(1, 1)[:16] + b"\x00\x01\x00\x00" * 2 + b"\x08\x02",
        b"MZ\x90\x00",
        b"%PDF-1.7",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>",
    ],
)  # fmt: skip
@every_row("suffix", ["png", "svg", "mp4"])
def test_what_is_no_picture_is_said(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{suffix}"
    path.write_bytes(content)
    with pytest.raises(pictures.PictureError) as caught:
        pictures.read(path)
    assert caught.value.fact
    assert caught.value.hint


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(pictures.PictureError, match="Not a regular file"):
        pictures.read(tmp_path / "pipe.png")


def test_without_the_library_pictures_have_no_size(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pictures, "imagesize", None)
    (tmp_path / "drawn.png").write_bytes(png(3, 2))
    assert pictures.read(tmp_path / "drawn.png").width == 0
    (tmp_path / "drawn.svg").write_bytes(svg('viewBox="0 0 3 2"'))
    assert pictures.read(tmp_path / "drawn.svg").width == 3


#: What stands in `preview`, and the file that it means; the first of each is that of the others.
FILES = {
    "lamp.png": f"{FOLDER}lamp.png",
    " lamp.png ": f"{FOLDER}lamp.png",
    "lamp.png?v=2": f"{FOLDER}lamp.png",
    "<lamp.png>": f"{FOLDER}lamp.png",
    r"\url{lamp.png}": f"{FOLDER}lamp.png",
    "{lamp}.png": f"{FOLDER}lamp.png",
    "./lamp.png": f"{FOLDER}lamp.png",
    "set/lamp.png": f"{FOLDER}set/lamp.png",
    "figures/lamp.PNG": "figures/lamp.PNG",
    "/figures/lamp.PNG": "figures/lamp.PNG",
    "figures//x/../lamp.PNG": "figures/lamp.PNG",
    "two lamps.png": f"{FOLDER}two lamps.png",
    "two%20lamps.png": f"{FOLDER}two lamps.png",
    "two\n  lamps.png": f"{FOLDER}two lamps.png",
    r"100\% \#1 a\_b?.png": f"{FOLDER}100% #1 a_b?.png",
    "100% #1 a_b?.png": f"{FOLDER}100% #1 a_b?.png",
    "100%25%20%231%20a_b%3F.png": f"{FOLDER}100% #1 a_b?.png",
    "灯 ü.png": f"{FOLDER}灯 ü.png",
    "a&b<c>'d'.png": f"{FOLDER}a&b<c>'d'.png",
    ".lamp.png": "",
    "./.figures/lamp.png": "",
    "/": "",
    "../outside.png": "",
    "../../../../outside.png": "",
    "figures/../../outside.png": "",
    "/etc/passwd": "",
    "figures/%2E%2E/%2E%2E/outside.png": "",
    "/%2F{outside}": "",
    "gone.png": "",
    "LAMP.png": "",
    f"{'x' * 3000}.png": "",
    "a\0b.png": "",
    "C:/lamp.png": "",
    "https://example.org/lamp.png": "",
    "//example.org/lamp.png": "",
    "www.example.org/lamp.png": "",
    "data:image/png;base64,AAAA": "",
}


def load(root: Path, text: str) -> bibliography.Bibliography:
    """The bibliography of a text, beside its docs folder."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "refs.bib").write_text(text, "utf-8")
    return bibliography.load(root, Options(("refs.bib",), Owner()), root / "docs")


def entry(key: str, fields: str = "") -> str:
    always = "author = {Ekholm, Marit}, year = 2020, journal = {J}"
    return f"@article{{{key}, title = {{On {key}}}, {always}, {fields}}}\n"


def put(root: Path, name: str, content: bytes) -> None:
    path = root / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@every_row("name", FILES)
def test_the_file_that_an_entry_names(name: str, tmp_path: Path) -> None:
    for file in filter(None, FILES.values()):
        put(tmp_path, file, png(4, 3))
    put(tmp_path, f"{FOLDER}.lamp.png", png(4, 3))
    put(tmp_path, ".figures/lamp.png", png(4, 3))
    (tmp_path / "outside.png").write_bytes(png(4, 3))
    named = name.replace("{outside}", str(tmp_path / "outside.png"))
    bibliography = load(tmp_path, entry("a", f"preview = {{{named}}}, summary = {{S}}"))
    shown = [each.figure.path if each.figure else "" for each in bibliography.publications]
    assert shown in ([FILES[name]], [])
    assert bool(FILES[name]) is (bibliography.faults == ())


def test_a_link_to_a_picture_elsewhere_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.png").write_bytes(png(4, 3))
    folder = tmp_path / "docs" / FOLDER
    folder.mkdir(parents=True)
    (folder / "lamp.png").symlink_to(tmp_path / "elsewhere.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    good, bad = load(
        tmp_path, entry("a", "preview = {lamp.png}") + entry("b", "preview = {loop.png}")
    ).publications
    assert good.figure
    assert good.figure.width == 4
    assert bad.figure is None


def published(root: Path, fields: str, content: bytes = b"", name: str = "lamp.png") -> Publication:
    """A publication with a picture."""
    put(root, FOLDER + name, content or png(640, 400))
    (publication,) = load(root, entry("a", f"preview = {{{name}}}, {fields}")).publications
    return publication


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_a_list_shows_the_picture_beside_its_title(tmp_path: Path) -> None:
    publication = published(tmp_path, "preview_alt = {A lamp}")
    (image,) = soup(Renderer(SITE).items([publication], "line", str, with_figures=True)).select(
        "li > a[tabindex='-1'][aria-hidden='true'] > img"
    )
    assert image.attrs == {
        "src": f"{FOLDER}lamp.png", "alt": "", "width": "640", "height": "400",
        "loading": "lazy", "decoding": "async",
    }  # fmt: skip
    assert image.parent
    assert image.parent["href"] == "publications/a.md"


@pytest.mark.parametrize(
    ("fields", "alt"),
    [
        ("", "Figure from: On a"),
        (r"preview_alt = {A \emph{lamp} \& ``wick'' <b>}", "A lamp & “wick” <b>"),
    ],
)
def test_a_page_shows_the_picture_and_says_what_it_is(
    fields: str, alt: str, tmp_path: Path
) -> None:
    page = soup(Renderer(SITE).page(published(tmp_path, fields), Neighbours(), str))
    (image,) = page.select("img")
    assert image["alt"] == alt
    assert (image["width"], image["height"], image.get("loading")) == ("640", "400", None)
    (heading,) = page.select("#cite")
    assert image in heading.find_all_previous("img")


def test_a_video_waits_until_it_is_asked_for(tmp_path: Path) -> None:
    publication = published(tmp_path, "", b"\x1a\x45\xdf\xa3" * 9, "film.webm")
    renderer = Renderer(SITE)
    for html, label in (
        (renderer.items([publication], "line", str, with_figures=True), "Video: On a"),
        (renderer.page(publication, Neighbours(), str), "Video from: On a"),
    ):
        (video,) = soup(html).select("div > video")
        assert video["aria-label"] == label
        assert video["preload"] == "none"
        assert video.has_attr("controls")
        assert not video.has_attr("autoplay")
        assert not soup(html).select("img")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "name"), [(png(4, 3), "lamp.png"), (b"\x1a\x45\xdf\xa3" * 9, "film.webm")]
)
def test_a_pdf_has_the_words_of_a_list_only(content: bytes, name: str, tmp_path: Path) -> None:
    publication = published(tmp_path, "", content, name)
    read = []
    for with_figures in (True, False):
        html = Renderer(SITE).items([publication], "line", str, with_figures=with_figures)
        reader = Reader(str, str, {})
        read.append(reader.read(fragment(f"<div>{html}</div>", "list.html")))
        assert not reader.remarks
    assert read[0] == read[1]


def test_nothing_is_shown_where_there_is_nothing(tmp_path: Path) -> None:
    (publication,) = load(tmp_path, entry("a", "preview_alt = {A lamp}")).publications
    renderer = Renderer(SITE)
    for html in (
        renderer.items([publication], "summary", str, with_figures=True),
        renderer.page(publication, Neighbours(), str),
    ):
        assert "site-figure" not in html


@every_row(
    "content, name, card",
    [
        (png(640, 400), "lamp.png", "summary_large_image"),
        (png(300, 157), "lamp.png", "summary_large_image"),
        (png(299, 157), "lamp.png", "summary"),
        (png(400, 156), "lamp.png", "summary"),
        (png(400, 400), "lamp.png", "summary"),
        (png(200, 900), "lamp.png", "summary"),
        (png(144, 144), "lamp.png", "summary"),
        (png(143, 400), "lamp.png", ""),
        (png(2000, 90), "lamp.png", ""),
        (svg('viewBox="0 0 900 500"'), "lamp.svg", ""),
        (b"\x1a\x45\xdf\xa3" * 9, "lamp.webm", ""),
    ],
)
def test_the_picture_goes_with_links_that_are_shared(
    content: bytes, name: str, card: str, tmp_path: Path
) -> None:
    publication = published(tmp_path, "", content, name)
    said = shared(publication, SITE)
    assert said.get("card", "") == card
    if card:
        assert said["url"] == f"https://example.org/site/{FOLDER}{name}"
        assert said["alt"] == "Figure from: On a"
    assert shared(publication, NOWHERE) == {}


#: Names that are hard in addresses, on a built site.
HARD = {
    "wide.png": png(900, 90),
    "high.png": png(90, 900),
    "100% #1?.png": png(352, 220),
    "灯 & 'x'.svg": svg('viewBox="0 0 176 110"'),
    "film.webm": b"\x1a\x45\xdf\xa3" * 9,
}


def make(project: Path) -> None:
    """A site whose lists have figures for some, with hard names and shapes."""
    names = [*HARD, "", "gone.png"]
    text = ""
    for number, name in enumerate(names):
        put(project, FOLDER + name, HARD[name]) if name in HARD else None
        fields = f"preview = {{{name}}}, " if name else ""
        text += entry(f"paper{number}", f"{fields}selected = {{true}}, summary = {{Of lamps.}}")
    (project / "refs.bib").write_text(text, "utf-8")
    for page in (project / "docs").glob("*.md"):
        page.write_text(f"---\ndescription: Of {page.stem}\n---\n# {page.stem}\n\nText.\n", "utf-8")
    index = "# Ann\n\n## Work\n" + LIST.format("detail: summary")
    (project / "docs/index.md").write_text(index, "utf-8")
    listed = "# Publications\n\n/// publications\n    figures: true\n    filter: true\n///\n"
    (project / "docs/publications.md").write_text(listed, "utf-8")
    other = "# Research\n" + LIST.format("detail: line")
    (project / "docs/research.md").write_text(other, "utf-8")


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with `use_directory_urls: false`."""
    project = copy_project(tmp_path_factory.mktemp("figures") / "project")
    make(project)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "use_directory_urls: false\n", "utf-8")
    done = mkdocs_build(project, project / "site", strict=False)
    assert done.returncode == 0, done.stderr
    warned = [line for line in done.stderr.splitlines() if line.startswith("WARNING")]
    assert len(warned) == 1
    assert "missing-file" in warned[0]
    return project / "site"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "number"), [("index.html", 5), ("publications.html", 5), ("research.html", 0),
                         *((f"publications/paper{n}.html", int(n < 5)) for n in range(7))]
)  # fmt: skip
def test_every_picture_is_there(flat: Path, page: str, number: int) -> None:
    media = dict(shown(flat, page))
    assert len(media) == number
    assert all(path.is_file() for path in media.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "number"),
    [("index.html", 1), ("research/index.html", 3), ("publications/ekholm2022night/index.html", 1)],
)
def test_every_picture_is_there_with_addresses_of_folders(
    site: Path, page: str, number: int
) -> None:
    media = dict(shown(site, page))
    assert len(media) == number
    assert all(path.is_file() for path in media.values())


def shown(site: Path, page: str) -> Iterator[tuple[str, Path]]:
    """The pictures and videos that a page shows, each with its file."""
    html = soup((site / page).read_text("utf-8"))
    for element in html.select(".site-figure img, .site-figure video"):
        source = str(element["src"])
        address = urlsplit(urljoin(f"https://example.org/{page}", source))
        assert (address.query, address.fragment) == ("", "")
        yield source, site / unquote(address.path).lstrip("/")


@pytest.mark.slow
def test_machines_are_told_of_the_picture(flat: Path) -> None:
    html = soup((flat / "publications/paper2.html").read_text("utf-8"))
    said = {
        str(tag.get("property") or tag.get("name")): tag["content"]
        for tag in html.select("meta[content]")
    }
    address = "assets/img/publication_preview/100%25%20%231%3F.png"
    assert str(said["og:image"]).endswith(address)
    assert (said["og:image:width"], said["og:image:height"]) == ("352", "220")
    assert said["og:image:alt"] == "Figure from: On paper2"
    assert said["twitter:card"] == "summary_large_image"
    (script, *_) = html.select('script[type="application/ld+json"]')
    assert json.loads(script.text)[0]["image"] == said["og:image"]
    without = soup((flat / "publications/paper5.html").read_text("utf-8"))
    (card,) = without.select('meta[property="og:image"]')
    assert str(card["content"]).endswith("/assets/card.png")


@pytest.fixture
def visit(windows: Windows, flat: Path) -> Iterator[Visit]:
    with preview.serve(flat) as url:

        def go(path: str, width: int) -> Page:
            return windows.visit(url + path, width, 900)

        yield go


#: Width and height of a figure in a list, and whether it is left of the title.
PLACES = {390: (96, 60, False), 768: (176, 110, False), 1280: (176, 110, True)}


#: Of each entry with a picture: its size, whether it is left or right of the title, and within.
BOXES = """() => [...document.querySelectorAll(".site-item:has(a.site-figure)")].map(item => {
    const [whole, figure, title] = [item, ...item.querySelectorAll(".site-figure, p a")]
        .map(element => element.getBoundingClientRect());
    return [figure.width, figure.height, figure.right <= title.left, figure.left >= title.right,
        figure.bottom <= whole.bottom + 1, figure.left >= 0];
})"""
#: Pairs of a heading and a figure that share room.
COVERED = """() => {
    const boxes = selector => [...document.querySelectorAll(selector)]
        .map(element => element.getBoundingClientRect());
    return boxes("h1, h2").flatMap(heading => boxes(".site-figure").filter(figure =>
        heading.left < figure.right && figure.left < heading.right
        && heading.top < figure.bottom && figure.top < heading.bottom)).length;
}"""


@pytest.mark.parametrize("path", ["/index.html", "/publications.html"])
def test_figures_have_one_size_and_their_own_room(visit: Visit, path: str) -> None:
    page = visit(path, 390)
    for width, (expected_width, expected_height, left) in PLACES.items():
        page.set_viewport_size({"width": width, "height": 900})
        boxes = page.evaluate(BOXES)
        assert len(boxes) == 4
        for box in boxes:
            size = [round(box[0]), round(box[1])]
            assert size == [expected_width, expected_height], width
            assert box[2:] == [left, not left, True, True], width
        titles = page.locator(".site-item__title a").evaluate_all(
            "titles => titles.map(t => t.getBoundingClientRect().left)"
        )
        assert len(set(titles)) == 1, width
        assert page.evaluate(COVERED) == 0, width


def test_a_hidden_entry_stays_hidden(visit: Visit) -> None:
    page = visit("/publications.html?q=paper3", 1280)
    for width in PLACES:
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(".site-item:visible")).to_have_count(1)


def test_keyboards_pass_pictures_by(visit: Visit) -> None:
    page = visit("/index.html", 1280)
    reached = page.evaluate(
        "[...document.querySelectorAll('.site-figure')].filter(e => e.tabIndex >= 0).length"
    )
    assert reached == 0


def test_lists_on_paper_have_no_pictures_that_may_be_missing(visit: Visit) -> None:
    page = visit("/publications.html", 768)
    page.emulate_media(media="print")
    expect(page.locator(".site-figure:visible")).to_have_count(0)
    page.goto(re.sub(r"publications\.html.*", "publications/paper2.html", page.url))
    expect(page.locator(".site-figure:visible")).to_have_count(1)
    page.goto(re.sub("paper2", "paper4", page.url))
    expect(page.locator(".site-figure:visible")).to_have_count(0)
