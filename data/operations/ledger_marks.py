"""What people write into the ledger: that a post is left out, and that one is wanted now as a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, select, update

from data.models import Occurrence
from data.models import Schedule as Table
from data.operations.planning import Planned
from data.operations.schedules import Schedule, alone
from data.operations.writing import insert_once, utc
from data.store import Store

MOST_TESTS = 10
"""Tests that may be wanted in a channel within `HOUR`: they stand there for everybody."""

HOUR = timedelta(hours=1)

_OPEN = ("planned", "claimed", "sending", "unknown")
"""States in which it is not settled what becomes of a post."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of the wish for a test: true where it was written.

    `waits`: one that was wanted before is still on its way. `again`: when the next may be wanted, after too many.
    """

    waits: bool = False
    again: datetime | None = None

    def __bool__(self) -> bool:
        return not self.waits and self.again is None


def skip(store: Store, schedule: Schedule, post: Planned, *, by: str) -> bool:
    """Leave a post out, planned already or not; False where something has become of it."""
    chosen = {"state": "skipped", "reason": "user", "detail": by}
    untried = (
        Occurrence.schedule_id == schedule.id,
        Occurrence.day == post.day,
        Occurrence.slot == post.slot,
        Occurrence.state == "planned",
        Occurrence.attempts == 0,
    )
    with store.write() as connection:
        if connection.execute(update(Occurrence).where(*untried).values(**chosen)).rowcount == 1:
            return True
        return insert_once(connection, Occurrence, {**_row(schedule, post), **chosen}) == 1


def unskip(store: Store, schedule: Schedule, posts: Iterable[Planned]) -> list[Planned]:
    """Plan again what somebody chose to leave out, at the time that the schedule says by now; which posts those were.

    Raises StoreError.
    """
    done = []
    with store.write() as connection:
        for post in posts:
            chosen = (
                Occurrence.schedule_id == schedule.id,
                Occurrence.day == post.day,
                Occurrence.slot == post.slot,
                Occurrence.state == "skipped",
            )
            values = {"state": "planned", "reason": None, "detail": None, "time": post.time, "due": post.due}
            values |= {"until": post.until, "ready_at": post.due}
            if connection.execute(update(Occurrence).where(*chosen).values(**values)).rowcount == 1:
                done.append(post)
    return done


def add_test(store: Store, schedule: Schedule, post: Planned) -> Tested:
    """Let something be posted now, as a test: one of a schedule at a time, and `MOST_TESTS` an hour in its channel."""
    with store.write() as connection:
        alone(connection, schedule.platform, schedule.workspace)
        if _waits(connection, schedule, post.due):
            return Tested(waits=True)
        if again := _again(connection, schedule, post.due):
            return Tested(again=again)
        written = insert_once(connection, Occurrence, {**_row(schedule, post), "is_test": True})
        return Tested(waits=written == 0)


def _waits(connection: Connection, schedule: Schedule, now: datetime) -> bool:
    """Whether a test of a schedule is still on its way; one that is too late by now is not."""
    tests = (Occurrence.schedule_id == schedule.id, Occurrence.is_test.is_(True), Occurrence.until > now)
    return bool(connection.execute(select(exists().where(*tests, Occurrence.state.in_(_OPEN)))).scalar())


def _again(connection: Connection, schedule: Schedule, now: datetime) -> datetime | None:
    """When a channel may have another test; None: now. Those of schedules that were removed since count too."""
    place = (
        Table.platform == schedule.platform,
        Table.workspace == schedule.workspace,
        Table.channel == schedule.channel,
    )
    tests = (Occurrence.is_test.is_(True), Occurrence.due > now - HOUR, Occurrence.state != "replaced")
    wanted = select(Occurrence.due).join(Table, Table.id == Occurrence.schedule_id).where(*place, *tests)
    last = list(connection.execute(wanted.order_by(Occurrence.due.desc()).limit(MOST_TESTS)).scalars())
    oldest = utc(last[-1]) if len(last) == MOST_TESTS else None
    return oldest + HOUR if oldest else None


def _row(schedule: Schedule, post: Planned) -> dict[str, object]:
    return {
        **asdict(post),
        "schedule_id": schedule.id,
        "platform": schedule.platform,
        "is_test": False,
        "ready_at": post.due,
        "attempts": 0,
    }
