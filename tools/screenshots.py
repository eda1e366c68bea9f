"""Pictures of the site: `make screenshots`.

Usage: python -m tools.screenshots [FOLDER]. Four pages at the width of a phone and of a laptop, in
both schemes, and the picture that README.md shows.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tools import preview

PAGES = {
    "about": "/",
    "publications": "/publications/",
    "publication": "/publications/{newest}/",
    "experience": "/experience/",
}
WIDTHS = {390: 844, 1280: 800}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
README = preview.ROOT / ".github" / "screenshot.png"


def newest(site: Path) -> str:
    """Slug of the newest publication."""
    return str(json.loads((site / "publications.json").read_text("utf-8"))[0]["id"])


def take(
    browser: Browser, address: str, path: Path, width: int, scheme: Scheme, *, whole: bool
) -> None:
    """Take a picture of the whole page, or of the part that is seen before scrolling."""
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=path, full_page=whole)
    context.close()


def main(folder: Path = Path("screenshots")) -> None:
    """Build the site and take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        preview.build(site)
        with preview.serve(site) as address, preview.chromium() as browser:
            for name, path in PAGES.items():
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        target = folder / f"{name}-{width}-{scheme}.png"
                        url = address + path.format(newest=newest(site))
                        take(browser, url, target, width, scheme, whole=True)
                        print(target)
            take(browser, f"{address}/", README, 1280, "light", whole=False)
            print(README)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
