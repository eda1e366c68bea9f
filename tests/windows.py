"""Windows of the browser, which tests use one after the other.

A window in a browser context of its own starts a process, which takes five times as long as the
page that is loaded into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from playwright.sync_api import Browser, Page

#: Milliseconds to wait for what a page does by itself; far more than it takes.
TIMEOUT = 60_000
#: What a visitor's system asks for, unless a test says otherwise.
MEDIA: dict[str, Any] = {
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "contrast": "no-preference",
}
#: Where a window is that no test has used since the last one.
BLANK = "about:blank"
Visit = Callable[..., Page]


class Windows:
    """One window with scripts and one without, and one for each set of permissions."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: dict[tuple[bool, tuple[str, ...]], Page] = {}

    def visit(
        self,
        url: str,
        width: int = 1280,
        height: int = 800,
        *,
        java_script_enabled: bool = True,
        permissions: Iterable[str] = (),
        **media: Any,
    ) -> Page:
        """Load a page as on a first visit, into a window that may have shown others before."""
        page = self._page(java_script_enabled, tuple(permissions))
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", **MEDIA | media)
        page.goto(url, wait_until="load")
        return page

    def clear(self) -> None:
        """Forget what pages have stored and where the mouse was, for the next test."""
        for page in self._pages.values():
            if page.url == BLANK:
                continue
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.unroute_all()
            page.mouse.move(0, 0)
            page.goto(BLANK)

    def _page(self, java_script_enabled: bool, permissions: tuple[str, ...]) -> Page:
        kind = (java_script_enabled, permissions)
        if kind not in self._pages:
            context = self._browser.new_context(
                java_script_enabled=java_script_enabled, permissions=permissions
            )
            self._pages[kind] = context.new_page()
            self._pages[kind].set_default_timeout(TIMEOUT)
        return self._pages[kind]
