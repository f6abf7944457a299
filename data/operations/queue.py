"""How many posts wait in the ledger, by platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from data.models import Occurrence
from data.models.schedules import WAITING
from data.store import Reader


@dataclass(frozen=True, slots=True)
class Queue:
    """The posts of a platform that wait for their moment, and those of them whose moment has come."""

    waiting: int
    due: int


def queues(reader: Reader, now: datetime) -> dict[str, Queue]:
    """The posts that wait, by platform; nothing of a platform for which none does."""
    is_due = func.sum(case((Occurrence.ready_at <= now, 1), else_=0))
    wanted = select(Occurrence.platform, func.count(), is_due).where(Occurrence.state.in_(WAITING))
    rows = reader.execute(wanted.group_by(Occurrence.platform)).all()
    return {platform: Queue(int(waiting), int(due)) for platform, waiting, due in rows}
