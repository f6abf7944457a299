"""Slots by calendar arithmetic: clock changes by name, days that do not exist, and what comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.rule import DAILY, Days, Rule, read_days


def rule(zone: str, *times: str, days: Days = DAILY) -> Rule:
    return Rule(times=tuple(time.fromisoformat(one) for one in times), days=days, zone=zone)


def local(made: Rule, slot: Slot) -> str:
    return slot.due.astimezone(made.place).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected", "turn"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00+02:00", "gap"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30+02:00", "fold"),
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00+01:00", None),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30+11:00", "gap"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45+11:00", "fold"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-24T01:00+03:00", "gap"),
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T23:30+03:00", "fold"),
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T01:00-03:00", "gap"),
        ("America/Santiago", "2026-04-04", "23:15", "2026-04-04T23:15-03:00", "fold"),
        ("Asia/Kathmandu", "1986-01-01", "00:05", "1986-01-01T00:15+05:45", "gap"),
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T02:30+01:00", "fold"),
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T03:00+01:00", "gap"),
        ("Asia/Tehran", "2022-03-22", "00:30", "2022-03-22T01:00+04:30", "gap"),
        ("Asia/Tehran", "2026-03-22", "00:30", "2026-03-22T00:30+03:30", None),
        ("Pacific/Chatham", "2026-09-27", "02:50", "2026-09-27T03:45+13:45", "gap"),
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T01:00-02:00", "gap"),
        ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-31T00:00+14:00", None),
    ],
)
def test_a_time_is_the_first_of_two_and_else_the_first_moment_after_a_gap(
    zone: str, day: str, at: str, expected: str, turn: str | None
) -> None:
    made, on = rule(zone, at), date.fromisoformat(day)
    (slot,) = calendar.slots(made, on, on)
    assert (local(made, slot), slot.turn) == (expected, turn)
    assert (slot.day, slot.time) == (on, time.fromisoformat(at))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC"])
def test_the_ends_of_the_calendar_are_ends_and_no_faults(zone: str) -> None:
    made = rule(zone, "00:00", "23:59", days=read_days("daily,last friday") or DAILY)
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert calendar.after(made, moment, 3) == [] or moment.year == 1
    for first, last in ((date.min, date(1, 1, 9)), (date(9999, 12, 1), date.max)):
        found = list(calendar.slots(made, first, last))
        assert found and all(calendar.window(slot, made.place) > slot.due for slot in found)


def test_a_day_that_does_not_exist_has_no_slot() -> None:
    made = rule("Pacific/Apia", "08:30")
    found = list(calendar.slots(made, date(2011, 12, 28), date(2012, 1, 1)))
    assert [slot.day.day for slot in found] == [28, 29, 31, 1]
    assert found[2].due - found[1].due == timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21"), ("Pacific/Kiritimati", "1994-12-31")],
)
def test_whole_days_that_a_zone_left_out_do_not_exist(zone: str, day: str) -> None:
    left_out, place = date.fromisoformat(day), rule(zone).place
    assert not calendar.exists(left_out, place)
    assert calendar.exists(left_out - timedelta(days=1), place)
    assert calendar.exists(left_out + timedelta(days=1), place)


def test_two_times_in_one_gap_are_two_slots_at_one_moment() -> None:
    made = rule("Europe/Berlin", "02:10", "02:40", "03:00")
    found = list(calendar.slots(made, date(2026, 3, 29), date(2026, 3, 29)))
    assert [local(made, slot) for slot in found] == ["2026-03-29T03:00+02:00"] * 3
    assert [slot.turn for slot in found] == ["gap", "gap", None]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("29 February", ["2028-02-29"]),
        ("last", ["2028-01-31", "2028-02-29", "2028-03-31"]),
        ("1st monday", ["2028-01-03", "2028-02-07", "2028-03-06"]),
        ("last friday", ["2028-01-28", "2028-02-25", "2028-03-31"]),
        ("31", ["2028-01-31", "2028-03-31"]),
        ("30,last", ["2028-01-30", "2028-01-31", "2028-02-29", "2028-03-30", "2028-03-31"]),
    ],
)
def test_days_of_the_month_are_those_that_the_month_has(days: str, expected: list[str]) -> None:
    read = read_days(days)
    assert read is not None
    found = calendar.slots(rule("UTC", "12:00", days=read), date(2028, 1, 1), date(2028, 3, 31))
    assert [slot.day.isoformat() for slot in found] == expected


def test_the_next_slots_begin_after_the_moment_and_come_in_order() -> None:
    made = rule("Asia/Tashkent", "08:30", "18:00")
    moment = datetime(2026, 6, 15, 3, 30, tzinfo=UTC)
    found = calendar.after(made, moment, 3)
    assert [local(made, slot) for slot in found] == [
        "2026-06-15T18:00+05:00",
        "2026-06-16T08:30+05:00",
        "2026-06-16T18:00+05:00",
    ]
    assert calendar.after(made, moment - timedelta(seconds=1), 1)[0].due == moment


def test_29_february_is_found_across_a_century_without_one() -> None:
    leap = read_days("29 February")
    assert leap is not None
    made = rule("UTC", "12:00", days=leap)
    assert [s.day.year for s in calendar.after(made, datetime(2026, 3, 1, tzinfo=UTC), 1)] == [2028]
    assert [s.day.year for s in calendar.after(made, datetime(2096, 3, 1, tzinfo=UTC), 1)] == [2104]


def test_the_window_ends_with_the_local_day_but_is_two_hours_at_least() -> None:
    made = rule("Europe/Berlin", "08:30", "23:30")
    early, late = calendar.slots(made, date(2026, 6, 15), date(2026, 6, 15))
    assert calendar.window(early, made.place) == datetime(2026, 6, 15, 22, tzinfo=UTC)
    assert calendar.window(late, made.place) == datetime(2026, 6, 15, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "until"),
    [
        ("America/St_Johns", "1987-10-24", "1987-10-25T03:30"),
        ("America/Havana", "2026-10-31", "2026-11-01T04:00"),
        ("Africa/Cairo", "2026-10-29", "2026-10-29T22:00"),
        ("America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00"),
        ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00"),
    ],
)
def test_a_local_day_ends_when_its_date_is_over_for_good(zone: str, day: str, until: str) -> None:
    made, on = rule(zone, "08:30"), date.fromisoformat(day)
    (slot,) = calendar.slots(made, on, on)
    assert calendar.window(slot, made.place).isoformat(timespec="minutes") == f"{until}+00:00"
