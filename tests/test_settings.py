"""What mkdocs.yml may say: every option by its good values, and by hostile ones in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.yaml import yaml_load

from publications.__main__ import main
from publications.settings import (
    OWNER_NAMES,
    Options,
    OptionsError,
    Owner,
    nav_pages,
    nav_places,
    place_in,
    read_settings,
)
from publications.settings.document import read_document
from tests.rows import every_row

BIB_FILE = "a path or a list of paths"
NAMES = "bib_file, owner, people, edit_url, citations, counts, language, words, editions"
OWNER = "a name, or a mapping with name, orcid, email, …"
QUOTES = "put it in quotation marks"
#: An option as YAML, and what is said of it.
REFUSED = [
    ("citations: [off]", "'citations' is [False] (allowed: auto, extension, off)"),
    ("citations: {off: 1}", "'citations' is {False: 1} (allowed: auto, extension, off)"),
    ("citations: on", "'citations' is True (allowed: auto, extension, off)"),
    ("counts: 1", "'counts' is 1 (allowed: true, false)"),
    ("counts: yes please", "'counts' is 'yes please' (allowed: true, false)"),
    ("citations: 0", "'citations' is 0 (allowed: auto, extension, off)"),
    ("citations: Auto", "'citations' is 'Auto' (allowed: auto, extension, off)"),
    ("citations: 2020-01-01", "'citations' is datetime.date(2020, 1, 1) (allowed: auto, ext"),
    ("bib_file: 5", f"'bib_file' is 5 (allowed: {BIB_FILE}; {QUOTES})"),
    ("bib_file: true", f"'bib_file' is True (allowed: {BIB_FILE}; {QUOTES})"),
    ("bib_file: []", f"'bib_file' is [] (allowed: {BIB_FILE})"),
    ("bib_file: [null]", f"'bib_file' is [None] (allowed: {BIB_FILE})"),
    ("bib_file: [a.bib, 5]", f"'bib_file' contains 5 (allowed: {BIB_FILE}; {QUOTES})"),
    ("bib_file: [[a.bib]]", f"'bib_file' contains ['a.bib'] (allowed: {BIB_FILE})"),
    ("bib_file: {a.bib: b}", f"'bib_file' is {{'a.bib': 'b'}} (allowed: {BIB_FILE})"),
    ('bib_file: "a\\0.bib"', f"'bib_file' is 'a\\x00.bib' (allowed: {BIB_FILE}; remove"),
    ('bib_file: "\\ud800.bib"', f"'bib_file' is '\\ud800.bib' (allowed: {BIB_FILE}; remove"),
    ("people: [a.yml]", "'people' is ['a.yml'] (allowed: a path)"),
    ("people: false", f"'people' is False (allowed: a path; {QUOTES})"),
    ('people: "a\\x1b.yml"', "'people' is 'a\\x1b.yml' (allowed: a path; remove the control"),
    ("edit_url: 5", f"'edit_url' is 5 (allowed: an address that begins with https://; {QUOTES})"),
    ("edit_url: [a]", "'edit_url' is ['a'] (allowed: an address that begins with https://)"),
    ("edit_url: javascript:alert(1)", "'edit_url' is 'javascript:alert(1)' (allowed: an address"),
    ("edit_url: edit/main/", "'edit_url' is 'edit/main/' (allowed: an address that begins with"),
    ("edit_url: //example.org", "'edit_url' is '//example.org' (allowed: an address that begins"),
    ("edit_url: ftp://example.org", "'edit_url' is 'ftp://example.org' (allowed: an address"),
    ("owner: 5", f"'owner' is 5 (allowed: {OWNER})"),
    ("owner: [Ann Doe]", f"'owner' is ['Ann Doe'] (allowed: {OWNER})"),
    ("owner: true", f"'owner' is True (allowed: {OWNER})"),
    ("owner: {name: [Ann]}", "'owner: name' is ['Ann'] (allowed: a text)"),
    ("owner: {name: no}", f"'owner: name' is False (allowed: a text; {QUOTES})"),
    ("owner: {name: {given: Ann}}", "'owner: name' is {'given': 'Ann'} (allowed: a text)"),
    ('owner: {name: "Ann\\x07"}', "'owner: name' is 'Ann\\x07' (allowed: a text; remove the con"),
    ("owner: {orcid: 1.5}", f"'owner: orcid' is 1.5 (allowed: a text; {QUOTES})"),
    ("owner: {job_title: [a]}", "'owner: job_title' is ['a'] (allowed: a text)"),
    ("owner: {affiliation: 7}", f"'owner: affiliation' is 7 (allowed: a text; {QUOTES})"),
    ("owner: {aliases: 5}", f"'owner: aliases' is 5 (allowed: a list of texts; {QUOTES})"),
    ("owner: {aliases: [A, [B]]}", "'owner: aliases' contains ['B'] (allowed: a list of texts)"),
    ("owner: {alumni_of: {a: b}}", "'owner: alumni_of' is {'a': 'b'} (allowed: a list of texts)"),
    ("owner: {knows_about: [a, 5]}", "'owner: knows_about' contains 5 (allowed: a list of texts"),
    ("owner: {links: {Lab: x}}", "'owner: links' is {'Lab': 'x'} (allowed: a list of texts)"),
    (
        "owner: {links: [true]}",
        f"'owner: links' contains True (allowed: a list of texts; {QUOTES})",
    ),
    ("owner: {github: yes}", "'owner: github' is True (allowed: an id, an address or a list of th"),
    (
        "owner: {email: [a, 1.5]}",
        "'owner: email' contains 1.5 (allowed: an id, an address or a list",
    ),
    ("owner: {dblp: {pid: 1}}", "'owner: dblp' is {'pid': 1} (allowed: an id, an address or a l"),
    (
        "owner: {room: [[1]]}",
        "'owner: room' contains [1] (allowed: an id, an address or a list of th",
    ),
    ("bibfile: a.bib", f"unknown option 'bibfile' (did you mean 'bib_file'? allowed: {NAMES})"),
    ("citation: auto", f"unknown option 'citation' (did you mean 'citations'? allowed: {NAMES})"),
    ("title: x", f"unknown option 'title' (allowed: {NAMES})"),
    ("1: x", f"unknown option '1' (allowed: {NAMES})"),
    ("build: x", f"unknown option 'build' (allowed: {NAMES})"),
    ("owner: &a {links: [*a]}", "'owner: links' contains {'links': [{'links'"),
    (f"people: [{'x' * 500}]", "xxx...xxx"),
]
#: A whole mkdocs.yml, and what is said of it.
UNREADABLE = [
    ("site_name: [", ":1:13: not YAML: expected the node content, but found '<stream end>'"),
    ("a: b: c", ":1:5: not YAML: mapping values are not allowed here"),
    ("\tsite_name: x", ":1:1: not YAML: found character '\\t' that cannot start any token"),
    ("a: *nothing", ":1:4: not YAML: found undefined alias 'nothing'"),
    ("a: !!timestamp x", ": not YAML: "),
    ("a: !!bool x", ": not YAML: "),
    ("a: !!int x", ": not YAML: "),
    ("a: 2020-13-45", ": not YAML: month must be in 1..12"),
    ("? [a]\n: b", ":1:3: not YAML: found unhashable key"),
    ("a: " + "[" * 5_000, ": not YAML: maximum recursion depth exceeded"),
    ("a: \x07", ": not YAML: unacceptable character #x0007: special characters are not allowed"),
    ("a: \xff", ": not YAML: unacceptable character #x00ff: invalid start byte in"),
    ("", " is not a mapping (see mkdocs.yml of this project)"),
    ("- a", " is not a mapping (see mkdocs.yml of this project)"),
    ("text", " is not a mapping (see mkdocs.yml of this project)"),
    ("docs_dir: [a]", ": option 'docs_dir' is ['a'] (allowed: a path)"),
    ("theme: {custom_dir: 5}", ": option 'theme: custom_dir' is 5 (allowed: a path; put it in"),
    (
        "site_name: 2024",
        ": option 'site_name' is 2024 (allowed: a text; put it in quotation marks)",
    ),
    ("INHERIT: 5", ": option 'INHERIT' is 5 (allowed: a path; put it in quotation marks)"),
    ("INHERIT: mkdocs.yml", ": INHERIT leads back to 'mkdocs.yml' (remove it)"),
    ("site_url: 5", ": option 'site_url' is 5 (allowed: an address that begins with https://; p"),
    ("site_url: example.org", ": option 'site_url' is 'example.org' (allowed: an address that be"),
    ("site_url: javascript:x", ": option 'site_url' is 'javascript:x' (allowed: an address that"),
    ("nav: &a [*a]", ": option 'nav' contains itself (remove the alias)"),
    ("extra: 5", ": option 'extra' is 5 (allowed: names with values below it)"),
    ("extra: [owner]", ": option 'extra' is ['owner'] (allowed: names with values below it)"),
    ("extra: {owner: 5}", f": option 'extra: owner' is 5 (allowed: {OWNER})"),
    ("extra: {owner: [a]}", f": option 'extra: owner' is ['a'] (allowed: {OWNER})"),
    ("extra: {owner: {name: 5}}", ": option 'extra: owner: name' is 5 (allowed: a text; put it"),
    ("extra: {owner: {github: {a: b}}}", ": option 'extra: owner: github' is {'a': 'b'} (allowed"),
    (
        "markdown_extensions: [publications: 5]",
        ": option 'markdown_extensions: publications' is 5 (allowed: names with values below it)",
    ),
    (
        "extra: {owner: A B}\nmarkdown_extensions: [publications: {owner: C D}]",
        ": option 'owner' differs from 'extra: owner' (allowed: the same",
    ),
]
#: A whole mkdocs.yml, which is nothing to complain of.
ACCEPTED = [
    "a: b",
    "theme: 5",
    "theme: [material]",
    "markdown_extensions: 5",
    "markdown_extensions: [5, null, [publications], publications]",
    "markdown_extensions: {publications: null}",
    "markdown_extensions: [publications: {}]",
    "nav: 5",
    "plugins: 5",
    "plugins: [[search], 5, null, {a: 5}, {offline: 5}, {5: a}, {offline: {enabled: [1]}}]",
    "hooks: 5",
    "hooks: [5, null, [a]]",
    "exclude_docs: [5]",
    "use_directory_urls: [no]",
    "INHERIT:",
    "nav: [5, null, a.md, {A: [5, {B: b.md}]}]",
    "extra:",
    "extra: {owner:}",
    "extra: {owner: ''}",
    "site_url: ''",
    "hooks: [!!python/name:a.b x, !what {a: b}]",
    "\ufeffa: b",
]


def written(folder: Path, text: str) -> Path:
    r"""A mkdocs.yml with this text; `\xff` in it is that byte."""
    config = folder / "mkdocs.yml"
    config.write_bytes(text.encode("utf-8").replace("\xff".encode(), b"\xff"))
    return config


@pytest.mark.parametrize(("option", "said"), REFUSED)
def test_an_option_is_refused_in_one_line(
    option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = written(tmp_path, f"markdown_extensions:\n  - publications:\n      {option}\n")
    with pytest.raises(OptionsError) as raised:
        read_settings(config)
    message = str(raised.value)
    assert said in message
    assert message.startswith(f"{config}: ")
    assert message.isprintable()
    assert len(message) < len(str(config)) + 400
    assert main(["--config", str(config), "check"]) == 2
    assert capsys.readouterr().err == f"error: {message}\n"


@every_row("text, said", UNREADABLE)
def test_a_file_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    config = written(tmp_path, text)
    with pytest.raises(OptionsError) as raised:
        read_settings(config)
    assert str(raised.value).startswith(f"{config}{said}")
    assert str(raised.value).isprintable()


@every_row("text", ACCEPTED)
def test_a_file_is_read_with_what_it_leaves_out(text: str, tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, text))
    assert settings.options == Options(config=tmp_path / "mkdocs.yml")
    assert settings.docs_dir == tmp_path / "docs"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match=r"none\.yml does not exist \(name another with --conf"):
        read_settings(tmp_path / "none.yml")
    with pytest.raises(OptionsError, match="cannot be read: Is a directory"):
        read_settings(tmp_path)


@every_row(
    "option, name, value",
    [
        ("bib_file: a.bib", "bib_file", ("a.bib",)),
        ("bib_file: [a.bib, b/c.bib]", "bib_file", ("a.bib", "b/c.bib")),
        ("bib_file:", "bib_file", ("refs.bib",)),
        ("bib_file: ''", "bib_file", ("refs.bib",)),
        ("people: people.yml", "people", "people.yml"),
        ("people:", "people", ""),
        ("edit_url: https://example.org/edit/", "edit_url", "https://example.org/edit/"),
        ("edit_url: HTTP://example.org/a b", "edit_url", "HTTP://example.org/a%20b"),
        ("edit_url: ''", "edit_url", ""),
        ("citations:", "citations", "auto"),
        ("citations: ''", "citations", "auto"),
        ("citations: auto", "citations", "auto"),
        ("citations: extension", "citations", "extension"),
        ("citations: off", "citations", "off"),
        ("citations: 'off'", "citations", "off"),
        ("owner:", "owner", Owner()),
        ("owner: Ann Doe", "owner", Owner("Ann Doe")),
        ("owner: {name: ' Ann Doe '}", "owner", Owner("Ann Doe")),
        ('owner: {name: "Ann \\n  Doe\\n"}', "owner", Owner("Ann Doe")),
        ("owner: {name: Ann Doe, github:, links:, email: ''}", "owner", Owner("Ann Doe")),
        ("owner: {aliases: A. Doe}", "owner", Owner(aliases=("A. Doe",))),
        ("owner: {aliases: [A. Doe, null, '']}", "owner", Owner(aliases=("A. Doe",))),
        ("owner: {github: a, x: b}", "owner", Owner(contacts=(("github", "a"), ("x", "b")))),
        ("owner: {github: [a, 7]}", "owner", Owner(contacts=(("github", "a"), ("github", "7")))),
        ("owner: {1: a}", "owner", Owner(contacts=(("1", "a"),))),
        ("owner: {name: نام\u200cها}", "owner", Owner("نام\u200cها")),
    ],
)
def test_an_option_is_read(option: str, name: str, value: object, tmp_path: Path) -> None:
    text = f"markdown_extensions:\n  - toc\n  - publications:\n      {option}\n"
    assert getattr(read_settings(written(tmp_path, text)).options, name) == value


def test_the_owner_is_read_from_either_place(tmp_path: Path) -> None:
    whole = (
        "extra:\n  owner: &owner\n    name: Ann\n      Doe\n    orcid: 0000-0002-1825-0097\n"
        "    job_title: Professor\n    affiliation: Here\n    alumni_of: There\n"
        "    knows_about: [logic]\n    links: [https://example.org]\n    email: a@example.org\n"
    )
    owner = Owner(
        name="Ann Doe",
        orcid="0000-0002-1825-0097",
        job_title="Professor",
        affiliation="Here",
        alumni_of=("There",),
        knows_about=("logic",),
        links=("https://example.org",),
        contacts=(("email", "a@example.org"),),
    )
    assert read_settings(written(tmp_path, whole)).options.owner == owner
    both = whole + "markdown_extensions:\n  publications:\n    owner: *owner\n"
    assert read_settings(written(tmp_path, both)).options.owner == owner
    option = both.replace("extra:", "hooks:")
    assert read_settings(written(tmp_path, option)).options.owner == owner
    assert set(Owner.__dataclass_fields__) == {*OWNER_NAMES, "contacts"}


def test_a_name_of_the_owner_has_its_line(tmp_path: Path) -> None:
    config = written(
        tmp_path,
        "extra:\n  owner: &owner\n    github: a\n    links:\n      - b\n      - c\n"
        "markdown_extensions:\n  - toc\n  - publications:\n      owner:\n        x: d\n",
    )
    assert place_in(config, "github", "a") == ("mkdocs.yml", 3, 5)
    assert place_in(config, "links", "c") == ("mkdocs.yml", 6, 9)
    assert place_in(config, "links", "d") == ("mkdocs.yml", 4, 5)
    assert place_in(config, "x", "d") == ("mkdocs.yml", 11, 9)
    assert place_in(config, "email", "e") == ("mkdocs.yml", 1, 1)
    assert place_in(None, "github", "a") == ("mkdocs.yml", 1, 1)
    assert place_in(tmp_path / "none.yml", "github", "a") == ("none.yml", 1, 1)
    assert place_in(written(tmp_path, "a: ["), "github", "a") == ("mkdocs.yml", 1, 1)


def test_what_nav_leads_to_has_its_line(tmp_path: Path) -> None:
    config = written(
        tmp_path, "site_name: x\nnav:\n  - index.md\n  - More:\n      - A: a.md\n      - b.md\n"
    )
    assert nav_places(config) == [
        ("index.md", ("mkdocs.yml", 3, 5)),
        ("a.md", ("mkdocs.yml", 5, 12)),
        ("b.md", ("mkdocs.yml", 6, 9)),
    ]
    assert nav_places(written(tmp_path, "nav: index.md")) == [("index.md", ("mkdocs.yml", 1, 6))]
    assert nav_places(written(tmp_path, "site_name: nav")) == []
    assert nav_places(None) == []


_BASE = """\
site_name: Base
docs_dir: pages
site_url: https://base.example/
nav: [index.md, more.md]
extra:
  owner:
    name: Ann Doe
    email: ann@base.example
