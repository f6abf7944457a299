"""Dates as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import dates
from bot.arguments import Span
from bot.dates import Ambiguous, Impossible

TODAY = date(2026, 11, 22)


def span(text: str, today: date = TODAY) -> Span:
    found = dates.read(text, today)
    assert isinstance(found, Span), (text, found)
    return found


@pytest.mark.parametrize(
    ("text", "precision", "canonical"),
    [
        ("2016", "year", "2016"),
        ("0007", "year", "0007"),
        ("2016-07-01", "day", "2016-07-01"),
        ("2016/07/01", "day", "2016-07-01"),
        ("2016.7.1", "day", "2016-07-01"),
        ("1 July 2016", "day", "2016-07-01"),
        ("1st July 2016", "day", "2016-07-01"),
        ("the 1st of July 2016", "day", "2016-07-01"),
        ("1-Jul-2016", "day", "2016-07-01"),
        ("July 1, 2016", "day", "2016-07-01"),
        ("Jul 1 2016", "day", "2016-07-01"),
        ("JULY 1ST, 2016", "day", "2016-07-01"),
        ("2016 July 1", "day", "2016-07-01"),
        ("June 2016", "month", "2016-06"),
        ("Sept. 2016", "month", "2016-09"),
        ("2016-06", "month", "2016-06"),
        ("2005-07", "month", "2005-07"),
        ("07/2016", "month", "2016-07"),
        ("15 June", "day-of-year", "15 June"),
        ("June 15", "day-of-year", "15 June"),
        ("June 15th", "day-of-year", "15 June"),
        ("June", "month-of-year", "June"),
        ("today", "day", "2026-11-22"),
        ("yesterday", "day", "2026-11-21"),
        ("Tomorrow", "day", "2026-11-23"),
        ("13/04/2016", "day", "2016-04-13"),
        ("04/13/2016", "day", "2016-04-13"),
        ("05/05/2016", "day", "2016-05-05"),
        ("25.08.2025", "day", "2025-08-25"),
        ("２０１６", "year", "2016"),
        ("٢٠١٦", "year", "2016"),
        ("29 February 2024", "day", "2024-02-29"),
    ],
)
def test_a_date_is_read_with_the_precision_it_was_given(text: str, precision: str, canonical: str) -> None:
    found = span(text)

    assert found.precision == precision
    assert dates.written(found) == canonical
    assert span(canonical) == found


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2005-2017", "2005-01-01", "2017-12-31"),
        ("2005–2017", "2005-01-01", "2017-12-31"),
        ("2005—2017", "2005-01-01", "2017-12-31"),
        ("2005..2017", "2005-01-01", "2017-12-31"),
        ("2005 - 2017", "2005-01-01", "2017-12-31"),
        ("2005 to 2017", "2005-01-01", "2017-12-31"),
        ("2005 until 2017", "2005-01-01", "2017-12-31"),
        ("between 2005 and 2017", "2005-01-01", "2017-12-31"),
        ("from 2005 to 2017", "2005-01-01", "2017-12-31"),
        ("1 July 2016 to 3 July 2017", "2016-07-01", "2017-07-03"),
        ("2016-07-01..2017-07-03", "2016-07-01", "2017-07-03"),
        ("2016-07-01-2017-07-03", "2016-07-01", "2017-07-03"),
        ("2016-07 to 2016-09", "2016-07-01", "2016-09-30"),
        ("31 August – 1 September 2025", "2025-08-31", "2025-09-01"),
        ("31 December to 2 January 2020", "2019-12-31", "2020-01-02"),
        ("1-3 July 2016", "2016-07-01", "2016-07-03"),
        ("July 1-3, 2016", "2016-07-01", "2016-07-03"),
        ("June to July 2016", "2016-06-01", "2016-07-31"),
    ],
)
def test_a_range_runs_from_the_first_day_to_the_last(text: str, start: str, end: str) -> None:
    found = span(text)

    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)
    assert found.precision == "range"
    assert not found.turned
    assert span(dates.written(found)) == found


def test_a_reversed_range_is_turned_and_says_so() -> None:
    found = span("2017-2005")

    assert found.turned
    assert dates.written(found) == "2005-2017"


@pytest.mark.parametrize("text", ["03/04/2016", "03.04.2016", "3-4-2016"])
def test_a_day_that_can_be_two_is_asked_back(text: str) -> None:
    found = dates.read(text, TODAY)

    assert isinstance(found, Ambiguous)
    assert [dates.written(reading) for reading in found.readings] == ["2016-04-03", "2016-03-04"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("30 February", ["February"]),
        ("30 February 2016", ["2016-02"]),
        ("29 February 2015", ["2015-02"]),
        ("31/04/2016", ["2016-04"]),
        ("2016-02-30", ["2016-02"]),
        ("2016-13-01", ["2016"]),
        ("2005-13", ["2005-2013", "2005"]),
        ("99/99/2016", ["2016"]),
        ("0000", []),
    ],
)
def test_a_day_that_the_calendar_does_not_have_is_impossible(text: str, near: list[str]) -> None:
    found = dates.read(text, TODAY)

    assert isinstance(found, Impossible)
    assert [dates.written(each) for each in found.near] == near


@pytest.mark.parametrize(
    "text", ["", "-", "20 16", "216", "20165", "2016-", "to 2017", "Maybe", "Belarus", "1 2 3", "1 July 16"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.read(text, TODAY) is None


def test_the_29th_of_february_is_the_28th_in_a_common_year_and_itself_in_a_leap_year() -> None:
    common, leap = span("29 February"), span("29 February", date(2028, 1, 1))

    assert (common.start, common.moved) == (date(2026, 2, 28), True)
    assert (leap.start, leap.moved) == (date(2028, 2, 29), False)
    assert dates.written(common) == dates.written(leap) == "29 February"


def test_a_day_without_a_year_becomes_one_of_this_year_where_a_day_is_meant() -> None:
    assert dates.in_year(span("15 June")) == Span(date(2026, 6, 15), date(2026, 6, 15), "day")
    assert isinstance(dates.in_year(span("29 February")), Impossible)


def test_the_last_day_of_all_has_no_tomorrow() -> None:
    assert isinstance(dates.read("tomorrow", date.max), Impossible)


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("June 2016 Belarus", 0, 2),
        ("July 1, 2016", 0, 3),
        ("2016 2020", 0, 1),
        ("2005 to 2017 India", 0, 3),
        ("2005 – 2017", 0, 3),
        ("India 2005 to", 1, 2),
        ("from 1 July 2016 to 3 July 2017 please", 0, 8),
        ("30 February 2016", 0, 3),
    ],
)
def test_the_longest_run_of_words_that_is_a_date_is_found(line: str, start: int, end: int) -> None:
    found = dates.candidates(line.split(), start, today=TODAY)

    assert found is not None
    assert found[1] == end


def test_words_that_begin_no_date_have_no_candidate() -> None:
    assert dates.candidates(["Belarus", "2016"], 0, today=TODAY) is None
    assert dates.candidates(["to", "2016"], 0, today=TODAY) is None


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_reads_back_from_its_written_and_its_spoken_form(day: date) -> None:
    found = span(day.isoformat())

    assert found.start == found.end == day
    assert span(dates.written(found)) == found
    if day.year >= 1000:
        assert span(dates.spelt(found)) == found


@given(st.dates(min_value=date(1000, 1, 1)), st.integers(0, 4000))
def test_every_range_reads_back_from_its_written_form(start: date, days: int) -> None:
    end = start + timedelta(days=min(days, (date.max - start).days))
    found = Span(start, end, "range")

    assert span(dates.written(found)) == found


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert isinstance(dates.read(text, TODAY), Span | Ambiguous | Impossible | None)
