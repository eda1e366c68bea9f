"""The tests' site in a real browser: for everyone, on everything, no heavier than it may be."""

from __future__ import annotations

import gzip
import io
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from publications import bibliography, tex
from publications.exports import citation_text
from publications.exports.citation_text import Reference
from publications.model import venue
from publications.model.publication import Publication
from publications.pages.authors import authors_view
from publications.settings import read_settings
from publications.words import ENGLISH
from tests.axe import violations
from tests.conftest import SITE, SITE_URL
from tests.windows import Visit, Windows

SETTINGS = read_settings(SITE / "mkdocs.yml")
LISTED = bibliography.load(SITE, SETTINGS.options, SETTINGS.docs_dir).publications
#: Publications of each kind of page: with everything, with almost nothing, in other scripts, with
#: versions, with many names.
SLUGS = (
    "Ekholm-2016-floe-v2",
    "ekholm_undated",
    "ekholm2014rtl",
    "ekholm2012paper",
    "ekholm2011report",
    "ekholm2025bays",
)
SOME = [f"/publications/{slug}/" for slug in SLUGS]
#: The owner's pages, what they are called in the header, and the one that stands last there.
TABS = ["About", "Research", "Positions", "Publications", "Service"]
OWN = ["/", "/research/", "/positions/", "/publications/", "/service/"]
LAST = OWN[-1]
PAGES = [*OWN, "/nowhere/", *SOME]
KINDS = [*OWN, "/nowhere/", SOME[0]]
#: Those with the most on them.
BUSY = ["/", "/publications/", SOME[0]]
#: A publication to look for, and a word that it can be found by.
PICK = next(publication for publication in LISTED if publication.slug == "ekholm2022night")
WORD = "Counting"
WIDTHS = (390, 1280)
SCHEMES: tuple[Any, ...] = ("light", "dark")
BYTES, REQUESTS, SHIFT, ABOUT = 132_000, 15, 0.01, 12_000

# The layout shift so far.
WATCH = """
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (!entry.hadRecentInput) window.shift += entry.value;
    })).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def visit(windows: Windows, address: str) -> Visit:
    """Opens a page of the tests' site."""

    def go(path: str, *size: int, **options: Any) -> Page:
        return windows.visit(address + path, *size, **options)

    return go


def sideways(page: Page) -> float:
    """How many pixels one would have to scroll sideways to see all."""
    pixels = page.evaluate("""() => {
        const style = getComputedStyle(document.documentElement);
        if (style.overflowX === "hidden" || style.overflowX === "clip") return 9999;
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    }""")
    return float(pixels)


def references(slug: str) -> list[Reference]:
    """The references of a publication of the tests' site."""
    [publication] = [each for each in LISTED if each.slug == slug]
    return list(citation_text.references(publication))


# ------------------------------------------------------------------ weight


@dataclass
class FirstVisit:
    """What a phone that has no file of the site asks for, gets and says."""

    urls: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shift: float = 0


