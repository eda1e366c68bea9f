"""The plugins and hooks that mkdocs.yml names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def plugins_of(plugins: object) -> dict[str, Mapping[str, Any]]:
    """Plugins by their names, without that of the theme (`material/blog`), and their options."""
    if not isinstance(plugins, list):
        plugins = [plugins]
    named: dict[str, Mapping[str, Any]] = {}
    for entry in plugins:
        for name, options in _named(entry):
            named[name.removeprefix("material/")] = options
    return named


def paths_of(value: object) -> list[str]:
    """Paths of a list, or of a mapping by paths, such as MkDocs makes of `hooks`."""
    if not isinstance(value, list | Mapping):
        return []
    return [path for path in value if isinstance(path, str)]


def is_offline(plugins: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether Material's plugin `offline` sets `use_directory_urls` to false."""
    return "offline" in plugins and plugins["offline"].get("enabled", True) is not False


def _named(entry: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Names and options of an entry: a name, or a mapping of names to options."""
    if isinstance(entry, str):
        yield entry, {}
    if isinstance(entry, Mapping):
        for name, options in entry.items():
            if not isinstance(options, Mapping):
                options = {}
            if isinstance(name, str):
                yield name, options
