"""`summitdesk backup` and `restore`: the store into a file, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from adapters.neutral import clean
from adapters.program import program
from bot import say
from bot.settings import Settings
from bot.texts import backups as texts
from data.backup import present, writing
from data.backup.faults import BackupError, InUse
from data.backup.manifest import Manifest
from data.backup.writing import Maker
from data.sealing import Sealer
from data.store import Reader, Store, StoreError

if TYPE_CHECKING:
    from data.backup.reading import Backup

NAME = "summitdesk-{what}{stamp}.zip"
BEFORE_RESTORE = "before-restore-"


def backup(settings: Settings, file: Path | None, *, now: datetime, out: TextIO) -> int:
    """Write a backup to `file`, or under its own name into a folder, by default the backup folder; print the path.

    Raises StoreError.
    """
    store = Store(settings.database_url)
    try:
        if file is not None and (file.is_dir() or file == settings.backup_folder):
            settings, file = replace(settings, backup_folder=file), None
        path = make(store, settings, file or in_folder(settings, now), now=now)
    finally:
        store.close()
    out.write(f"{path}\n")
    return 0


def restore(settings: Settings, file: Path, *, check: bool, now: datetime, out: TextIO) -> int:
    """Restore a backup, or only say whether that could be done. Raises StoreError, which says why not."""
    from data.backup import reading

    try:
        with reading.opened(file, sealer=_sealer(settings)) as found:
            said = _said(file, found.manifest)
            if check:
                _check_present(settings, now)
            else:
                said += _restore(settings, file, found, now)
    except OSError as fault:
        raise BackupError(texts.NOT_READ.format(path=file, reason=fault.strerror or type(fault).__name__)) from fault
    out.write(said)
    return 0


def in_folder(settings: Settings, now: datetime, what: str = "") -> Path:
    """A path in the backup folder whose name tells what for and, so that names sort, when in UTC."""
    return settings.backup_folder / NAME.format(what=what, stamp=f"{now:%Y%m%dT%H%M%SZ}")


def make(
    store: Store, settings: Settings, path: Path, *, now: datetime, halted: Callable[[], bool] = lambda: False
) -> Path:
    """Write a backup of a store; its path comes back. The backup folder is made. Raises StoreError."""
    try:
        if path.parent == settings.backup_folder:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        writing.write(store, path, maker=Maker(program=program(), sealer=_sealer(settings), halted=halted), now=now)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise BackupError(texts.NOT_WRITTEN.format(path=path, reason=reason)) from fault
    return path


def _check_present(settings: Settings, now: datetime) -> None:
    store = Store(settings.database_url)
    try:
        with _nobody_posts(store, make_lock=False):
            present.check_unused(store, now)
    finally:
        store.close()


def _restore(settings: Settings, file: Path, found: Backup, now: datetime) -> str:
    """Replace the present store, and say where that is now."""
    from bot.schedules import planner
    from data.backup import replacing, restoring

    has_dataset = True

    def plan(within: Store) -> None:
        while planner.plan(within, now) == planner.BATCH:
            pass

    def fill(inner: Store, connection: Reader) -> None:
        nonlocal has_dataset
        has_dataset = restoring.fill(inner, connection, found, now=now, settle=plan)

    store = Store(settings.database_url)

    def aside() -> Path:
        return make(store, settings, in_folder(settings, now, BEFORE_RESTORE), now=now)

    try:
        with _nobody_posts(store, make_lock=True):
            present.check_unused(store, now)
            moved = replacing.replace(store, fill, now=now, aside=aside)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise BackupError(texts.NOT_REPLACED.format(place=store.place, reason=reason)) from fault
    finally:
        store.close()
    about = found.manifest.dataset
    lines = [(texts.RESTORED_MOVED if moved else texts.RESTORED).format(path=file, place=store.place, moved=moved)]
    if about is not None and not has_dataset:
        lines.append(texts.RELOAD.format(origin=clean(about.origin)))
    return "".join(f"{line}\n" for line in lines)


@contextmanager
def _nobody_posts(store: Store, *, make_lock: bool) -> Iterator[None]:
    """Hold the lock of the one that posts. Raises InUse.

    Not `make_lock`: nothing is written, and where there is no file of it nobody holds it.
    """
    from adapters.posts import Alone

    if store.file is not None and not make_lock and not Path(f"{store.file}.posting").exists():
        yield
        return
    try:
        alone = Alone(store)
    except StoreError as fault:
        raise InUse from fault
    try:
        yield
    finally:
        alone.release()


def _said(file: Path, found: Manifest) -> str:
    about = found.dataset
    data = texts.NO_DATA if about is None else texts.DATA_GONE if about.missing else texts.DATA
    counts = {name: rows.rows for name, rows in found.tables.items()}
    said = texts.CAN.format(
        path=file,
        made=f"{found.made_at:%Y-%m-%d %H:%M}",
        program=clean(found.program),
        schedules=say.figure(counts.get("schedule", 0), texts.SCHEDULE_ONE, texts.SCHEDULE_MANY),
        posts=say.figure(counts.get("occurrence", 0), texts.POST_ONE, texts.POST_MANY),
        installations=say.figure(counts.get("installation", 0), texts.INSTALLATION_ONE, texts.INSTALLATION_MANY),
        dataset=data.format(version=clean(about.version) if about else None),
    )
    return f"{said}\n"


def _sealer(settings: Settings) -> Sealer | None:
    return Sealer(settings.secret_key, *settings.old_keys) if settings.secret_key else None
