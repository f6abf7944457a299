"""What people write into the ledger: that a post is left out, and that one is wanted now as a test."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import update

from data.models import Occurrence
from data.operations.planning import Planned
from data.operations.schedules import Schedule
from data.operations.writing import insert_once
from data.store import Store


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


def add_test(store: Store, schedule: Schedule, post: Planned) -> bool:
    """Let something be posted now, as a test; False where that was wanted in this very moment already."""
    with store.write() as connection:
        return insert_once(connection, Occurrence, {**_row(schedule, post), "is_test": True}) == 1


def _row(schedule: Schedule, post: Planned) -> dict[str, object]:
    return {
        **asdict(post),
        "schedule_id": schedule.id,
        "platform": schedule.platform,
        "is_test": False,
        "ready_at": post.due,
        "attempts": 0,
    }
