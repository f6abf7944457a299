"""Days and times as people write them, read, and written in one form."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules.rule import DAILY, REST, WORK, Days, Rule, read_days, read_times, written_times
from bot.zones import NoZone

DATES = [(d.month, d.day) for d in (date.fromordinal(date(2024, 1, 1).toordinal() + n) for n in range(366))]
ANY_DAYS = st.builds(
    Days,
    weekdays=st.frozensets(st.integers(0, 6)),
    monthdays=st.frozensets(st.sampled_from([-1, *range(1, 32)])),
    dates=st.frozensets(st.sampled_from(DATES), max_size=4),
    numbered=st.frozensets(st.tuples(st.sampled_from([-1, 1, 2, 3, 4]), st.integers(0, 6))),
).filter(lambda days: days != Days())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily", DAILY),
        ("every day", DAILY),
        ("weekdays", Days(weekdays=WORK)),
        ("Weekend", Days(weekdays=REST)),
        ("mon,thu", Days(weekdays=frozenset((0, 3)))),
        ("Mondays and Thursdays", Days(weekdays=frozenset((0, 3)))),
        ("every tues", Days(weekdays=frozenset((1,)))),
        ("first monday", Days(numbered=frozenset(((1, 0),)))),
        ("1st-mon", Days(numbered=frozenset(((1, 0),)))),
        ("last friday", Days(numbered=frozenset(((-1, 4),)))),
        ("1, 15, last", Days(monthdays=frozenset((1, 15, -1)))),
        ("1st and 15th", Days(monthdays=frozenset((1, 15)))),
        ("15 June", Days(dates=frozenset(((6, 15),)))),
        ("June 15th", Days(dates=frozenset(((6, 15),)))),
        ("06-15", Days(dates=frozenset(((6, 15),)))),
        ("29 February", Days(dates=frozenset(((2, 29),)))),
    ],
)
def test_days_are_read_as_people_write_them(text: str, expected: Days) -> None:
    assert read_days(text) == expected


@pytest.mark.parametrize("text", ["", "someday", "32", "0", "30 February", "02-30", "13-01", "5th monday", "mon,,tue"])
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_days(text) is None


@given(ANY_DAYS)
def test_days_read_back_from_what_is_written(days: Days) -> None:
    assert read_days(str(days)) == days


@given(st.text(max_size=30) | st.text("0123456789-/:. ,andstrhmoflweJun", max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    days, times = read_days(text), read_times(text)
    assert days is None or read_days(str(days)) == days
    assert times is None or read_times(written_times(times)) == times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("08:30", [time(8, 30)]),
        ("8.30", [time(8, 30)]),
        ("8am", [time(8)]),
        ("12 am", [time(0)]),
        ("12:15 p.m.", [time(12, 15)]),
        ("noon", [time(12)]),
        ("18:00, 08:30 and 18:00", [time(8, 30), time(18)]),
    ],
)
def test_times_are_read_as_people_write_them(text: str, expected: list[time]) -> None:
    assert read_times(text) == tuple(expected)


@pytest.mark.parametrize("text", ["", "8", "24:00", "08:60", "13pm", "0am", "later", "08:30,"])
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert read_times(text) is None


def test_a_schedule_has_twelve_posts_a_day_at_most() -> None:
    hours = [f"{hour:02}:00" for hour in range(13)]
    assert read_times(",".join(hours)) is None
    assert len(read_times(",".join(hours[:12])) or ()) == 12


@given(st.lists(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=12, unique=True))
def test_times_read_back_from_what_is_written(times: list[time]) -> None:
    kept = tuple(sorted(times))
    assert read_times(written_times(kept)) == kept


@given(ANY_DAYS, st.dates(date(1970, 1, 1), date(2037, 12, 31)))
def test_a_list_of_days_has_what_any_of_its_elements_has(days: Days, day: date) -> None:
    elements = [read_days(text) for text in str(days).split(",")]
    assert days.has(day) == any(one is not None and one.has(day) for one in elements)


def test_29_february_is_a_day_only_in_years_that_have_it() -> None:
    leap = read_days("29 February")
    assert leap is not None
    assert [d for d in (date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29)) if leap.has(d)] == [
        date(2028, 2, 29)
    ]


def test_a_rule_with_a_zone_that_there_is_not_says_so() -> None:
    with pytest.raises(NoZone):
        _ = Rule(times=(time(8),), days=DAILY, zone="Mars/Olympus").place
