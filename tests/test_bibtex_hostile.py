"""The reader on damaged and hostile text: it never raises, loses no neighbour, and stays linear."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.bibtex import Entry, inherit, read, read_file
from publications.bibtex.scanner import Scanner
from publications.diagnostics import as_github, as_json, as_text
from tests.rows import every_row

# -- generated entries -----------------------------------------------------------------------------

# No surrogates, which are no text; white space is folded; braces and quotes are added balanced.
PLAIN = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters='{}"\r\n\t\f\v \ufeff'), max_size=20
)
BALANCED = st.recursive(
    PLAIN,
    lambda inner: st.builds(lambda a, b, c: f"{a}{{{b}}}{c}", inner, inner, PLAIN),
    max_leaves=8,
)
NAMES = st.from_regex(r"[a-z][a-z0-9+:-]{0,8}", fullmatch=True)
KEYS = st.text(string.ascii_letters + string.digits + ":/.&-_+山é", min_size=1, max_size=12)
SPACE = st.sampled_from(["", " ", "\n", "\r\n", "\t"])
BLANKS = SPACE | st.just(" % note\n")


@st.composite
def values(draw: st.DrawFn) -> tuple[str, str]:
    """A value as it is written, and as it is read."""
    pieces = draw(st.lists(BALANCED, min_size=1, max_size=3))
    written = [draw(st.sampled_from(["{%s}", '"%s"'])).replace("%s", piece) for piece in pieces]
    if draw(st.booleans()):
        pieces.append("March")
        written.append(draw(st.sampled_from(["mar", "MAR"])))
    return f"{draw(BLANKS)}#{draw(BLANKS)}".join(written), "".join(pieces)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, dict[str, str]]]]:
    """A file as it is written, and the entries in it."""
    text, expected = "", []
    for key in draw(st.lists(KEYS, max_size=4, unique_by=str.casefold)):
        fields = draw(st.dictionaries(NAMES, values(), max_size=4))
        opening, closing = draw(st.sampled_from([("{", "}"), ("(", ")")]))
        text += f"@Misc{draw(SPACE)}{opening}{draw(BLANKS)}{key} "
        for name, (written, _) in fields.items():
            text += f",{draw(BLANKS)}{name.upper()}{draw(BLANKS)}={draw(BLANKS)}{written}"
            text += draw(BLANKS)
        text += (
            draw(st.sampled_from(["", ","])) + closing + draw(st.sampled_from(["", "\n", " x "]))
        )
        expected.append(("misc", key, {name: value for name, (_, value) in fields.items()}))
    return text, expected


def plain(entry: Entry) -> tuple[str, str, dict[str, str]]:
    fields = {name: field.value for name, field in entry.fields.items()}
    return entry.type, entry.key, fields


@pytest.mark.slow
@given(files())
def test_what_is_written_is_read(
    generated: tuple[str, list[tuple[str, str, dict[str, str]]]],
) -> None:
    text, expected = generated
    entries, found = read(text)
    assert not found
    assert [plain(entry) for entry in entries] == expected


def check(text: str) -> None:
    """Nothing raises, all places exist, and every finding can be printed."""
    entries, found = read(text)
    _, _, more = inherit(entries)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in found:
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
    assert found == sorted(found)
    for write in (as_text, as_github, as_json):
        write(found + more).encode()


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*'{}()"#,=@%\\ \n', "@misc{", "@string{", "@comment{", "a"])))
@settings(max_examples=300)
def test_any_pieces_of_syntax(pieces: list[str]) -> None:
    check("".join(pieces))


@given(st.binary())
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bib"
    path.write_bytes(data)
    entries, found = read_file(path, "any.bib")
    as_text(found).encode()
    for entry in entries:
        entry.key.encode()
        "".join(field.value for field in entry.fields.values()).encode()


# -- damage ----------------------------------------------------------------------------------------

GOOD = """@article{key%d,
  author  = {Mai, Guangcan and {The Group}},
  title   = "On {T}itles",
  journal = {A} # { and } # jan,
  year    = 2019,
}

