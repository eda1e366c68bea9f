"""Files on the disk: regular ones are read, locked, and replaced in one step.

Everything that the package writes for good is written here.
"""

from publications.disk.exchange import exchange
from publications.disk.folders import create, require_empty
from publications.disk.leftovers import remove_leftovers, temporary
from publications.disk.locks import LockedError, locked
from publications.disk.reading import opened, read, read_text, reason
from publications.disk.versions import version, versions
from publications.disk.walking import walk
from publications.disk.writing import ChangedError, replace, write

__all__ = [
    "ChangedError",
    "LockedError",
    "create",
    "exchange",
    "locked",
    "opened",
    "read",
    "read_text",
    "reason",
    "remove_leftovers",
    "replace",
    "require_empty",
    "temporary",
    "version",
    "versions",
    "walk",
    "write",
]
