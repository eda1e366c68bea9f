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
#: Only what is wrong is handed over: all else is more than the page.
_RUN: Final = "([context, rules]) => axe.run(context, rules).then(results => results.violations)"


def violations(page: Page, part: str = "html", without: str = "") -> list[str]:
    """What axe finds in a page, or in the element of a selector; one line for each element.

    What is judged of the whole page is also without a part of it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    context = {"include": [[part]], "exclude": [[without]] if without else []}
    found = page.evaluate(_RUN, [context, _RULES])
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
