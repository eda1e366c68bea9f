"""The folders of a site's theme: its own (`custom_dir`), and those of an installed theme."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

import yaml

from publications import disk
from publications.settings.values import text

_GROUP: Final = "mkdocs.themes"
_SETTINGS: Final = "mkdocs_theme.yml"
#: Themes that come with a builder, and have nothing of this package.
_BUILDERS: Final = frozenset(("material", "mkdocs", "readthedocs", "zensical"))


def theme_dirs(root: Path, theme: object) -> tuple[Path, ...]:
    """The folders in which templates and assets are looked for, one after the other.

    Those of Material and of other themes that come with a builder are left out.
    Raises OptionsError.
    """
    options: Mapping[Any, Any] = {"name": theme}
    if isinstance(theme, Mapping):
        options = theme
    folders: list[Path] = []
    custom = text("theme: custom_dir", options.get("custom_dir"), "a path")
    if custom:
        folders.append(root / custom)
    name = options.get("name")
    if isinstance(name, str):
        folders += installed_dirs(name)
    return tuple(folders)


@functools.cache
def installed_dirs(name: str) -> tuple[Path, ...]:
    """The folders of an installed theme, and of those that it extends."""
    themes = entry_points(group=_GROUP)
    folders: dict[str, Path] = {}
    with suppress(ImportError, AttributeError):
        while name in themes.names and name not in _BUILDERS and name not in folders:
            folders[name] = Path(themes[name].load().__file__).resolve().parent
            name = _extended(folders[name])
    return tuple(folders.values())


def _extended(folder: Path) -> str:
    """The name of the theme that a theme extends, or the empty string."""
    with suppress(OSError, yaml.YAMLError):
        settings = yaml.safe_load(disk.read(folder / _SETTINGS))
        if isinstance(settings, Mapping):
            return str(settings.get("extends", ""))
    return ""