@pytest.fixture(scope="module")
def first_visit(browser: Browser, address: str) -> Iterator[Callable[[str], FirstVisit]]:
    """Opens a page for the first time, in a window that forgets what it had before."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(WATCH)
    visits: list[FirstVisit] = []
    page.on("request", lambda request: visits[-1].urls.append(request.url))
    page.on("console", lambda message: visits[-1].said.append(message.text))
    page.on("pageerror", lambda error: visits[-1].said.append(str(error)))
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.on(
        "Network.loadingFinished",
        lambda event: visits[-1].sizes.append(event["encodedDataLength"]),
    )

    def go(path: str) -> FirstVisit:
        client.send("Network.clearBrowserCache")
        visits.append(FirstVisit())
        page.goto(address + path, wait_until="networkidle")
        visit = visits[-1]
        visit.shift = page.evaluate("window.shift")
        visits.append(FirstVisit())
        page.goto("about:blank")
        return visit

    yield go
    context.close()


@pytest.mark.parametrize("path", [*BUSY, "/nowhere/", SOME[-1]])
def test_first_visit_is_light_still_and_asks_no_one_else(
    first_visit: Callable[[str], FirstVisit], address: str, path: str
) -> None:
    visit = first_visit(path)
    if path == "/nowhere/":
        visit.said = [text for text in visit.said if "404" not in text]
    assert not visit.said
    assert not [url for url in visit.urls if not url.startswith(f"{address}/")]
    assert len(visit.urls) <= REQUESTS, visit.urls
    assert sum(visit.sizes) <= BYTES
    assert visit.shift < SHIFT


def test_about_is_short(site: Path) -> None:
    assert len(gzip.compress((site / "index.html").read_bytes())) <= ABOUT


def test_scripts_are_small(site: Path) -> None:
    """Comments and indentation away: what a minifier takes at the least."""
    files = [site / f"assets/publications/{name}.js" for name in ("publications", "site")]
    script = "".join(file.read_text("utf-8") for file in files)
    script = re.sub(r"/\*.*?\*/", "", script, flags=re.DOTALL)
    assert len(re.sub(r"\n\s*", "\n", script).encode()) < 8500


# ------------------------------------------------------------------ for everyone


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit: Visit, path: str) -> None:
    page = visit(path, reduced_motion="reduce")
    found = {}
    states: list[tuple[int, Any]] = [(390, "dark"), (1280, "light")]
    if path in BUSY:  # the others are alike
        states = [(320, "light"), (768, "dark"), (1280, "light")]
    for width, scheme in states:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_search_and_menu(visit: Visit, scheme: str) -> None:
    page = visit("/publications/", 390, 844, color_scheme=scheme, reduced_motion="reduce")
    page.locator(".site-menu > summary").click()
    expect(page.locator(".site-menu__panel")).to_be_visible()
    assert not violations(page, without="main")
    page.keyboard.press("Escape")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.get_by_role("button", name="Search").click()
        page.keyboard.type(WORD)
        expect(page.locator(".site-search__result").first).to_be_visible()
        assert not violations(page, without="main")
        page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_with_more_contrast_and_folds_open(visit: Visit, scheme: str) -> None:
    page = visit(f"/publications/?q={WORD}", color_scheme=scheme, contrast="more")
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    assert not violations(page)


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_the_window(visit: Visit, path: str) -> None:
    page = visit(path, 320, 640)
    assert sideways(page) <= 0
    page.set_viewport_size({"width": 640, "height": 400})  # 1280 px at 200 %
    assert sideways(page) <= 0


def test_years_stay_in_view_beside_their_publications(visit: Visit) -> None:
    page = visit("/publications/", 1280, 500)
    top = page.evaluate("""() => {
        const groups = [...document.querySelectorAll(".site-group")];
        const tall = groups.sort((a, b) => b.offsetHeight - a.offsetHeight)[0];
        scrollTo(0, tall.getBoundingClientRect().top + scrollY + tall.offsetHeight / 3);
        const bar = document.querySelector(".site-filter__bar").getBoundingClientRect();
        return [bar.top, tall.querySelector("h2").getBoundingClientRect().top - bar.bottom];
    }""")
    assert top[0] == 0
    assert 0 <= top[1] < 50


def test_axe_sees_what_is_wrong(visit: Visit) -> None:
    page = visit("/")
    page.add_style_tag(content=".md-typeset .site-lead.site-lead { color: #bbb }")
    assert [text for text in violations(page) if text.startswith("color-contrast")]


def test_nothing_moves_by_itself(visit: Visit) -> None:
    moving = "document.getAnimations().map(a => a.animationName).filter(Boolean)"
    for motion in ("no-preference", "reduce"):
        assert visit("/", reduced_motion=motion).evaluate(moving) == []


# What a page has of the name by which a title moves to the next.
NAMED = """
    window.named = () => [...document.querySelectorAll("body *")]
        .filter(element => getComputedStyle(element).viewTransitionName === "publication")
        .map(element => element.textContent.trim()).join();
    addEventListener("pageswap", () => sessionStorage.left = named());
    addEventListener("pagereveal", event => sessionStorage.moves = Boolean(event.viewTransition));
