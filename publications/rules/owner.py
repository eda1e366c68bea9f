"""The rule about contacts: each that mkdocs.yml names can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from publications.diagnostics import Diagnostic, Severity
from publications.model import contacts
from publications.settings import Options, place_in


def contacts_of_owner(options: Options) -> Iterator[Diagnostic]:
    """Findings about `owner` in mkdocs.yml, at the lines of their names there.

    An address that must not become a link is an error, as it is in refs.bib.
    """
    for fault in contacts.faults_of(options.owner):
        place = place_in(options.config, fault.name, fault.value)
        severity: Severity = "warning"
        if fault.code == "unsafe-url":
            severity = "error"
        yield Diagnostic(*place, severity, fault.code, fault.message, fault.hint)
