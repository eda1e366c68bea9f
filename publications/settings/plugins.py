"""The plugins, extensions and hooks that mkdocs.yml names, in any form that MkDocs takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def plugins_of(plugins: object) -> dict[str, Mapping[str, Any]]:
    """Plugins by their names, without that of the theme, and their options.

    >>> plugins_of(["search", {"material/blog": {"blog_dir": "news"}}])
    {'search': {}, 'blog': {'blog_dir': 'news'}}
    """
    return {name.removeprefix("material/"): options for name, options in with_options(plugins)}


def with_options(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Names with their options; what is no mapping of options counts as none."""
    for name, options in named(value):
        if isinstance(options, Mapping):
            yield str(name), options
        else:
            yield str(name), {}


def named(value: object) -> Iterator[tuple[Any, Any]]:
    """Names with what is written for their options, None for a bare name.

    They are in a mapping, or in a list of bare names and mappings; anything else is passed over.

    >>> list(named(["tables", {"toc": {"permalink": True}}, 5]))
    [('tables', None), ('toc', {'permalink': True})]
    """
    if not isinstance(value, list):
        value = [value]
    for item in value:
        if isinstance(item, str):
            yield item, None
        elif isinstance(item, Mapping):
            yield from item.items()


def paths_of(value: object) -> list[str]:
    """Paths of a list, or of a mapping by paths, such as MkDocs makes of `hooks`."""
    if not isinstance(value, list | Mapping):
        return []
    return [path for path in value if isinstance(path, str)]


def is_offline(plugins: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether Material's plugin `offline` sets `use_directory_urls` to false.

    >>> is_offline({"offline": {}}), is_offline({"offline": {"enabled": False}}), is_offline({})
    (True, False, False)
    """
    options = plugins.get("offline", {"enabled": False})
    return options.get("enabled", True) is not False
