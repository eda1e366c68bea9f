"""Keys that are ids of the theme or of the templates: no text of refs.bib becomes an id.

Material reads its configuration from the first element with the id `__config`, and opens panels
by others; a key in their place would be read instead.  The ids are collected from a built site and
from the theme's script, so that new ones are tried as well.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser

from tests.conftest import copy_project
from tests.test_builders import built
from tools import preview

BUILDERS = ("mkdocs", "zensical")
#: A key that makes a page's address, and is its slug.
KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
#: In the theme's script: `#__search`; in inline scripts: `siteState=`, `window.name`.
IN_SCRIPTS = re.compile(r"#(__\w+)|\b(__md_\w+|site[A-Z]\w*)\b")
#: What the theme's search would run of a title that it took for its configuration.
PROBE = "<img src=x onerror=window.pwned=1>"
WORKER = (
    "postMessage({type:1});postMessage({type:3,data:{items:[[{location:'',title:"
    + json.dumps(PROBE)
    + ",text:'',score:1,terms:{}}]]}})"
)
CONFIGURATION = json.dumps({
    "base": "../..",
    "features": [],
    "search": f"data:text/javascript;base64,{base64.b64encode(WORKER.encode()).decode()}",
    "tags": None,
    "translations": {},
    "version": None,
})  # fmt: skip


def names(site: Path) -> set[str]:
    """Ids and names in the pages of a site, and those that its scripts ask for."""
    found = set()
    for file in site.rglob("*.html"):
        page = lxml.html.fromstring(file.read_bytes())
        found |= set(map(str, page.xpath("//@id | //@name | //@for")))
        for script in page.xpath("//script[not(@src)]"):
            found |= asked_for(script.text or "")
    for file in site.rglob("*.js"):
        found |= asked_for(file.read_text("utf-8"))
    return found


def asked_for(script: str) -> set[str]:
    return {name for names in IN_SCRIPTS.findall(script) for name in names if name}


def entries(keys: Iterable[str]) -> str:
    title = CONFIGURATION.replace("{", r"\{").replace("}", r"\}")
    return "".join(
        f"@misc{{{key},\n  title = {{{title}}},\n  author = {{Doe, Jane}},\n  year = {{2020}},\n"
        f"  abstract = {{Of {key}.}},\n  keywords = {{taken}},\n}}\n"
        for key in keys
    )


def _page(site: Path, key: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / "publications" / key / "index.html").read_bytes())


@pytest.fixture(scope="session")
def taken(site: Path) -> list[str]:
    """Keys that are ids, one of those that differ in case only."""
    keys = {name.lower(): name for name in sorted(names(site)) if KEY.fullmatch(name)}
    return list(keys.values())


@pytest.fixture(scope="session")
def attacked(taken: list[str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The tests' site with an entry for each key, by a builder, made when it is asked for."""

    @functools.cache
    def make(builder: str) -> Path:
        project = copy_project(tmp_path_factory.mktemp(f"ids-{builder}") / "project")
        with (project / "refs.bib").open("a", encoding="utf-8") as file:
            file.write(entries(taken))
        cited = " ".join(f"[@{key}]" for key in taken)
        lists = "/// publications\n    select: keywords=taken\n    filter: true\n///\n\n"
        pages = "".join(f"/// publication | {key}\n///\n\n" for key in taken)
        page = project / "docs/research.md"
        page.write_text(f"# Taken\n\n{cited}\n\n{lists}{lists}{pages}")
        return built(builder, project, strict=False)

    return make


def test_ids_are_collected(taken: list[str]) -> None:
    """From the theme, its scripts, our templates and theirs."""
    assert {
        "__config", "__search", "__drawer", "__md_scope", "site-filter", "abstract", "bibtex",
        "cite", "versions", "publication", "siteKey", "q", "type", "2020",
    } <= set(taken)  # fmt: skip


@pytest.mark.builders
@pytest.mark.parametrize("builder", BUILDERS)
def test_each_id_is_there_once(attacked: Callable[[str], Path], builder: str) -> None:
    for file in attacked(builder).rglob("*.html"):
        page = lxml.html.fromstring(file.read_bytes())
        ids = Counter(page.xpath("//@id"))
        # Material's header has the drawer's label twice, and no id twice.
        assert [name for name, times in ids.items() if times > 1] == [], file
        for name in page.xpath("//main//label/@for | //main//@aria-labelledby"):
            assert name in ids, name


@pytest.mark.builders
@pytest.mark.parametrize("builder", BUILDERS)
def test_no_key_is_an_id_or_a_name(
    attacked: Callable[[str], Path], taken: list[str], builder: str
) -> None:
    """A page has the ids that the page of any other key has."""
    site = attacked(builder)
    ids = {
        tuple(
            (element.tag, element.get("id"), element.get("name"))
            for element in _page(site, key).xpath("//*[@id or (@name and not(self::meta))]")
        )
        for key in taken
    }
    assert len(ids) == 1


@pytest.mark.builders
@pytest.mark.parametrize("builder", BUILDERS)
def test_scripts_run_as_elsewhere(
    attacked: Callable[[str], Path], taken: list[str], browser: Browser, builder: str
) -> None:
    """No error, no probe; the theme's configuration is its own.

    Of the keys those are tried that the theme's script asks for by name.
    """
    addresses = [
        *(f"/publications/{key}/" for key in taken if key.startswith("__")),
        "/research/?q=taken",
        "/publications/",
    ]
    with preview.serve(attacked(builder)) as site:
        context = browser.new_context()
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        for address in addresses:
            page.goto(site + address, wait_until="load")
            if address.endswith(("/__config/", "/__search/", "/research/")):
                page.locator("[data-site-search]:visible").first.click()
                page.keyboard.type("of")
                page.locator(".site-search__result").first.wait_for()
            assert page.evaluate("window.pwned") is None, address
            configuration = page.evaluate("document.getElementById('__config').textContent")
            assert "data:" not in configuration, address
        # The query that is kept from the theme's script is in the address again.
        page.goto(f"{site}/research/?q=taken", wait_until="load")
        assert page.evaluate("location.search") == "?q=taken"
        context.close()
    assert errors == []
