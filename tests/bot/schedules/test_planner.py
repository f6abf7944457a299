"""The plan: every slot has its row before its time, once, and no slot is left without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posting_desk import SCHEDULE, START, Worker, add, edit, ledger, schedule

from bot.schedules import calendar, planner
from bot.schedules.rule import Rule, read_days, read_times
from data.operations import schedules
from data.store import Store


def test_the_next_days_stand_in_the_ledger_before_their_time(store: Store) -> None:
    add(store, START)
    assert planner.plan(store, START) == 1
    assert ledger(store) == [(date(2026, 6, day), "planned", None) for day in (12, 13, 14, 15)]


def test_planning_again_changes_nothing(store: Store) -> None:
    add(store, START)
    for hours in (0, 1, 2):
        planner.plan(store, START + timedelta(hours=hours))
    assert len(ledger(store)) == 4
    assert planner.plan(store, START + timedelta(hours=3)) == 0


def test_each_day_one_more_is_planned(store: Store) -> None:
    add(store, START)
    for day in range(5):
        assert planner.plan(store, START + timedelta(days=day)) == 1
    assert [row[0].day for row in ledger(store)] == list(range(12, 20))


def test_a_schedule_that_cannot_be_read_keeps_nobody_from_planning(store: Store) -> None:
    add(store, START, zone="Europe/Atlantis")
    add(store, START, times="25:00")
    add(store, START, days="someday")
    number = add(store, START)
    assert planner.plan(store, START) == 4 and len(ledger(store)) == 4
    assert planner.plan(store, START + timedelta(hours=1)) == 0
    assert schedule(store, number).planned_until == date(2026, 6, 15)


def test_a_zone_that_comes_back_is_planned_from_where_it_was(store: Store) -> None:
    number = add(store, START, zone="Europe/Atlantis")
    planner.plan(store, START)
    edit(store, number, START + timedelta(days=1), zone="UTC")
    planner.plan(store, START + timedelta(days=1))
    assert [row[0].day for row in ledger(store)] == [13, 14, 15, 16]


def test_many_schedules_are_planned_in_parts(store: Store) -> None:
    for number in range(7):
        add(store, START, subject=f"s{number}")
    assert [planner.plan(store, START, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert len(ledger(store)) == 28


def test_a_paused_schedule_is_planned_and_a_removed_one_is_not(store: Store) -> None:
    paused, removed = add(store, START), add(store, START, subject="other")
    schedules.pause(store, paused, by="alice", reason=None, now=START)
    schedules.remove(store, removed, now=START)
    assert planner.plan(store, START) == 1 and len(ledger(store)) == 4


def test_several_times_a_day_are_told_apart_by_their_time() -> None:
    rule = _rule("09:00,18:00", "UTC")
    assert [planner.slot_name(rule, at) for at in rule.times] == ["09:00", "18:00"]
    assert planner.slot_name(_rule("09:00", "UTC"), rule.times[0]) == ""


def test_a_slot_whose_clock_is_turned_is_planned_at_its_moment(store: Store) -> None:
    now = datetime.fromisoformat("2026-03-28T12:00:00+00:00")
    add(store, now, times="02:30", zone="Europe/Berlin")
    planner.plan(store, now)
    with store.read() as reader:
        dues = [row.due for row in reader.exec_driver_sql("SELECT due, day FROM occurrence ORDER BY day")]
    assert str(dues[0])[:16] == "2026-03-29 01:00"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca"])
@settings(max_examples=25)
@given(
    gaps=st.lists(st.integers(1, 40 * 24), min_size=1, max_size=6),
    times=st.sampled_from(["09:00", "02:30", "00:00,12:00,23:59"]),
    hour=st.integers(-15 * 365 * 24, 4 * 365 * 24),
)
def test_whenever_it_is_planned_each_slot_has_one_row(zone: str, gaps: list[int], times: str, hour: int) -> None:
    rule, made = _rule(times, zone), START + timedelta(hours=hour)
    plans, now, until = [], made, made.astimezone(rule.place).date() - timedelta(days=1)
    for hours in (0, *gaps):
        now += timedelta(hours=hours)
        plan = planner.planned(_schedule(times, zone, made, until), now)
        plans += plan.posts
        until = plan.planned_until
    wanted = [slot for slot in calendar.slots(rule, made.date() - timedelta(days=2), until) if slot.due > made]
    assert [(post.day, post.time) for post in plans] == [(slot.day, f"{slot.time:%H:%M}") for slot in wanted]
    assert until >= now.astimezone(rule.place).date() + planner.AHEAD


async def test_the_plan_goes_on_while_the_worker_lives(store: Store, worker: Worker) -> None:
    add(store, START)
    await worker.until(START + timedelta(days=10, hours=12))
    assert [row[0].day for row in ledger(store, before=worker.time.now)] == list(range(12, 23))


def _rule(times: str, zone: str) -> Rule:
    read, days = read_times(times), read_days("daily")
    assert read and days
    return Rule(times=read, days=days, zone=zone)


def _schedule(times: str, zone: str, made: datetime, planned_until: date) -> schedules.Schedule:
    return replace(SCHEDULE, times=times, zone=zone, since=made, made_at=made, planned_until=planned_until)
