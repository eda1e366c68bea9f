"""Bytes that a first visit of a page loads, as a server with gzip sends them to a browser."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from tools import preview

#: Milliseconds after the page was loaded, in which scripts may still ask for something.
AFTER: Final = 2000


def first(site: Path, path: str) -> Counter[str]:
    """Bytes by address of what is loaded. Raises LookupError where there is no browser."""
    sent: Counter[str] = Counter()
    with preview.serve(site, sent) as address, preview.chromium() as browser:
        page = browser.new_page()
        page.goto(address + path, wait_until="networkidle")
        page.wait_for_timeout(AFTER)
    return sent
