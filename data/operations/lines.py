"""Command lines that are too long for a button, each under its token."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from data.models import Line
from data.operations.writing import insert_once
from data.store import Store


def keep(store: Store, lines: Mapping[str, str], now: datetime) -> None:
    """Hold each line under its token. A token belongs to one line for ever, so keeping it twice changes nothing."""
    wanted = select(Line.token).where(Line.token.in_(lines))
    with store.read() as reader:
        new = set(lines) - set(reader.execute(wanted).scalars())
    if not new:
        return
    with store.write() as connection:
        for name in sorted(new):
            insert_once(connection, Line, {"token": name, "text": lines[name], "at": now})


def find(store: Store, token: str) -> str | None:
    """The line under a token."""
    with store.read() as reader:
        return reader.execute(select(Line.text).where(Line.token == token)).scalar()
