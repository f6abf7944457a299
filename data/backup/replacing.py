"""Puts what a backup holds in the place of the present store, so that a kill at any moment leaves the one or the other.

SQLite: the new store is made beside the present one, which gets a second, dated name; then one renaming replaces it.
PostgreSQL: the present tables are dropped and the new ones filled in one transaction, after a backup of the present.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, make_url, text

from data.backup.container import sync_folder
from data.backup.faults import BackupError, InUse
from data.backup.kept import OURS
from data.backup.present import check_no_worker
from data.backup.writing import wait_no_longer
from data.models import Base
from data.store import Store

Fill = Callable[[Store, Connection], None]

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file (https://sqlite.org/tempfiles.html)."""


def replace(store: Store, fill: Fill, *, now: datetime, aside: Callable[[], Path]) -> Path | None:
    """Replace a store; where the present one is now comes back, None where there was none. Raises StoreError, OSError.

    `aside` makes a backup of the present store; called for PostgreSQL only.
    """
    if store.file is not None:
        return _replace_file(store, store.file, fill, now)
    return _replace_tables(store, fill, now, aside)


def _replace_tables(store: Store, fill: Fill, now: datetime, aside: Callable[[], Path]) -> Path | None:
    """Nobody writes meanwhile; whoever reads does so until the present tables are dropped."""
    with store.write(alone=True) as connection:
        wait_no_longer(connection)
        found = set(inspect(connection).get_table_names()) & {*Base.metadata.tables, *OURS}
        names = ", ".join(f'"{name}"' for name in sorted(found))
        if names:
            connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
        check_no_worker(connection, now)
        moved = aside() if "alembic_version" in found else None
        if names:
            connection.execute(text(f"DROP TABLE {names}"))
        fill(store, connection)
    return moved


def _replace_file(store: Store, path: Path, fill: Fill, now: datetime) -> Path | None:
    new = path.with_name(path.name + ".restoring")
    _remove(new)
    try:
        _build(store, new, fill)
        if not path.exists():
            _put_aside(path, now)  # what a file that is gone has left behind would be read as part of the new one
            _put_in_place(new, path)
            return None
        with _alone(path) as is_whole:
            moved = _put_aside(path, now)
            if not is_whole:
                _remove(path, but_itself=True)
            _put_in_place(new, path)
            return moved
    finally:
        _remove(new)


def _build(store: Store, new: Path, fill: Fill) -> None:
    url = make_url(store.url).set(database=str(new))
    made = Store(url.render_as_string(hide_password=False))
    try:
        with made.write() as connection:
            fill(made, connection)
    finally:
        made.close()
    with new.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Be the only one who has a file open; whether it is a whole database, all in the one file.

    To leave WAL mode takes the file alone and moves what is beside it into it
    (https://sqlite.org/pragma.html#pragma_journal_mode). One that is damaged stays as it is. Raises InUse.
    """
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    is_whole = True
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            connection.close()
            raise InUse from fault
        is_whole = False
    except sqlite3.DatabaseError:
        is_whole = False
    try:
        yield is_whole
    finally:
        connection.close()


def _put_aside(path: Path, now: datetime) -> Path:
    """Give a file, and what is beside it, a second and dated name; the first stays until it is replaced."""
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    for number in range(1, 100):
        dated = path.with_name(f"{path.stem}-before-{stamp}{'' if number == 1 else f'-{number}'}{path.suffix}")
        if not os.path.lexists(dated):
            break
    else:
        raise BackupError("There are too many stores of that moment already.")
    for end in ("", *BESIDE):
        present = path.with_name(path.name + end)
        if present.exists():
            _second_name(present, dated.with_name(dated.name + end))
    if not path.exists():
        _remove(path)
    return dated


def _second_name(present: Path, other: Path) -> None:
    try:
        os.link(present, other)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(present, other)


def _put_in_place(new: Path, path: Path) -> None:
    """With the rights and the owner of the present one: a desk may run as another user than whoever restores."""
    if path.exists():
        shutil.copymode(path, new)
        with suppress(PermissionError, AttributeError):
            os.chown(new, path.stat().st_uid, path.stat().st_gid)
    new.replace(path)
    sync_folder(path.parent)


def _remove(path: Path, *, but_itself: bool = False) -> None:
    for end in (*BESIDE, *(() if but_itself else ("",))):
        path.with_name(path.name + end).unlink(missing_ok=True)
