"""Pictures of the site itself: the card of shared links, and the icon as PNG: `make images`.

The card is made of what the first page says first, in the site's type and colours (card.js and
card.css); the icons are drawn from docs/assets/favicon.svg. With `--theme` those of the theme are
drawn, for sites that have none: its card is theme_card.svg.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from publications.builders.theme import FOLDER
from tools import preview

ASSETS = preview.ROOT / "docs" / "assets"
CARD = (1200, 630)  # the size that readers of Open Graph ask for
TOOLS = Path(__file__).parent


class MissingFontError(LookupError):
    """Characters of the card that no font of this machine has."""


def compose(page: Page) -> None:
    """Replace the first page, which is open, with the card.  Raises MissingFontError."""
    page.add_style_tag(path=TOOLS / "card.css")
    missing = page.evaluate((TOOLS / "card.js").read_text("utf-8"))
    if missing:
        raise MissingFontError(
            f"no font here has '{missing}', so the card was not drawn: install one that has"
            " (Debian: fonts-noto-cjk, fonts-noto-core), then make images again"
        )


def card(browser: Browser, address: str, path: Path) -> None:
    """Draw the picture that goes with shared links.  Raises MissingFontError."""
    width, height = CARD
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page.goto(f"{address}/", wait_until="networkidle")
    compose(page)
    page.screenshot(path=path)
    page.close()


def draw(browser: Browser, drawing: str, path: Path, width: int, height: int) -> None:
    """Draw an SVG in one size."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    page.screenshot(path=path, omit_background=True)
    page.close()


def icons(browser: Browser, folder: Path) -> None:
    """Draw the favicon of a folder as PNG, and for phones, which round the corners themselves."""
    drawing = (folder / "favicon.svg").read_text("utf-8")
    draw(browser, drawing, folder / "favicon.png", 48, 48)
    draw(browser, drawing.replace(' rx="6"', ""), folder / "apple-touch-icon.png", 180, 180)


def of_theme() -> None:
    """Draw the pictures of sites that have none of their own."""
    with preview.chromium() as browser:
        icons(browser, FOLDER / "assets")
        drawing = (TOOLS / "theme_card.svg").read_text("utf-8")
        draw(browser, drawing, FOLDER / "assets/card.png", *CARD)


def of_site() -> None:
    """Build the site and draw all three."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        preview.build(site)
        with preview.serve(site) as address, preview.chromium() as browser:
            card(browser, address, ASSETS / "card.png")
            icons(browser, ASSETS)


if __name__ == "__main__":
    try:
        if "--theme" in sys.argv:
            of_theme()
        else:
            of_site()
    except MissingFontError as error:
        sys.exit(f"error: {error}")
