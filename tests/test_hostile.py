r"""Hostile and odd values of refs.bib come out as text, everywhere, in the built site.

Each value stands in every field that a reader sees.  What is looked at is the finished HTML,
through a parser of HTML, and the site in a real browser.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.conftest import copy_project, mkdocs_build
from tests.elements import attribute
from tests.rows import every_row
from tests.taken_over import take_over
from tests.windows import Windows
from tools import preview

pytestmark = pytest.mark.slow

# What is written in a field, and what a reader must see of it.
VALUES = {
    "script": ("<script>window.hacked=1</script>", "<script>window.hacked=1</script>"),
    "image": ("<img src=x onerror=window.hacked=1>", "<img src=x onerror=window.hacked=1>"),
    "quote": ('"" onmouseover="window.hacked=1"', '"" onmouseover="window.hacked=1"'),
    "single": ("' onfocus='window.hacked=1' autofocus='", "onfocus="),
    "closing": ("</title></script></style>--><b>x</b>", "</title></script></style>"),
    "cdata": ("a ]]> b <![CDATA[ c", "]]>"),
    "attributes": ("word {: onclick=window.hacked=1 .hacked }", "onclick=window.hacked=1"),
    "attributes2": (r"word \{: onclick=window.hacked=1 #hacked \}", "{: onclick=window.hacked=1"),
    "entity": (r"a \&nbsp; b &lt;b&gt; c &copy; d", "b <b> c © d"),
    "footnote": ("a[^1] and [^mai]", "[^1]"),
    "abbreviation": ("*[word]: hacked", "*[word]: hacked"),
    "citation": ("see [@okonkwo2021thesis] there", "[@okonkwo2021thesis]"),
    "markdown": ("*a* **b** `c` [d](http://hacked.test) ![e](f.png) # g", "*a* **b**"),
    "html link": ("<a href=http://hacked.test>linked</a> end", "linked end"),
    "jinja": ("{{ 7*7 }} {% raw %} ${7*7}", "7*7"),
    "block": ("/// publications", "/// publications"),
    "bidi": ("user\u202etxt.exe\u2066 end", "usertxt.exe end"),
    "control": ("be\x07ep \x1b[31mred", "beep [31mred"),
    "mark": ("\u27e6publication:okonkwo2021thesis\u27e7", "publication:okonkwo2021thesis"),
    "href": (r"\href{javascript:window.hacked=1}{click}", "click"),
    "data": (r"\href{data:text/html,x}{click}", "click"),
    "maths": (r"$\href{javascript:window.hacked=1}{x}$ end", "end"),
    "maths text": (r"$\text{<img src=x onerror=window.hacked=1>}$ end", "end"),
    "template": (
        "<!-- contacts --> <!-- contents --> <!-- e-mail -->",
        "<!\u2013 contacts \u2013>",
    ),
}


def entry(number: int, value: str) -> str:
    return f"""
