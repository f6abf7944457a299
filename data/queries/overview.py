"""What a desk has to do, in figures: how many schedules, and when the next post is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from data.models import Occurrence, Schedule
from data.operations.writing import utc
from data.store import Reader


@dataclass(frozen=True, slots=True)
class Overview:
    """The schedules of all platforms, and the moment of the next post that is planned for one that is not paused."""

    active: int
    paused: int
    due: datetime | None


def overview(reader: Reader) -> Overview:
    """How many schedules there are, and when the next post is due."""
    counted = select(Schedule.state, func.count()).where(Schedule.state != "removed").group_by(Schedule.state)
    states = {state: int(count) for state, count in reader.execute(counted).all()}
    soonest = (
        select(func.min(Occurrence.due))
        .join(Schedule, Schedule.id == Occurrence.schedule_id)
        .where(Occurrence.state == "planned", Schedule.state == "active")
    )
    due = reader.execute(soonest).scalar()
    return Overview(states.get("active", 0), states.get("paused", 0), utc(due))
