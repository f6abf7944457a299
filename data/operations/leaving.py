"""The desk's own pause of every schedule of a workspace that the app has left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from data.models import Schedule
from data.operations.schedules import DESK
from data.store import Store


def hold_all(store: Store, platform: str, workspace: str, *, reason: str, now: datetime) -> int:
    """Pause what is active there; how many schedules those were. What somebody paused stays theirs."""
    active = (Schedule.platform == platform, Schedule.workspace == workspace, Schedule.state == "active")
    values = {"state": "paused", "paused_by": DESK, "reason": reason, "paused_at": now, "paused_until": None}
    with store.write() as connection:
        return connection.execute(update(Schedule).where(*active).values(**values)).rowcount
