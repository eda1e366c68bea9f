"""The plugins and hooks that mkdocs.yml names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def plugins_of(plugins: object) -> dict[str, Mapping[str, Any]]:
    """Plugins by their names, without that of the theme (`material/blog`), and their options."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    named: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        options = entry if isinstance(entry, Mapping) else {entry: None}
        for name, value in options.items():
            if isinstance(name, str):
                named[name.removeprefix("material/")] = value if isinstance(value, Mapping) else {}
    return named


def paths_of(value: object) -> list[str]:
    """Paths of a list, or of a mapping by paths, such as MkDocs makes of `hooks`."""
    return [str(path) for path in value] if isinstance(value, (list, Mapping)) else []


def is_offline(plugins: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether Material's plugin `offline` sets `use_directory_urls` to false."""
    return "offline" in plugins and plugins["offline"].get("enabled", True) is not False
