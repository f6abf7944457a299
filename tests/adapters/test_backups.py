"""`summitdesk backup` and `restore` as they are typed: what they print, what they refuse, and what they leave alone."""

from __future__ import annotations

import errno
import hashlib
import io
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import BRICS
from upgrades.compare import contents
from upgrades.rows import KEY, NOON, fill

from adapters import backups
from adapters.posts import Alone
from bot.settings import Settings, read
from data import loader
from data.backup import writing
from data.backup.faults import BackupError, Damaged, InUse, OtherKey
from data.backup.writing import Maker
from data.operations import workers
from data.store import Store

LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def settings(tmp_path: Path, store: Store) -> Settings:
    """A desk whose store has something in every table, on each of the two databases."""
    loader.load(store, BRICS)
    with store.write() as connection:
        fill(connection)
    store.close()
    given = {"DATABASE_URL": store.url, "BACKUP_FOLDER": f"{tmp_path}/backups", "SUMMITDESK_SECRET_KEY": KEY}
    return read(given, tmp_path)


def back_up(settings: Settings, file: Path | None = None) -> Path:
    out = io.StringIO()
    assert backups.backup(settings, file, now=NOON, out=out) == 0
    return Path(out.getvalue().removesuffix("\n"))


def restore(settings: Settings, file: Path, *, check: bool = False, now: datetime = LATER) -> str:
    out = io.StringIO()
    assert backups.restore(settings, file, check=check, now=now, out=out) == 0
    return out.getvalue()


def held(settings: Settings) -> dict[str, list[dict[str, object]]]:
    store = Store(settings.database_url)
    found = contents(store)
    store.close()
    return found


