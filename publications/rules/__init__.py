"""The rules that entries and the bibliography must satisfy."""

from publications.rules.context import Context
from publications.rules.entry import is_there, unreadable_name
from publications.rules.identifiers import malformed_orcid_of_people
from publications.rules.library import ENTRY_RULES, LIBRARY_RULES, PUBLICATION_RULES

__all__ = [
    "ENTRY_RULES",
    "LIBRARY_RULES",
    "PUBLICATION_RULES",
    "Context",
    "is_there",
    "malformed_orcid_of_people",
    "unreadable_name",
]