@article{{hostile{number},
  title    = {{Title {number} {value}}},
  author   = {{Doe, {{J{number} {value}}} and Ifeoma Okonkwo}},
  journal  = {{Journal {value}}},
  note     = {{Note {value}}},
  abbr     = {{Abbr {value}}},
  award_name = {{Award {value}}},
  keywords = {{word, {value}}},
  abstract = {{Abstract {value}}},
  summary  = {{Summary {value}}},
  author+an = {{1="{value.replace('"', "")}"}},
  code     = {{https://example.org/?q={value.replace("{", "").replace("}", "")}}},
  doi      = {{10.1000/{number}}},
  year     = {{2020}},
  selected = {{true}},
}}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = take_over(copy_project(tmp_path_factory.mktemp("hostile")))
    text = "".join(entry(n, value) for n, (value, _) in enumerate(VALUES.values()))
    with (project / "refs.bib").open("a", encoding="utf-8") as file:
        file.write(text)
    page = project / "docs/focus.md"
    cited = " ".join(f"[@hostile{n}]" for n in range(len(VALUES)))
    block = "/// publications\n    detail: abstract\n///"
    page.write_text(f"# Focus\n\n<!-- contents -->\n\nSee {cited}.\n\n{block}\n")
    target = project / "site"
    done = mkdocs_build(project, target, strict=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@functools.cache
def read(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html5lib")


PAGES = ("", "focus", "publications", *(f"publications/hostile{n}" for n in range(len(VALUES))))


@every_row("address", PAGES)
def test_nothing_of_it_is_markup(hostile: Path, address: str) -> None:
    page = read(hostile, address)
    for element in page.find_all(True):
        handlers = [name for name in element.attrs if name.startswith("on")]
        assert not handlers, element
        assert "hacked" not in (element.get("id") or ""), element
        assert "hacked" not in " ".join(element.get("class") or []), element
        for name in ("href", "src", "action", "xlink:href"):
            url = attribute(element, name).strip().lower()
            assert not url.startswith(("javascript:", "data:", "vbscript:")), element
            # An address in a note is a link as it is written, one in a field for an address has
            # that field's label, also out of HTML; it is no more than that.
            if url.startswith("http://hacked.test"):
                assert url == "http://hacked.test", element
                assert element.get_text() == url or element.get("data-rel") == "code", element
    assert not page.select("main img, main iframe, main b, main abbr")
    for script in page.select("script"):
        if script.get("type") != "application/ld+json":
            assert "hacked" not in (script.string or "")
    contacts = 1 if address == "" else 0
    assert len(page.select(".site-contacts")) <= contacts


@every_row("number, name", list(enumerate(VALUES)))
def test_a_reader_sees_the_text(hostile: Path, number: int, name: str) -> None:
    seen = VALUES[name][1]
    page = read(hostile, f"publications/hostile{number}")
    heading = page.select_one("h1")
    assert heading is not None
    shown = " ".join(heading.get_text().split())
    assert " ".join(seen.split()) in shown
    title = page.select_one("title")
    assert title is not None
    assert " ".join(seen.split()) in " ".join(title.get_text().split())
    listed = read(hostile, "publications")
    assert any(shown in " ".join(a.get_text().split()) for a in listed.select(".site-item__title"))
    noted = read(hostile, "focus").select_one(".footnote")
    assert noted is not None
    assert shown in " ".join(noted.get_text().split())


@every_row("number", range(len(VALUES)))
def test_metadata_hold_the_same_text(hostile: Path, number: int) -> None:
    page = read(hostile, f"publications/hostile{number}")
    heading = page.select_one("h1")
    tag = page.select_one('meta[name="citation_title"]')
    assert heading is not None
    assert tag is not None
    plain = " ".join(heading.get_text().split())
    data = [json.loads(s.string or "") for s in page.select('script[type="application/ld+json"]')]
    names = [
        node.get("name")
        for found in data
        for node in (found if isinstance(found, list) else [found])
    ]
    if page.select_one("h1 math") is None:
        assert " ".join(attribute(tag, "content").split()) == plain
        assert plain in [" ".join((name or "").split()) for name in names]


def test_feed_is_well_formed_and_plain(hostile: Path) -> None:
    feed = feedparser.parse((hostile / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    namespace = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.parse(hostile / "feed.xml").getroot()  # noqa: S314  # built here
    said = {
        entry.findtext(f"{namespace}id", "").rstrip("/").rpartition("/")[2]: entry
        for entry in root.iter(f"{namespace}entry")
    }
    for number, (_, seen) in enumerate(VALUES.values()):
        entry = said[f"hostile{number}"]
        # What has no `type` is text, so that it is shown as it stands (RFC 4287, 3.1.1).
        assert not [element for element in entry.iter() if element.get("type", "text") == "html"]
        for name in ("title", "summary"):
            text = " ".join((entry.findtext(f"{namespace}{name}") or "").split())
            assert " ".join(seen.split()) in text, name


def test_search_index_holds_escaped_text(hostile: Path) -> None:
    index = json.loads((hostile / "search/search_index.json").read_text("utf-8"))
    allowed = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}
    for doc in index["docs"]:
        for part in (doc["title"], doc["text"]):
            elements = BeautifulSoup(part, "html.parser").find_all(True)
            assert {element.name for element in elements} <= allowed, doc
            assert not [element for element in elements if element.attrs], doc
    docs = {doc["location"]: doc for doc in index["docs"]}
    for number, (_, seen) in enumerate(VALUES.values()):
        doc = docs[f"publications/hostile{number}/"]
        for part in (doc["title"], doc["text"]):
            text = " ".join(BeautifulSoup(part, "html.parser").get_text().split())
            assert " ".join(seen.split()) in text


#: Loads a page into a frame, unfolds all in it, and says whether a script of an entry has run.
FRAME = """address => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.onload = async () => {
        const {contentDocument: page, contentWindow: window} = frame;
        page.querySelectorAll("main details").forEach(details => { details.open = true });
        await new Promise(requestAnimationFrame);
        done(window.hacked !== undefined || !page.querySelector("h1"));
        frame.remove();
    };
    frame.src = address;
    document.body.append(frame);
})"""


def test_no_script_runs_in_a_browser(hostile: Path, windows: Windows) -> None:
    with preview.serve(hostile) as url:
        page = windows.visit(f"{url}/publications/")
        ran = [address for address in PAGES if page.evaluate(FRAME, f"{url}/{address}")]
        assert ran == []
        page.locator("main details").evaluate_all("all => all.forEach(e => { e.open = true })")
        assert page.evaluate("window.hacked === undefined")
        page.keyboard.press("/")
        page.keyboard.type("hacked")
        page.locator(".site-search__result").first.wait_for()
        assert page.evaluate("window.hacked === undefined")
