"""A hook of MkDocs: mends the one thing in the theme's base.html that HTML does not allow.

`autocomplete` on its two checkboxes; no block of the theme's stands around them.
"""

from __future__ import annotations

from typing import Any

WRONG = ('id="__drawer" autocomplete="off"', 'id="__search" autocomplete="off"')


def on_post_page(output: str, **_: Any) -> str:
    """Mend a page."""
    for attributes in WRONG:
        output = output.replace(attributes, attributes.partition(" ")[0], 1)
    return output


def on_post_template(output_content: str, **_: Any) -> str:
    """Mend 404.html, which is no page to MkDocs."""
    return on_post_page(output_content)
