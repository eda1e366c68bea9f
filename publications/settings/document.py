"""mkdocs.yml as YAML, completed by the files that it inherits from.

`!ENV` and `!!python/…` tags are understood as far as the site's own keys need them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from publications import disk
from publications.diagnostics import quote
from publications.settings.values import OptionsError, text

#: What PyYAML raises: its own errors, and for values like `!!timestamp x` or `!!bool x` others.
UNREADABLE: Final = (
    yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError, RecursionError,
)  # fmt: skip
_INHERIT: Final = "INHERIT"


class Loader(yaml.SafeLoader):
    """SafeLoader, and no complaint about tags that only MkDocs can construct."""


def read_document(config: Path) -> Mapping[Any, Any]:
    """The mapping that a configuration file and those that it inherits from hold together.

    They are merged as MkDocs does ("Configuration inheritance"): mappings key by key, any other
    value is that of the file which inherits. Raises OptionsError.
    """
    document: Mapping[Any, Any] = {}
    for mapping in reversed(_mappings(config).values()):
        document = _merged(document, mapping)
    return document


def files_of(config: Path) -> tuple[Path, ...]:
    """The configuration file, the one that it inherits from, and so on. Raises OptionsError."""
    return tuple(_mappings(config))


def _mappings(config: Path) -> dict[Path, Mapping[Any, Any]]:
    """What each of these files holds. Raises OptionsError."""
    mappings: dict[Path, Mapping[Any, Any]] = {}
    file: Path | None = config
    while file is not None:
        mappings[file] = _mapping(file)
        parent = _parent_of(file, mappings[file])
        if parent is not None:
            _check_parent(file, parent, mappings)
        file = parent
    return mappings


def _check_parent(file: Path, parent: Path, before: Iterable[Path]) -> None:
    """Check that a parent exists, and is none of the files before it. Raises OptionsError."""
    name = quote(os.path.relpath(parent, file.parent))
    if not parent.exists():
        fact = f"INHERIT names {name}, which does not exist"
        raise OptionsError(f"{file}: {fact} (its path begins at the folder of this file)")
    if any(parent.samefile(other) for other in before):
        raise OptionsError(f"{file}: INHERIT leads back to {name} (remove it)")


def _parent_of(file: Path, document: Mapping[Any, Any]) -> Path | None:
    """The file that `INHERIT` names, relative to the one that says so. Raises OptionsError."""
    try:
        parent = text(_INHERIT, document.get(_INHERIT), "a path")
    except OptionsError as error:
        raise OptionsError(f"{file}: {error}") from None
    if not parent:
        return None
    return Path(os.path.normpath(file.parent / parent))


def _merged(parent: Mapping[Any, Any], child: Mapping[Any, Any]) -> dict[Any, Any]:
    """Both mappings in one; those below them are merged as well.

    >>> _merged({"theme": {"name": "material"}, "nav": [1]}, {"theme": {"language": "de"}})
    {'theme': {'name': 'material', 'language': 'de'}, 'nav': [1]}
    """
    merged = dict(parent)
    for key, value in child.items():
        inherited = merged.get(key)
        if isinstance(value, Mapping) and isinstance(inherited, Mapping):
            value = _merged(inherited, value)
        merged[key] = value
    return merged


def _mapping(config: Path) -> Mapping[Any, Any]:
    """The mapping that one file holds. Raises OptionsError."""
    try:
        document = yaml.load(disk.read(config), Loader=Loader)  # noqa: S506  # a SafeLoader
    except FileNotFoundError:
        raise OptionsError(f"{config} does not exist (name another with --config)") from None
    except OSError as error:
        raise OptionsError(f"{config} cannot be read: {disk.reason(error)}") from None
    except yaml.MarkedYAMLError as error:
        place = str(config)
        if error.problem_mark:
            place += f":{error.problem_mark.line + 1}:{error.problem_mark.column + 1}"
        raise OptionsError(f"{place}: not YAML: {error.problem}") from None
    except UNREADABLE as error:
        fact = " ".join(str(error).split())
        raise OptionsError(f"{config}: not YAML: {fact}") from None
    if not isinstance(document, dict):
        raise OptionsError(f"{config} is not a mapping (see mkdocs.yml of this project)")
    return document


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """`!ENV NAME` and `!ENV [NAME, …, default]`, as pyyaml_env_tag reads them.

    A value of the environment is YAML where a list names it, and a text otherwise.
    """
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(loader.construct_scalar(node)))
    if not isinstance(node, yaml.SequenceNode):
        return None
    names = loader.construct_sequence(node, deep=True)
    default = None
    if len(names) > 1:
        default = names.pop()
    for name in filter(os.environ.__contains__, map(str, names)):
        return yaml.safe_load(os.environ[name])
    return default


def _ignored(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


Loader.add_constructor("!ENV", _env)
Loader.add_multi_constructor("!", _ignored)
Loader.add_multi_constructor("tag:yaml.org,2002:python/", _ignored)
