"""Contacts of the owner: what people paste, and what is shown and said to machines of it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import material
import pytest
import zensical
from hypothesis import given
from hypothesis import strategies as st

from publications.builders.theme import FOLDER
from publications.exports import jsonld, llms
from publications.model.contacts import (
    NAMES,
    Contact,
    contacts_of,
    faults_of,
    fediverse_handle,
    pages_about,
)
from publications.model.profiles import PROFILES
from publications.settings import Owner, Site
from publications.tex.url import safe_url
from tests.rows import every_row

SCHOLAR = "https://scholar.google.com/citations?user=739cUNMAAAAJ"
DBLP = "https://dblp.org/pid/12/3456"
OPENREVIEW = "https://openreview.net/profile?id=~Ann_Doe1"
#: Name in mkdocs.yml, what people paste, the address that is linked.
PASTED = [
    ("scholar", "739cUNMAAAAJ", SCHOLAR),
    ("scholar", "https://scholar.google.com/citations?user=739cUNMAAAAJ&hl=en", SCHOLAR),
    ("scholar", "https://scholar.google.com/citations?hl=zh-CN&user=739cUNMAAAAJ", SCHOLAR),
    ("scholar", "scholar.google.co.uk/citations?user=739cUNMAAAAJ", SCHOLAR),
    ("scholar", "http://scholar.google.de/citations?user=739cUNMAAAAJ#d=x", SCHOLAR),
    ("scholar", "  <https://scholar.google.com/citations?user=739cUNMAAAAJ> ", SCHOLAR),
    ("github", "ann-doe", "https://github.com/ann-doe"),
    ("github", "@ann-doe", "https://github.com/ann-doe"),
    ("github", "https://github.com/ann-doe/", "https://github.com/ann-doe"),
    ("github", "http://www.github.com/ann-doe?tab=repositories", "https://github.com/ann-doe"),
    ("github", "github.com/ann-doe", "https://github.com/ann-doe"),
    ("github", "GitHub.com/ann-doe", "https://github.com/ann-doe"),
    ("github", "//github.com/ann-doe", "https://github.com/ann-doe"),
    ("github", "https://github.com/ann-doe/repo", "https://github.com/ann-doe/repo"),
    ("github", "12345", "https://github.com/12345"),
    ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ("orcid", "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ("orcid", "http://orcid.org/0000-0002-1694-233x/", "https://orcid.org/0000-0002-1694-233X"),
    ("orcid", "www.orcid.org/0000-0002-1825-0097?lang=de", "https://orcid.org/0000-0002-1825-0097"),
    ("orcid", "https://orcid.org/my-orcid?orcid=0000-0002-1825-0097",
     "https://orcid.org/0000-0002-1825-0097"),
    ("linkedin", "ann-doe-12ab", "https://www.linkedin.com/in/ann-doe-12ab"),
    ("linkedin", "https://de.linkedin.com/in/ann-doe-12ab/?originalSubdomain=de",
     "https://www.linkedin.com/in/ann-doe-12ab"),
    ("linkedin", "linkedin.com/in/ann-doe-12ab", "https://www.linkedin.com/in/ann-doe-12ab"),
    ("linkedin", "https://www.linkedin.com/in/zo%C3%AB-m", "https://www.linkedin.com/in/zo%C3%AB-m"),
    ("linkedin", "zo%C3%AB-m", "https://www.linkedin.com/in/zo%C3%AB-m"),
    ("linkedin", "zoë-m", "https://www.linkedin.com/in/zo%C3%AB-m"),
    ("linkedin", "https://www.linkedin.com/company/lab", "https://www.linkedin.com/company/lab"),
    ("openreview", "~Ann_Doe1", OPENREVIEW),
    ("openreview", OPENREVIEW, OPENREVIEW),
    ("openreview", "openreview.net/profile?id=%7EAnn_Doe1&tab=x", OPENREVIEW),
    ("openreview", "ann@example.org", "https://openreview.net/profile?id=ann@example.org"),
    ("dblp", "12/3456", DBLP),
    ("dblp", "https://dblp.org/pid/12/3456.html", DBLP),
    ("dblp", "https://dblp.uni-trier.de/pid/12/3456", DBLP),
    ("dblp", "dblp.org/pid/12/3456-1", DBLP + "-1"),
    ("dblp", "m/AnnDoe", "https://dblp.org/pid/m/AnnDoe"),
    ("dblp", "homepages/12/3456", "https://dblp.org/pid/homepages/12/3456"),
    ("dblp", "https://dblp.org/pers/hd/d/Doe:Ann", "https://dblp.org/pers/hd/d/Doe:Ann"),
    ("semanticscholar", "1741101", "https://www.semanticscholar.org/author/1741101"),
    ("semanticscholar", "https://www.semanticscholar.org/author/Ann-Doe/1741101",
     "https://www.semanticscholar.org/author/Ann-Doe/1741101"),
    ("semanticscholar", "semanticscholar.org/author/1741101/",
     "https://www.semanticscholar.org/author/1741101"),
    ("mastodon", "@ann@example.social", "https://example.social/@ann"),
    ("mastodon", "ann@example.social", "https://example.social/@ann"),
    ("mastodon", "https://example.social/@ann", "https://example.social/@ann"),
    ("mastodon", "example.social/@ann", "https://example.social/@ann"),
    ("mastodon", "https://example.social/users/ann", "https://example.social/users/ann"),
    ("bluesky", "ann.bsky.social", "https://bsky.app/profile/ann.bsky.social"),
    ("bluesky", "@ann.bsky.social", "https://bsky.app/profile/ann.bsky.social"),
    ("bluesky", "ann.example.org", "https://bsky.app/profile/ann.example.org"),
    ("bluesky", "https://bsky.app/profile/ann.bsky.social",
     "https://bsky.app/profile/ann.bsky.social"),
    ("bluesky", "did:plc:abc123", "https://bsky.app/profile/did:plc:abc123"),
    ("x", "@ann", "https://x.com/ann"),
    ("x", "https://twitter.com/ann?s=20", "https://x.com/ann"),
    ("twitter", "ann", "https://x.com/ann"),
    ("youtube", "@ann", "https://www.youtube.com/@ann"),
    ("youtube", "https://www.youtube.com/@ann/videos", "https://www.youtube.com/@ann/videos"),
    ("youtube", "youtube.com/channel/UC1", "https://youtube.com/channel/UC1"),
    ("researchgate", "Ann-Doe-2", "https://www.researchgate.net/profile/Ann-Doe-2"),
    ("arxiv", "doe_a_1", "https://arxiv.org/a/doe_a_1"),
    ("arxiv", "https://arxiv.org/a/doe_a_1.html", "https://arxiv.org/a/doe_a_1"),
    ("arxiv", "0000-0002-1825-0097", "https://arxiv.org/a/0000-0002-1825-0097"),
    ("acm", "https://dl.acm.org/profile/99659", "https://dl.acm.org/profile/99659"),
    ("ieee", "37086", "https://ieeexplore.ieee.org/author/37086"),
    ("inspire", "inspirehep.net/authors/100", "https://inspirehep.net/authors/100"),
    ("scopus", "https://www.scopus.com/authid/detail.uri?origin=x&authorId=57",
     "https://www.scopus.com/authid/detail.uri?authorId=57"),
    ("webofscience", "AAB-1234-2020", "https://www.webofscience.com/wos/author/record/AAB-1234-2020"),
    ("huggingface", "ann", "https://huggingface.co/ann"),
    ("gitlab", "ann.d", "https://gitlab.com/ann.d"),
    ("codeberg", "ann", "https://codeberg.org/ann"),
    ("kaggle", "kaggle.com/ann", "https://www.kaggle.com/ann"),
    ("osf", "ab12c", "https://osf.io/ab12c"),
    ("email", "ann@example.org", "mailto:ann@example.org"),
    ("email", "mailto:ann@example.org?subject=x", "mailto:ann@example.org"),
    ("email", "Ann Doe <ann@example.org>", "mailto:ann@example.org"),
    ("email", "ann+site@cs.example.org", "mailto:ann+site@cs.example.org"),
    ("email", "a%b?c&d@example.org", "mailto:a%25b%3Fc%26d@example.org"),
    ("email", "用户@例子.广告",
     "mailto:%E7%94%A8%E6%88%B7@%E4%BE%8B%E5%AD%90.%E5%B9%BF%E5%91%8A"),
    ("links", "https://www.example.org/~ann", "https://www.example.org/~ann"),
    ("links", "https://example.org/a b", "https://example.org/a%20b"),
    ("links", "https://github.com/lab/", "https://github.com/lab"),
    ("links", "mailto:lab@example.org", "mailto:lab@example.org"),
]  # fmt: skip
#: Name in mkdocs.yml, a value that cannot be shown, the code of the finding.
REFUSED = [
    ("email", "ann", "malformed-contact"),
    ("email", "ann at example.org", "malformed-contact"),
    ("email", "ann@example", "malformed-contact"),
    ("email", "ann@@example.org", "malformed-contact"),
    ("email", "ann@example..org", "malformed-contact"),
    ("email", "ann..doe@example.org", "malformed-contact"),
    ("email", ".ann@example.org", "malformed-contact"),
    ("email", "ann.@example.org", "malformed-contact"),
    ("email", "ann@-example.org", "malformed-contact"),
    ("email", "ann@example.org, bob@example.org", "malformed-contact"),
    ("email", "ann@example.org\u200b", "malformed-contact"),
    ("email", f"{'a' * 250}@example.org", "malformed-contact"),
    ("email", "javascript:alert(1)", "malformed-contact"),
    ("email", "mailto:", "malformed-contact"),
    ("orcid", "0000-0002-1825-0098", "malformed-orcid"),
    ("orcid", "https://example.org/0000-0002-1825-0097", "malformed-orcid"),
    ("scholar", "739cUNMAAAA", "malformed-contact"),
    ("scholar", "Ann Doe", "malformed-contact"),
    ("scholar", "https://scholar.google.com/", "malformed-contact"),
    ("scholar", "https://scholar.google.evil.example/citations?user=739cUNMAAAAJ",
     "malformed-contact"),
    ("github", "github.com", "malformed-contact"),
    ("github", "https://github.com", "malformed-contact"),
    ("github", "https://github.com.example.org/ann", "malformed-contact"),
    ("github", "https://github.com@example.org/ann", "malformed-contact"),
    ("github", "https://example.org/github.com/ann", "malformed-contact"),
    ("github", "https://[", "malformed-contact"),
    ("github", "ann doe", "malformed-contact"),
    ("github", "ftp://github.com/ann", "malformed-contact"),
    ("github", "javascript://github.com/%0aalert(1)", "unsafe-url"),
    ("github", "javascript:alert(1)", "unsafe-url"),
    ("github", "\u200bjavascript:alert(1)", "unsafe-url"),
    ("openreview", "Ann_Doe1", "malformed-contact"),
    ("dblp", "123", "malformed-contact"),
    ("semanticscholar", "Ann-Doe", "malformed-contact"),
    ("mastodon", "ann", "malformed-contact"),
    ("mastodon", "https://example.social/", "malformed-contact"),
    ("mastodon", "javascript:alert(1)", "unsafe-url"),
    ("bluesky", "ann", "malformed-contact"),
    ("links", "example.org", "malformed-contact"),
    ("links", "/cv.pdf", "malformed-contact"),
    ("links", "https://", "malformed-contact"),
    ("links", "javascript:alert(1)", "unsafe-url"),
    ("links", "data:text/html,x", "unsafe-url"),
    ("links", "1a:b", "unsafe-url"),
    ("pronouns", "she/her", "unknown-contact"),
    ("javascript", "javascript:alert(1)", "unknown-contact"),
]  # fmt: skip


def owner_with(name: str, value: str) -> Owner:
    """An owner of whom nothing is known but one contact."""
    if name == "orcid":
        return Owner(orcid=value)
    if name == "links":
        return Owner(links=(value,))
    return Owner(contacts=((name, value),))


@every_row("name, value, address", PASTED)
def test_what_people_paste_becomes_an_address(name: str, value: str, address: str) -> None:
    owner = owner_with(name, value)
    assert [contact.url for contact in contacts_of(owner)] == [address]
    assert faults_of(owner) == ()


@every_row("name, value, code", REFUSED)
def test_what_cannot_be_shown_is_a_fault(name: str, value: str, code: str) -> None:
    owner = owner_with(name, value)
    assert contacts_of(owner) == ()
    assert [(fault.name, fault.value, fault.code) for fault in faults_of(owner)] == [
        (name, value, code)
    ]


def test_every_name_has_a_case() -> None:
    assert {name for name, _, _ in PASTED} == set(NAMES)


OWNER = Owner(
    "Ann Doe",
    orcid="0000-0002-1825-0097",
    links=("https://lab.example.org/people/ann", "https://www.youtube.com/@lab"),
    contacts=(
        ("bluesky", "ann.bsky.social"),
        ("mastodon", "@ann@example.social"),
        ("dblp", "12/3456"),
        ("semanticscholar", "1741101"),
        ("github", "ann"),
        ("scholar", "739cUNMAAAAJ"),
        ("email", "ann@example.org"),
    ),
)


def test_contacts_have_label_icon_and_a_fixed_order() -> None:
    shown = [(each.label, each.icon, each.rel) for each in contacts_of(OWNER)]
    assert shown == [
        ("ann@example.org", "contacts/email", ""),
        ("Google Scholar", "simple/googlescholar", "me"),
        ("GitHub", "simple/github", "me"),
        ("ORCID", "simple/orcid", "me"),
        ("dblp", "simple/dblp", "me"),
        ("Semantic Scholar", "simple/semanticscholar", "me"),
        ("Bluesky", "simple/bluesky", "me"),
        ("Mastodon", "simple/mastodon", "me"),
        ("lab.example.org", "contacts/link", "me"),
        ("YouTube", "simple/youtube", "me"),
    ]


def test_machines_are_told_the_same_addresses() -> None:
    addresses = [each.url for each in contacts_of(OWNER) if not each.url.startswith("mailto:")]
    assert list(pages_about(OWNER)) == addresses
    site = Site("https://example.org/", "Ann Doe", OWNER)
    assert sorted(jsonld.person(site)["mainEntity"]["sameAs"]) == sorted(addresses)
    listed = llms.llms((), (), site).partition("## Profiles")[2]
    assert re.findall(r"(?m)^- \[[^]]+\]\((.*)\)$", listed) == addresses


def test_two_of_one_label_are_told_apart_and_one_address_comes_once() -> None:
    owner = Owner(
        contacts=(("github", "ann"), ("github", "lab")),
        links=(
            "https://github.com/ann/",
            "https://example.org/a",
            "https://example.org/a/",
            "https://www.example.org/b?c",
            "https://example.org",
        ),
    )
    assert [contact.label for contact in contacts_of(owner)] == [
        "GitHub (ann)",
        "GitHub (lab)",
        "example.org (a)",
        "example.org (b?c)",
        "example.org",
    ]


@every_row(
    "name, hint",
    [
        ("gihtub", "did you mean 'github'?"),
        ("GitHub", "did you mean 'github'?"),
        ("LINKED_IN", "did you mean 'linkedin'?"),
        ("e-mail", "did you mean 'email'?"),
        ("jobtitle", "did you mean 'job_title'?"),
        ("alias", "did you mean 'aliases'?"),
        ("semantic_scholar", "did you mean 'semanticscholar'?"),
        ("phone", "names of your own belong under 'extra', beside 'owner'"),
        ("", "names of your own belong under 'extra', beside 'owner'"),
    ],
)
def test_unknown_names_have_a_way_out(name: str, hint: str) -> None:
    assert [fault.hint for fault in faults_of(owner_with(name, "value"))] == [hint]


def test_an_address_under_an_unknown_name_has_a_place() -> None:
    faults = faults_of(owner_with("homepage", "https://ann.example.org"))
    assert [fault.hint for fault in faults] == ["to show the address, list it under 'links'"]


@pytest.mark.parametrize("theme", [material, zensical], ids=["material", "zensical"])
def test_every_icon_is_there(theme: object) -> None:
    folder = Path(str(getattr(theme, "__file__", ""))).parent / "templates"
    names = {profile.icon for profile in PROFILES.values()}
    names |= {contact.icon for contact in contacts_of(OWNER)}
    missing = {
        name
        for name in names
        if not any((root / f".icons/{name}.svg").is_file() for root in (FOLDER, folder))
    }
    assert missing == set()


@given(
    st.sampled_from([*NAMES, "other"]),
    st.text() | st.text("@./:?=#[]%~-_ <>\\ahtpsgiubcomjvr\u200b\t0123456789X"),
)
def test_whatever_is_written_is_a_safe_contact_or_a_fault(name: str, value: str) -> None:
    owner = owner_with(name, value)
    contacts: tuple[Contact, ...] = contacts_of(owner)
    assert len(contacts) + len(faults_of(owner)) == (1 if value or name != "orcid" else 0)
    for contact in contacts:
        assert safe_url(contact.url) == contact.url
        assert urlsplit(contact.url).scheme in ("http", "https", "mailto")
        assert contact.label


@pytest.mark.parametrize(
    ("mastodon", "handle"),
    [
        ("@ann@example.social", "@ann@example.social"),
        ("https://example.social/@ann", "@ann@example.social"),
        ("https://example.social/users/ann", ""),
        ("", ""),
    ],
)
def test_the_fediverse_is_told_the_handle(mastodon: str, handle: str) -> None:
    contacts = (("mastodon", mastodon),) if mastodon else ()
    assert fediverse_handle(Owner("Ann Doe", contacts=contacts)) == handle