"""
FILE = "".join(GOOD % number for number in range(5))
WHOLE = {entry.key: plain(entry) for entry in read(FILE)[0]}
MIDDLE = range(FILE.index("@article{key2"), FILE.index("\n\n@article{key3"))


@every_row("end", range(0, len(FILE) + 1, 7))
def test_cut_anywhere(end: int) -> None:
    check(FILE[:end])
    entries, found = read(FILE[:end])
    kept = {entry.key: plain(entry) for entry in entries}
    assert kept == dict(list(WHOLE.items())[: len(kept)])
    errors = sum(each.severity == "error" for each in found)
    assert FILE[:end].count("@article{") - len(kept) == errors <= 1


@every_row("with_", ["", "{", "}", '"', "(", ")", "\x00", "@", "#", ",", "%"])
@every_row("at", [at for at in MIDDLE if not FILE[at].isalnum()])
def test_one_damaged_character_costs_one_entry(at: int, with_: str) -> None:
    damaged = FILE[:at] + with_ + FILE[at + 1 :]
    check(damaged)
    kept = {entry.key: plain(entry) for entry in read(damaged)[0]}
    for key in ("key0", "key1", "key3", "key4"):
        assert kept[key] == WHOLE[key]


@every_row("brace", [at for at in MIDDLE if FILE[at] in '{}"='])
def test_no_entry_goes_silently(brace: int) -> None:
    entries, found = read(FILE[:brace] + FILE[brace + 1 :])
    assert found
    assert {entry.key for entry in entries} >= WHOLE.keys() - {"key2"}


@given(
    st.lists(
        st.tuples(st.integers(0, len(FILE) - 1), st.sampled_from([*'{}()"=,@%\n', "", "\udcff"])),
        max_size=20,
    )
)
def test_much_damage(changes: list[tuple[int, str]]) -> None:
    text = list(FILE)
    for at, char in changes:
        text[at] = char
    check("".join(text))


# -- cost ------------------------------------------------------------------------------------------

SHAPES: dict[str, Callable[[int], str]] = {
    "entries": lambda n: "".join(f"@misc{{k{i}, title={{A}}, year=2000}}\n" for i in range(n)),
    "unclosed": lambda n: "@misc{k, title={A, year=2000\n" * n,
    "unclosed twice": lambda n: "@misc{k, title={{{A}, year=2000\n" * n,
    "unclosed in one line": lambda n: "@misc{k, title={A, year=2000 " * n,
    "unclosed in parentheses": lambda n: "@misc(k, title={A, year=2000\n" * n,
    "closed at the end": lambda n: "@misc{k, title={A\n" * n + "}}" * n,
    "closed wrongly": lambda n: "@misc{k, title={A\n" * n + "} x }" * n,
    "closed in parentheses": lambda n: "@misc(k, title={A\n" * n + "}" * n,
    "quotes": lambda n: '@misc{k, title="A\n' * n,
    "quotes in parentheses": lambda n: '@misc(k, title="A\n' * n,
    "quotes, braces in parentheses": lambda n: '@misc(k, title="{A\n' * n,
    "quotes closed at the end": lambda n: '@misc{k, title="A\n' * n + "x }" * n,
    "early unclosed brace": lambda n: "@misc{k, title={{{A}\n" + "@misc{k, title={A}}\n" * n,
    "early unclosed quote": lambda n: '@misc{k, title="A\n' + "@misc{k, title={A}}\n" * n,
    "comments": lambda n: "@comment{a\n" * n,
    "comments in one line": lambda n: "@comment{a " * n,
    "comments in parentheses": lambda n: "@comment(a " * n,
    "strings": lambda n: "@string{a={x\n" * n,
    "no heads": lambda n: "@misc k,\n a={x}}\n" * n,
    "ats": lambda n: "@" * n,
    "lines of ats": lambda n: "@\n" * n,
    "at and blanks": lambda n: "@  \n " * n,
    "commented lines": lambda n: "% @misc{\n" * n,
    "commented line": lambda n: "% @misc{ " * n,
    "line of heads": lambda n: " @misc{" * n,
    "blanks": lambda n: "@misc{" + " " * n,
    "lines": lambda n: "@misc{k,\n" + "\n" * n,
    "word": lambda n: "@" + "x" * n,
    "key": lambda n: "@misc{" + "x" * n,
    "name": lambda n: "@misc{k," + "x" * n,
    "value": lambda n: "@misc{k, t={" + "x" * n + "}}",
    "braces": lambda n: "@misc{k, t={" + "{}" * n + "}}",
    "nested braces": lambda n: "@misc{k, t=" + "{" * n + "}" * n + "}",
    "open braces": lambda n: "@misc{k, t=" + "{" * n,
    "commas": lambda n: "@misc{k" + "," * n + "}",
    "pieces": lambda n: "@misc{k, t=" + "{x}#" * n + "{}}",
    "addresses": lambda n: "me@example.org (x " * n,
}


@pytest.mark.slow
@every_row("shape", SHAPES)
def test_reading_is_linear(shape: str) -> None:
    text = SHAPES[shape](3_000)
    scanner = Scanner(text, "refs.bib")
    scanner.run()
    # Quadratic work would be hundreds of looks at each character.
    assert scanner.source.looked <= 6 * len(text) + 100


def test_nested_braces_are_kept() -> None:
    deep = "{" * 5_000 + "x" + "}" * 5_000
    entries, found = read(f"@misc{{k, t = {deep}}}")
    assert not found
    assert entries[0].get("t") == deep[1:-1]


def test_a_long_chain_of_strings() -> None:
    chain = "".join(f"@string{{s{i} = s{i - 1} # {{x}}}}\n" for i in range(1, 3_000))
    entries, found = read("@string{s0 = {x}}\n" + chain + "@misc{k, t = s2999}")
    assert not found
    assert entries[0].get("t") == "x" * 3_000


def test_strings_cannot_fill_the_memory() -> None:
    chain = "".join(f"@string{{s{i} = s{i - 1} # s{i - 1}}}\n" for i in range(1, 61))
    text = "@string{s0 = {x}}\n" + chain + "@misc{k, t = s60}\n@misc{l, t = {10~} # jan}"
    scanner = Scanner(text, "refs.bib")
    scanner.run()
    assert [entry.key for entry in scanner.entries] == ["k", "l"]
    assert scanner.entries[1].get("t") == "10~January"
    assert scanner.source.looked < 50_000_000
    (error,) = scanner.diagnostics
    assert (error.severity, error.code) == ("error", "syntax")
    assert "grows too long" in error.message


def test_long_strings_are_not_copied_for_each_entry() -> None:
    text = "@string{s = {" + "x" * 100_000 + "}}\n" + "@misc{k, t = s # s}\n" * 2_000
    scanner = Scanner(text, "refs.bib")
    scanner.run()
    assert scanner.source.looked < 50_000_000
