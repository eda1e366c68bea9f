"""The site's own pictures: the card of shared links, and the icon as PNG: `make images`.

Both come from what the site shows: the card is the head of the first page, with its type and
colours; the icons are drawn from docs/assets/favicon.svg.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tools import preview

ASSETS = preview.ROOT / "docs" / "assets"
CARD = (1200, 630)  # what Open Graph's readers ask for
# Eyebrow, name, lead and drawing; larger than on the page, for a card is seen small.
STYLE = """
html { font-size: 36px; overflow: hidden }
.site-header, .site-footer { display: none }
[dir] .md-content__inner.md-typeset > .site-eyebrow ~ :not(h1, .site-lead, .site-motif) {
    display: none;
}
.md-content__inner.md-typeset {
    align-content: space-between; box-sizing: border-box; height: 630px;
    grid-template-rows: auto auto 1fr auto; padding: 60px 0 44px; --site-label: 0rem;
    --site-gutter: 72px;
}
.md-typeset .site-eyebrow { font-size: 30px; margin: 0 0 12px }
.md-typeset .site-eyebrow + h1 { font-size: 128px; margin-bottom: 28px }
.md-typeset .site-lead { font-size: 38px; max-width: 24em; margin: 0 }
.md-typeset .site-motif { height: 124px; margin: 0 }
"""


def card(browser: Browser, address: str) -> None:
    """The picture that is shown where a link to the site is shared."""
    page = browser.new_page(viewport={"width": CARD[0], "height": CARD[1]}, color_scheme="light",
                            reduced_motion="reduce")  # fmt: skip
    page.goto(f"{address}/", wait_until="networkidle")
    page.add_style_tag(content=STYLE)
    page.screenshot(path=ASSETS / "card.png")


def icon(browser: Browser, path: Path, size: int, *, round_corners: bool) -> None:
    """The monogram in one size; phones round the corners themselves."""
    drawing = (ASSETS / "favicon.svg").read_text("utf-8")
    if not round_corners:
        drawing = drawing.replace(' rx="6"', "")
    page = browser.new_page(viewport={"width": size, "height": size}, color_scheme="light")
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    page.screenshot(path=path, omit_background=True)


def main() -> None:
    """Build the site, then draw."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        preview.build(site)
        with preview.serve(site) as address, preview.chromium() as browser:
            card(browser, address)
            icon(browser, ASSETS / "favicon.png", 48, round_corners=True)
            icon(browser, ASSETS / "apple-touch-icon.png", 180, round_corners=False)


if __name__ == "__main__":
    main()
