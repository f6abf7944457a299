"""Command lines that are too long for a button, each under its token."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update

from data.models import Line
from data.operations.writing import drop_old, insert_once
from data.store import Store

KEPT = timedelta(days=90)
"""How long a line is kept after its button was last sent; it may hold what somebody pasted."""


def keep(store: Store, lines: Mapping[str, str], now: datetime) -> None:
    """Hold each line under its token; for one that is held already its time begins anew, about once a day."""
    fresh = select(Line.token).where(Line.token.in_(lines), Line.at > now - timedelta(days=1))
    with store.read() as reader:
        new = set(lines) - set(reader.execute(fresh).scalars())
    if not new:
        return
    with store.write() as connection:
        for name in sorted(new):
            if not insert_once(connection, Line, {"token": name, "text": lines[name], "at": now}):
                connection.execute(update(Line).where(Line.token == name).values(at=now))


def forget(store: Store, now: datetime) -> int:
    """Drop the lines whose buttons are long gone; how many those were."""
    return drop_old(store, Line, Line.at < now - KEPT)


def find(store: Store, token: str) -> str | None:
    """The line under a token."""
    with store.read() as reader:
        return reader.execute(select(Line.text).where(Line.token == token)).scalar()
