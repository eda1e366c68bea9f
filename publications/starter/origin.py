"""Where the package was installed from: what a new site asks pip for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import metadata
from typing import Final

PACKAGE: Final = "publications"


@dataclass(frozen=True, slots=True)
class Origin:
    """The web address of a git repository, and a revision of it."""

    repository: str
    revision: str

    @property
    def page(self) -> str:
        """Address of the repository's first page.

        >>> Origin("https://example.org/sand.git", "v1.0").page
        'https://example.org/sand'
        """
        return self.repository.removesuffix("/").removesuffix(".git")


def origin_of(distribution: metadata.Distribution) -> Origin:
    """The repository that a package was installed from, else the one that its metadata name.

    pip writes the former down (PEP 610), `direct_url.json`, with the tag or branch that was asked
    for and the commit that it was. A branch moves, so only a tag of the version is taken.

    Raises:
        LookupError: the metadata name no `Source` among the project's addresses.
    """
    tag = f"v{distribution.version}"
    direct = json.loads(distribution.read_text("direct_url.json") or "{}")
    commit = direct.get("vcs_info", {})
    if commit.get("vcs") == "git" and direct["url"].startswith("https://"):
        if commit.get("requested_revision") == tag:
            return Origin(direct["url"], tag)
        return Origin(direct["url"], commit["commit_id"])
    return Origin(_source(distribution), tag)


def _source(distribution: metadata.Distribution) -> str:
    """The repository's address in the metadata (pyproject.toml), where each version is a tag."""
    for line in distribution.metadata.get_all("Project-URL", ()):
        label, _, address = line.partition(", ")
        if label == "Source":
            return str(address)
    raise LookupError("the package's metadata name no Source")
