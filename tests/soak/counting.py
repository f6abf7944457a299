"""The ledger of a day against what the platforms accepted, and how large the tables are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

from sqlalchemy import func, select, text

from bot.schedules import calendar
from bot.schedules.keys import key
from bot.schedules.rule import Rule, read_days, read_times
from data.models import Base, Notice, Occurrence, Schedule
from data.operations import schedules
from data.operations.ledger import Due
from data.operations.schedules import Written
from data.store import Store

GROWING = ("occurrence", "shown", "inbound", "line", "notice")
"""Tables that grow as the desk runs."""


class Posted(Protocol):
    """A message that a platform accepted."""

    key: str


@dataclass(slots=True)
class Tally:
    """Planned posts by what became of them. `lost`: a slot without a row, or a row that says sent of what no platform
    has, or that was given up. `doubled`: accepted more than once. `found`: sent, and found out later."""

    slots: int = 0
    sent: int = 0
    silent: int = 0
    found: int = 0
    uncertain: int = 0
    waiting: int = 0
    lost: int = 0
    doubled: int = 0
    untold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})

    def __str__(self) -> str:
        return ", ".join(f"{one.name} {getattr(self, one.name):,}" for one in fields(self))

    @property
    def is_right(self) -> bool:
        """Whether every slot was posted once, or was rightly silent, or somebody was told that nobody knows."""
        return self.sent > 0 and not (self.lost or self.doubled or self.untold or self.waiting)


def counted(store: Store, made: Sequence[Written], day: date, *accepted: Iterable[Posted]) -> Tally:
    """All slots that the schedules should have on a local day; to be asked when that day is over everywhere.

    `made` are the schedules as they were made, numbered from 1: one that is gone from the store has lost its slots.
    """
    times = Counter(post.key for posts in accepted for post in posts)
    found = Tally()
    with store.read() as reader:
        known = {row.id: schedules.read(row) for row in reader.execute(select(Schedule.__table__))}
        rows = reader.execute(select(Occurrence.__table__).where(Occurrence.day == day)).all()
        told = set(reader.execute(select(Notice.occurrence_id).where(Notice.what == "uncertain")).scalars())
    of = {(row.schedule_id, row.slot): row for row in rows}
    for number, one in enumerate(made, 1):
        for slot in _slots(one, day):
            row = of.get((number, "")) or of.get((number, f"{slot.time:%H:%M}"))
            found.slots += 1
            if row is None:
                found.lost += 1
                continue
            count = times[key(_due(row, known[number]))]
            found.sent += row.state == "sent"
            found.silent += row.state == "silent"
            found.found += row.reason == "found"
            found.uncertain += row.state == "uncertain"
            found.untold += row.state == "uncertain" and row.id not in told
            found.waiting += row.state in ("planned", "claimed", "sending", "unknown")
            found.lost += (row.state == "sent" and not count) or row.state in ("failed", "missed", "paused", "skipped")
            found.doubled += max(count - (row.state in ("sent", "uncertain")), 0)
    return found


def sizes(store: Store) -> dict[str, int]:
    """Rows of the tables that grow, and kilobytes of the whole file and of those tables with their indexes."""
    tables = {table.name: table for table in Base.metadata.sorted_tables if table.name in GROWING}
    with store.read() as reader:
        rows = {name: reader.execute(select(func.count()).select_from(tables[name])).scalar() or 0 for name in GROWING}
        pages = reader.execute(
            text("SELECT m.tbl_name, SUM(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name GROUP BY 1")
        ).all()
    kilobytes = {str(name): int(size) // 1024 for name, size in pages}
    return {**rows, "kB": sum(kilobytes.values()), "kB of it": sum(kilobytes.get(name, 0) for name in GROWING)}


def _slots(one: Written, day: date) -> list[calendar.Slot]:
    days, times = read_days(one.days), read_times(one.times)
    assert days and times
    return list(calendar.slots(Rule(times=times, days=days, zone=one.zone), day, day))


def _due(row: object, schedule: schedules.Schedule) -> Due:
    names = ("id", "day", "slot", "time", "due", "until")
    known = {name: getattr(row, name) for name in names}
    more = {"is_test": False, "attempts": 0, "was_unknown": False, "first_try_at": None, "claim": ""}
    return Due(schedule=schedule, **known, **more)  # type: ignore[arg-type]
