"""Sites where researchers have profiles: labels, icons, and the forms of ids and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Profile:
    """A site where people have profiles.

    `icon` is a file below the theme's `.icons/`, without suffix. `address` has `{}` in the place of
    the id, `form` is a pattern of ids, and `hosts` one of host names, where the site has others
    than that of the address.
    """

    label: str
    icon: str
    address: str
    form: str
    hosts: str = ""

    @property
    def host(self) -> str:
        """The host name of the address, without `www.`."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    def is_at(self, host: str) -> bool:
        """Whether the site has this host name, or one below it.

        >>> PROFILES["linkedin"].is_at("de.linkedin.com"), PROFILES["x"].is_at("twitter.com")
        (True, True)
        """
        hosts = self.hosts or re.escape(self.host)
        return bool(re.fullmatch(rf"(?:[\w-]+\.)*(?:{hosts})", host, re.IGNORECASE))

    def is_id(self, identifier: str) -> bool:
        """Whether a text has the form of an id at this site.

        >>> PROFILES["orcid"].is_id("0000-0002-1825-0097"), PROFILES["acm"].is_id("ann")
        (True, False)
        """
        return bool(re.fullmatch(self.form, identifier, re.ASCII))

    def address_of(self, identifier: str) -> str:
        """The address of the profile with an id.

        >>> PROFILES["openreview"].address_of("~Ann_Doe1")
        'https://openreview.net/profile?id=~Ann_Doe1'
        """
        return self.address.format(quote(identifier, safe="/@:+"))

    def id_in(self, parts: SplitResult) -> str:
        """The text at the place of the id in an address of the site; empty where there is none.

        >>> PROFILES["dblp"].id_in(urlsplit("https://dblp.org/pid/12/3456.html"))
        '12/3456'
        """
        template = urlsplit(self.address)
        if template.query:
            name = template.query.partition("=")[0]
            return parse_qs(parts.query).get(name, [""])[0]
        before = template.path.partition("{")[0]
        path = unquote(parts.path).rstrip("/")
        if not path.startswith(before):
            return ""
        return path.removeprefix(before).removesuffix(".html")


_USER: Final = r"[A-Za-z0-9][\w.-]*"
_HANDLE: Final = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|did:[a-z]+:[\w.:-]+"
_X: Final = Profile("X", "simple/x", "https://x.com/{}", r"\w{1,20}", r"(?:x|twitter)\.com")

#: The names that profiles have in mkdocs.yml, in the order in which they are shown.
PROFILES: Final[Mapping[str, Profile]] = {
    "scholar": Profile(
        "Google Scholar", "simple/googlescholar",
        "https://scholar.google.com/citations?user={}", r"[\w-]{12}",
        r"scholar\.google(?:\.[a-z]{2,3}){1,2}",
    ),
    "github": Profile("GitHub", "simple/github", "https://github.com/{}", r"[\w-]{1,39}"),
    "orcid": Profile("ORCID", "simple/orcid", "https://orcid.org/{}", r"(?:\d{4}-){3}\d{3}[\dX]"),
    "linkedin": Profile(
        "LinkedIn", "contacts/linkedin", "https://www.linkedin.com/in/{}", r"[^\s/?#@]+",
    ),
    "openreview": Profile(
        "OpenReview", "contacts/openreview", "https://openreview.net/profile?id={}",
        r"~[^\s/?#&]+\d|[\w.+-]+@[\w.-]+",
    ),
    "dblp": Profile(
        "dblp", "simple/dblp", "https://dblp.org/pid/{}", r"(?:homepages/)?\w+/[\w-]+",
        r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)",
    ),
    "semanticscholar": Profile(
        "Semantic Scholar", "simple/semanticscholar",
        "https://www.semanticscholar.org/author/{}", r"\d+",
    ),
    "researchgate": Profile(
        "ResearchGate", "simple/researchgate", "https://www.researchgate.net/profile/{}", r"[\w-]+",
    ),
    "arxiv": Profile(
        "arXiv", "simple/arxiv", "https://arxiv.org/a/{}", r"[a-z_]+\d*|(?:\d{4}-){3}\d{3}[\dX]",
    ),
    "acm": Profile("ACM", "simple/acm", "https://dl.acm.org/profile/{}", r"\d+"),
    "ieee": Profile("IEEE Xplore", "simple/ieee", "https://ieeexplore.ieee.org/author/{}", r"\d+"),
    "inspire": Profile("INSPIRE", "simple/inspire", "https://inspirehep.net/authors/{}", r"\d+"),
    "scopus": Profile(
        "Scopus", "simple/scopus",
        "https://www.scopus.com/authid/detail.uri?authorId={}", r"\d+",
    ),
    "webofscience": Profile(
        "Web of Science", "simple/clarivate",
        "https://www.webofscience.com/wos/author/record/{}", r"[A-Z]{1,3}-\d{4}-\d{4}|\d+",
    ),
    "huggingface": Profile(
        "Hugging Face", "simple/huggingface", "https://huggingface.co/{}", _USER,
    ),
    "gitlab": Profile("GitLab", "simple/gitlab", "https://gitlab.com/{}", _USER),
    "codeberg": Profile("Codeberg", "simple/codeberg", "https://codeberg.org/{}", _USER),
    "kaggle": Profile("Kaggle", "simple/kaggle", "https://www.kaggle.com/{}", _USER),
    "osf": Profile("OSF", "simple/osf", "https://osf.io/{}", r"[A-Za-z0-9]{5}"),
    "bluesky": Profile("Bluesky", "simple/bluesky", "https://bsky.app/profile/{}", _HANDLE),
    "x": _X,
    "twitter": _X,
    "youtube": Profile("YouTube", "simple/youtube", "https://www.youtube.com/@{}", _USER),
}  # fmt: skip


def profile_at(host: str) -> Profile | None:
    """The site with this host name, or None where it is not in the table."""
    for profile in PROFILES.values():
        if profile.is_at(host):
            return profile
    return None
