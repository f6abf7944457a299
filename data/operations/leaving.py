"""The desk's own pause of every schedule of a workspace that the app has left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from data.models import Schedule
from data.operations import notices
from data.operations.schedules import DESK
from data.store import Store


def hold_all(store: Store, platform: str, workspace: str, *, reason: str, now: datetime) -> int:
    """Pause what is active there, and let their makers be told; how many schedules those were.

    What somebody paused stays theirs. On Discord a maker may be reached through another server, or directly; where the
    tokens are gone too, the notice comes to nothing.
    """
    active = (Schedule.platform == platform, Schedule.workspace == workspace, Schedule.state == "active")
    values = {"state": "paused", "paused_by": DESK, "reason": reason, "paused_at": now, "paused_until": None}
    with store.write() as connection:
        ids = list(connection.execute(select(Schedule.id).where(*active).with_for_update()).scalars())
        connection.execute(update(Schedule).where(Schedule.id.in_(ids)).values(**values))
        for id in ids:
            notices.write_left(connection, id, reason, now)
        return len(ids)
