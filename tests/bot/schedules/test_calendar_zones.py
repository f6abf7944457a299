"""Slots over every zone, with random times and rules: each local day and time once, at the right moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import zones
from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.rule import DAILY, Days, Rule

YEARS = range(1970, 2038)
ODD = (
    "Africa/Cairo", "Africa/Casablanca", "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "Asia/Kathmandu",
    "Asia/Tehran", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kwajalein",
)  # fmt: skip


@cache
def changes(zone: str, year: int) -> tuple[date, ...]:
    """The days of a year on which the clock of a zone is changed, as seen at noon of each in UTC."""
    place = zones.zone(zone)
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(366)]
    offsets = [noon.astimezone(place).utcoffset() for noon in noons]
    return tuple(noons[n].date() for n in range(1, 366) if offsets[n] != offsets[n - 1])


def is_there(day: date, place: ZoneInfo) -> bool:
    """Whether any half hour of two days around has that local date."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    return any((start + timedelta(minutes=30 * n)).astimezone(place).date() == day for n in range(112))


def check_moment(slot: Slot, place: ZoneInfo) -> None:
    """The moment shows the wall-clock time, the first of two; or the clock jumped over that time just before it."""
    meant = datetime.combine(slot.day, slot.time)
    shown = slot.due.astimezone(place)
    if slot.turn == "gap":
        before = (slot.due - timedelta(seconds=1)).astimezone(place)
        assert before.replace(tzinfo=None) < meant < shown.replace(tzinfo=None), slot
    else:
        assert shown.replace(tzinfo=None) == meant and shown.fold == 0, slot


def check_order(found: Sequence[Slot]) -> None:
    for one, other in pairwise(found):
        in_one_gap = one.due == other.due and one.turn == "gap"
        assert one.due < other.due or in_one_gap, (one, other)


some_times = st.lists(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=4, unique=True)
some_days = st.builds(
    Days,
    weekdays=st.frozensets(st.integers(0, 6)),
    monthdays=st.frozensets(st.sampled_from([-1, *range(1, 32)]), max_size=3),
    numbered=st.frozensets(st.tuples(st.sampled_from([-1, 1, 2, 3, 4]), st.integers(0, 6)), max_size=2),
) | st.just(DAILY)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, date]:
    """A zone and a day, often one close to a change of its clock."""
    zone = draw(st.sampled_from(zones.names()) | st.sampled_from(ODD))
    year = draw(st.sampled_from(YEARS))
    close = st.sampled_from(changes(zone, year)) if changes(zone, year) else st.nothing()
    day = draw(close | st.dates(date(year, 1, 1), date(year, 12, 31)))
    return zone, day + timedelta(days=draw(st.integers(-2, 1)))


@settings(max_examples=400)
@given(spans(), some_times, some_days)
def test_each_matching_local_day_and_time_has_one_slot_at_its_moment(
    span: tuple[str, date], times: list[time], days: Days
) -> None:
    zone, first = span
    rule = Rule(times=tuple(sorted(times)), days=days, zone=zone)
    on = [first + timedelta(days=n) for n in range(4)]
    found = list(calendar.slots(rule, on[0], on[-1]))
    there = [day for day in on if days.has(day) and is_there(day, rule.place)]
    assert [(s.day, s.time) for s in found] == [(day, at) for day in there for at in rule.times]
    check_order(found)
    for slot in found:
        check_moment(slot, rule.place)


@pytest.mark.parametrize("at", [time(0), time(0, 30), time(2, 30)])
def test_no_zone_and_no_year_is_an_exception(at: time) -> None:
    turns = set()
    for number, zone in enumerate(zones.names()):
        rule = Rule(times=(at,), days=DAILY, zone=zone)
        year = YEARS[(number * 7 + at.hour) % len(YEARS)]
        for change in changes(zone, year):
            found = list(calendar.slots(rule, change - timedelta(days=2), change + timedelta(days=2)))
            check_order(found)
            for slot in found:
                check_moment(slot, rule.place)
            turns |= {slot.turn for slot in found}
    assert turns == {None, "gap", "fold"}


@settings(max_examples=150)
@given(spans(), some_times, st.integers(0, 24 * 60))
def test_the_next_slots_leave_none_out(span: tuple[str, date], times: list[time], minutes: int) -> None:
    zone, first = span
    rule = Rule(times=tuple(sorted(times)), days=DAILY, zone=zone)
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(minutes=minutes)
    every = calendar.slots(rule, first - timedelta(days=3), first + timedelta(days=12))
    assert calendar.after(rule, moment, 5) == [slot for slot in every if slot.due > moment][:5]


@settings(max_examples=150)
@given(spans(), some_times)
def test_a_window_is_open_for_two_hours_and_until_the_local_day_is_over(
    span: tuple[str, date], times: list[time]
) -> None:
    zone, day = span
    rule = Rule(times=tuple(sorted(times)), days=DAILY, zone=zone)
    for slot in calendar.slots(rule, day, day):
        until = calendar.window(slot, rule.place)
        assert until - slot.due >= timedelta(hours=2)
        assert until.astimezone(rule.place).date() > day
