"""Where mkdocs.yml says something, or a file that it inherits from: file, line and column."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import yaml

from publications import disk
from publications.settings.document import UNREADABLE, Loader, files_of
from publications.settings.values import OptionsError


class Place(NamedTuple):
    """File, line and column, which count from 1; the file is named as seen from mkdocs.yml."""

    path: str
    line: int = 1
    column: int = 1


def place_in(config: Path | None, key: str, value: str) -> Place:
    """Where a key of `owner` stands, or the value in the list below it.

    It is the begin of mkdocs.yml where the file or the key is not to be had.
    """
    for file, document in _documents(config):
        for parents in (("extra",), ("markdown_extensions", "publications")):
            node = _descend(document, (*parents, "owner", key), value)
            if node is not None:
                return _place(file, node)
    return _begin(config)


def nav_places(config: Path | None) -> list[tuple[str, Place]]:
    """What `nav` leads to, pages and addresses, each with its place, in order."""
    for file, document in _documents(config):
        pair = _pair_of(document, "nav")
        if pair is not None:
            return [(node.value, _place(file, node)) for node in _targets(pair[1])]
    return []


def language_place(config: Path | None) -> Place:
    """Where the language of the pages is named."""
    for file, document in _documents(config):
        for path in (("markdown_extensions", "publications", "language"), ("theme", "language")):
            node = _descend(document, path, "")
            if node is not None:
                return _place(file, node)
    return _begin(config)


def _begin(config: Path | None) -> Place:
    return Place((config or Path("mkdocs.yml")).name)


def _documents(config: Path | None) -> Iterator[tuple[str, yaml.Node | None]]:
    """The name and the nodes of each file, first of the one that inherits from the others."""
    if config is None:
        return
    with suppress(OSError, OptionsError, *UNREADABLE):
        for file in files_of(config):
            name = Path(os.path.relpath(file, config.parent)).as_posix()
            yield name, yaml.compose(disk.read(file), Loader=Loader)


def _place(file: str, node: yaml.Node) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _targets(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The texts in lists and below titles."""
    items: list[yaml.Node] = []
    if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":str"):
        yield node
    elif isinstance(node, yaml.MappingNode):
        items = [value for _, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        items = node.value
    for item in items:
        yield from _targets(item)


def _descend(node: yaml.Node | None, path: tuple[str, ...], value: str) -> yaml.Node | None:
    """The node of the last key of the path, or the item of its list that has the value."""
    key_node = None
    for key in path:
        pair = _pair_of(node, key)
        if pair is None:
            return None
        key_node, node = pair
    if isinstance(node, yaml.SequenceNode):
        items: list[yaml.Node] = node.value
        for item in items:
            if item.value == value:
                return item
    return key_node


def _pair_of(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and its value in a mapping, or in the first mapping of a list that has the key."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode):
        mappings = [item for item in node.value if isinstance(item, yaml.MappingNode)]
        for item in mappings:
            pair = _pair_of(item, key)
            if pair is not None:
                return pair
    return None
