"""ORCIDs: their form, and the optional people.yml that says who has which.

```yaml
- name: Josiah Carberry
  orcid: 0000-0002-1825-0097
  affiliation: Brown University   # optional, for the command `coauthors`
  aliases: [J. Carberry]     # other spellings in refs.bib; accents, case and hyphens do not matter
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import yaml

from publications import disk
from publications.model.names import NameSyntaxError, name_keys, read_names, readable_persons
from publications.settings.nodes import NotYAMLError, composed

# An ORCID as it is pasted: alone, with its prefix, or as the address of the record, which its owner
# sees as `my-orcid?orcid=…`.
_WRITTEN: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.)?orcid\.org/(?:my-orcid\?orcid=)?|orcid:\s*)?"
    r"(?P<orcid>(?:[0-9]{4}-){3}[0-9]{3}[0-9X])(?:[/?#].*)?",
    re.IGNORECASE,
)
_AFTER_NAME: Final = re.compile(r"([^/;]{1,200})/\s?((?:[0-9]{4}-){3}[0-9]{3}[0-9Xx])[\s;]*")
_KEYS: Final = ("name", "orcid", "affiliation", "aliases")
_FORM: Final = "a list of `- name: …` with `orcid: …` and perhaps `aliases: […]`"


class PeopleFileError(ValueError):
    """A people.yml of another form than this module's: the fact and the way out, and the line.

    The line is 0 where the file cannot be read.

    >>> str(PeopleFileError(Path("people.yml"), 3, "a person without name (add `name: …`)"))
    'people.yml:3: a person without name (add `name: …`)'
    """

    def __init__(self, path: Path, line: int, fact: str) -> None:
        place = str(path)
        if line:
            place = f"{path}:{line}"
        super().__init__(f"{place}: {fact}")
        self.line = line
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Known:
    """One item of people.yml, and the line it begins on; `orcid` as it is written there.

    It has an ORCID, an affiliation, or both.
    """

    name: str
    orcid: str
    aliases: tuple[str, ...]
    line: int
    affiliation: str = ""


def bare_orcid(value: str) -> str:
    """The ORCID alone, of one as it is pasted; empty if it is none, or its check digit is wrong.

    >>> bare_orcid("https://orcid.org/0000-0002-1694-233x")
    '0000-0002-1694-233X'
    >>> bare_orcid("0000-0002-1694-2338")
    ''
    """
    match = _WRITTEN.fullmatch(value.strip())
    if match is None:
        return ""
    bare = match["orcid"].upper()
    if not bare.endswith(_check_digit(bare)):
        return ""
    return bare


def _check_digit(orcid: str) -> str:
    """The last digit by ISO 7064 MOD 11-2 (ORCID, "Structure of the ORCID Identifier").

    >>> _check_digit("0000-0002-1825-009?")
    '7'
    """
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def orcid_url(orcid: str) -> str:
    """The address of a bare ORCID; empty where there is none."""
    if not orcid:
        return ""
    return f"https://orcid.org/{orcid}"


def valid_orcid(value: str) -> bool:
    """Whether the value is an ORCID, alone or as its address, with the right check digit.

    >>> valid_orcid("orcid: 0000-0002-1825-0097")
    True
    """
    return bool(bare_orcid(value))


def read_people(path: Path) -> tuple[Known, ...]:
    """Read people.yml; a malformed ORCID is left for the rules to name.

    Raises:
        PeopleFileError: the file cannot be read, is not YAML, or is of another form.
    """
    try:
        root = composed(disk.read(path))
    except OSError as error:
        raise PeopleFileError(path, 0, f"cannot be read: {disk.reason(error)}") from error
    except NotYAMLError as error:
        raise PeopleFileError(path, error.line, str(error)) from error
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(path, root, "the file is not a list", f"write {_FORM}")
    return tuple(_known(path, node) for node in root.value)


def read_orcids(path: Path) -> dict[str, str]:
    """The ORCIDs of people.yml by each key of each name; malformed ones are left out.

    Raises:
        PeopleFileError: as `read_people` does; or one name has two ORCIDs, or is not that of one
            person.
    """
    orcids: dict[str, str] = {}
    for known in read_people(path):
        orcid = bare_orcid(known.orcid)
        if not orcid:
            continue
        for key in _keys(path, known):
            if orcids.setdefault(key, orcid) != orcid:
                fact = f"'{known.name}' has two ORCIDs, {orcids[key]} and {orcid}"
                way_out = "remove one, or tell the people apart by a middle name"
                raise PeopleFileError(path, known.line, f"{fact} ({way_out})")
    return orcids


def _keys(path: Path, known: Known) -> Iterator[str]:
    """The keys of all names of a person."""
    for name in (known.name, *known.aliases):
        try:
            people, _ = read_names(name)
        except NameSyntaxError as error:
            raise PeopleFileError(path, known.line, str(error)) from error
        if len(people) != 1:
            fact = f"'{name}' is not the name of one person (write one item each)"
            raise PeopleFileError(path, known.line, fact)
        yield from name_keys(people[0][1])


def orcids_of_names(value: str) -> dict[str, str]:
    """The ORCIDs of Web of Science's field for them, by each key of each name.

    >>> orcids_of_names("Lee, Ann/0000-0002-1825-0097 Roe, Bob/0000-0002-1825-0098")
    {'lee,ann,': '0000-0002-1825-0097'}
    """
    orcids: dict[str, str] = {}
    for name, written in _AFTER_NAME.findall(value):
        for person in readable_persons((name,)):
            orcids.update(dict.fromkeys(name_keys(person), bare_orcid(written)))
    return {key: orcid for key, orcid in orcids.items() if orcid}


def keys_of_person(known: Known) -> Iterator[str]:
    """The ORCID and the keys of all readable names of a person."""
    yield from filter(None, [bare_orcid(known.orcid)])
    for person in readable_persons((known.name, *known.aliases)):
        yield from name_keys(person)


def _known(path: Path, node: yaml.Node) -> Known:
    """One item of the list. Raises PeopleFileError."""
    values = _values(path, node)
    name, number, affiliation = ("".join(values.get(key, ())) for key in _KEYS[:3])
    if not name:
        raise _wrong(path, node, "a person without name", "add `name: …`")
    if not number and not affiliation:
        raise _wrong(path, node, "a person without orcid", "add `orcid: …`")
    line = node.start_mark.line + 1
    return Known(name, number, values.get("aliases", ()), line, affiliation)


def _values(path: Path, node: yaml.Node) -> dict[str, tuple[str, ...]]:
    """What an item of the list says, by its keys. Raises PeopleFileError."""
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, node, "the item is not a person", f"write {_FORM}")
    values: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        if key.value not in _KEYS:
            raise _wrong(path, key, f"'{key.value}' is not known", f"write {', '.join(_KEYS)}")
        if key.value in values:
            raise _wrong(path, key, f"'{key.value}' is here twice", "remove one")
        values[key.value] = _texts(path, value, several=key.value == "aliases")
    return values


def _texts(path: Path, node: yaml.Node, *, several: bool) -> tuple[str, ...]:
    """The text of a value, or the texts of a list where several are allowed."""
    if several and isinstance(node, yaml.SequenceNode):
        return tuple(map(partial(_text, path), node.value))
    return (_text(path, node),)


def _text(path: Path, node: yaml.Node) -> str:
    """The text of a scalar."""
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(path, node, "a text is expected here", f"write {_FORM}")
    return str(node.value).strip()


def _wrong(path: Path, node: yaml.Node, fact: str, way_out: str) -> PeopleFileError:
    """The error at a node."""
    return PeopleFileError(path, node.start_mark.line + 1, f"{fact} ({way_out})")
