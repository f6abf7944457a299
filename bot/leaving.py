"""The app was removed from a workspace or a server: its schedules wait there until it is back.

Their makers are told, where they can still be reached. The pause is the desk's own, so it is looked again at each slot,
and it lifts itself.
"""

from __future__ import annotations

import logging
from datetime import datetime

from data.operations import leaving
from data.store import Store

log = logging.getLogger("summitdesk.leaving")

REMOVED = "removed"
"""Why they are paused, as `bot.texts.schedules.TROUBLES` names it."""


def left(store: Store, platform: str, workspace: str, now: datetime) -> int:
    """Pause the schedules of a workspace that the app has left; how many those were. Raises StoreError.

    It may come twice, or late: what is paused stays as it is, and where the app is back the next slot posts.
    """
    paused = leaving.hold_all(store, platform, workspace, reason=REMOVED, now=now)
    if paused:
        log.info("%s: the app was removed, and %d schedules wait", platform, paused, extra={"platform": platform})
    return paused
