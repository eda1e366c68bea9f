"""What Material's templates leave to be mended in pages under the theme `publications`.

Under Material itself the checkboxes open the drawer and the search, and with the attribute a
browser does not open them by itself where a page is loaded again.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

# In base.html, outside all of its blocks. HTML does not allow `autocomplete` on a checkbox.
_WRONG: Final = re.compile(r'(id="__(?:drawer|search)") autocomplete="off"')


def mended(output: str) -> str:
    """A page without the attributes; a long one is copied once.

    >>> mended('<input id="__search" autocomplete="off"><input autocomplete="off">')
    '<input id="__search"><input autocomplete="off">'
    """
    wrong = list(islice(_WRONG.finditer(output), 2))
    if not wrong:
        return output
    both = output[wrong[0].start() : wrong[-1].end()]
    return output.replace(both, _WRONG.sub(r"\1", both), 1)
