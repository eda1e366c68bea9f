"""Dates: EDTF as biblatex takes it, the classic fields in all their spellings, and the calendar."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.model.dates import Date, is_forthcoming, parse_date, unreadable
from tests.rows import every_row

EDTF = {
    "2019": ("2019", "2019"),
    "2019-05": ("2019-05", "May 2019"),
    "2019-05-03": ("2019-05-03", "3 May 2019"),
    "2020-02-29": ("2020-02-29", "29 February 2020"),
    "{2019}": ("2019", "2019"),
    "2019-5-3": ("2019-05-03", "3 May 2019"),
    "2019/05/03": ("2019-05-03", "3 May 2019"),
    "2019.05.03": ("2019-05-03", "3 May 2019"),
    "1993-00-00": ("1993", "1993"),
    # times
    "2023-09-24T13:27:44+00:00": ("2023-09-24", "24 September 2023"),
    "2023-09-24T13:27:44Z": ("2023-09-24", "24 September 2023"),
    "2023-09-24 13:27": ("2023-09-24", "24 September 2023"),
    "2019-05-03T10:00/2019-05-04T12:00": ("2019-05-03", "3–4 May 2019"),
    # ranges
    "2019/2021": ("2019", "2019–2021"),
    "2019-05/2019-08": ("2019-05", "May–August 2019"),
    "2019-12/2020-01": ("2019-12", "December 2019 – January 2020"),
    "2019-05-03/2019-05-07": ("2019-05-03", "3–7 May 2019"),
    "2019-05-30/2019-06-02": ("2019-05-30", "30 May – 2 June 2019"),
    "2019-12-30/2020-01-02": ("2019-12-30", "30 December 2019 – 2 January 2020"),
    "2019/2020-05": ("2019", "2019–May 2020"),
    "2019-21/2019-22": ("2019", "Spring–Summer 2019"),
    "2019/2019": ("2019", "2019"),
    "2019-05/2019": ("2019-05", "May 2019"),
    "-0010/0010": ("-0010", "11 BC – 10"),
    # open ranges
    "2019/": ("2019", "since 2019"),
    "2019/..": ("2019", "since 2019"),
    "2019-05/open": ("2019-05", "since May 2019"),
    "/2021": ("2021", "until 2021"),
    "../2021": ("2021", "until 2021"),
    "unknown/2021": ("2021", "until 2021"),
    # seasons
    "2019-21": ("2019", "Spring 2019"),
    "2019-22": ("2019", "Summer 2019"),
    "2019-23": ("2019", "Autumn 2019"),
    "2019-24": ("2019", "Winter 2019"),
    # uncertain, about, both
    "2019?": ("2019", "2019?"),
    "2019~": ("2019", "c. 2019"),
    "2019%": ("2019", "c. 2019?"),
    r"2019\%": ("2019", "c. 2019?"),
    "2019-05~": ("2019-05", "c. May 2019"),
    "1999~/2001": ("1999", "c. 1999–2001"),
    "2019~/": ("2019", "since c. 2019"),
    # digits that are not known
    "199X": ("1990", "1990–1999"),
    "19xx": ("1900", "1900–1999"),
    "2019-XX": ("2019", "2019"),
    "2019-05-XX": ("2019-05", "May 2019"),
    "2019-XX-XX": ("2019", "2019"),
    "199X/2005": ("1990", "1990–2005"),
    # years of other lengths and signs
    "-0044": ("-0044", "45 BC"),
    "0000": ("0000", "1 BC"),
    "0800": ("0800", "800"),
    "Y170000": ("170000", "170000"),
    "y-17000": ("-17000", "17001 BC"),
    # what is no EDTF, but plain
    "May 2019": ("2019-05", "May 2019"),
    "5 May 2019": ("2019-05-05", "5 May 2019"),
    "May 5, 2019": ("2019-05-05", "5 May 2019"),
    "c. 2019": ("2019", "c. 2019"),
}


@every_row("value, iso, text", [(k, *v) for k, v in EDTF.items()])
def test_date(value: str, iso: str, text: str) -> None:
    date = parse_date(value, "", "")
    assert date is not None
    assert (date.iso, date.text) == (iso, text)
    assert unreadable(value, "", "") == ""


CLASSIC = {
    ("2019", "", ""): ("2019", "2019"),
    ("2019", "January", ""): ("2019-01", "January 2019"),
    ("2019", "Jan.", ""): ("2019-01", "January 2019"),
    ("2019", "sept", ""): ("2019-09", "September 2019"),
    ("2019", "MAY", ""): ("2019-05", "May 2019"),
    ("2019", "{May}", ""): ("2019-05", "May 2019"),
    ("2019", "5", ""): ("2019-05", "May 2019"),
    ("2019", "05", "3"): ("2019-05-03", "3 May 2019"),
    ("2019", "5", "3rd"): ("2019-05-03", "3 May 2019"),
    ("2019", "May", "5--7"): ("2019-05-05", "5–7 May 2019"),
    ("2019", "", "5"): ("2019", "2019"),
    ("2019", "10~January", ""): ("2019-01-10", "10 January 2019"),
    ("2019", "January 10", ""): ("2019-01-10", "10 January 2019"),
    ("2019", "June 16th", ""): ("2019-06-16", "16 June 2019"),
    ("2019", "28--30 August", ""): ("2019-08-28", "28–30 August 2019"),
    ("2019", "June 30--August 2", ""): ("2019-06-30", "30 June – 2 August 2019"),
    ("2019", "30 June to 2 August", ""): ("2019-06-30", "30 June – 2 August 2019"),
    ("2019", "January--February", ""): ("2019-01", "January–February 2019"),
    ("2019", "Jan/Feb", ""): ("2019-01", "January–February 2019"),
    ("2019", "jul-aug", ""): ("2019-07", "July–August 2019"),
    ("2019", "November, December", ""): ("2019-11", "November–December 2019"),
    ("2019", "Jan/Feb/Mar", ""): ("2019-01", "January–March 2019"),
    ("2019", "05/06", ""): ("2019-05", "May–June 2019"),
    ("2019", "Spring", ""): ("2019", "Spring 2019"),
    ("2019", "Fall", ""): ("2019", "Autumn 2019"),
    ("2019", "December--January", ""): ("2019-12", "December 2019"),
    ("2019/2020", "December--January", ""): ("2019-12", "December 2019 – January 2020"),
    ("2019/2020", "", ""): ("2019", "2019–2020"),
    ("1998--1999", "", ""): ("1998", "1998–1999"),
    ("1998/99", "", ""): ("1998", "1998–1999"),
    ("1998–99", "", ""): ("1998", "1998–1999"),
    ("2014-09", "", ""): ("2014-09", "September 2014"),
    ("2003-04", "", ""): ("2003-04", "April 2003"),
    ("2019-05-03", "", ""): ("2019-05-03", "3 May 2019"),
    ("2019-05", "June", ""): ("2019-05", "May 2019"),
    ("{2019}", "", ""): ("2019", "2019"),
    ("[2019]", "", ""): ("2019", "2019"),
    ("2019a", "", ""): ("2019", "2019"),
    (r"\textcopyright 2019", "", ""): ("2019", "2019"),
    ("c. 2019", "", ""): ("2019", "c. 2019"),
    ("ca.~2019", "", ""): ("2019", "c. 2019"),
    ("circa [2019]", "", ""): ("2019", "c. 2019"),
    ("2019?", "", ""): ("2019", "2019?"),
    ("in press, 2019", "", ""): ("2019", "2019"),
    ("2019", "mars", ""): ("2019-03", "March 2019"),
    ("2019", "Févr.", ""): ("2019-02", "February 2019"),
    ("2019", "juil.", ""): ("2019-07", "July 2019"),
    ("2019", "3 de mayo", ""): ("2019-05-03", "3 May 2019"),
    ("2019", "1er mars", ""): ("2019-03-01", "1 March 2019"),
    ("2019", "7.-9. Juli", ""): ("2019-07-07", "7–9 July 2019"),
    ("2019", "Mai-Juni", ""): ("2019-05", "May–June 2019"),
    ("2019", "января", ""): ("2019-01", "January 2019"),
    ("2019", "listopad", ""): ("2019-11", "November 2019"),
    ("2019", "tammikuu", ""): ("2019-01", "January 2019"),
    ("2019", "Ιανουαρίου", ""): ("2019-01", "January 2019"),
    ("2019", "5月", ""): ("2019-05", "May 2019"),
    ("2019", "10월 3일", ""): ("2019-10-03", "3 October 2019"),
    ("2019", "tháng 5", ""): ("2019-05", "May 2019"),
    ("2019", "Herbst", ""): ("2019", "Autumn 2019"),
    ("2019", "estate", ""): ("2019", "Summer 2019"),
    ("2019", "2019-05", ""): ("2019-05", "May 2019"),
    ("2019", "12/2019", ""): ("2019-12", "December 2019"),
    ("2019", "Dezember 2019", ""): ("2019-12", "December 2019"),
    ("2019年5月3日", "", ""): ("2019-05-03", "3 May 2019"),
    ("5 мая 2019 г.", "", ""): ("2019-05-05", "5 May 2019"),
    ("05/2019", "", ""): ("2019-05", "May 2019"),
    ("3.5.2019", "", ""): ("2019-05-03", "3 May 2019"),
    ("20190503", "", ""): ("2019-05-03", "3 May 2019"),
    ("44 BC", "", ""): ("-0043", "44 BC"),
    ("44 v. Chr.", "", ""): ("-0043", "44 BC"),
    ("2019 (to appear)", "May", ""): ("2019-05", "May 2019"),
    ("May 2019", "", ""): ("2019-05", "May 2019"),
    ("Summer 2019", "", ""): ("2019", "Summer 2019"),
    ("800", "", ""): ("0800", "800"),
    (r"{\noopsort{1973c}}1981", "", ""): ("1981", "1981"),
    (r"{\noopsort{1973a}}{\switchargs{--90}{1968}}", "", ""): ("1968", "1968"),
}


@every_row("fields, iso, text", [(k, *v) for k, v in CLASSIC.items()])
def test_year_month_day(fields: tuple[str, str, str], iso: str, text: str) -> None:
    date = parse_date("", *fields)
    assert date is not None
    assert (date.iso, date.text) == (iso, text)
    assert unreadable("", *fields) == ""


@every_row(
    "fields, iso, fault",
    [
        # date, year, month, day: what is known is kept, what is wrong is named
        (("2019-13", "", ""), "2019", "2019-13"),
        (("2019-02-31", "", ""), "2019-02", "2019-02-31"),
        (("2019-02-29", "", ""), "2019-02", "2019-02-29"),
        (("2019-04/2019-13", "", ""), "2019-04", "2019-04/2019-13"),
        (("2021/2019", "", ""), "2021", "2021/2019"),
        (("2019-05-03/05", "", ""), "2019", "2019-05-03/05"),
        (("2019-21-05", "", ""), "2019", "2019-21-05"),
        (("03.15.2019", "", ""), "2019", "03.15.2019"),
        (("31.04.2019", "", ""), "2019-04", "31.04.2019"),
        (("20191301", "", ""), None, "20191301"),
        (("", "2019", "juil--juiX"), "2019", "juil--juiX"),
        (("", "2020", "Dec 30, 2020 -- Jan 2, 2021"), "2020-12", "Dec 30, 2020 -- Jan 2, 2021"),
        (("12/25/2019", "", ""), "2019", "12/25/2019"),
        (("soon", "", ""), None, "soon"),
        (("19X", "", ""), None, "19X"),
        (("XXXX", "", ""), None, "XXXX"),
        (("Y99999999999", "", ""), None, "Y99999999999"),
        (("2019-05-03-07", "", ""), "2019", "2019-05-03-07"),
        (("soon", "2019", "May"), "2019-05", "soon"),
        (("", "soon", "May"), None, "soon"),
        (("", "98", ""), None, "98"),
        (("", "20199", ""), None, "20199"),
        (("", "2019", "Febuary"), "2019", "Febuary"),
        (("", "2019", "13"), "2019", "13"),
        (("", "2019", "0"), "2019", "0"),
        (("", "2019", "5--6--7"), "2019", "5--6--7"),
        (("", "2019", "3rd Quarter"), "2019", "3rd Quarter"),
        (("", "2019", "February", "31"), "2019-02", "31"),
        (("", "2019", "Feb 30"), "2019-02", "Feb 30"),
        (("", "2019", "10 11 12 May"), "2019-05", "10 11 12 May"),
    ],
)
def test_what_is_wrong_is_named(fields: tuple[str, ...], iso: str | None, fault: str) -> None:
    date = parse_date(*fields)
    assert (date and date.iso) == iso
    assert unreadable(*fields) == fault


@every_row(
    "year",
    ["in press", "{In Press}", "inpress", "In~press.", "to appear", "To Appear", "forthcoming",
     "n.d.", "n. d.", "[n.d.]", "no date", "submitted", "under review", "inpreparation",
     "accepted"],
)  # fmt: skip
def test_words_that_stand_for_a_date(year: str) -> None:
    assert is_forthcoming(year)
    for fields in (("", year, ""), (year, "", ""), ("", year, "May")):
        assert parse_date(*fields) is None
        assert unreadable(*fields) == ""
    date = parse_date(year, "2019", "")
    assert date is not None
    assert date.text == "2019"


@every_row("year", ["", "2019", "in press 2019", "soon", "press", "{}"])
def test_words_that_do_not(year: str) -> None:
    assert not is_forthcoming(year)


def test_nothing_is_no_fault() -> None:
    assert parse_date("", " ", "May") is None
    assert unreadable("", " ", "May") == ""


def test_date_goes_before_year() -> None:
    date = parse_date("2019-05", "2020", "June", "3")
    assert date == Date(2019, 5)


def test_order() -> None:
    oldest_first = [
        "-0044", "0800", "199X", "2018-12-31", "2019", "2019-01", "2019-01-01", "2019-21",
        "2019-05/2019-08", "2019-22", "2019-12", "2020", "Y20000",
    ]  # fmt: skip
    dates = [parse_date(value, "", "") for value in oldest_first]
    orders = [date.order for date in dates if date]
    assert len(orders) == len(oldest_first)
    assert orders == sorted(orders)


@given(st.dates())
def test_every_day_of_the_calendar(day: object) -> None:
    date = parse_date(str(day), "", "")
    assert date is not None
    assert date.iso == str(day)
    assert unreadable(str(day), "", "") == ""


FIELD = st.text(max_size=20) | st.text(alphabet="0129-/.~?%XYT: cMay{}\\é٣", max_size=24)


@given(FIELD, FIELD, FIELD, FIELD)
def test_any_text(date: str, year: str, month: str, day: str) -> None:
    fault = unreadable(date, year, month, day)
    assert fault in ("", date, year, month, day)
    found = parse_date(date, year, month, day)
    if found is not None:
        assert re.fullmatch(r"-?\d{4,}(-(0\d|1[0-2])(-[0-3]\d)?)?", found.iso, re.ASCII)
        assert found.text
        assert not set("\\{}") & set(found.text)


@pytest.mark.parametrize(
    "value", ["9" * 100_000, "2019/" * 20_000, "X" * 100_000, "Y" + "1" * 9999]
)
def test_long_values(value: str) -> None:
    unreadable(value, "", "")
    unreadable("", value, value, value)
