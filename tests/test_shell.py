"""The theme's template is rendered once for all generated pages, where it treats them alike."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.rows import every_row

ENTRY = "@article{{{key}, author = {{A One}}, title = {{{title}}}, journal = {{J}}, year = 2020}}\n"
CONFIG = """\
site_name: Site
site_url: https://site.test/sub/
theme: {name: null, custom_dir: theme}
markdown_extensions: [publications: {edit_url: "https://git.test/"}]
plugins: [publications]
hooks: [hook.py]
"""
#: A filter that counts how often the template is rendered; front matter that one page has.
HOOK = """\
def on_env(env, *, config, files):
    def counted(value):
        config.extra["rendered"] = config.extra.get("rendered", 0) + 1
        return value
    env.filters["counted"] = counted
    return env

def on_page_content(html, *, page, config, files):
    name = page.file.name
    page.said_by_a_plugin = "said"
    if name == "k3":
        page.meta |= {"remark": "a < b", "shown": [1]}
    if name == "k4":
        page.meta |= {"remark": "", "shown": [1]}
    if name.startswith("apart"):
        page.meta["shown"] = [name]
    if name in ("k0", "k5"):
        page.meta["picture"] = {"alt": f"figure of {name}", "card": "small"}
    return html
"""
TEMPLATE = """\
{% set meta = page.meta %}
<title>{{ page.title | striptags | e }}</title>{{ page.canonical_url }} {{ page.url }}
<p>{{ meta.description | striptags | e }}</p>{{ meta.og_type }} {{ "feed.xml" | url }}
{{ meta.metadata }}
<main>{{ page.content }}</main>
<a href="{{ meta.edit }}">{{ page.edit_url }}</a>
{% if meta.remark %}<b>{{ meta.remark }}</b>{% endif %}{% if meta.shown %}<i>shown</i>{% endif %}
{% if meta.picture %}<img alt="{{ meta.picture.alt }}">{{ meta.picture.card }}{% endif %}
{{ config.site_name | counted }}
"""
TITLES = ("Sturges' rule", 'The "best" of R&D', "Is $a < b$?", "One", r"{\"U}ber \& under", "Last")


class Built(NamedTuple):
    """The pages of the publications k0, k1 …, and how often the template was rendered."""

    pages: dict[str, str]
    times: int


def built(folder: Path, template: str, titles: tuple[str, ...] = TITLES, key: str = "k") -> Built:
    for name in ("docs", "theme"):
        (folder / name).mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Home\n")
    (folder / "theme/main.html").write_text("{{ page.content }}")
    (folder / "theme/publication.html").write_text(template)
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "hook.py").write_text(HOOK)
    entries = [ENTRY.format(key=f"{key}{n}", title=title) for n, title in enumerate(titles)]
    (folder / "refs.bib").write_text("".join(entries))
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)  # whatever a test did before
    build(config)
    files = (folder / "site/publications").glob("*/index.html")
    return Built({file.parent.name: file.read_text() for file in files}, config.extra["rendered"])


def test_pages_are_as_the_template_gives_them(tmp_path: Path) -> None:
    """A template that tells each page apart is rendered for each."""
    once = built(tmp_path / "once", TEMPLATE)
    each = built(tmp_path / "each", TEMPLATE + "{{ page.file.src_uri }}")
    assert each.times >= len(TITLES)
    assert len(once.pages) == len(TITLES)
    assert {
        name: f"{page}\npublications/{name}.md" for name, page in once.pages.items()
    } == each.pages


def test_each_page_has_its_own_strings(tmp_path: Path) -> None:
    pages = built(tmp_path, TEMPLATE).pages
    assert "<title>Sturges&#39; rule</title>https://site.test/sub/publications/k0/ " in pages["k0"]
    assert '<meta name="citation_title" content="The &quot;best&quot; of R&amp;D">' in pages["k1"]
    assert '<a href="https://git.test/refs.bib#L5">https://git.test/refs.bib#L5</a>' in pages["k4"]
    assert "../../feed.xml" in pages["k5"]
    assert '<img alt="figure of k5">small' in pages["k5"]
    assert "<b>a < b</b><i>shown</i>" in pages["k3"]
    assert {name for name, page in pages.items() if "<b>" in page} == {"k3"}
    assert {name for name, page in pages.items() if "<i>shown</i>" in page} == {"k3", "k4"}


@pytest.mark.slow
@pytest.mark.parametrize(("number", "times"), [(1, 3), (3, 4), (40, 8)])
def test_template_is_rendered_a_few_times(tmp_path: Path, number: int, times: int) -> None:
    """For a stand-in of each kind of page, and for a page with which its output is compared.

    k0, k3 and k4 are each one of a kind; the first and the last page are always compared.
    """
    assert built(tmp_path, TEMPLATE, ("A",) * number).times == times


def test_template_is_rendered_for_each_of_many_kinds(tmp_path: Path) -> None:
    done = built(tmp_path, TEMPLATE, ("A",) * 30, key="apart")
    assert 30 <= done.times < 50
    assert all("<i>shown</i>" in page for page in done.pages.values())


@pytest.mark.slow
@every_row(
    "difference",
    [
        "{{ page.publication.key }}",
        "{{ page.title | length }}",
        "{% if page.title == 'Last' %}the last{% endif %}",
        "{% if 'Sturges' in page.content %}the first{% endif %}",
        "{{ page.meta.metadata | upper }}",
        "{{ 'x' * (4 if page.url[13] == 'k' else page.url[13]) }}",
    ],
)
def test_template_that_treats_pages_otherwise_is_rendered_for_each(
    tmp_path: Path, difference: str
) -> None:
    assert built(tmp_path, TEMPLATE + difference).times >= len(TITLES)


def test_template_that_asks_for_what_a_plugin_gives_is_tried_once(tmp_path: Path) -> None:
    """The stand-in has it not, so that each page is rendered, and as the template gives it."""
    done = built(tmp_path, TEMPLATE + "{{ page.said_by_a_plugin.upper() }}")
    assert done.times == len(TITLES) + 1
    assert all(page.endswith("SAID") for page in done.pages.values())
