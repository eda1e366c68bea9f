"""What several pages and files say of a publication in the same words, made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from publications.model.publication import Publication

_Function = TypeVar("_Function", bound=Callable[..., Any])


def shared(function: _Function) -> _Function:
    """A function of a publication whose results are kept with it, by its further arguments."""

    @wraps(function)
    def kept(publication: Publication, *options: object, **named: object) -> object:
        key = _key(function, *options, *named.items())
        if key not in publication.shared:
            publication.shared[key] = function(publication, *options, **named)
        return publication.shared[key]

    return cast("_Function", kept)


@lru_cache(maxsize=64)
def _key(*parts: object) -> tuple[object, ...]:
    """The same tuple for all publications, each of which keeps it."""
    return parts