plugins: [blog]
"""


def test_a_file_inherits_as_under_mkdocs(tmp_path: Path) -> None:
    """Mappings are merged, lists are not; the oracle is MkDocs' own reader of the file."""
    (tmp_path / "shared/deep").mkdir(parents=True)
    (tmp_path / "shared/deep/base.yml").write_text(_BASE)
    middle = "INHERIT: deep/base.yml\nsite_url: https://middle.example/\nextra: {analytics: x}\n"
    (tmp_path / "shared/middle.yml").write_text(middle)
    config = written(
        tmp_path,
        "INHERIT: shared/middle.yml\nsite_name: Own\nplugins: [search]\n"
        "extra:\n  owner: {email: ann@own.example, github: ann}\n",
    )
    with config.open("rb") as opened:
        expected = yaml_load(opened)
    document = dict(read_document(config))
    assert document.pop("INHERIT") == "shared/middle.yml"
    assert document == expected
    settings = read_settings(config)
    assert settings.docs_dir == tmp_path / "pages"
    assert settings.options.owner == Owner(
        "Ann Doe", contacts=(("email", "ann@own.example"), ("github", "ann"))
    )
    assert place_in(config, "email", "ann@own.example").path == "mkdocs.yml"
    assert place_in(config, "name", "Ann Doe") == ("shared/deep/base.yml", 7, 5)
    assert nav_places(config)[1] == ("more.md", ("shared/deep/base.yml", 4, 17))


