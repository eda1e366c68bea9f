"""The theme `publications`, as an entry point tells builders where it is."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Final

#: Its folder: templates, and what pages load.
FOLDER: Final = Path(__file__).parent.parent / "theme"
#: Builders ask a module for its file. It is none of Python's, for Zensical would publish that too.
THEME: Final = SimpleNamespace(__file__=str(FOLDER / "mkdocs_theme.yml"))
