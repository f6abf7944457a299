"""How the desk is: what is judged to be well, what is to be looked at, what has failed, and each with its remedy."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from posting_desk import add

from bot import checkup
from bot.checkup import Finding, Link, Look, Room, Status
from data.checkup import Database, Looked
from data.operations import schedules, upkeep, workers
from data.store import Loaded, Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BIG = 10_000_000_000


def found(store: Store, id: str, *, now: datetime = NOW, of: tuple[str, str] | None = None) -> Finding:
    return checkup.judged(id, Look(store, now, of))


@pytest.mark.parametrize(
    ("now", "newest", "status"),
    [
        (NOW, None, "ok"),
        (NOW, NOW + timedelta(minutes=1), "ok"),
        (NOW, NOW + timedelta(minutes=3), "fail"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=UTC), None, "fail"),
        (datetime(2026, 11, 22, 0, 1, tzinfo=UTC), None, "ok"),
        (datetime(1970, 1, 1, tzinfo=UTC), None, "fail"),
    ],
)
def test_a_clock_cannot_be_before_the_data_or_before_what_is_written(
    now: datetime, newest: datetime | None, status: Status
) -> None:
    finding = checkup.of_clock(now, not_before=date(2026, 11, 22), newest=newest)
    assert (finding.status, bool(finding.remedy)) == (status, status == "fail")


@pytest.mark.parametrize(
    ("age", "wanted", "status"),
    [(None, True, "warn"), (20, True, "ok"), (37, True, "warn"), (37, False, "skip"), (None, False, "skip")],
)
def test_a_backup_that_is_made_each_night_is_missed_after_a_day_and_a_half(
    age: int | None, wanted: bool, status: Status
) -> None:
    made = NOW - timedelta(hours=age) if age is not None else None
    assert checkup.of_backup(made, NOW, wanted=wanted).status == status


@pytest.mark.parametrize(
    ("free", "kept", "status"),
    [(BIG, 0, "ok"), (199_000_000, 0, "warn"), (BIG - 1, BIG // 2, "warn"), (49_000_000, 0, "fail"), (0, 0, "fail")],
)
def test_a_disk_needs_room_for_as_much_again_as_is_there(free: int, kept: int, status: Status) -> None:
    finding = checkup.of_disks([Room("here", BIG, BIG), Room("there", free, BIG, kept)])
    assert (finding.id, finding.status, "there" in finding.detail) == ("disk", status, True)


def test_a_disk_of_which_nothing_is_known_is_said_to_be() -> None:
    assert checkup.of_disks([Room("there", None, None)]) == Finding("disk", "skip", "not known there")


@pytest.mark.parametrize(
    ("encoding", "status"), [("UTF8", "ok"), ("UTF-8", "ok"), ("UTF-16le", "ok"), ("SQL_ASCII", "fail")]
)
def test_a_database_has_to_write_every_letter(encoding: str, status: Status) -> None:
    assert checkup.of_database(Database("PostgreSQL", "15", encoding)).status == status


def test_connections_are_told_with_the_reason_of_those_that_are_down() -> None:
    up, down = Link("Slack", is_up=True, reason=""), Link("Discord", is_up=False, reason="Lost")
    assert checkup.links([]).status == "skip"
    assert checkup.links([up]) == Finding("platforms", "ok", "Slack connected")
    assert checkup.links([up, down]).detail == "Discord is not connected: Lost"


def test_a_desk_that_ticks_is_told_from_one_that_stopped_and_from_none(store: Store) -> None:
    assert "no desk is running" in found(store, "tick").detail
    workers.beat(store, "w1", NOW)
    assert found(store, "tick", now=NOW + timedelta(seconds=12)).detail == "a desk planned and posted 12 seconds ago"
    stopped = found(store, "tick", now=NOW + timedelta(minutes=5))
    assert (stopped.status, "5 minutes" in stopped.detail, stopped.remedy) == (
        "warn",
        True,
        "Start it with: summitdesk run",
    )


def test_a_backup_that_was_begun_and_came_to_nothing_is_none(store: Store) -> None:
    upkeep.done(store, upkeep.BACKUP, NOW, "")
    assert found(store, "backup").detail == "there is none yet"
    upkeep.done(store, upkeep.BACKUP, NOW - timedelta(hours=3), "a.zip")
    assert found(store, "backup").detail == "the last is 3 hours old"


def test_what_the_desk_paused_is_named_with_channel_and_reason(store: Store) -> None:
    number = add(store, NOW)
    assert found(store, "schedules").detail == "1 active, 0 paused"
    with store.write() as connection:
        schedules.hold(connection, number, by=schedules.DESK, reason="forbidden", now=NOW, until=None)
    paused = found(store, "schedules")
    assert f"#{number} in #world (the app lacks a permission there)" in paused.detail
    assert (paused.status, "schedule explain" in paused.remedy) == ("warn", True)
    assert found(store, "schedules", of=("fake", "W2")).detail == "none yet"


def test_every_check_says_that_there_is_no_store_instead_of_raising(tmp_path: Path) -> None:
    every = checkup.of_store(Look(Looked(f"sqlite:///{tmp_path}/none.db"), NOW))
    assert [one.id for one in every] == list(checkup.IN_STORE)
    assert {one.status for one in every if one.id != "disk"} == {"fail"}
    assert "DATABASE_URL" in every[0].remedy
    assert list(tmp_path.iterdir()) == []


def test_tables_that_are_older_newer_or_missing_are_told_apart(migrated_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(migrated_file.read_bytes())
    store = Looked(f"sqlite:///{file}")
    told = [found(store, "tables")]
    for change in (
        "UPDATE alembic_version SET version_num = '0001'",
        "UPDATE alembic_version SET version_num = '9999'",
    ):
        with sqlite3.connect(file) as plain:
            plain.execute(change)
        plain.close()
        told.append(found(store, "tables"))
    assert [one.status for one in told] == ["ok", "warn", "fail"]
    assert "summitdesk migrate" in told[1].remedy and "newer program" in told[2].detail
    file.write_bytes(b"")
    store.close()
    assert found(store, "tables").remedy == "Make them with: summitdesk migrate"
    assert found(store, "schedules").status == "skip"
    store.close()


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_bytes(b"no database at all, though long enough to be looked at as one" * 100)
    finding = found(Looked(f"sqlite:///{file}"), "integrity")
    assert (finding.status, "file is not a database" in finding.detail) == ("fail", True)
    assert "summitdesk restore" in finding.remedy


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7200, "2 hours"), (3 * 86400, "3 days")],
)
def test_ages_are_said_in_whole_units(seconds: int, said: str) -> None:
    assert checkup.ago(timedelta(seconds=seconds)) == said


def test_a_workspace_is_not_told_where_the_database_and_the_dataset_are() -> None:
    """Anybody may be the admin of a workspace of their own, where many install the app."""
    away, mine = Store("postgresql://desk:hidden@127.0.0.1:1/desk"), ("slack", "T1")
    assert "127.0.0.1" in found(away, "backup").detail
    for id in checkup.IN_STORE:
        told = found(away, id, of=mine)
        assert "127.0.0.1" not in told.detail + told.remedy and "port" not in told.detail
    loaded = Loaded("o", "v", "1", "/srv/client/dataset")
    assert "/srv" in checkup.of_data(loaded).detail
    assert "/srv" not in checkup.of_data(loaded, is_operator=False).detail