"""


def test_a_title_moves_to_its_page_where_motion_is_welcome(page: Page, address: str) -> None:
    title = "Sparse Arrays below the Ice"
    page.add_init_script(NAMED)
    motions: tuple[tuple[str, Any, bool], ...] = (
        ("/", "no-preference", True),
        ("/publications/", "no-preference", True),
        ("/", "reduce", False),
        ("/publications/", "reduce", False),
    )
    for path, motion, moves in motions:
        page.emulate_media(reduced_motion=motion)
        moved = False
        for _ in range(20 if moves else 1):  # the browser leaves a motion out where a page is late
            page.goto(address + path)
            page.locator(".site-item__title a", has_text=title).click()
            page.wait_for_url("**/ekholm2023sparse/")
            moved = page.evaluate("sessionStorage.moves") == "true"
            assert page.evaluate("[sessionStorage.left, named()]") == [title * moves] * 2
            if moved:
                break
        assert moved == moves


def test_forced_colours_show_the_focus_and_the_choice(visit: Visit) -> None:
    page = visit("/publications/", forced_colors="active")
    lines = "all => all.map(e => getComputedStyle(e).textDecorationLine)"
    assert page.locator("input:checked + span").evaluate_all(lines) == ["underline"]
    others = page.locator("input[type=radio]:not(:checked) + span").evaluate_all(lines)
    assert set(others) == {"none"}
    tabs = "all => all.map(e => getComputedStyle(e).borderBottomColor)"
    here = page.locator(".site-tabs a[aria-current]").evaluate_all(tabs)
    assert here[0] not in page.locator(".site-tabs a:not([aria-current])").evaluate_all(tabs)
    page.keyboard.press("Tab")
    assert outlined(page.locator(":focus"))


# ------------------------------------------------------------------ keyboard


def outlined(element: Locator) -> bool:
    """Whether the element, or what stands for it, shows that it has the focus."""
    outline = element.evaluate("""element => {
        const shown = element.matches("[type=radio]") ? element.nextElementSibling : element;
        const style = getComputedStyle(shown);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    }""")
    return bool(outline)


def walk(page: Page, steps: int) -> list[str]:
    """The names of what the Tab key reaches; each must be seen, and be seen to have the focus."""
    names: list[str] = []
    height = page.viewport_size["height"] if page.viewport_size else 0
    for _ in range(steps):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.count() == 1, names
        assert outlined(focused), names
        box = focused.bounding_box()
        assert box, names
        assert box["y"] >= 0, names
        assert box["y"] + min(box["height"], 20) <= height, names
        names.append(
            focused.evaluate("""e => (e.ariaLabel || (e.labels && e.labels[0] || e)
            .textContent).replace(/\\s+/g, " ").trim()""")
        )
    return names


def test_keyboard_reaches_everything_in_order(visit: Visit) -> None:
    page = visit("/publications/")
    total = page.locator(".site-item").count()
    years = [
        " ".join(text.split()) for text in page.locator(".site-record a:visible").all_inner_texts()
    ]
    buttons = ("Search", "Appearance: system")
    header = ["Skip to content", SETTINGS.site_name, *TABS, *buttons]
    names = walk(page, len(header) + len(years) + 3)
    title = page.locator(".site-item__title a").first.text_content() or ""
    assert names == [*header, "Filter", f"All {total}", *years, " ".join(title.split())]


def test_links_below_a_publication_stand_alone(visit: Visit) -> None:
    page = visit("/publications/")
    names = page.locator(".site-actions a").evaluate_all(
        "links => links.map(link => link.textContent.replace(/\\s+/g, ' ').trim() + link.href)"
    )
    assert len(set(names)) == len(names)
    assert all(re.match(r"\S.*: \S", name) for name in names)


def test_skip_link_goes_past_the_header(visit: Visit) -> None:
    for path in (LAST, "/nowhere/", SOME[0]):
        page = visit(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('main, footer') !== null")
        assert inside, path


def test_menu_opens_and_closes_by_keys(visit: Visit) -> None:
    page = visit("/", 390, 844)
    menu = page.locator(".site-menu > summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".site-menu__panel")).to_be_visible()
    assert walk(page, len(TABS)) == TABS
    page.keyboard.press("Escape")
    expect(page.locator(".site-menu__panel")).to_be_hidden()
    expect(menu).to_be_focused()


def test_search_opens_and_closes_by_keys(visit: Visit) -> None:
    page = visit(LAST)
    search = page.get_by_role("button", name="Search")
    search.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(search).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    expect(page.locator(".site-search__result").first).to_be_visible()
    page.keyboard.press("Escape")
    for key in "nps":  # the theme's keys, which would act for who speaks to the computer
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"{LAST}$"))
    expect(page.get_by_role("textbox", name="Search")).to_be_hidden()


def test_the_index_is_loaded_when_the_search_is_first_opened(visit: Visit) -> None:
    page = visit("/")
    page.wait_for_load_state("networkidle")
    asked = "() => performance.getEntriesByType('resource').map(entry => entry.name)"
    assert not [url for url in page.evaluate(asked) if "search" in url]
    page.keyboard.press("/")
    page.keyboard.type(WORD)  # before the index is there
    expect(page.locator(".site-search__result")).to_have_count(2)
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("/")
    page.wait_for_load_state("networkidle")
    assert len([url for url in page.evaluate(asked) if "search_index" in url]) == 1


#: What is looked for, the titles of what is found, and what the first result shows in all.
SEARCHES: tuple[tuple[str, list[str], str], ...] = (
    ("etienne", ["Hydrophones"], "Handbook of Cold Sound: Theory & Practice 2013"),
    ("ZUK cracks", ["Three Microphones: Hearing Cracks across a Bay"], "JCA 2025 / arXiv 2024"),
    ("声音", ["冰的声音 und das Öresund-Eis: Ωμέγα"], "Zeitschrift für Eis 2014"),
    ("ωμεγα oresund", ["冰的声音 und das Öresund-Eis: Ωμέγα"], "Zeitschrift für Eis 2014"),
    ("الجليد", ["صوت الجليد"], "Annals of Young Ice 2014"),
    ("counting floes", ["Counting floes", "Counting Floes by Night"], "About"),
    ("10.5555/ayi.7.1", ["Counting Floes by Night"], "DOI 10.5555/ayi.7.1"),
    ("microphones are enough", ["Hearing cracks", "Sparse Arrays below the Ice"], "Research"),
    ("are enough hearing", ["Hearing cracks"], "Three microphones are enough for a bay."),
    ("few enough", ["Sparse Arrays below the Ice"], "ICE 2023 Poster"),
    ("gaps", ["Long recordings"], "Of which two have gaps, as tells."),
    ("earlier", ["Positions", "Positions"], "Current Acoustician"),
    ("ecordings", [], ""),  # the end of a word
    ("!", [], ""),
)


def test_search_finds_words_as_they_are_typed(visit: Visit) -> None:
    page = visit("/publications/ekholm2025bays/")
    page.keyboard.press("/")
    results = page.locator(".site-search__result")
    for words, titles, said in SEARCHES:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(words)
        expect(results.locator("a")).to_have_text(titles)
        if titles:
            expect(results.first).to_contain_text(said)


def test_search_says_how_many_it_finds_and_marks_the_words(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("/")
    said = page.locator(".site-search").get_by_role("status")
    expect(said).to_have_text("")
    page.keyboard.type("okparaebo")
    expect(said).to_have_text("2 results")
    expect(page.locator(".site-search mark")).to_have_text(["Okparaebo"] * 2)
    page.keyboard.type(" arrays")
    expect(said).to_have_text("1 result")
    page.keyboard.type(" quantum")
    expect(said).to_contain_text("No results for “okparaebo arrays quantum”.")
    page.locator(".site-search").get_by_role("button", name="Clear").click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("etienne")
    expect(page.locator(".site-search mark")).to_have_text(["Étienne"])


def test_search_is_closed_by_its_button_once_its_field_is_empty(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("/")
    page.keyboard.type("etienne")
    expect(page.locator(".site-search mark")).to_have_text(["Étienne"])
    button = page.locator(".site-search").get_by_role("button", name="Clear or close")
    button.click()
    expect(page.locator(".site-search")).to_be_visible()
    button.click()
    expect(page.locator(".site-search")).to_be_hidden()


def test_results_are_walked_through_by_keys(visit: Visit) -> None:
    page = visit(LAST)
    page.keyboard.press("/")
    page.keyboard.type("okparaebo")
    links = page.locator(".site-search__result a")
    expect(links).to_have_count(2)
    for key, link in (("ArrowDown", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        expect(links.nth(link)).to_be_focused()
    page.keyboard.press("ArrowDown")
    field = page.get_by_role("textbox", name="Search")
    expect(field).to_be_focused()
    field.fill(PICK.title.text)
    expect(links).to_have_text([PICK.title.text])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/publications/{PICK.slug}/$"))
    page.keyboard.press("/")
    page.keyboard.type("positions")
    page.locator(".site-search__result a[href$='/#positions']").click()
    expect(page).to_have_url(re.compile("/#positions$"))
    page.wait_for_load_state("networkidle")
    page.mouse.click(5, 5)
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.mouse.click(5, 795)
    expect(page.locator(".site-search")).to_be_hidden()


def test_a_search_that_cannot_be_loaded_says_so_and_tries_again(visit: Visit) -> None:
    page = visit("/")
    page.route("**/search_index.json", lambda route: route.abort())
    page.keyboard.press("/")
    page.keyboard.type(WORD)
    expect(page.locator(".site-search")).to_contain_text("The search could not be loaded.")
    page.unroute("**/search_index.json")
    page.keyboard.press("Escape")
    expect(page.locator(".site-search")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator(".site-search__result").first).to_be_visible()


def test_the_search_opens_again_while_its_field_still_has_the_focus(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("/")
    dialog = page.locator(".site-search")
    expect(dialog).to_be_visible()
    again = """dialog => {
        dialog.close();
        const focused = document.activeElement;
        focused.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true}));
        return focused.localName;
    }"""
    assert dialog.evaluate(again) == "input"
    expect(dialog).to_be_visible()


def test_scheme_goes_round_and_is_remembered(visit: Visit) -> None:
    page = visit("/", color_scheme="light")
    button = page.get_by_role("button", name="Appearance").first
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    for name in ("light", "dark"):
        button.click()
        expect(button).to_contain_text(f"Appearance: {name}")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    button.click()
    assert page.evaluate(paper) == light


def test_long_lists_of_authors_unfold(visit: Visit) -> None:
    page = visit("/publications/")
    folds = page.locator(".site-more").all()
    assert len(folds) == sum(authors_view(publication).folded for publication in LISTED)
    for fold in folds[:1]:
        summary = fold.locator("summary")
        summary.focus()
        names = page.locator(".site-item__authors:has(+ .site-more)").first.bounding_box()
        place = summary.bounding_box()
        page.keyboard.press("Enter")
        expect(fold.locator("p")).to_be_visible()
        assert summary.bounding_box() == place  # nothing above it moves
        assert place
        assert names
        assert abs(place["y"] + place["height"] - names["y"] - names["height"]) < 5  # one line
        count = int(re.findall(r"\d+", fold.locator("summary").inner_text())[0])
        assert len(fold.locator("p").inner_text().split(", ")) == count


# ------------------------------------------------------------------ filter and copy


def shown(page: Page) -> list[str]:
    """The titles in sight; a formula is one word, however it is laid out."""
    titles = page.locator(".site-item:visible .site-item__title").all_text_contents()
    return [" ".join(title.split()) for title in titles]


def matching(*words: str) -> list[Publication]:
    """The publications that the words are found in."""
    found = []
    for publication in LISTED:
        names = " ".join(person.name for person in publication.people.persons)
        said = f"{publication.title.text} {names} {venue.long_venue(publication).text}"
        if all(tex.fold(word) in tex.fold(said) for word in words):
            found.append(publication)
    return found


def expect_shown(page: Page, titles: list[str]) -> None:
    """Wait for the list to be that: going back takes its time."""
    expect(page.locator(".site-item:visible .site-item__title")).to_have_text(titles)


def test_filter_narrows_the_list_and_back_widens_it(visit: Visit) -> None:
    page = visit("/publications/")
    everything = shown(page)
    total = len(everything)
    state = page.locator(".site-filter output")
    expect(state).to_have_text(f"{total} publications")
    page.get_by_label("Filter").press_sequentially(f"{WORD.upper()}, ")
    few = shown(page)
    assert len(few) == len(matching(WORD))
    assert len(few) < total
    expect(state).to_have_text(f"{len(few)} of {total} publications")
    expect(page).to_have_url(re.compile(rf"/publications/\?q={WORD.upper()}%2C\+?$"))
    groups = page.locator(".site-group:visible h2").all_inner_texts()
    full = page.locator(".site-record a[data-empty=false]").all_inner_texts()
    assert sorted(text.split()[0] for text in full) == sorted(groups)
    page.get_by_role("radio", name=re.compile(ENGLISH(f"kinds.{PICK.kind.name}"))).check()
    expect(page).to_have_url(re.compile(rf"\?q=.*&type={PICK.kind.name}$"))
    alike = shown(page)
    facet = page.locator("label", has_text=ENGLISH(f"kinds.{PICK.kind.name}")).locator(
        ".site-number"
    )
    expect(facet).to_have_text(str(len(alike)))
    page.reload()
    expect_shown(page, alike)
    page.go_back()
    expect(page.get_by_role("radio", name=re.compile("All"))).to_be_checked()
    expect_shown(page, few)
    page.go_back()
    expect(page.get_by_label("Filter")).to_have_value("")
    expect_shown(page, everything)
    page.go_forward()
    expect_shown(page, few)
    page.get_by_role("button", name="Show all").click()
    expect_shown(page, everything)
    expect(page).to_have_url(re.compile(r"/publications/$"))
    expect(page.get_by_label("Filter")).to_be_focused()


def test_filter_takes_its_state_from_the_address(visit: Visit) -> None:
    address = f"?q={WORD}&type={PICK.kind.name}#{PICK.year}"
    found = sum(publication.kind == PICK.kind for publication in matching(WORD))
    page = visit(f"/publications/{address}")
    expect(page.get_by_label("Filter")).to_have_value(WORD)
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    expect(page.locator(".site-search")).to_be_hidden()
    assert len(shown(page)) == found
    page.locator(".site-item__title a:visible").first.click()
    page.wait_for_url("**/publications/*/")
    page.go_back()
    assert len(shown(page)) == found
    assert visit("/publications/?q=nothing+of+this+kind").locator(".site-item:visible").count() == 0
    assert len(shown(visit("/publications/?type=unheard-of"))) == len(LISTED)


def test_a_keyword_leads_to_the_list_of_what_has_it(visit: Visit) -> None:
    tagged = next(publication for publication in LISTED if publication.keywords)
    page = visit(f"/publications/{tagged.slug}/")
    page.get_by_role("link", name=tagged.keywords[1], exact=True).click()
    page.wait_for_url(f"**/publications/?q={tagged.keywords[1]}")
    expect(page.get_by_label("Filter")).to_have_value(tagged.keywords[1])
    expect(page.locator(f'.site-item:visible a[href="{tagged.slug}/"]')).to_have_count(1)
    assert len(shown(page)) < len(LISTED)


FOLDED = (
    "Straße", "Øre łódź Æon œ Đ ħ ı", "x² H₂O", "ﬁne", "O’Brien—Smith's", "Müller-Lüdenscheidt",
    "数据 Ωμέγας", "Ç̌a\u200bb", "naïve (C++) & co.", "Ångström ĳ Ⅳ",
)  # fmt: skip


def test_filter_folds_as_the_package_does(visit: Visit) -> None:
    page = visit("/publications/")
    items = page.locator(".site-item")
    keys = [tex.fold(words) for words in FOLDED]
    items.evaluate_all("(items, keys) => { items.at(-1).dataset.search = keys.join(' ') }", keys)
    for words in FOLDED:
        page.get_by_label("Filter").fill(words)
        expect(items.last).to_be_visible()


#: Time stands still in a page: what is to be done later is kept, and done when it is asked for.
STILL = "() => { window.kept = []; window.setTimeout = (...later) => kept.push(later) }"
LATER = "kept.splice(0).map(([work, milliseconds]) => { work(); return milliseconds })"


def test_cite_copies_the_entry(visit: Visit, site: Path) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    for path in ("/", "/publications/", SOME[0]):
        page = visit(path, permissions=allowed)
        page.evaluate(STILL)
        cite = page.locator("[data-rel=cite]").first
        target = cite.evaluate("link => new URL(link.href).pathname")
        cite.click()
        expect(page.get_by_role("status").filter(has_text="BibTeX copied")).to_be_visible()
        expect(cite).to_contain_text("Copied")
        expect(page.locator(".md-dialog--active")).to_have_count(0)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (site / target.lstrip("/")).read_text("utf-8")


def test_buttons_that_copy_are_large_and_say_for_a_while_that_they_did(visit: Visit) -> None:
    page = visit(SOME[0], 390, permissions=["clipboard-read", "clipboard-write"])
    buttons = page.locator("[data-site-copy]")
    sizes = buttons.evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
    assert min(map(min, sizes)) >= 44
    button = page.get_by_role("button", name="Copy the BibTeX")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.evaluate(STILL)
    button.click()
    copied = page.get_by_role("button", name="Copied the BibTeX")
    copied.click()  # twice: the first word comes back
    assert copied.bounding_box() == box
    expect(copied).to_be_visible()
    assert page.evaluate(LATER) == [2000, 2000]
    expect(button).to_be_visible()
    bibtex = page.locator(".site-bibtex").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == bibtex


#: Of a BibTeX: what is beyond its box, where its code and its label are, how it is scrolled.
BIBTEX_BOX = """pre => {
    const label = document.querySelector("#bibtex").getBoundingClientRect();
    const code = pre.querySelector("code").getBoundingClientRect();
    const column = pre.parentNode.getBoundingClientRect();
    return [pre.scrollWidth - pre.clientWidth, code.left - column.left, label.left - code.left,
        pre.tabIndex, getComputedStyle(pre).overflowX];
}"""


def test_bibtex_is_whole_at_every_width(visit: Visit) -> None:
    page = visit(SOME[-1])
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        box = page.locator(".site-bibtex").evaluate(BIBTEX_BOX)
        assert box[:2] == [0, 0], width
        assert (box[2] == 0) == (width < 576), width
        assert box[3:] == [0, "auto"], width


def test_a_phone_tells_four_levels_apart(visit: Visit) -> None:
    page = visit("/", 390, 844)
    sizes = [
        page.locator(selector).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for selector in ("h1", "main h2", "main h3", ".site-item__title")
    ]
    assert all(larger / smaller > 1.15 for larger, smaller in itertools.pairwise(sizes)), sizes


def test_labels_of_a_publication_are_in_the_column_of_labels(visit: Visit) -> None:
    page = visit(SOME[0], 1280)
    left = "all => all.map(e => Math.round(e.getBoundingClientRect().left))"
    labels = page.locator(".site-identifiers > dt")
    assert labels.all_inner_texts()[:1] == ["Published"]
    [edge] = set(labels.evaluate_all(left))
    assert edge == page.locator("h2#cite").evaluate_all(left)[0]
    [column] = set(page.locator(".site-identifiers > dd").evaluate_all(left))
    assert column == page.locator(".site-item__authors").evaluate_all(left)[0] > edge
    sizes = page.locator(".site-publication > .site-actions a").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert len(sizes) > 1
    assert sizes[0] > max(sizes[1:])


def test_cite_gives_the_file_where_copying_fails(visit: Visit) -> None:
    page = visit("/publications/")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error()) }")
    with page.expect_download() as download:
        page.locator("[data-rel=cite]").first.click()
    assert download.value.suggested_filename.endswith(".bib")


def test_a_reference_is_copied_with_its_italics(visit: Visit) -> None:
    page = visit(SOME[0], permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the reference in the style IEEE").click()
    expect(page.get_by_role("status").filter(has_text="Reference copied")).to_be_visible()
    [reference] = [each for each in references(SLUGS[0]) if each.style == "IEEE"]
    assert page.evaluate("navigator.clipboard.readText()") == reference.text
    html = page.evaluate("""async () => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType("text/html")).text();
    }""")
    italic = re.findall("<em[^>]*>(.*?)</em>", html)
    assert italic == re.findall("<em>(.*?)</em>", reference.html)


def test_a_reference_is_selected_where_copying_fails(visit: Visit) -> None:
    page = visit(SOME[0])
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy the reference in the style APA").click()
    [reference] = [each for each in references(SLUGS[0]) if each.style == "APA"]
    assert page.evaluate("getSelection().toString().trim()") == reference.text


# ------------------------------------------------------------------ without scripts, on paper


@pytest.mark.parametrize("path", [*BUSY, "/nowhere/"])
def test_without_scripts_nothing_dead_is_shown(visit: Visit, path: str) -> None:
    page = visit(path, 390, 844, java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".site-scripted:visible")).to_have_count(0)
    expect(page.locator("button:visible")).to_have_count(0)
    page.locator(".site-menu > summary").click()
    page.get_by_role("navigation").get_by_role("link", name=TABS[-1], exact=True).click()
    expect(page).to_have_url(re.compile(f"{LAST}$"))


def test_without_scripts_lists_are_whole(visit: Visit) -> None:
    page = visit("/publications/", java_script_enabled=False)
    expect(page.locator(".site-item:visible")).to_have_count(len(LISTED))
    for fold in page.locator(".site-more").all()[:1]:
        fold.locator("summary").click()
        expect(fold.locator("p")).to_be_visible()
    page.locator(".site-record a").first.click()
    expect(page).to_have_url(re.compile(r"#\d{4}$"))
    with page.expect_download() as download:
        page.locator("[data-rel=cite]").last.click()
    assert download.value.suggested_filename.endswith(".bib")


def squeezed(text: str) -> str:
    """Without blanks, and letters of formulas as letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def runs(text: str) -> list[str]:
    """Its stretches of Latin and Greek: of other scripts a machine may have no font."""
    return re.split(r"[^\u0000-\u03ff\u1e00-\u2bff]+", squeezed(text))


