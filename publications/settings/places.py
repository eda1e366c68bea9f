"""Where mkdocs.yml says something, or a file that it inherits from: file, line and column."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
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
    """Where a key of `owner` is written, or the value in the list below it.

    It is the begin of mkdocs.yml where the file or the key is not to be had.
    """
    return _first_place(
        config,
        ("extra", "owner", key),
        ("markdown_extensions", "publications", "owner", key),
        value=value,
    )


def nav_places(config: Path | None) -> list[tuple[str, Place]]:
    """What `nav` leads to, pages and addresses, each with its place, in order.

    As in MkDocs, the `nav` of the file that inherits replaces that of its parent.
    """
    for file, document in _documents(config):
        pair = _pair_of(document, "nav")
        if pair is not None:
            return [(node.value, _place(file, node)) for node in _targets(pair[1])]
    return []


def language_place(config: Path | None) -> Place:
    """Where the language of the pages is named."""
    return _first_place(
        config,
        ("markdown_extensions", "publications", "language"),
        ("theme", "language"),
    )


def _first_place(config: Path | None, *paths: tuple[str, ...], value: str = "") -> Place:
    """Where the first of these paths of keys leads in the first file that has one of them.

    With a value it is where that is in the list of the last key. The begin of mkdocs.yml stands for
    what is nowhere.
    """
    for file, document in _documents(config):
        nodes = (_descend(document, path, value) for path in paths)
        for node in filter(None, nodes):
            return _place(file, node)
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
    match node:
        case yaml.ScalarNode(tag="tag:yaml.org,2002:str"):
            yield node
        case yaml.MappingNode(value=pairs):
            yield from chain.from_iterable(_targets(value) for _, value in pairs)
        case yaml.SequenceNode(value=items):
            yield from chain.from_iterable(map(_targets, items))


def _descend(node: yaml.Node | None, path: tuple[str, ...], value: str) -> yaml.Node | None:
    """The node of the last key of the path, or the item of its list that has the value."""
    key_node = None
    for key in path:
        pair = _pair_of(node, key)
        if pair is None:
            return None
        key_node, node = pair
    for item in _items(node):
        if item.value == value:
            return item
    return key_node


def _pair_of(node: yaml.Node | None, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and its value in a mapping, or in the first mapping of a list that has the key."""
    for mapping in (node, *_items(node)):
        if not isinstance(mapping, yaml.MappingNode):
            continue
        for key_node, value_node in mapping.value:
            if key_node.value == key:
                return key_node, value_node
    return None


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    """The items of a list; none of anything else."""
    if not isinstance(node, yaml.SequenceNode):
        return []
    items: list[yaml.Node] = node.value
    return items
