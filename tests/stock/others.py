"""What plugins do that such sites have (mkdocs-rss-plugin, mkdocs-minify-plugin), and a preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import htmlmin
from mkdocs.structure.pages import Page


def on_page_content(html: str, *, page: Page, **event: Any) -> str:
    """Ask for the source of a page, as for its date; give one the finding of a preview."""
    assert page.file.abs_src_path
    assert Path(page.file.abs_src_path).is_file()
    if page.file.src_uri == "tags.md":
        page.meta["diagnostics"] = [{"severity": "error", "text": "older.bib:1:1: error: a < b"}]
    return html


def on_post_page(output: str, **event: Any) -> str:
    """Make a page smaller."""
    return str(htmlmin.minify(output, remove_comments=True))
