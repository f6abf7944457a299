"""The backups that the desk makes by itself: one a night, and one before a migration changes the store."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path

from adapters import backups
from adapters.asking import Asking
from bot.settings import Settings
from bot.texts import backups as texts
from data import migrate
from data.backup.container import PARTIAL
from data.backup.faults import Halted, Nothing
from data.operations import upkeep
from data.store import Store, StoreError

log = logging.getLogger("summitdesk.backups")

AT = time(2)
"""The time of the night, in UTC, after which its backup is due."""

LOOK_SECONDS = 600
"""How often is looked whether it is due."""

AGAIN = timedelta(hours=1)
"""After which a backup that came to nothing is tried again, by whichever process."""

NIGHTLY, BEFORE = "nightly-", "before-{revision}-"
MOST_BEFORE = 5
"""How many backups from before one migration are kept: where it fails, whatever restarts the desk makes another one
every few seconds, for ever."""

_OURS = re.compile(r"summitdesk-nightly-[0-9]{8}T[0-9]{6}Z\.zip")
_LEFT = re.compile(r"\.summitdesk-.*\.zip\..*" + re.escape(PARTIAL))
_LEFT_AFTER = timedelta(days=1)
"""After which a file that is not whole belongs to nobody any more: its process was killed."""


class Nightly:
    """Makes one backup a night, of all the desk's processes one; `keep` is a chore."""

    def __init__(self, asking: Asking, settings: Settings) -> None:
        self._asking, self._settings = asking, settings
        self._halted = threading.Event()

    async def keep(self) -> None:
        """Look now and then whether a backup is due, for as long as the desk runs. Where none is wanted it ends."""
        if not self._settings.backups_kept:
            return
        self._halted.clear()  # a chore that broke is begun anew
        try:
            while True:
                await self._asking.run(self.look)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self._halted.set()  # a backup that is being written is given up, and leaves nothing behind

    def look(self) -> Path | None:
        """Make the backup of this night, if it is due and nobody else makes it; its path. What goes wrong is logged."""
        store, now = self._asking.desk.store, self._asking.clock()
        try:
            if not upkeep.claim(store, upkeep.BACKUP, now, due=due(now), again=AGAIN):
                return None
            path = backups.in_folder(self._settings, now, NIGHTLY)
            backups.make(store, self._settings, path, now=now, halted=self._halted.is_set)
            upkeep.done(store, upkeep.BACKUP, now, path.name)
        except Halted:
            return None
        except StoreError as fault:
            log.warning(texts.NIGHT_FAILED, f"{fault} {fault.cause}".strip().rstrip("."))
            return None
        log.info(texts.NIGHT_DONE, path)
        self._tidy(now)
        return path

    def _tidy(self, now: datetime) -> None:
        """A backup that was made counts, whatever becomes of the old ones."""
        folder = self._settings.backup_folder
        try:
            tidy(folder, self._settings.backups_kept, now)
        except OSError as fault:
            log.warning(texts.NOT_DROPPED, folder, fault.strerror)


def due(now: datetime) -> datetime:
    """When the latest backup was due."""
    tonight = datetime.combine(now.date(), AT, tzinfo=now.tzinfo)
    return tonight if tonight <= now else tonight - timedelta(days=1)


def tidy(folder: Path, kept: int, now: datetime) -> None:
    """Delete the nightly backups but the newest, and what killed processes left unfinished; nothing else."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    nightly = [path for path in found if _OURS.fullmatch(path.name)]
    before = (now - _LEFT_AFTER).timestamp()
    left = [path for path in found if _LEFT.fullmatch(path.name) and path.stat().st_mtime < before]
    _drop((*nightly[:-kept], *left))


def _before(folder: Path) -> list[Path]:
    """The backups from before this release's migration, the newest last."""
    ours = re.compile(rf"summitdesk-{BEFORE.format(revision=migrate.HEAD)}(?:[0-9]+-)?[0-9]{{8}}T[0-9]{{6}}Z\.zip")
    found = [path for path in folder.iterdir() if ours.fullmatch(path.name) and not path.is_symlink()]
    return sorted(found, key=lambda path: path.stem.rpartition("-")[2])


def _drop(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            log.warning(texts.NOT_DROPPED, path, fault.strerror)


def before_migration(store: Store, settings: Settings, now: datetime) -> Path | None:
    """Back up a store that is about to be migrated; its path, None where there is nothing to lose.

    Several processes may start at once, and each makes its own. Raises StoreError where it cannot be made: a store is
    not changed without.
    """
    if store.file is not None and not store.file.exists():
        return None
    found = migrate.revision(store)
    if found is None or found >= migrate.HEAD:
        return None
    what = BEFORE.format(revision=migrate.HEAD)
    for number in range(1, 100):
        path = backups.in_folder(settings, now, what if number == 1 else f"{what}{number}-")
        try:
            backups.make(store, settings, path, now=now)
        except Nothing:
            return None
        except StoreError as fault:
            if isinstance(fault.__cause__, FileExistsError):
                continue
            reason = str(fault).rstrip(".")
            raise StoreError(texts.NO_BACKUP_BEFORE.format(reason=reason)) from fault
        log.info(texts.BEFORE_DONE, path)
        _drop(_before(settings.backup_folder)[:-MOST_BEFORE])
        return path
    raise StoreError(texts.NO_BACKUP_BEFORE.format(reason=settings.backup_folder))
