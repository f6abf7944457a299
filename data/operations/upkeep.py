"""What keeps the desk in order, and when it was last done, so that one process does it for all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, not_, or_, select, update

from data.models import Upkeep
from data.operations.writing import insert_once, utc
from data.store import Reader, Store

BACKUP = "backup"
"""The backup of each night."""

TAKEN = " taken"
"""What is added to the name of the row that says when it was last taken up: the last that was done stays known."""

AHEAD = timedelta(minutes=10)
"""How far two processes' clocks may differ."""


@dataclass(frozen=True, slots=True)
class Done:
    """When something was last done, and what came of it: a name."""

    at: datetime
    detail: str


def last(reader: Reader, name: str) -> Done | None:
    """When it was last done; None: never."""
    row = reader.execute(select(Upkeep.done_at, Upkeep.detail).where(Upkeep.name == name)).first()
    return Done(utc(row.done_at) or row.done_at, row.detail) if row else None


def claim(store: Store, name: str, now: datetime, *, due: datetime, again: timedelta | None = None) -> bool:
    """Whether this process is to do it now: it was not done, nor taken up by another, since it was due.

    `again`: after which it may be taken up anew where nothing came of it: it failed, or whoever did it died. A time
    that lies in the future was written before the clock was set back.
    """
    old = or_(Upkeep.done_at < due, Upkeep.done_at > now + AHEAD)
    given_up = old if again is None else or_(old, Upkeep.done_at <= now - again)
    taken = Upkeep.name == name + TAKEN
    stands = or_(and_(Upkeep.name == name, not_(old)), and_(taken, not_(given_up)))
    with store.read() as reader:
        if reader.execute(select(exists().where(stands))).scalar():
            return False
    with store.write() as connection:
        if insert_once(connection, Upkeep, {"name": name + TAKEN, "done_at": now, "detail": ""}):
            return True
        return connection.execute(update(Upkeep).where(taken, given_up).values(done_at=now)).rowcount == 1


def done(store: Store, name: str, now: datetime, detail: str) -> None:
    """It was done, whoever had taken it up."""
    values = {"done_at": now, "detail": detail}
    with store.write() as connection:
        if not insert_once(connection, Upkeep, {"name": name, **values}):
            connection.execute(update(Upkeep).where(Upkeep.name == name).values(**values))
