"""What the reader makes of BibTeX text: entries, their places, and the findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications.bibtex import Entry, distinct, read, read_file
from tests.rows import every_row


def values(entry: Entry) -> dict[str, str]:
    return {name: field.value for name, field in entry.fields.items()}


def only(text: str) -> Entry:
    """The one entry of a text in which nothing is found."""
    entries, found = read(text)
    assert not found
    (entry,) = entries
    return entry


@every_row(
    "text, expected",
    [
        ("@misc{k, title = {A}}", {"title": "A"}),
        ("@misc(k, title = {A})", {"title": "A"}),
        ("@misc{k}", {}),
        ("@misc{k,}", {}),
        ("@misc{k, title = {A},}", {"title": "A"}),
        ("@misc{k,, title = {A},, year = 1,,}", {"title": "A", "year": "1"}),
        ("@ misc \n { k \n , title\n=\n{A}\n}", {"title": "A"}),
        ("@misc{k,title={A},year=2020}", {"title": "A", "year": "2020"}),
        ('@misc{k, title = "A"}', {"title": "A"}),
        ('@misc{k, title = "say {"}hi{"}"}', {"title": 'say {"}hi{"}'}),
        ('@misc{k, title = {say "hi"}}', {"title": 'say "hi"'}),
        ("@misc{k, title = {{A} {B{C}}}}", {"title": "{A} {B{C}}"}),
        (r"@misc{k, title = {\{A\}}}", {"title": r"\{A\}"}),
        ('@misc(k, title = "a) b", note = {c)})', {"title": "a) b", "note": "c)"}),
        ('@misc{k, title = {}, note = ""}', {"title": "", "note": ""}),
        ("@misc{k, title = { a \t\n  b\n\nc }}", {"title": "a b c"}),
        ("@misc{k, title = {a\u00a0b\u3000c}}", {"title": "a\u00a0b\u3000c"}),
        ("@misc{k, title = {a % b}}", {"title": "a % b"}),
        ("@misc{k, % of the key\n title = {A}, % x = {y},\n % z\n}", {"title": "A"}),
        ("@misc{k, pages = 12--15, date = 2020-05}", {"pages": "12--15", "date": "2020-05"}),
        ("@misc{k, author+an = {1=equal}}", {"author+an": "1=equal"}),
        ("@misc{k, bdsk-url-1 = {u}, a:b = {c}}", {"bdsk-url-1": "u", "a:b": "c"}),
        ("@misc{k, TITLE = {A}}", {"title": "A"}),
        ("@misc{k, título = {A}}", {"título": "A"}),
        ("@misc{k, title = {me@home{x} and @misc}}", {"title": "me@home{x} and @misc"}),
        ("@misc{k, month = jan}", {"month": "January"}),
        ('@misc{k, month = "10~" # JAN # {x} # 5}', {"month": "10~Januaryx5"}),
        ('@string{a = "x "} @misc{k, title = A # {y}}', {"title": "x y"}),
        ("@string(a = {x}) @misc{k, title = a}", {"title": "x"}),
        ("@string{a = {x}, b = a # {y},} @misc{k, title = b}", {"title": "xy"}),
        ("@string{a = {x}} @string{a = {y}} @misc{k, title = a}", {"title": "y"}),
        ("@string{jan = {Jänner}} @misc{k, month = jan}", {"month": "Jänner"}),
        (
            "@misc{k, note = {Cite:\n@misc{inner,\n title = {I}\n}\n}, year = 1}",
            {"note": "Cite: @misc{inner, title = {I} }", "year": "1"},
        ),
        (
            '@misc{k, note = "Cite:\n@misc{inner, title = {I}}\n", year = 1}',
            {"note": "Cite: @misc{inner, title = {I}}", "year": "1"},
        ),
        (
            "@misc(k, note = {Cite:\n@misc{inner, title = {I}}\n}, year = 1)",
            {"note": "Cite: @misc{inner, title = {I}}", "year": "1"},
        ),
    ],
)
def test_fields(text: str, expected: dict[str, str]) -> None:
    assert values(only(text)) == expected


@every_row(
    "key",
    [
        "mai2019",
        "DBLP:conf/x/Y",
        "10.1145/3613904.3642091",
        "2020A&A...641A...6P",
        "山田2020",
        "a'b\"c",
        "a#b",
        "a%b",
        "a=b",
        "(a)",
        "https://example.org/forum?id=x",
        r"a\_b~c",
        "12",
        "@",
    ],
)
@every_row("form", ["@misc{%s, title = {A}}", "@misc{ %s\n,}", "@misc{%s}"])
def test_any_key(form: str, key: str) -> None:
    assert only(form.replace("%s", key)).key == key


def test_types_are_lower_case_and_keys_are_not() -> None:
    entry = only("@InProceedings{KeY, title = {A}}")
    assert (entry.type, entry.key) == ("inproceedings", "KeY")


def test_get_and_field() -> None:
    entry = only("@misc{k, title = { }, note = {b}}")
    assert entry.get("title", "none", "note") == "b"
    assert entry.get("title") == entry.get("none") == ""
    assert entry.field("title") is not None
    assert entry.field("none") is None


@every_row(
    "text",
    [
        "",
        "free text, me@example.org and @handle, 50% of it",
        "me@example.org (work)",
        "---\ntitle: x\n---\n",
        "% @misc{k, title = {A}}",
        "  %@misc{k,\n%  title = {A},\n%}\n",
        "@comment",
        "@comment a line",
        "@comment{@misc{k, title = {A}}}",
        "@comment{\n@misc{k,\n title = {A}\n}\n@misc{l, title = {B}}\n}",
        "@comment(a @misc{k, title = {A}})",
        "@Comment{jabref-meta: databaseType:bibtex;}",
        '@preamble{"\\newcommand{\\x}{y}" # {z}}',
        "@preamble(jabref)",
        "@string{a = {x}}",
        "article {without an at}",
    ],
)
def test_what_is_no_entry(text: str) -> None:
    assert read(text) == ([], [])


@every_row(
    "before",
    [
        "---\n---\n",
        "% a comment\n",
        "some text, ",
        "stray } } { braces ",
        "100% ",
        "@comment ",
        "@comment{never closed\n",
        "me@example.org ",
        "@comment{closed} ",
        "\ufeff",
        "} ",
        '"',
    ],
)
def test_what_stands_before_an_entry_does_not_matter(before: str) -> None:
    assert only(before + "@misc{k, title = {A}}").key == "k"


def test_places() -> None:
    text = 'text\n @misc{k,\n  title = {A\n  B}, note = "ü𝒳", year = 1 }  @misc{l}'
    first, second = read(text)[0]
    assert (first.line, first.column) == (2, 2)
    places = {name: (field.line, field.column) for name, field in first.fields.items()}
    assert places == {"title": (3, 3), "note": (4, 7), "year": (4, 20)}
    assert (second.line, second.column) == (4, 32)


@every_row("end", ["\n", "\r\n", "\r"])
@every_row("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_no_place(end: str, mark: str) -> None:
    text = "\n@misc{k,\n  title = {a\nb},\n  note = x\n}\n\n@misc{k}\n"
    assert read(mark + text.replace("\n", end)) == read(text)


UNREADABLE = [
    # text, place, words of the finding
    ("@misc{k, title = {A} year = 1}", (1, 21), "no comma after the value of 'title'"),
    ("@misc{k, title = {A}\n year = 1}", (1, 21), "no comma"),
    ('@misc{k, title = "a "b" c"}', (1, 22), "no comma"),
    ("@misc{k title = {A}}", (1, 8), "no comma after the key 'k'"),
    ("@misc{two words, title = {A}}", (1, 10), "no comma after the key 'two'"),
    ("@misc{, title = {A}}", (1, 7), "no key"),
    ("@misc{}", (1, 7), "no key"),
    ("@misc()", (1, 7), "no key"),
    ("@misc{title = {A}}", (1, 7), "no key"),
    ('@misc{title="A"}', (1, 7), "no key"),
    ("@misc{a{b}, title = {A}}", (1, 7), "holds a brace"),
    ("@misc{k, title}", (1, 15), "no = after 'title'"),
    ("@misc{k, title {A}}", (1, 16), "no = after 'title'"),
    ("@misc{k, = {A}}", (1, 10), "name of a field is missing"),
    ("@misc{k, title = }", (1, 18), "no value for 'title'"),
    ("@misc{k, title = , note = {A}}", (1, 18), "no value for 'title'"),
    ("@misc{k, title = {A} # }", (1, 24), "no value for 'title'"),
    ("@misc{k, publisher = John Wiley}", (1, 26), "no comma after the value of 'publisher'"),
    ("@misc{k, title = {A", (1, 18), "not closed before the end of the file"),
    ("@misc{k, title = {A}", (1, 18), "not closed before the end of the file"),
    ("@misc{k", (1, 1), "not closed before the end of the file"),
    ("@misc{k, title = {A\n@misc{l}", (1, 18), "not closed before the next entry on line 2"),
    ("@misc{k, title = {A}\n\n@misc{l}", (1, 18), "not closed before the next entry on line 3"),
    ("@misc{k, title =\n@misc{l}", (1, 1), "not closed before the next entry on line 2"),
    ("@misc{k, title = {A,\n year = 1}\n@misc{l}", (1, 18), "probably in the value of 'title'"),
    ('@misc{k, title = "A}', (1, 18), "no closing quotation mark"),
    ('@misc{k, title = "A}"}', (1, 18), "no closing quotation mark"),
    ("@misc{k, title = {A}}, year = 1}", (1, 21), "ends here, before its field 'year'"),
    ("@misc{k, title = A},\n year = 1}", (1, 19), "ends here, before its field 'year'"),
    ("text\n@misc k,\n title = {A}}", (2, 1), "cannot begin with '@misc k'"),
    ("@misck\n title = {A}}", (1, 1), "cannot begin with '@misck'"),
    (" @{k, title = {A}}", (1, 2), "cannot begin with '@{k'"),
    (
        "@misc{k,\n<<<<<<< HEAD\n title = {A},\n=======\n title = {B},\n>>>>>>> x\n}",
        (2, 1),
        "mark of a merge conflict",
    ),
    ("@misc{k, title = {A}\n=======\n}", (2, 1), "mark of a merge conflict"),
    ("@string{a}", (1, 10), "no = after 'a'"),
    ("@string{}", (1, 9), "name of a field is missing"),
    ("@preamble{", (1, 1), "not closed before the end of the file"),
]


@every_row("text, place, words", UNREADABLE)
def test_unreadable_entries(text: str, place: tuple[int, int], words: str) -> None:
    entries, found = read(text)
    (error,) = [each for each in found if each.severity == "error"]
    assert (error.code, error.line, error.column) == ("syntax", *place)
    assert words in str(error)
    assert "k" not in {entry.key for entry in entries}


@every_row("text", [text for text, _, _ in UNREADABLE])
def test_one_bad_entry_costs_one_entry(text: str) -> None:
    before = '@misc{before, title = "B"}\n'
    after = "\n@misc(after, title = {A}, note = {x} # jan)\n@misc{last, title = {{L}}}\n"
    expected = {entry.key: values(entry) for entry in read(before + after)[0]}
    entries, found = read(before + text + after)
    assert {entry.key: values(entry) for entry in entries if entry.key in expected} == expected
    assert sum(each.severity == "error" for each in found) == 1


def test_an_undefined_name_is_shown_and_found_once() -> None:
    entries, found = read("@misc{k,\n month = sept}\n@misc{l, month = SEPT # {x}}")
    assert [entry.get("month") for entry in entries] == ["sept", "SEPTx"]
    assert [(each.line, each.column, each.severity, each.code) for each in found] == [
        (2, 10, "warning", "undefined-string")
    ]


def test_a_name_is_undefined_until_it_is_defined() -> None:
    entries, found = read("@misc{k, note = a} @string{a = {x}} @misc{l, note = a}")
    assert [entry.get("note") for entry in entries] == ["a", "x"]
    assert [each.code for each in found] == ["undefined-string"]


def test_a_bad_string_is_one_finding_however_often_it_is_used() -> None:
    entries, found = read('@string{a = "x}\n@misc{k, note = a # {y}}\n@misc{l, note = a}')
    assert [entry.get("note") for entry in entries] == ["y", ""]
    assert [each.code for each in found] == ["syntax"]


def test_the_first_of_two_fields_counts() -> None:
    entries, found = read("@misc{k, note = {a},\n NOTE = {b}}")
    assert values(entries[0]) == {"note": "a"}
    assert [(each.line, each.column, each.severity, each.code) for each in found] == [
        (2, 2, "warning", "duplicate-field")
    ]


def test_the_first_of_two_entries_counts() -> None:
    entries, found = read("@misc{Key, note = {a}}\n@misc{other}\n @misc{kEY, note = {b}}")
    assert [entry.key for entry in entries] == ["Key", "other"]
    assert str(found[0]) == (
        "refs.bib:3:2: error: duplicate-key: "
        "key 'kEY' was defined as 'Key' on line 1 (rename one of them)"
    )
    assert len(found) == 1


def test_a_bad_entry_does_not_take_the_key() -> None:
    entries, found = read("@misc{k, title {A}}\n@misc{k, title = {B}}")
    assert [entry.get("title") for entry in entries] == ["B"]
    assert [each.code for each in found] == ["syntax"]


def test_keys_of_several_files_are_distinct() -> None:
    entries = [*read("@misc{k}\n@misc{l}", "a.bib")[0], *read("@misc{K}", "b.bib")[0]]
    kept, found = distinct(entries)
    assert [entry.path for entry in kept] == ["a.bib", "a.bib"]
    assert (found[0].path, found[0].message) == (
        "b.bib",
        "key 'K' was defined as 'k' on line 1 of a.bib",
    )


@every_row(
    "data, keys, places",
    [
        ("@misc{ü, title = {é}}".encode(), ["ü"], []),
        (b"\xef\xbb\xbf@misc{k}", ["k"], []),
        (b"@misc{a}\r\n@misc{k, title = {caf\xe9}}\r\n@misc{b}", ["a", "b"], [(2, 22)]),
        (b"@misc{a\xe9}\n@misc{b, t = {\xff\xff}}\n@misc{c}", ["c"], [(1, 8), (2, 15)]),
        # The second byte of a character in GBK or Shift-JIS may be a brace.
        (b"@misc{a, title = {\x81}\x81}}}\n@misc{b}", ["b"], [(1, 19)]),
        (b"% caf\xe9\n@comment{\xe9}@misc{b}", ["b"], []),
        (b"@string{a = {\xe9}}\n@misc{b, note = a}", ["b"], [(1, 14)]),
        ("@misc{k}".encode("utf-16"), [], [(1, 1)]),
        ("@misc{k}".encode("utf-16-le"), [], [(1, 1)]),
        ("@misc{k}".encode("utf-16-be"), [], [(1, 1)]),
    ],
)
def test_files_and_their_bytes(
    tmp_path: Path, data: bytes, keys: list[str], places: list[tuple[int, int]]
) -> None:
    path = tmp_path / "some.bib"
    path.write_bytes(data)
    entries, found = read_file(path, "refs.bib")
    assert [entry.key for entry in entries] == keys
    assert [(each.line, each.column) for each in found] == places
    assert {each.code for each in found} <= {"not-utf-8"}
    assert {each.path for each in found} <= {"refs.bib"}


def test_a_missing_file_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none.bib", "none.bib")


def test_findings_come_by_place() -> None:
    text = "@misc{a}\n@misc{b, note = x}\n@misc{A}\n@misc{c, note}\n@misc{d, n={}, n={}}"
    found = read(text)[1]
    assert [each.line for each in found] == [2, 3, 4, 5]
