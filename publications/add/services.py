"""Where the services that know publications are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Services:
    """Where the services are, without a slash at the end, and what an answer may take."""

    doi: str = "https://doi.org"
    crossref: str = "https://api.crossref.org"
    arxiv: str = "https://export.arxiv.org"
    openreview: str = "https://api2.openreview.net"
    openreview1: str = "https://api.openreview.net"
    acl: str = "https://aclanthology.org"
    orcid: str = "https://pub.orcid.org"
    dblp: str = "https://dblp.org"
    openalex: str = "https://api.openalex.org"
    seconds: float = 20
    size: int = 2_000_000

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Services:
        """The services on the internet, or where PUBLICATIONS_SERVICES says."""
        mirror = environment.get("PUBLICATIONS_SERVICES", "")
        if mirror:
            return cls.below(mirror)
        return cls()

    @classmethod
    def below(cls, address: str) -> Services:
        """All of them below one address, `<address>/doi` and so on: a mirror, or a test's."""
        base = address.rstrip("/")
        return cls(
            doi=f"{base}/doi",
            crossref=f"{base}/crossref",
            arxiv=f"{base}/arxiv",
            openreview=f"{base}/openreview",
            openreview1=f"{base}/openreview1",
            acl=f"{base}/acl",
            orcid=f"{base}/orcid",
            dblp=f"{base}/dblp",
            openalex=f"{base}/openalex",
        )
