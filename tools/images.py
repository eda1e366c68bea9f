"""Pictures of the site itself: the card of shared links, and the icon as PNG: `make images`.

The card is made of what the first page says first, in the site's type and colours (card.js and
card.css); the icons are drawn from docs/assets/favicon.svg.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

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


def icon(browser: Browser, path: Path, size: int, *, round_corners: bool) -> None:
    """Draw the monogram in one size; phones round the corners themselves."""
    drawing = (ASSETS / "favicon.svg").read_text("utf-8")
    if not round_corners:
        drawing = drawing.replace(' rx="6"', "")
    page = browser.new_page(viewport={"width": size, "height": size}, color_scheme="light")
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{drawing}")
    page.screenshot(path=path, omit_background=True)


def main() -> None:
    """Build the site and draw all three."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        preview.build(site)
        with preview.serve(site) as address, preview.chromium() as browser:
            card(browser, address, ASSETS / "card.png")
            icon(browser, ASSETS / "favicon.png", 48, round_corners=True)
            icon(browser, ASSETS / "apple-touch-icon.png", 180, round_corners=False)


if __name__ == "__main__":
    try:
        main()
    except MissingFontError as error:
        sys.exit(f"error: {error}")