def test_a_parent_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    config = written(tmp_path, "INHERIT: base.yml\n")
    base = tmp_path / "base.yml"
    with pytest.raises(OptionsError, match=r"mkdocs\.yml: INHERIT names 'base\.yml', which does"):
        read_settings(config)
    for text, said in [
        ("INHERIT: mkdocs.yml", r"base\.yml: INHERIT leads back to 'mkdocs\.yml' \(remove it"),
        ("a: [", r"base\.yml:1:5: not YAML"),
        ("", r"base\.yml is not a mapping"),
        ("INHERIT: [a]", r"base\.yml: option 'INHERIT' is \['a'\]"),
        ("docs_dir: 5", r"mkdocs\.yml: option 'docs_dir' is 5"),
    ]:
        base.write_text(text)
        with pytest.raises(OptionsError, match=said):
            read_settings(config)
        assert main(["--config", str(config), "check"]) == 2


def test_pages_come_in_the_order_of_nav(tmp_path: Path) -> None:
    for name in ("index.md", "b.md", "a.md"):
        (tmp_path / name).touch()
    nav = [{"B": "b.md"}, {"Section": ["index.md", {"A": "a.md"}]}, "none.md", "https://x.y/z.md"]
    names = [path.name for path in nav_pages(nav, tmp_path)]
    assert names == ["b.md", "index.md", "a.md"]
    assert [path.name for path in nav_pages(None, tmp_path)] == ["index.md", "a.md", "b.md"]


