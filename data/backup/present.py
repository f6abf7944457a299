"""The store that a restore would replace: whether a desk uses it, told without changing anything."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select

from data.backup.faults import InUse
from data.models import Worker
from data.operations.workers import LIVES
from data.store import Store

_SHARED, _COUNT = 0x40000002, 510
"""Where every connection to a SQLite file holds a lock while it reads, in WAL mode for as long as it is open
(https://sqlite.org/src/file/src/os.h, SHARED_FIRST and SHARED_SIZE)."""


def check_unused(store: Store, now: datetime) -> None:
    """Raise InUse where a desk delivers from a store or, on SQLite, any program has it open."""
    if store.file is not None:
        if _is_open(store.file):
            raise InUse
        return
    with store.read() as reader:
        check_no_worker(reader, now)


def check_no_worker(connection: Connection, now: datetime) -> None:
    """Raise InUse where a process that delivers said a moment ago that it lives."""
    if not inspect(connection).has_table(Worker.__tablename__):
        return
    lives = (Worker.seen_at >= now - LIVES, Worker.seen_at <= now + LIVES)
    if connection.execute(select(func.count()).select_from(Worker).where(*lives)).scalar():
        raise InUse


def _is_open(path: Path) -> bool:
    if sys.platform == "win32" or not path.exists():  # there a file that is open cannot be replaced anyway
        return False
    import fcntl

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _COUNT, _SHARED)
        except OSError:
            return True
        fcntl.lockf(file, fcntl.LOCK_UN, _COUNT, _SHARED)
    return False
