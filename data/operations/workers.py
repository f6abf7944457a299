"""The processes that deliver: how many live, so that they share what a platform allows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from data.models import Worker
from data.operations.writing import insert_once
from data.store import Store

LIVES = timedelta(seconds=60)
"""How long a process counts as living after it last said so."""


def beat(store: Store, worker: str, now: datetime) -> int:
    """Say that this process lives; how many do, itself included.

    One that was seen in the future said so before the clock was set back.
    """
    old = or_(Worker.seen_at < now - LIVES, Worker.seen_at > now + LIVES)
    with store.write() as connection:
        if not insert_once(connection, Worker, {"id": worker, "seen_at": now}):
            connection.execute(update(Worker).where(Worker.id == worker).values(seen_at=now))
        connection.execute(delete(Worker).where(old))
        return connection.execute(select(func.count()).select_from(Worker)).scalar() or 1


def leave(store: Store, worker: str) -> None:
    """This process delivers no more."""
    with store.write() as connection:
        connection.execute(delete(Worker).where(Worker.id == worker))
