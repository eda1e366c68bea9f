"""What axe finds in a page: breaches of WCAG 2.2 AA and of good practice."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe finds in a page, or in the element of a selector; one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("([part, rules]) => axe.run(part, rules)", [part, _RULES])["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
