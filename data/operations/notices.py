"""What whoever made a schedule is told, each thing once: written with what happened, sent like a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from data.models import Notice as Table
from data.models import Occurrence
from data.models import Schedule as Scheduled
from data.operations.schedules import Schedule, read
from data.operations.writing import insert_once, utc
from data.store import Store

if TYPE_CHECKING:
    from data.operations.ledger import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A claimed notice. `due`: the post that it is about, if it is about one."""

    id: int
    once: str
    schedule: Schedule
    due: datetime | None
    what: str
    detail: str
    attempts: int
    to_admins: bool
    claim: str


def write(connection: Connection, due: Due, what: str, *, once: str, detail: str, now: datetime) -> None:
    """Write a notice about a post, within the transaction in which it happened."""
    _insert(connection, due.schedule.id, due.id, what, once=once, detail=detail, now=now)


def write_left(connection: Connection, schedule: int, reason: str, now: datetime) -> None:
    """Write that a schedule waits, for the app is gone from its workspace."""
    once = f"left:{schedule}:{now.timestamp():.0f}"
    _insert(connection, schedule, None, "paused", once=once, detail=reason, now=now)


def write_changed(connection: Connection, found: list[tuple[int, int, str]], now: datetime) -> None:
    """Write that records which were posted say something else now: a notice for each post (schedule, post, record)."""
    records: dict[tuple[int, int], list[str]] = {}
    for schedule, occurrence, record in found:
        records.setdefault((schedule, occurrence), []).append(record)
    for (schedule, occurrence), ids in records.items():
        once = f"changed:{occurrence}:{','.join(sorted(ids))}"[:200]
        _insert(connection, schedule, occurrence, "changed", once=once, detail=", ".join(sorted(ids)), now=now)


def claim(store: Store, platform: str, now: datetime, *, limit: int, by: str) -> list[Notice]:
    """Take up what waits to be told on a platform; no other worker gets the same."""
    ready = (Table.state == "waiting", Table.ready_at <= now, Scheduled.platform == platform)
    joined = select(Table.id).join(Scheduled, Scheduled.id == Table.schedule_id).where(*ready)
    with store.read() as reader:
        if not reader.execute(select(exists(joined))).scalar():
            return []
    with store.write() as connection:
        wanted = joined.order_by(Table.id).limit(limit).with_for_update(skip_locked=True, of=Table)
        ids = list(connection.execute(wanted).scalars())
        values = {"state": "claimed", "claim": by, "claimed_at": now}
        connection.execute(update(Table).where(Table.id.in_(ids)).values(**values))
        return _claimed(connection, ids, by)


def end(store: Store, notice: Notice, state: str) -> None:
    """This is what became of it: told, failed, or uncertain."""
    with store.write() as connection:
        connection.execute(update(Table).where(*_ours(notice)).values(state=state))


def again(store: Store, notice: Notice, ready_at: datetime, *, to_admins: bool) -> None:
    """It was certainly not sent; it is told later, or to the admins."""
    values = {"state": "waiting", "ready_at": ready_at, "attempts": notice.attempts + 1, "to_admins": to_admins}
    with store.write() as connection:
        connection.execute(update(Table).where(*_ours(notice)).values(**values))


def take_over(store: Store, now: datetime, *, under_way: timedelta) -> int:
    """Let what a dead worker was telling be told by another; how many those were.

    It may have been told before it died. To hear of a pause twice is better than never.
    """
    left = (Table.state == "claimed", or_(Table.claimed_at < now - under_way, Table.claimed_at > now + under_way))
    with store.read() as reader:
        if not reader.execute(select(exists().where(*left))).scalar():
            return 0
    with store.write() as connection:
        values = {"state": "waiting", "ready_at": now, "claim": None}
        return connection.execute(update(Table).where(*left).values(**values)).rowcount


def _insert(
    connection: Connection, schedule: int, occurrence: int | None, what: str, *, once: str, detail: str, now: datetime
) -> None:
    values = {"once": once, "schedule_id": schedule, "occurrence_id": occurrence, "what": what, "detail": detail}
    fresh = {"at": now, "state": "waiting", "ready_at": now, "attempts": 0, "to_admins": False}
    insert_once(connection, Table, {**values, **fresh})


def _claimed(connection: Connection, ids: list[int], by: str) -> list[Notice]:
    wanted = select(Table.__table__, Occurrence.due).outerjoin(Occurrence, Occurrence.id == Table.occurrence_id)
    rows = connection.execute(wanted.where(Table.id.in_(ids)).order_by(Table.id)).all()
    of = select(Scheduled.__table__).where(Scheduled.id.in_({row.schedule_id for row in rows}))
    schedules = {row.id: read(row) for row in connection.execute(of)}
    return [
        Notice(
            id=row.id,
            once=row.once,
            schedule=schedules[row.schedule_id],
            due=utc(row.due),
            what=row.what,
            detail=row.detail,
            attempts=row.attempts,
            to_admins=row.to_admins,
            claim=by,
        )
        for row in rows
    ]


def _ours(notice: Notice) -> tuple[ColumnElement[bool], ...]:
    return Table.id == notice.id, Table.claim == notice.claim, Table.state == "claimed"