def files(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_goes_to_the_folder_under_a_name_that_sorts_and_prints_only_that(settings: Settings) -> None:
    path = back_up(settings)
    assert path == settings.backup_folder / "summitdesk-20261124T120000Z.zip"
    assert [p.name for p in settings.backup_folder.iterdir()] == [path.name]


def test_a_check_says_one_line_and_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    path = back_up(settings, tmp_path / "b.zip")
    before = files(tmp_path)
    said = restore(settings, path, check=True)
    assert said.count("\n") == 1
    assert "can be restored: made on 2026-11-24 12:00 UTC" in said and "3 schedules, 6 planned" in said
    assert files(tmp_path) == before


def test_what_a_backup_says_of_itself_steers_no_screen(here: Settings, tmp_path: Path) -> None:
    with closing(Store(here.database_url)) as store:
        maker = Maker(program="1\x1b[2J\nRestored.", sealer=None)
        writing.write(store, tmp_path / "b.zip", maker=maker, now=NOON)
    said = restore(here, tmp_path / "b.zip", check=True)
    assert "\x1b" not in said and said.count("\n") == 1


def test_a_restore_moves_the_present_store_aside_and_puts_the_backup_in_its_place(
    settings: Settings, tmp_path: Path
) -> None:
    path, before = back_up(settings, tmp_path / "b.zip"), held(settings)
    store = Store(settings.database_url)
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM line")
    store.close()
    said = restore(settings, path)
    assert held(settings) == before
    aside = Path(said.rpartition("the store from before is ")[2].removesuffix(".\n"))
    if store.is_sqlite:
        with sqlite3.connect(aside) as old:
            assert old.execute("SELECT count(*) FROM line").fetchone() == (0,)
        old.close()
    else:
        assert aside.parent == settings.backup_folder
        restore(settings, aside, now=LATER + timedelta(seconds=1))
        assert held(settings)["line"] == []


def test_what_a_desk_uses_is_not_replaced(settings: Settings, tmp_path: Path) -> None:
    path, before = back_up(settings, tmp_path / "b.zip"), held(settings)
    store = Store(settings.database_url)
    workers.beat(store, "w2", NOON)
    alone = Alone(store)
    for check in (True, False):
        with pytest.raises(InUse, match="Stop it first"):
            restore(settings, path, check=check)
    alone.release()
    store.close()
    assert held(settings) == before


def test_a_program_that_only_reads_the_file_counts_too(here: Settings, tmp_path: Path) -> None:
    path = back_up(here)
    code = "import sys; from data.store import Store; s = Store(sys.argv[1]); s.loaded(); print(flush=True); input()"
    command = [sys.executable, "-c", code, here.database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout and reader.stdin and reader.stdout.readline()
        for check in (True, False):
            with pytest.raises(InUse):
                restore(here, path, check=check)
        reader.stdin.write(b"\n")
    assert "Restored from" in restore(here, path)


def test_a_process_that_only_answers_counts_on_either_database(settings: Settings, tmp_path: Path) -> None:
    path, before = back_up(settings, tmp_path / "b.zip"), held(settings)
    code = "import sys; from data.store import Store; s = Store(sys.argv[1]); s.loaded(); print(flush=True); input()"
    command = [sys.executable, "-c", code, settings.database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as web:
        assert web.stdout and web.stdin and web.stdout.readline()
        for check in (True, False):
            with pytest.raises(InUse):
                restore(settings, path, check=check)
        web.stdin.write(b"\n")
    assert held(settings) == before


def test_the_reasons_why_not_are_told_before_the_store_is_looked_at(settings: Settings, tmp_path: Path) -> None:
    path = back_up(settings, tmp_path / "b.zip")
    nowhere = replace(settings, database_url=f"sqlite:///{tmp_path}/none/s.db")
    with pytest.raises(OtherKey):
        restore(replace(nowhere, secret_key=KEY[::-1]), path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Damaged):
        restore(nowhere, path)
    with pytest.raises(BackupError, match=r"none\.zip cannot be read: No such file"):
        restore(nowhere, tmp_path / "none.zip")


def test_what_was_planned_and_fell_due_since_is_never_called_missed(settings: Settings, tmp_path: Path) -> None:
    path = back_up(settings, tmp_path / "b.zip")
    restore(settings, path, now=datetime(2026, 12, 1, 9, tzinfo=UTC))
    posts = {row["day"].isoformat(): row["state"] for row in held(settings)["occurrence"] if row["schedule_id"] == 1}  # type: ignore[attr-defined]
    assert (posts["2026-11-30"], posts["2026-12-01"], posts["2026-12-02"]) == ("uncertain", "unknown", "planned")


@pytest.fixture
def here(own_sco: Store, tmp_path: Path) -> Iterator[Settings]:
    """A desk with the shipped dataset, on SQLite."""
    own_sco.close()
    yield read({"DATABASE_URL": own_sco.url, "BACKUP_FOLDER": f"{tmp_path}/backups"}, tmp_path)


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: the operating system refuses the write, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [33_000, 60_000])  # SQLite itself needs 32 kB beside its file
def test_a_full_disk_is_told_and_leaves_no_half_file(here: Settings, room: int) -> None:
    here.backup_folder.mkdir()
    with full_disk(room), pytest.raises(BackupError, match="cannot be written to"):
        back_up(here)
    assert not list(here.backup_folder.iterdir())


def test_a_restore_onto_a_full_disk_leaves_the_store_as_it_was(here: Settings, tmp_path: Path) -> None:
    path, before = back_up(here), files(tmp_path)
    with full_disk(300_000), pytest.raises(Exception, match="cannot be"):
        restore(here, path)
    after = {name: digest for name, digest in files(tmp_path).items() if not name.endswith(".posting")}
    assert after == before


def test_a_folder_that_cannot_be_made_is_told(here: Settings) -> None:
    here.backup_folder.write_text("a file in the way")
    with pytest.raises(BackupError, match=r"cannot be written to .*: (File exists|Not a directory)"):
        back_up(here)


@pytest.mark.parametrize("name", ["usb", "backups"])
def test_a_folder_is_where_it_goes_under_its_own_name(here: Settings, tmp_path: Path, name: str) -> None:
    (tmp_path / "usb").mkdir()  # the backup folder is made
    assert back_up(here, tmp_path / name) == tmp_path / name / "summitdesk-20261124T120000Z.zip"


def test_a_file_of_that_name_is_left_alone(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BackupError, match="file of that name already") as fault:
        back_up(here, tmp_path / "b.zip")
    assert isinstance(fault.value.__cause__, OSError) and fault.value.__cause__.errno == errno.EEXIST
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_where_there_is_no_store_a_backup_makes_none_and_a_restore_does(here: Settings, tmp_path: Path) -> None:
    path = back_up(here)
    nowhere = replace(here, database_url=f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(BackupError, match="no store"):
        back_up(nowhere, tmp_path / "c.zip")
    assert not (tmp_path / "new.db").exists()
    into = nowhere.database_url.removeprefix("sqlite:///")
    assert restore(nowhere, path).endswith(f"Restored from {path} into {into}; there was no store before.\n")
    assert held(nowhere) == held(here)


def test_the_shipped_dataset_of_a_backup_is_loaded_although_its_folder_is_gone(tmp_path: Path, store: Store) -> None:
    folder = Path(shutil.copytree(BRICS, tmp_path / "ours"))
    loader.load(store, folder)
    present = store.loaded()
    store.close()
    settings = read({"DATABASE_URL": store.url, "BACKUP_FOLDER": f"{tmp_path}/backups"}, tmp_path)
    path = back_up(settings)
    shutil.rmtree(folder)
    restore(settings, path)
    assert store.loaded() == present


def test_a_place_that_takes_no_store_is_named_and_not_the_backup(here: Settings, tmp_path: Path) -> None:
    path = back_up(here, tmp_path / "b.zip")
    (tmp_path / "in-the-way").write_text("")
    nowhere = replace(here, database_url=f"sqlite:///{tmp_path}/in-the-way/s.db")
    with pytest.raises(
        BackupError, match=r"^The store .*/in-the-way/s\.db cannot be replaced: (Not a directory|File exists)"
    ):
        restore(nowhere, path)
