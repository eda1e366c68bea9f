"""The record: which years have a frame, what each is drawn of, and where it leads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence

import markdown
import pytest
from bs4 import BeautifulSoup

from publications import bibtex
from publications.bibliography import Bibliography, from_entries
from publications.pages import timeline
from publications.pages.build import BlockError, Build, Conversion
from publications.pages.render import Renderer
from publications.pages.timeline import HEIGHT, Timeline
from publications.settings import ListPage, Owner, Site
from tests.rows import every_row

LISTED = ListPage("publications.md", "Publications", by_year=True)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def entries(dates: Sequence[str]) -> str:
    """Entries of these fields, one for each."""
    return "".join(
        f"@misc{{k{number}, author = {{A B}}, title = {{T {number}}}, {fields}}}\n"
        for number, fields in enumerate(dates)
    )


def bibliography(dates: Sequence[str]) -> Bibliography:
    return from_entries(bibtex.read(entries(dates))[0], [], Owner())


def drawn(dates: Sequence[str]) -> Timeline:
    return timeline.draw(bibliography(dates).publications)


def heights(path: str) -> list[int]:
    """Heights of the half waves of a path, as they are written."""
    assert re.fullmatch(rf"M0 {HEIGHT // 2}q(?:2[- ]\d+ 4 0 ?)+", path)
    return [int(height) for height in re.findall(r"2[- ](\d+) 4 0", path)]


def converted(
    dates: Sequence[str],
    page: str,
    listed: ListPage | None = LISTED,
    blocks: str = "/// timeline\n///",
) -> BeautifulSoup:
    site = Site("https://site.test/", "Site", Owner(), list_page=listed)
    html = markdown.markdown(
        f"# Title\n\n{blocks}\n",
        extensions=["publications"],
        extension_configs={
            "publications": {
                "conversion": Conversion(Build(bibliography(dates), Renderer(site)), page)
            }
        },
    )
    return BeautifulSoup(html, "html5lib")


@pytest.mark.parametrize(
    ("years", "frames", "rest"),
    [
        ([2020], ["2020"], []),
        ([2020, 2020, 2018], ["2018", "2020"], []),
        (range(2014, 2026), [str(year) for year in range(2014, 2026)], [("Earlier", 5, "narrow")]),
        (
            [*range(2000, 2026), 2000],
            [str(year) for year in range(2014, 2026)],
            [("Earlier", 15, "wide"), ("Earlier", 20, "narrow")],
        ),
    ],
    ids=["one year", "years without papers are left out", "twelve", "more than twelve"],
)
def test_frames(years: Sequence[int], frames: list[str], rest: list[tuple[str, int, str]]) -> None:
    record = drawn([f"year = {year}" for year in years])
    assert [frame.name for frame in record.frames] == frames
    assert [(part.name, part.count, part.shown) for part in record.rest] == rest
    narrow = [frame.name for frame in record.frames if frame.narrow]
    assert narrow == frames[-timeline.NARROW_YEARS :]


def test_earlier_leads_to_the_newest_of_the_earlier_years() -> None:
    record = drawn([f"year = {year}" for year in range(2000, 2026)])
    assert [part.anchor for part in record.rest] == ["2013", "2018"]


def test_what_has_no_year_has_no_frame() -> None:
    record = drawn(["year = 2020", "year = {in press}", "note = {x}", "note = {x}"])
    assert [frame.count for frame in record.frames] == [1]
    rest = [(part.name, part.anchor, part.count) for part in record.rest]
    assert rest == [("Forthcoming", "forthcoming", 1), ("Undated", "undated", 2)]


@every_row("month", range(12))
def test_burst_is_at_its_month(month: int) -> None:
    years = [f"year = {year}" for year in (2018, 2019, 2021)]
    record = drawn([*years, f"year = 2020, month = {MONTHS[month]}"])
    waves = heights(record.frames[2].wide.path)
    top = waves.index(max(waves)) / len(waves)
    assert top == pytest.approx(0.12 + 0.76 * (month + 0.5) / 12, abs=0.03)
    assert max(waves) < 40


def test_burst_without_a_month_is_in_the_middle() -> None:
    waves = heights(drawn(["year = 2020"]).frames[0].wide.path)
    assert waves == waves[::-1]
    assert waves[0] == waves[-1] == 3


def test_selected_is_taller() -> None:
    record = drawn(["year = 2020", "year = 2021, selected = true"])
    plain, selected = (max(heights(frame.wide.path)) for frame in record.frames)
    assert selected > 1.8 * plain
    assert selected <= 70


def test_publications_of_a_month_stand_side_by_side() -> None:
    together = drawn(["year = 2020, month = may"] * 2 + ["year = 2019"])
    waves = heights(together.frames[1].wide.path)
    peaks = [
        index
        for index in range(1, len(waves) - 1)
        if waves[index - 1] < waves[index] >= waves[index + 1] and waves[index] > 20
    ]
    assert len(peaks) == 2


def test_many_publications_are_louder_and_stay_within_the_frame() -> None:
    record = drawn(["year = 2020"] * 40 + ["year = 2021"] * 5 + ["year = 2022"])
    many, some, one = (max(heights(frame.wide.path)) for frame in record.frames)
    assert HEIGHT > many > some >= one


@every_row("count", [1, 2, 5, 7, 12, 60])
def test_waves_go_on_from_frame_to_frame(count: int) -> None:
    record = drawn([f"year = {1960 + number}" for number in range(count)])
    assert len(record.frames) == min(count, timeline.WIDE_YEARS)
    for frame in record.frames:
        waves = heights(frame.wide.path)
        assert len(waves) % 2 == 0
        assert frame.wide.width == 4 * len(waves)


def test_all_frames_have_the_same_waves_together_however_many_they_are() -> None:
    for count in (1, 3, 12):
        frames = drawn([f"year = {2000 + number}" for number in range(count)]).frames
        waves = sum(len(heights(frame.wide.path)) for frame in frames)
        assert waves == pytest.approx(192, abs=count)
        few = sum(len(heights(frame.narrow.path)) for frame in frames if frame.narrow)
        assert few < waves / 2


def test_record_is_light() -> None:
    dates = [
        f"year = {1965 + number % 60}, month = {MONTHS[number * 7 % 12]}" for number in range(500)
    ]
    for chosen in (dates, dates[:9]):
        nav = converted(chosen, "index.md").nav
        assert nav is not None
        assert len(gzip.compress(str(nav).encode("utf-8"), mtime=0)) <= 1536


@every_row(
    "page, listed, links",
    [
        ("index.md", LISTED, ["publications.md#2019", "publications.md#2020"]),
        ("more/about.md", LISTED, ["../publications.md#2019", "../publications.md#2020"]),
        ("publications.md", LISTED, ["#2019", "#2020"]),
        ("index.md", ListPage("publications.md", "Papers"), []),
        ("index.md", None, []),
    ],
)
def test_frames_lead_to_their_years(page: str, listed: ListPage | None, links: list[str]) -> None:
    nav = converted(["year = 2020", "year = 2019", "year = 2019"], page, listed).nav
    assert nav is not None
    assert [link["href"] for link in nav.select("li a")] == links
    said = [" ".join(place.get_text().split()) for place in nav.select("li")]
    assert said == ["2019 2 publications", "2020 1 publication"]


@pytest.mark.parametrize(
    ("page", "listed", "years", "caption"),
    [
        ("index.md", LISTED, 3, '<a href="publications.md">3 publications</a> by year'),
        ("more/about.md", LISTED, 1, '<a href="../publications.md">1 publication</a> by year'),
        ("publications.md", LISTED, 3, ""),
        ("index.md", None, 3, ""),
    ],
    ids=["first page", "one", "the list itself", "no list"],
)
def test_caption_leads_to_the_list(
    page: str, listed: ListPage | None, years: int, caption: str
) -> None:
    nav = converted([f"year = {2019 + number}" for number in range(years)], page, listed).nav
    assert nav is not None
    assert "".join(part.decode_contents() for part in nav.select("p")) == caption


def test_record_of_a_list_is_of_what_it_lists_and_below_its_filter() -> None:
    block = "/// publications\n    filter: true\n    timeline: true\n    limit: 2\n///"
    page = converted([f"year = {year}" for year in (2018, 2019, 2020)], "a.md", LISTED, block)
    parts = page.select(".site-publications > *")
    assert [part.get("class") for part in parts[:2]] == [
        ["site-filter", "site-scripted"],
        ["site-record"],
    ]
    assert [link["href"] for link in parts[1].select("a")] == ["#2019", "#2020"]


@pytest.mark.parametrize(
    ("options", "links"),
    [
        ("", ["#2020_2"]),
        ("    group: type\n", []),
        ("    group: none\n", []),
    ],
)
def test_record_of_a_list_leads_to_the_headings_of_that_list(
    options: str, links: list[str]
) -> None:
    block = f"/// publications\n///\n\n/// publications\n    timeline: true\n{options}///"
    nav = converted(["year = 2020"], "a.md", LISTED, block).nav
    assert nav is not None
    assert [link["href"] for link in nav.select("a")] == links


@pytest.mark.parametrize("dates", [[], ["note = {x}"]], ids=["nothing", "no years"])
def test_without_years_there_is_no_record(dates: list[str]) -> None:
    page = converted(dates, "index.md")
    assert page.nav is None
    assert page.body is not None
    assert [element.name for element in page.body.find_all(recursive=False)] == ["h1", "script"]


@every_row(
    "block, message",
    [
        ("/// timeline | x\n///", "nothing may follow the block's name"),
        ("/// timeline\n    limit: 3\n///", "'/// timeline' has no options"),
        ("/// timeline", "is not closed"),
        ("- x\n\n    /// timeline\n    ///", "cannot stand in a list or a quote"),
        ("/// timelime\n///", "did you mean 'timeline'"),
    ],
)
def test_wrong_block_is_named(block: str, message: str) -> None:
    conversion = Conversion(Build(bibliography(["year = 2020"]), Renderer(Site())), "index.md")
    with pytest.raises(BlockError, match=re.escape(message)):
        markdown.markdown(
            block,
            extensions=["publications"],
            extension_configs={"publications": {"conversion": conversion}},
        )
