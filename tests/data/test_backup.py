"""A backup holds a store's own state, of one moment, and goes back into either database row for row."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import BRICS
from sqlalchemy import text
from upgrades.compare import contents
from upgrades.kept import restored
from upgrades.rows import KEY, NOON, fill

from data import loader, migrate
from data.backup import kept, present, reading, replacing, restoring, writing
from data.backup.faults import BackupError, InUse, Newer, NewerStore, Nothing, NotOurs, OtherKey
from data.backup.manifest import Manifest
from data.backup.writing import Maker
from data.models import Base
from data.operations import installations, schedules, workers
from data.operations.schedules import Written
from data.sealing import Sealer
from data.store import Store, StoreError

SEALER = Sealer(KEY)
NEW = Written(
    platform="terminal",
    workspace="",
    channel="terminal",
    channel_name=None,
    kind="quote",
    subject="",
    leads="",
    years=1,
    empty="silent",
    times="10:00",
    days="daily",
    zone="UTC",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small dataset, to be changed."""
    return Path(shutil.copytree(BRICS, tmp_path / "data"))


@pytest.fixture
def full(store: Store, folder: Path) -> Store:
    """A store with something in every table."""
    loader.load(store, folder)
    with store.write() as connection:
        fill(connection)
    return store


@pytest.fixture
def here(migrated_file: Path, folder: Path, tmp_path: Path) -> Iterator[Store]:
    """The same on SQLite alone, for what does not depend on the database."""
    shutil.copyfile(migrated_file, tmp_path / "here.db")
    store = Store(f"sqlite:///{tmp_path}/here.db")
    loader.load(store, folder)
    with store.write() as connection:
        fill(connection)
    yield store
    store.close()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Store]:
    """Where there is no store yet, on SQLite."""
    store = Store(f"sqlite:///{tmp_path}/target.db")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Where there is no store yet, on each of the two databases."""
    if request.param == "sqlite":
        store = Store(f"sqlite:///{tmp_path}/other.db")
    else:
        import psycopg

        address: str = request.getfixturevalue("postgres_url")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        store = Store(address)
    yield store
    store.close()


def back_up(store: Store, target: Path, *, sealer: Sealer | None = SEALER, now: datetime = NOON) -> Manifest:
    return writing.write(store, target, maker=Maker(program="1.2.3", sealer=sealer), now=now)


def put_back(file: Path, store: Store, *, now: datetime = NOON, sealer: Sealer | None = SEALER) -> Path | None:
    """Restore, without planning; what would be asked to step aside is a backup beside."""

    def aside() -> Path:
        path = file.with_name("aside.zip")
        back_up(store, path)
        return path

    with reading.opened(file, sealer=sealer) as found:

        def fill_in(inner: Store, connection: restoring.Connection) -> None:
            restoring.fill(inner, connection, found, now=now, settle=lambda within: None)

        return replacing.replace(store, fill_in, now=now, aside=aside)


def test_every_table_is_kept_or_left_out_or_made_of_the_dataset() -> None:
    own = {m.local_table.name for m in Base.registry.mappers if not m.class_.__module__.endswith("records")}
    assert own == {*kept.KEPT, *kept.LEFT}


def test_into_either_database_and_back_every_row_is_the_same(full: Store, other: Store, tmp_path: Path) -> None:
    back_up(full, tmp_path / "one.zip")
    assert put_back(tmp_path / "one.zip", other) is None
    assert contents(other) == contents(full)
    assert other.loaded() == full.loaded()
    back_up(other, tmp_path / "two.zip")
    full.close()
    put_back(tmp_path / "two.zip", full)
    assert contents(full) == contents(other)
    with zipfile.ZipFile(tmp_path / "one.zip") as one, zipfile.ZipFile(tmp_path / "two.zip") as two:
        names = [name for name in one.namelist() if name != "manifest.json"]
        assert [one.read(name) for name in names] == [two.read(name) for name in names]


def test_what_is_made_after_a_restore_gets_a_number_that_nothing_ever_had(
    here: Store, other: Store, tmp_path: Path
) -> None:
    back_up(here, tmp_path / "one.zip")
    put_back(tmp_path / "one.zip", other)
    made = schedules.add(other, NEW, token="d" * 32, maker="alice", now=NOON, planned_until=NOON.date())
    with other.write() as connection:
        rest = "schedule_id, occurrence_id, what, detail, at, state, ready_at, attempts, to_admins"
        again = f"INSERT INTO notice (once, {rest}) SELECT 'again', {rest} FROM notice WHERE id = 3"  # noqa: S608
        connection.execute(text(again))
        noticed = connection.execute(text("SELECT id FROM notice WHERE once = 'again'")).scalar()
    assert (made, noticed) == (6, 8)


def test_it_is_for_its_owner_alone_and_says_what_is_in_it(here: Store, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    back_up(here, target)
    with zipfile.ZipFile(target) as archive:
        said = json.loads(archive.read("manifest.json"))
        lines = archive.read("tables/line.jsonl").decode().splitlines()
    assert target.stat().st_mode & 0o777 == 0o600
    assert (said["format"], said["program"], said["revision"]) == (1, "1.2.3", migrate.HEAD)
    assert said["sealed"] == {"tokens": 2, "opened": 2} and said["tables"]["notice"]["last_id"] == 7
    assert json.loads(lines[0])["at"] == "2026-11-23T12:00:00.000000Z"


def test_it_never_overwrites_and_leaves_nothing_unfinished(here: Store, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        back_up(here, target)
    assert target.read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_it_belongs_to_one_moment_while_the_desk_writes(full: Store, target: Store, tmp_path: Path) -> None:
    writer = Store(full.url)

    def meanwhile() -> bool:
        with writer.write() as connection:
            connection.execute(text("DELETE FROM line"))
            connection.execute(text("UPDATE setting SET value = 'x'"))
        return False

    before = contents(full)
    maker = Maker(program="1", sealer=None, halted=meanwhile)
    writing.write(full, tmp_path / "b.zip", maker=maker, now=NOON)
    assert contents(full)["line"] == []
    put_back(tmp_path / "b.zip", target)
    assert contents(target) == before
    writer.close()


def test_a_backup_that_is_given_up_leaves_nothing(here: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="given up"):
        writing.write(here, tmp_path / "b.zip", maker=Maker(program="1", sealer=None, halted=lambda: True), now=NOON)
    assert not list(tmp_path.glob("*b.zip*"))


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_files_that_are_not_what_was_loaded_are_left_out_and_it_says_so(
    here: Store, folder: Path, tmp_path: Path, change: str
) -> None:
    if change == "gone":
        shutil.rmtree(folder)
    else:
        (folder / "records.yaml").write_text((folder / "records.yaml").read_text("utf-8") + "\n", "utf-8")
    about = back_up(here, tmp_path / "b.zip").dataset
    assert about is not None and (about.missing, about.files) == (change, {})
    assert about.version == here.loaded().data_version  # type: ignore[union-attr]


def test_a_dataset_that_is_nowhere_any_more_is_told_and_all_else_is_restored(
    here: Store, target: Store, folder: Path, tmp_path: Path
) -> None:
    shutil.rmtree(folder)
    back_up(here, tmp_path / "b.zip")
    with reading.opened(tmp_path / "b.zip", sealer=SEALER) as found, target.write() as connection:
        has_dataset = restoring.fill(target, connection, found, now=NOON, settle=lambda within: None)
    assert not has_dataset and target.loaded() is None
    assert contents(target) == contents(here)


def test_a_backup_of_an_older_revision_is_brought_to_the_tables_of_this_one(
    url: str, target: Store, tmp_path: Path
) -> None:
    old = restored(url, "0004")
    said = back_up(old, tmp_path / "b.zip")
    put_back(tmp_path / "b.zip", target)
    before, after = contents(old), contents(target)
    assert (said.revision, migrate.revision(target)) == ("0004", migrate.HEAD)
    assert {name: after[name] for name in before} == before and "upkeep" not in before
    old.close()


def test_what_fell_due_since_is_looked_for_and_not_simply_posted_again(
    here: Store, target: Store, tmp_path: Path
) -> None:
    back_up(here, tmp_path / "b.zip")
    put_back(tmp_path / "b.zip", target, now=datetime(2026, 11, 25, 9, tzinfo=UTC))
    posts = {row["day"]: row for row in contents(target)["occurrence"] if row["schedule_id"] == 1}
    lost, planned = posts[date(2026, 11, 25)], posts[date(2026, 11, 26)]
    assert (lost["state"], lost["place"], lost["first_try_at"]) == ("unknown", "terminal", lost["due"])
    assert (planned["state"], posts[date(2026, 11, 24)]["state"]) == ("planned", "sent")


def test_another_key_is_refused_and_one_from_before_is_not(here: Store, tmp_path: Path) -> None:
    back_up(here, tmp_path / "b.zip")
    stranger = "another key that nobody guesses, 32 long"
    for sealer in (None, Sealer(stranger)):
        with pytest.raises(OtherKey, match="SUMMITDESK_SECRET_KEY"), reading.opened(tmp_path / "b.zip", sealer=sealer):
            pass
    with reading.opened(tmp_path / "b.zip", sealer=Sealer(stranger, KEY)) as found:
        assert found.manifest.sealed.opened == 2


def test_a_token_that_no_key_opened_does_not_make_a_backup_worthless(here: Store, tmp_path: Path) -> None:
    with here.write() as connection:
        connection.execute(text("UPDATE installation SET token = refresh WHERE workspace = 'T2'"))
        connection.execute(text("UPDATE installation SET workspace = 'T3' WHERE workspace = 'T2'"))
    assert back_up(here, tmp_path / "b.zip").sealed.opened == 1
    with reading.opened(tmp_path / "b.zip", sealer=SEALER) as found:
        assert found.manifest.sealed.tokens == 2


def test_one_made_by_a_newer_program_is_refused(here: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with here.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with monkeypatch.context() as newer:
        newer.setattr(migrate, "HEAD", "9999")
        back_up(here, tmp_path / "b.zip")
    with pytest.raises(Newer, match="tables 9999"), reading.opened(tmp_path / "b.zip", sealer=SEALER):
        pass


def test_where_there_is_no_store_nothing_is_made(tmp_path: Path, other: Store) -> None:
    with pytest.raises(Nothing):
        back_up(other, tmp_path / "b.zip")
    assert not list(tmp_path.iterdir())


def test_a_store_that_is_read_by_another_program_is_not_replaced(full: Store, tmp_path: Path) -> None:
    back_up(full, tmp_path / "b.zip")
    reader = Store(full.url)
    if full.is_sqlite:
        reader.loaded()
    else:
        workers.beat(reader, "w2", NOON - timedelta(seconds=10))
    before = contents(full)
    full.close()
    with pytest.raises(InUse):
        put_back(tmp_path / "b.zip", full)
    assert contents(full) == before
    reader.close()


def test_what_lies_beside_a_store_that_is_no_database_is_not_read_as_part_of_the_new_one(
    here: Store, tmp_path: Path
) -> None:
    back_up(here, tmp_path / "b.zip")
    broken = tmp_path / "broken.db"
    for end in ("", "-wal"):
        Path(f"{broken}{end}").write_bytes(b"rubbish" * 1000)
    target = Store(f"sqlite:///{broken}")
    moved = put_back(tmp_path / "b.zip", target)
    assert not Path(f"{broken}-wal").exists()
    assert moved is not None and Path(f"{moved}-wal").read_bytes() == b"rubbish" * 1000


def test_a_store_that_is_no_database_any_more_is_moved_aside_all_the_same(here: Store, tmp_path: Path) -> None:
    back_up(here, tmp_path / "b.zip")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"rubbish" * 1000)
    target = Store(f"sqlite:///{broken}")
    moved = put_back(tmp_path / "b.zip", target)
    assert moved is not None and moved.read_bytes() == b"rubbish" * 1000
    assert installations.find(target, SEALER, "slack", ("T1",)) is not None
    target.close()


def test_a_locked_database_is_told_and_nothing_is_written(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.store.BUSY_SECONDS", 1)
    monkeypatch.setattr("data.backup.writing.BUSY_SECONDS", 1)
    full.close()
    patient = Store(full.url)
    if full.is_sqlite:
        lock = sqlite3.connect(full.file or "", isolation_level=None)
        lock.execute("PRAGMA locking_mode=EXCLUSIVE")
        lock.execute("BEGIN EXCLUSIVE")
        lock.execute("UPDATE setting SET value = 'x'")
        with pytest.raises(StoreError, match="cannot be used"):
            back_up(patient, tmp_path / "b.zip")
        lock.close()
    else:
        with full.write() as connection:
            connection.execute(text("LOCK TABLE schedule IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(StoreError, match="LockNotAvailable"):
                back_up(patient, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))
    patient.close()


def test_the_store_of_a_newer_program_is_not_backed_up_by_halves(full: Store, tmp_path: Path) -> None:
    with full.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore, match="would leave out"):
        writing.write(full, tmp_path / "b.zip", maker=Maker(program="1", sealer=SEALER), now=NOON)
    assert list(tmp_path.glob("*b.zip*")) == []


def test_on_postgresql_the_tables_of_a_newer_program_are_not_replaced(full: Store) -> None:
    with full.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    full.close()
    if full.is_sqlite:
        present.check_unused(full, NOON + timedelta(hours=1))
        return
    with pytest.raises(NotOurs, match="an empty database"):
        present.check_unused(full, NOON + timedelta(hours=1))
