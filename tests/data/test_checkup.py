"""A store that is only looked at: what is found in it, and that nothing of it changes."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from posting_desk import add
from sqlalchemy import insert, text

from data import checkup
from data.checkup import Looked, Pause, Place
from data.models import Occurrence
from data.operations import schedules, upkeep, workers
from data.store import Store, StoreError, TooSlow

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OURS = ("fake", "W1")


def pause(store: Store, number: int, *, by: str, reason: str) -> None:
    with store.write() as connection:
        schedules.hold(connection, number, by=by, reason=reason, now=NOW, until=None)


def post(store: Store, number: int, *, day: int, state: str) -> None:
    """A row of the ledger, due at 09:00 of a day of November."""
    due = datetime(2026, 11, day, 9, tzinfo=UTC)
    with store.write() as connection:
        connection.execute(
            insert(Occurrence).values(
                schedule_id=number, platform="fake", day=due.date(), slot="", time="09:00", due=due,
                until=due, ready_at=due, is_test=False, attempts=1, state=state,
            )
        )  # fmt: skip


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    store = Looked(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(StoreError, match="no file"), store.read():
        pass
    with pytest.raises(StoreError):
        checkup.try_to_write(store)
    with pytest.raises(StoreError):
        store.loaded()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_looked_at_stays_as_it_was(migrated_file: Path, tmp_path: Path) -> None:
    """Not even the way in which it is written changes, which the desk itself would see to."""
    file = tmp_path / "old #1.db"
    file.write_bytes(migrated_file.read_bytes())
    with sqlite3.connect(file) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
    plain.close()
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    store = Looked(f"sqlite:///{file}")
    with store.read() as reader:
        assert checkup.damage(reader) == ()
    checkup.try_to_write(store)
    store.close()
    assert (hashlib.sha256(file.read_bytes()).hexdigest(), list(tmp_path.iterdir())) == (before, [file])


def test_a_lock_is_not_waited_for_for_long(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "PATIENCE", 0.05)
    file = tmp_path / "locked.db"
    file.write_bytes(migrated_file.read_bytes())
    store, other = Looked(f"sqlite:///{file}"), sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        checkup.try_to_write(store)
    assert "locked" in caught.value.cause
    with store.read() as reader:
        assert checkup.database(reader).kind == "SQLite"
    other.close()
    store.close()


def test_a_database_that_may_be_written_is_left_as_it_was(store: Store) -> None:
    looked = Looked(store.url)
    checkup.try_to_write(looked)
    with looked.read() as reader:
        assert reader.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
        assert checkup.database(reader).encoding.replace("-", "") == "UTF8"
        assert checkup.damage(reader) == ()
    looked.close()


def test_what_is_damaged_is_found(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    file.write_bytes(migrated_file.read_bytes())
    with sqlite3.connect(file) as plain:
        plain.execute("PRAGMA foreign_keys=OFF")
        plain.execute("INSERT INTO shown VALUES (7, 'm', 'fake', 'W1', 'C1', '2026-11-24', 1, NULL, NULL)")
    plain.close()
    store = Looked(f"sqlite:///{file}")
    with store.read() as reader:
        assert checkup.damage(reader) == ("rows of shown refer to nothing",)
    store.close()


def test_a_file_too_large_to_be_read_through_in_time_is_left(sco: Store) -> None:
    store = Looked(sco.url)
    with pytest.raises(TooSlow), store.read() as reader:
        checkup.damage(reader, seconds=-1)
    with store.read() as reader:
        assert checkup.damage(reader) == ()
    store.close()


def test_the_newest_moment_is_the_latest_of_all_that_is_past(store: Store) -> None:
    with store.read() as reader:
        assert (checkup.newest(reader), checkup.last_tick(reader)) == (None, None)
    workers.beat(store, "w1", NOW)
    upkeep.done(store, upkeep.BACKUP, NOW + timedelta(hours=1), "a.zip")
    with store.read() as reader:
        assert (checkup.newest(reader), checkup.last_tick(reader)) == (NOW + timedelta(hours=1), NOW)


def test_schedules_that_the_desk_paused_are_told_with_why_and_by_workspace(store: Store) -> None:
    first, second = add(store, NOW), add(store, NOW, workspace="W2", channel="C9", channel_name=None)
    third = add(store, NOW, channel="C3")
    pause(store, first, by=schedules.DESK, reason="gone")
    pause(store, second, by=schedules.DESK, reason="forbidden")
    pause(store, third, by="alice", reason="")
    with store.read() as reader:
        assert checkup.counts(reader) == {"paused": 3}
        assert checkup.counts(reader, ("fake", "W2")) == {"paused": 1}
        assert checkup.pauses(reader, OURS) == [Pause(first, "C1", "world", "gone")]
        assert [one.number for one in checkup.pauses(reader)] == [first, second]
        assert checkup.places(reader, "fake") == [Place("W1", "C1", "world"), Place("W2", "C9", None)]
        assert checkup.places(reader, "slack") == []


def test_posts_in_trouble_are_counted_for_the_time_asked_and_the_workspace(store: Store) -> None:
    number = add(store, NOW)
    post(store, number, day=24, state="uncertain")
    post(store, number, day=23, state="failed")
    post(store, number, day=22, state="failed")
    post(store, number, day=25, state="planned")
    with store.read() as reader:
        day, hour = timedelta(days=2), timedelta(hours=1)
        assert checkup.troubled(reader, NOW - day, NOW) == {"uncertain": 1, "failed": 1}
        assert checkup.troubled(reader, NOW - day, NOW, ("fake", "W2")) == {}
        assert checkup.troubled(reader, NOW - hour, NOW) == {}
