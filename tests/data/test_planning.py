"""Planned posts: written once, by one worker, and replaced when their schedule is changed while they are planned."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import pytest
from posting_desk import START, add, edit, ledger, schedule

from bot.schedules import planner
from data.operations import planning, schedules
from data.operations.planning import Plan, Planned
from data.operations.schedules import Schedule
from data.store import Store

NOON = START + timedelta(hours=12)


def planned(day: date, hour: int = 9, **other: str) -> Planned:
    due = datetime(day.year, day.month, day.day, hour, tzinfo=START.tzinfo)
    return Planned(day=day, slot="", time=f"{hour:02}:00", due=due, until=due + timedelta(hours=2), **other)


def plan(store: Store, *posts: Planned, at: datetime = START, again: timedelta = timedelta(0)) -> int:
    made = Plan(posts, date(2026, 6, 15), at + again)
    return planning.plan(store, at, limit=9, make=lambda _: made)


def test_a_slot_that_stands_already_stays_as_it_is(store: Store) -> None:
    add(store, START)
    plan(store, planned(START.date()))
    plan(store, planned(START.date(), state="missed", reason="down"), planned(date(2026, 6, 13)))
    assert ledger(store) == [(date(2026, 6, 12), "planned", None), (date(2026, 6, 13), "planned", None)]


def test_a_replaced_slot_may_be_planned_anew(store: Store) -> None:
    number = add(store, START)
    plan(store, planned(START.date()))
    edit(store, number, START, times="18:00")
    plan(store, planned(START.date(), 18))
    assert [row[1] for row in ledger(store)] == ["replaced", "planned"]


def test_it_is_planned_again_when_the_plan_says(store: Store) -> None:
    number = add(store, START)
    assert plan(store, again=timedelta(hours=1)) == 1
    assert plan(store, at=START + timedelta(minutes=59)) == 0
    assert plan(store, at=START + timedelta(minutes=60)) == 1
    assert schedule(store, number).planned_until == date(2026, 6, 15)


def test_a_plan_that_breaks_writes_nothing(store: Store) -> None:
    number = add(store, START)

    def broken(_: Schedule) -> Plan:
        raise KeyError("rule")

    with pytest.raises(KeyError):
        planning.plan(store, START, limit=9, make=broken)
    assert ledger(store) == [] and schedule(store, number).planned_until == date(2026, 6, 10)


def test_an_edit_waits_for_the_plan_of_another_worker(store: Store) -> None:
    number = add(store, START)
    inside, done = threading.Event(), threading.Event()

    def slow(one: Schedule) -> Plan:
        inside.set()
        done.wait(0.5)
        return planner.planned(one, START)

    planning_one = threading.Thread(target=lambda: planning.plan(store, START, limit=9, make=slow))
    planning_one.start()
    inside.wait(5)
    replaced = edit(store, number, START, times="18:00")
    done.set()
    planning_one.join()
    planner.plan(store, START)
    assert replaced == 4
    assert [row[1] for row in ledger(store)] == ["replaced", "planned"] * 4


def test_a_removal_waits_for_the_plan_of_another_worker(store: Store) -> None:
    number = add(store, START)
    inside, done = threading.Event(), threading.Event()

    def slow(one: Schedule) -> Plan:
        inside.set()
        done.wait(0.5)
        return planner.planned(one, START)

    planning_one = threading.Thread(target=lambda: planning.plan(store, START, limit=9, make=slow))
    planning_one.start()
    inside.wait(5)
    schedules.remove(store, number, now=START)
    done.set()
    planning_one.join()
    assert {row[1] for row in ledger(store)} == {"replaced"}


def test_what_is_due_already_is_not_replaced_by_an_edit(store: Store) -> None:
    number = add(store, START)
    planner.plan(store, START)
    assert edit(store, number, NOON, times="18:00") == 3
    planner.plan(store, NOON)
    assert [row[1] for row in ledger(store)] == ["planned", *["replaced", "planned"] * 3]


def test_what_is_due_already_is_replaced_by_a_removal(store: Store) -> None:
    number = add(store, START)
    planner.plan(store, START)
    assert schedules.remove(store, number, now=NOON) and not schedules.remove(store, number, now=NOON)
    assert {row[1] for row in ledger(store)} == {"replaced"}
