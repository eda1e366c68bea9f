"""The rules that entries and the bibliography must satisfy."""

from publications.rules.bibliography import BIBLIOGRAPHY_RULES, ENTRY_RULES, PUBLICATION_RULES
from publications.rules.context import Context
from publications.rules.entry import is_there
from publications.rules.identifiers import malformed_orcid_of_people
from publications.rules.notices import retracted_selected
from publications.rules.owner import contacts_of_owner
from publications.rules.people import unreadable_name
from publications.rules.relations import unrelated_version

__all__ = [
    "BIBLIOGRAPHY_RULES",
    "ENTRY_RULES",
    "PUBLICATION_RULES",
    "Context",
    "contacts_of_owner",
    "is_there",
    "malformed_orcid_of_people",
    "retracted_selected",
    "unreadable_name",
    "unrelated_version",
]