def test_the_environment_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "site_url: !ENV [NO_SUCH, A_SITE, 'https://a.example']\nsite_name: !ENV A_NAME\n"
    monkeypatch.delenv("NO_SUCH", raising=False)
    monkeypatch.delenv("A_SITE", raising=False)
    monkeypatch.setenv("A_NAME", "Name")
    settings = read_settings(written(tmp_path, text))
    assert (settings.site.url, settings.site_name) == ("https://a.example/", "Name")
    default = read_settings(written(tmp_path, "site_name: !ENV [NO_SUCH, A_NAME]\n"))
    assert default.site_name == "A_NAME"
    monkeypatch.setenv("A_SITE", "https://b.example/")
    assert read_settings(written(tmp_path, text)).site.url == "https://b.example/"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda children: st.lists(children) | st.dictionaries(st.text() | st.integers(), children),
    max_leaves=6,
)
OPTIONS = st.sampled_from(["bib_file", "people", "edit_url", "citations", "owner", "other"])


@example({"owner": {"\uaaf7\u202e": False}})
@given(st.dictionaries(OPTIONS, VALUES | st.dictionaries(st.sampled_from(OWNER_NAMES), VALUES)))
def test_whatever_options_are_they_are_read_or_refused(values: dict[str, object]) -> None:
    message = ""
    try:
        hash(Options.from_mapping(values))
    except OptionsError as error:
        message = str(error)
    assert message == "" or re.fullmatch(r"(unknown )?option '.+' .*\(.*allowed: .+\)", message)
    assert message.isprintable()
