"""Which deliveries of the platforms were taken up, so that what they start is done once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from data.models import Inbound
from data.operations.writing import drop_old, insert_once
from data.store import Store

KEPT = timedelta(days=7)
"""How long a delivery is remembered; no platform repeats one after that long."""

LONGEST_ID = 200


def claim(store: Store, delivery: str, now: datetime) -> bool:
    """Take up a delivery by its id; False where it was taken up before, here or by another process."""
    with store.write() as connection:
        return insert_once(connection, Inbound, {"id": delivery[:LONGEST_ID], "at": now}) == 1


def release(store: Store, delivery: str) -> None:
    """Give a delivery back whose work was not done, so that it can be taken up again."""
    with store.write() as connection:
        connection.execute(delete(Inbound).where(Inbound.id == delivery[:LONGEST_ID]))


def forget(store: Store, now: datetime) -> int:
    """Drop the deliveries that are too old to come again; how many those were."""
    return drop_old(store, Inbound, Inbound.at < now - KEPT)
