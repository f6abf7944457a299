"""The ledger as it is read: what became of each planned post, what is planned, and whether anybody delivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import aliased

from data.models import Occurrence, Shown, Worker
from data.models import Schedule as Table
from data.operations.schedules import Schedule, read
from data.operations.workers import LIVES
from data.operations.writing import utc
from data.store import Reader

_SAME = "id schedule_id day slot time is_test state attempts reason detail title link".split()
_TIMES = ("due", "until", "ready_at", "sent_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the ledger. `changed` are the records of its post that say something else since."""

    id: int
    schedule_id: int
    day: date
    slot: str
    time: str
    due: datetime
    until: datetime
    ready_at: datetime
    is_test: bool
    state: str
    attempts: int
    reason: str | None
    detail: str | None
    title: str | None
    sent_at: datetime | None
    link: str | None
    changed: tuple[str, ...] = ()


def so_far(reader: Reader, schedules: Collection[int], now: datetime, *, limit: int, skip: int = 0) -> list[Entry]:
    """What was due up to now, the newest first: `limit` rows after the first `skip`."""
    wanted = _of(schedules).where(Occurrence.due <= now).order_by(Occurrence.due.desc(), Occurrence.id.desc())
    return _entries(reader, wanted.limit(limit).offset(skip))


def count_so_far(reader: Reader, schedules: Collection[int], now: datetime) -> int:
    """How many rows were due up to now."""
    where = (Occurrence.schedule_id.in_(schedules), Occurrence.due <= now)
    return int(reader.execute(select(func.count()).select_from(Occurrence).where(*where)).scalar() or 0)


def ahead(reader: Reader, schedules: Collection[int], now: datetime) -> list[Entry]:
    """What stands in the ledger for later, the soonest first, without what was replaced."""
    wanted = _of(schedules).where(Occurrence.due > now, Occurrence.state != "replaced")
    return _entries(reader, wanted.order_by(Occurrence.due, Occurrence.id))


def replaced(reader: Reader, schedules: Collection[int], now: datetime) -> list[Entry]:
    """What a change has left out of the time ahead, the soonest first; not where a post stands for the same moment."""
    other = aliased(Occurrence)
    stands = exists().where(
        other.schedule_id == Occurrence.schedule_id, other.due == Occurrence.due, other.state != "replaced"
    )
    wanted = _of(schedules).where(Occurrence.due > now, Occurrence.state == "replaced", ~stands)
    return _entries(reader, wanted.order_by(Occurrence.due, Occurrence.id))


def removed(reader: Reader, platform: str, workspace: str, channel: str | None = None) -> list[Schedule]:
    """The schedules of a workspace, or of one channel of it, that were removed and have rows, by number."""
    rows = exists().where(Occurrence.schedule_id == Table.id)
    wanted = select(Table.__table__).where(Table.platform == platform, Table.workspace == workspace, rows)
    wanted = wanted.where(Table.state == "removed")
    if channel is not None:
        wanted = wanted.where(Table.channel == channel)
    return [read(row) for row in reader.execute(wanted.order_by(Table.id))]


def of_day(reader: Reader, schedule: int, day: date) -> list[Entry]:
    """What stands in the ledger for a local day, in the order of its times, without tests and what was replaced."""
    wanted = _of([schedule]).where(Occurrence.day == day, Occurrence.state != "replaced")
    return _entries(reader, wanted.where(Occurrence.is_test.is_(False)).order_by(Occurrence.due, Occurrence.id))


def latest(reader: Reader, schedules: Collection[int], now: datetime) -> Mapping[int, Entry]:
    """The last row of each schedule that was due up to now, without tests and what was replaced."""
    newest = func.row_number().over(
        partition_by=Occurrence.schedule_id, order_by=(Occurrence.due.desc(), Occurrence.id.desc())
    )
    ranked = (
        select(Occurrence.id, newest.label("place"))
        .where(Occurrence.schedule_id.in_(schedules), Occurrence.due <= now)
        .where(Occurrence.state != "replaced", Occurrence.is_test.is_(False))
        .subquery()
    )
    wanted = select(Occurrence.__table__).join(ranked, ranked.c.id == Occurrence.id).where(ranked.c.place == 1)
    return {entry.schedule_id: entry for entry in _entries(reader, wanted)}


def by_state(reader: Reader, schedules: Collection[int], now: datetime) -> Mapping[str, int]:
    """How many rows that were due up to now are in each state, without tests."""
    wanted = (
        select(Occurrence.state, func.count())
        .where(Occurrence.schedule_id.in_(schedules), Occurrence.due <= now, Occurrence.is_test.is_(False))
        .group_by(Occurrence.state)
    )
    return {row[0]: row[1] for row in reader.execute(wanted)}


def is_delivered(reader: Reader, now: datetime) -> bool:
    """Whether a process lives that plans and delivers posts from this store."""
    return bool(reader.execute(select(exists().where(Worker.seen_at >= now - LIVES))).scalar())


def _of(schedules: Collection[int]) -> Select[Any]:
    return select(Occurrence.__table__).where(Occurrence.schedule_id.in_(schedules))


def _entries(reader: Reader, wanted: Select[Any]) -> list[Entry]:
    rows = reader.execute(wanted).all()
    changed = _changed(reader, rows)
    return [_entry(row, changed.get(row.id, ())) for row in rows]


def _entry(row: Row[Any], changed: tuple[str, ...]) -> Entry:
    of = row._mapping  # (the documented way to a row's names)
    values: dict[str, Any] = {name: of[name] for name in _SAME}
    values |= {name: utc(of[name]) for name in _TIMES}
    return Entry(**values, changed=changed)


def _changed(reader: Reader, rows: Sequence[Row[Any]]) -> Mapping[int, tuple[str, ...]]:
    """The records of posts that say something else since."""
    posted = [row.id for row in rows if row.state == "sent"]
    if not posted:
        return {}
    wanted = select(Shown.occurrence_id, Shown.mark).where(
        Shown.occurrence_id.in_(posted), Shown.changed_at.is_not(None)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for occurrence, mark in reader.execute(wanted.order_by(Shown.mark)):
        found[occurrence].append(mark)
    return {occurrence: tuple(marks) for occurrence, marks in found.items()}
