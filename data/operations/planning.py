"""The plan: the posts of the next days are written into the ledger before their time comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from data.models import Occurrence
from data.models import Schedule as Table
from data.operations.schedules import Schedule, read
from data.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A post as it is planned; `state` is `planned`, or `missed` where its time is over already."""

    day: date
    slot: str
    time: str
    due: datetime
    until: datetime
    state: str = "planned"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The posts of a schedule up to a day, and when to plan on."""

    posts: Sequence[Planned]
    planned_until: date
    plan_at: datetime


def plan(store: Store, now: datetime, *, limit: int, make: Callable[[Schedule], Plan]) -> int:
    """Plan for the schedules whose turn it is, `limit` at most; how many those were.

    Two workers take different ones. A slot that stands in the ledger already stays as it is.
    """
    due = (Table.plan_at <= now, Table.state != "removed")
    with store.read() as reader:
        if not reader.execute(select(exists().where(*due))).scalar():
            return 0
    with store.write() as connection:
        wanted = select(Table.__table__).where(*due).order_by(Table.plan_at, Table.id).limit(limit)
        rows = connection.execute(wanted.with_for_update(skip_locked=True)).all()
        plans = [(one, make(one)) for one in map(read, rows)]
        _insert(connection, plans)
        _advance(connection, plans)
    return len(plans)


def _insert(connection: Connection, plans: Sequence[tuple[Schedule, Plan]]) -> None:
    written = [
        {
            **asdict(post),
            "schedule_id": schedule.id,
            "platform": schedule.platform,
            "is_test": False,
            "ready_at": post.due,
            "attempts": 0,
        }
        for schedule, plan in plans
        for post in plan.posts
    ]
    if written:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(Occurrence).on_conflict_do_nothing(), written)


def _advance(connection: Connection, plans: Sequence[tuple[Schedule, Plan]]) -> None:
    """Write how far each is planned; many have the same day and moment."""
    alike: dict[tuple[date, datetime], list[int]] = defaultdict(list)
    for schedule, plan in plans:
        alike[plan.planned_until, plan.plan_at].append(schedule.id)
    for (planned_until, plan_at), ids in alike.items():
        values = {"planned_until": planned_until, "plan_at": plan_at}
        connection.execute(update(Table).where(Table.id.in_(ids)).values(**values))
