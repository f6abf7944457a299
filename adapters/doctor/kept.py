"""What the shell's doctor looks at in the store: the desk's own checks, and those that need the settings besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from adapters.doctor import configuration, machine
from bot import checkup
from bot.checkup import Finding, Look
from bot.settings import Settings
from bot.texts import doctor as texts
from data import checkup as store_checkup
from data import loader
from data.folder import Faulty, edition
from data.store import Empty, Loaded, StoreError
from data.version import SHIPPED, is_settled, version


@dataclass(frozen=True, slots=True)
class Kept:
    """A store, the moment, and the settings under which it is looked at."""

    look: Look
    settings: Settings

    def check(self, id: str) -> Finding:
        """What a check finds; where the store cannot be used, that."""
        own: Callable[[Kept], Finding] | None = _WITH_SETTINGS.get(id)
        if own is None:
            return checkup.judged(id, self.look)
        try:
            return own(self)
        except Empty:
            return Finding(id, "skip", texts.NO_TABLES, texts.NO_TABLES_REMEDY)
        except StoreError as fault:
            return Finding(id, "fail", checkup.said(fault), checkup.remedy(fault))
        except OSError as fault:
            return Finding(id, "fail", checkup.said_by_system(fault), texts.DATABASE_REMEDY)


def built() -> date:
    """The day on which the shipped data was checked: no clock is right that is before it. Raises Faulty."""
    return date.fromisoformat(edition(SHIPPED).partition(".")[0])


def clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether it can be that moment."""
    try:
        return checkup.of_clock(now, not_before=built(), newest=newest)
    except (Faulty, ValueError):
        return checkup.of_clock(now, not_before=date.min, newest=newest)


def _clock(kept: Kept) -> Finding:
    with kept.look.store.read() as reader:
        newest = store_checkup.newest(reader)
    return clock(kept.look.now, newest)


def _data(kept: Kept) -> Finding:
    """Whether the store holds what it is to hold. The folder is only read where it does not: what is loaded was
    checked."""
    loaded, folder = kept.look.store.loaded(), kept.settings.data
    if loaded is None:
        return Finding("data", "fail", texts.DATA_NONE, texts.DATA_REMEDY)
    try:
        return checkup.of_data(loaded) if is_settled(loaded, folder) else _unsettled(loaded, folder)
    except OSError:
        detail = texts.DATA_GONE.format(version=loaded.data_version, folder=folder or texts.SHIPPED)
        return Finding("data", "warn", detail, texts.DATA_FAULTY_REMEDY)


def _unsettled(loaded: Loaded, folder: Path | None) -> Finding:
    path, named = folder or SHIPPED, str(folder) if folder else texts.SHIPPED
    faults = loader.faults(path)
    if faults:
        values = {"folder": named, "version": loaded.data_version, "first": " ".join(str(faults[0]).split())}
        return Finding("data", "fail", texts.DATA_FAULTY.format(**values), texts.DATA_FAULTY_REMEDY)
    if folder is None and edition(SHIPPED) < loaded.edition:
        detail = texts.DATA_NEWER.format(version=loaded.data_version)
        return Finding("data", "warn", detail, texts.DATA_NEWER_REMEDY)
    values = {"version": loaded.data_version, "origin": named, "wanted": version(path)}
    return Finding("data", "warn", texts.DATA_OTHER.format(**values), texts.DATA_REMEDY)


def _backup(kept: Kept) -> Finding:
    """By what the desk wrote down, or by the newest file in the folder: whichever is later. What was written
    down is no backup where the folder holds none."""
    written, found = checkup.last_backup(kept.look.store), newest_file(kept.settings.backup_folder)
    is_here = kept.look.store.is_sqlite and kept.settings.backups_kept > 0  # PostgreSQL's may be on another machine
    if written is not None and found is None and is_here:
        detail = texts.BACKUP_GONE.format(ago=checkup.ago(kept.look.now - written), folder=kept.settings.backup_folder)
        return Finding("backup", "warn", detail, texts.BACKUP_GONE_REMEDY)
    moments = [written, found]
    made = max((moment for moment in moments if moment is not None), default=None)
    return checkup.of_backup(made, kept.look.now, wanted=kept.settings.backups_kept > 0)


def newest_file(folder: Path) -> datetime | None:
    """When the newest backup in a folder was written; None where there is none, or the folder cannot be read."""
    try:
        times = [path.stat().st_mtime for path in folder.glob("summitdesk-*.zip") if path.is_file()]
    except OSError:
        return None
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _memory(kept: Kept) -> Finding:
    return machine.memory(Path("/"), is_running=checkup.judged("tick", kept.look).status == "ok")


_WITH_SETTINGS: dict[str, Callable[[Kept], Finding]] = {
    "clock": _clock,
    "data": _data,
    "backup": _backup,
    "memory": _memory,
    "secret-key": lambda kept: configuration.secret_key(kept.look.store, kept.settings),
}

IN_STORE = (
    "clock",
    "memory",
    "integrity",
    "writable",
    "tables",
    "data",
    "schedules",
    "posts",
    "tick",
    "backup",
    "secret-key",
)
"""What can only be told with a store that opens."""