def pdf(page: Page) -> list[str]:
    """What stands on each printed page."""
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [squeezed(sheet.extract_text()) for sheet in reader.pages]


def test_paper_has_no_chrome_and_whole_entries(visit: Visit) -> None:
    page = visit("/publications/", color_scheme="dark")
    entries = page.locator(".site-item").evaluate_all("""items => items.map(item => [
        item.querySelector(".site-item__title").textContent,
        [...item.querySelectorAll(".site-item__authors .site-sr")].reduce(
            (text, said) => text.replace(said.textContent, ""),
            item.querySelector(".site-more > p, .site-item__authors:not(:has(+ .site-more))")
                .textContent),
        item.querySelector(".site-item__venue").textContent,
        ...[...item.querySelectorAll(".site-actions a[href^=http]")].map(a => a.href)
    ])""")
    sheets = pdf(page)
    for entry in entries:
        parts = [run for part in entry for run in runs(part)]
        assert any(all(part in sheet for part in parts) for sheet in sheets), entry
    whole = "".join(sheets)
    for chrome in ("AboutResearch", "Appearance", "Skiptocontent", "Showall", "Filter", "Feed"):
        assert chrome not in whole
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", [*BUSY, LAST])
def test_paper_has_the_text_and_says_whose_page_it_is_and_where(visit: Visit, path: str) -> None:
    page = visit(path)
    title = squeezed(page.locator("h1").inner_text())
    sheets = pdf(page)
    assert title in sheets[0]
    assert "Skiptocontent" not in "".join(sheets)
    assert f"{squeezed(SETTINGS.site_name)}{SITE_URL[:-1]}{path}" in sheets[0]
    for number, sheet in enumerate(sheets, 1):
        assert f"{number}/{len(sheets)}" in sheet
    page.emulate_media(media="print")
    chrome = page.locator("footer:visible, nav:visible, button:visible, header details:visible")
    assert chrome.count() == 0


def test_paper_has_the_addresses_of_profiles(visit: Visit) -> None:
    page = visit("/")
    links = page.locator(".site-contacts a").evaluate_all("all => all.map(a => a.href)")
    profiles = [link for link in links if link.startswith("http")]
    assert profiles
    whole = "".join(pdf(page))
    assert [link for link in profiles if link not in whole] == []
