"""Where a line of a title, of names or of pages does not end."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

from publications import tex
from publications.model.names import read_names
from publications.pages import ties
from tests.rows import every_row


def marked(markup: Markup) -> str:
    """The text, with `[…]` around what is tied and `~` for a blank that no line ends at."""
    shown = re.sub(r'<span class="site-tied">(.*?)</span>', r"[\1]", str(markup))
    return html.unescape(shown).replace("\u00a0", "~")


@every_row(
    "source, shown",
    [
        ("Forecasts of COVID-19 activity", "Forecasts of [COVID-19] activity"),
        ("COVID-19: 2020--22", "[COVID-19]: [2020–22]"),
        ("COVID-19-related Work", "[COVID-19]-related Work"),
        ("Real-Time Audio-Video", "[Real-Time] Audio-Video"),
        ("A Day-of-the-Week Effect", "A [Day-of-the-Week] Effect"),
        ("t-tests and e-mail", "[t-tests] and [e-mail]"),
        ("Bose--Einstein, S12--S18", "Bose–Einstein, [S12–S18]"),
        ("An {\\em in-situ} <Test>", "An <em>[in-situ]</em> <Test>"),
        ("A {C}OVID-{19} {T}est", "A [COVID-19] Test"),
        ("中文数据-分析", "中文数据-分析"),
        ("ends-", "ends-"),
    ],
)
def test_titles(source: str, shown: str) -> None:
    assert marked(ties.title(tex.parse(source))) == shown


def test_a_title_has_no_links_but_its_maths() -> None:
    title = ties.title(tex.parse(r"\url{https://a.b} $x$ \href{https://c.d}{x-ray}"))
    assert "<a" not in title
    assert "<math" in title
    assert "x-ray</span>" in title


@every_row(
    "name, shown",
    [
        ("Rob J Hyndman", "Rob J~Hyndman"),
        ("Smith, J. R.", "J.~R.~Smith"),
        ("Sartre, J.-P.", "[J.-P].~Sartre"),
        ("Smith, A.B.", "A.B.~Smith"),
        ("Ludwig van Beethoven", "Ludwig van~Beethoven"),
        ("van der Berg, Jan", "Jan van~der~Berg"),
        ("King, Jr., Martin L.", "Martin L.~King,~Jr."),
        ("O'Hara-Wild, Mitchell", "Mitchell [O'Hara-Wild]"),
        ("{Institute of Cold-Sea Research}", "Institute of [Cold-Sea] Research"),
        ("Prince, ", "Prince"),
        ("{Malcolm X}", "Malcolm~X"),
        ("张, 三", "张三"),
        ("Å Öberg", "Å~Öberg"),
        ("محمد بن سلمان", "<bdi>محمد بن سلمان</bdi>"),
    ],
)
def test_names(name: str, shown: str) -> None:
    ((_, person),) = read_names(name)[0]
    assert marked(ties.name(person)) == shown
