"""Hook of MkDocs: removes `autocomplete` from two checkboxes, where HTML does not allow it.

They are in the theme's base.html, outside all of its template blocks.
"""

from __future__ import annotations

from typing import Any

WRONG = ('id="__drawer" autocomplete="off"', 'id="__search" autocomplete="off"')


def on_post_page(output: str, **_: Any) -> str:
    """Remove the attributes from a page."""
    for attributes in WRONG:
        output = output.replace(attributes, attributes.partition(" ")[0], 1)
    return output


def on_post_template(output_content: str, **_: Any) -> str:
    """Remove them from 404.html, which MkDocs does not count as a page."""
    return on_post_page(output_content)
