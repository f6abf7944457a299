"""One backup a night, made by one process, kept as long as is set; and one before the tables are changed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import open_desk
from upgrades.kept import restored

from adapters import nightly
from adapters.asking import Asking
from adapters.nightly import Nightly, before_migration, due, tidy
from bot.settings import Settings, read
from data import migrate
from data.operations import upkeep
from data.store import Store, StoreError

EVENING = datetime(2026, 11, 24, 22, tzinfo=UTC)


class Clock:
    """A clock that is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(EVENING)


@pytest.fixture
def settings(own_sco: Store, tmp_path: Path) -> Settings:
    given = {"DATABASE_URL": own_sco.url, "BACKUP_FOLDER": f"{tmp_path}/backups", "BACKUPS_KEPT": "2"}
    return read(given, tmp_path)


@pytest.fixture
def asking(own_sco: Store, clock: Clock) -> Iterator[Asking]:
    opened = Asking(open_desk(own_sco), clock=clock)
    yield opened
    opened.close()


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.backup_folder.iterdir())


def test_a_backup_is_due_at_two_each_night() -> None:
    assert due(datetime(2026, 11, 25, 1, 59, tzinfo=UTC)) == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert due(datetime(2026, 11, 25, 2, 0, tzinfo=UTC)) == datetime(2026, 11, 25, 2, tzinfo=UTC)


def test_one_is_made_each_night_and_the_newest_are_kept(asking: Asking, settings: Settings, clock: Clock) -> None:
    keeper = Nightly(asking, settings)
    for _ in range(3 * 24):
        keeper.look()
        clock.now += timedelta(hours=1)
    assert names(settings) == ["summitdesk-nightly-20261126T020000Z.zip", "summitdesk-nightly-20261127T020000Z.zip"]
    with asking.desk.store.read() as reader:
        done = upkeep.last(reader, upkeep.BACKUP)
    assert done is not None and done.detail == "summitdesk-nightly-20261127T020000Z.zip"


def test_of_two_processes_one_makes_it(asking: Asking, settings: Settings) -> None:
    made = [Nightly(asking, settings).look() for _ in range(2)]
    assert made[0] is not None and made[1] is None


async def test_where_none_is_wanted_none_is_made(asking: Asking, settings: Settings) -> None:
    await Nightly(asking, replace(settings, backups_kept=0)).keep()
    assert not settings.backup_folder.exists()


async def test_the_chore_makes_it_and_ends_when_the_desk_does(asking: Asking, settings: Settings) -> None:
    chore = asyncio.create_task(Nightly(asking, settings).keep())
    async with asyncio.timeout(20):
        while not (settings.backup_folder.is_dir() and any(settings.backup_folder.glob("*.zip"))):
            await asyncio.sleep(0)
            await asking.run(lambda: None)
    chore.cancel()
    with pytest.raises(asyncio.CancelledError):
        await chore


def test_one_that_fails_is_told_once_and_made_an_hour_later(
    asking: Asking, settings: Settings, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    settings.backup_folder.write_text("a file in the way")
    keeper = Nightly(asking, settings)
    for _ in range(6):
        assert keeper.look() is None
        clock.now += timedelta(minutes=9)
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1 and "could not be made (The backup cannot be written to" in told[0]
    settings.backup_folder.unlink()
    clock.now = EVENING + timedelta(hours=1)
    assert keeper.look() is not None


def test_only_nightly_backups_are_deleted(tmp_path: Path) -> None:
    mine = ["summitdesk-20250101T000000Z.zip", "summitdesk-before-0005-20250101T000000Z.zip", "notes.txt"]
    ours = [f"summitdesk-nightly-2026110{n}T020000Z.zip" for n in range(1, 6)]
    for name in (*mine, *ours, "summitdesk-nightly-20260101T020000Z.zip.bak"):
        (tmp_path / name).touch()
    (tmp_path / "summitdesk-nightly-20250101T020000Z.zip").symlink_to(tmp_path / "notes.txt")
    tidy(tmp_path, 2, EVENING)
    gone = set(ours) - {path.name for path in tmp_path.iterdir()}
    assert gone == set(ours[:3]) and len(list(tmp_path.iterdir())) == 7


def test_what_a_killed_process_left_is_deleted_after_a_day(tmp_path: Path) -> None:
    for name, age in (("old", 25), ("new", 1)):
        left = tmp_path / f".summitdesk-{name}.zip.x1.partial"
        left.touch()
        moment = (EVENING - timedelta(hours=age)).timestamp()
        os.utime(left, (moment, moment))
    tidy(tmp_path, 2, EVENING)
    assert [path.name for path in tmp_path.iterdir()] == [".summitdesk-new.zip.x1.partial"]


def test_before_a_migration_the_store_is_backed_up_as_it_is(url: str, settings: Settings) -> None:
    store = restored(url, "0004")
    first, second = (before_migration(store, settings, EVENING) for _ in range(2))
    assert first is not None and second is not None
    assert names(settings) == [f"summitdesk-before-{migrate.HEAD}-{n}20261124T220000Z.zip" for n in ("2-", "")]
    migrate.migrate(store)
    assert before_migration(store, settings, EVENING) is None
    store.close()


def test_a_migration_that_keeps_failing_does_not_fill_the_disk(url: str, settings: Settings) -> None:
    store = restored(url, "0004")
    made = [before_migration(store, settings, EVENING + timedelta(seconds=10 * n)) for n in range(8)]
    store.close()
    assert names(settings) == [path.name for path in made[3:] if path is not None]


def test_where_there_is_nothing_to_lose_none_is_made(url: str, settings: Settings) -> None:
    store = Store(url)
    assert before_migration(store, settings, EVENING) is None
    assert store.file is None or not store.file.exists()
    store.close()


def test_a_store_is_not_migrated_without_its_backup(tmp_path: Path, settings: Settings) -> None:
    store = restored(f"sqlite:///{tmp_path}/old.db", "0003")
    settings.backup_folder.write_text("a file in the way")
    with pytest.raises(StoreError, match="Make room, or set BACKUP_FOLDER"):
        before_migration(store, settings, EVENING)
    assert nightly.BEFORE and migrate.revision(store) == "0003"
    store.close()


async def test_a_chore_that_broke_makes_the_next_one(
    asking: Asking, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Nightly(asking, settings)
    monkeypatch.setattr(keeper, "look", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await keeper.keep()
    monkeypatch.undo()
    chore = asyncio.create_task(keeper.keep())
    async with asyncio.timeout(20):
        while not (settings.backup_folder.is_dir() and any(settings.backup_folder.glob("*.zip"))):
            await asyncio.sleep(0)
            await asking.run(lambda: None)
    chore.cancel()
    with pytest.raises(asyncio.CancelledError):
        await chore


def test_a_folder_that_cannot_be_tidied_leaves_the_backup_made(
    asking: Asking, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(nightly, "tidy", gone)
    assert Nightly(asking, settings).look() is not None
