"""Entries in the order of inheritance, and those that inherit from each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter


def in_order(parents: Mapping[str, AbstractSet[str]]) -> tuple[list[str], list[list[str]]]:
    """The keys, each after its parents, and the groups of keys that are on cycles.

    `parents` names the parents of each key. Keys on cycles are in a group only; a key that merely
    has such parents comes without them. Cycles that are connected are one group. Linear in keys.
    """
    try:
        return list(TopologicalSorter(parents).static_order()), []
    except CycleError:
        cyclic = _cyclic(parents)
    others = {key: parents[key] - cyclic.keys() for key in parents if key not in cyclic}
    return list(TopologicalSorter(others).static_order()), _connected(cyclic)


def _cyclic(parents: Mapping[str, AbstractSet[str]]) -> dict[str, set[str]]:
    """The keys on cycles, or on a way from one to another, each with its children among them."""
    stuck = _stuck(parents)
    children: dict[str, set[str]] = {key: set() for key in stuck}
    for key in stuck:
        for parent in stuck.intersection(parents[key]):
            children[parent].add(key)
    cyclic = _stuck(children)
    return {
        key: cyclic.intersection(parents[key]) | (children[key] & cyclic)
        for key in parents
        if key in cyclic
    }


def _stuck(graph: Mapping[str, Iterable[str]]) -> set[str]:
    """The keys that are on a cycle, or lead to one."""
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):  # which does not keep it from giving the keys that are not stuck
        sorter.prepare()
    stuck = set(graph)
    ready = sorter.get_ready()
    while ready:
        stuck.difference_update(ready)
        sorter.done(*ready)
        ready = sorter.get_ready()
    return stuck


def _connected(neighbours: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of keys that are connected."""
    groups: list[list[str]] = []
    seen: set[str] = set()
    for key in neighbours:
        group = [key]
        for member in group:  # grows
            if member not in seen:
                seen.add(member)
                group.extend(neighbours[member])
        if len(group) > 1:
            groups.append(list(dict.fromkeys(group)))
    return groups
