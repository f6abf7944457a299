"""What waits in the ledger is counted by platform, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from posting_desk import START, add
from sqlalchemy import update

from bot.schedules import planner
from data.models import Occurrence
from data.operations.queue import Queue, queues
from data.store import Store

DUE = START + timedelta(hours=9)


def counted(store: Store, now: datetime) -> dict[str, Queue]:
    with store.read() as reader:
        return queues(reader, now)


def test_an_empty_ledger_has_no_queues(store: Store) -> None:
    assert counted(store, START) == {}


def test_what_waits_is_told_from_what_is_due_by_platform(store: Store) -> None:
    add(store, START)
    add(store, START, channel="C2")
    add(store, START, platform="slack", times="10:00")
    planner.plan(store, START)
    planned = counted(store, START)["slack"].waiting
    assert counted(store, DUE - timedelta(seconds=1))["fake"] == Queue(2 * planned, 0)
    assert counted(store, DUE) == {"fake": Queue(2 * planned, 2), "slack": Queue(planned, 0)}


def test_what_is_under_way_or_over_does_not_wait_and_what_is_unknown_does(store: Store) -> None:
    add(store, START)
    planner.plan(store, START)
    for state, waits in (("claimed", 0), ("sending", 0), ("sent", 0), ("unknown", 1)):
        with store.write() as connection:
            connection.execute(update(Occurrence).where(Occurrence.due == DUE).values(state=state))
        assert counted(store, DUE)["fake"].due == waits
