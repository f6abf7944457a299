"""The store that a restore would replace: whether a desk uses it, told without changing anything."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from data import migrate
from data.backup.faults import InUse, NotOurs, StillBeats
from data.models import Worker
from data.operations.workers import LIVES
from data.store import NAME, Store

_SHARED, _COUNT = 0x40000002, 510
"""Where every connection to a SQLite file holds a lock while it reads, in WAL mode for as long as it is open
(https://sqlite.org/src/file/src/os.h, SHARED_FIRST and SHARED_SIZE)."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
    " AND application_name LIKE 'summitdesk %' AND application_name <> :own"
)
"""https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW"""


def check_unused(store: Store, now: datetime) -> None:
    """Raise InUse where another process of ours has a store open: one that delivers, or one that only answers."""
    if store.file is not None:
        if _is_open(store.file):
            raise InUse
        return
    with store.read() as reader:
        check_no_worker(reader, now)
        check_ours(reader)


def check_no_worker(connection: Connection, now: datetime) -> None:
    """Raise InUse where a process that delivers said a moment ago that it lives or, on PostgreSQL, where any other
    of ours is connected: a web process answers from what it holds, and writes what it takes up."""
    if connection.dialect.name == "postgresql" and connection.execute(_OTHERS, {"own": NAME}).scalar():
        raise InUse
    if not inspect(connection).has_table(Worker.__tablename__):
        return
    lives = (Worker.seen_at >= now - LIVES, Worker.seen_at <= now + LIVES)
    if connection.execute(select(func.count()).select_from(Worker).where(*lives)).scalar():
        raise StillBeats(int(LIVES.total_seconds()))


def check_ours(connection: Connection) -> None:
    """Raise NotOurs where the tables are a newer program's: what is left of them would stop its next migration."""
    if not inspect(connection).has_table("alembic_version"):
        return
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found > migrate.HEAD:
        raise NotOurs(found)


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
