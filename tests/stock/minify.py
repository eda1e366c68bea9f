"""What mkdocs-minify-plugin does to pages."""

from __future__ import annotations

from typing import Any

import htmlmin


def on_post_page(output: str, **event: Any) -> str:
    return str(htmlmin.minify(output, remove_comments=True))
