"""How the desk is: what was found, as sentences with a remedy. The judgement is here; who looks is somebody else.

The checks of the store take no more than that and the moment; the shell's doctor adds those of machine and platforms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import metadata
from typing import Literal

from bot import say, zones
from bot.texts import doctor as texts
from bot.texts.schedules import TROUBLES
from data import checkup, migrate
from data.checkup import Database, Pause
from data.operations import upkeep
from data.operations.workers import LIVES
from data.queries import frame
from data.store import Empty, Loaded, Store, StoreError, TooSlow
from data.version import SHIPPED, is_settled, origin, version

Status = Literal["ok", "warn", "fail", "skip"]
WORST: tuple[Status, ...] = ("fail", "warn", "skip", "ok")
"""From what has to be mended to what needs nothing."""

LEVELS: tuple[Status, ...] = ("ok", "warn", "fail")

AHEAD = timedelta(minutes=2)
"""By how much the clocks of two machines that share a store may differ."""

POSTS_SINCE = timedelta(days=1)
OLD_BACKUP = timedelta(hours=36)
"""After which a backup that is made each night is missed."""

LITTLE_ROOM, NO_ROOM = 200_000_000, 50_000_000
"""Bytes on a disk below which somebody should look, and below which the next backup or load may fail."""

NAMED = 5
"""How many of what is wrong are named one by one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `remedy` is what to do or to type, "" where nothing is to be done."""

    id: str
    status: Status
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """The disk `where` something is kept: bytes free and in all (None: not known), and what is kept there."""

    where: str
    free: int | None
    total: int | None
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """The connection of this process to one platform; `reason` is why there is none."""

    name: str
    is_up: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """At what is looked: a store, at a moment. `of`: as far as one workspace of a platform may be told; None: all."""

    store: Store
    now: datetime
    of: tuple[str, str] | None = None


StoreCheck = Callable[[Look], Finding]


def judged(id: str, look: Look) -> Finding:
    """What a check of the store finds, and what it says where the store cannot be used. Never raises
    StoreError or OSError."""
    try:
        return IN_STORE[id](look)
    except Empty:
        return Finding(id, "skip", texts.NO_TABLES, texts.NO_TABLES_REMEDY)
    except StoreError as fault:
        return Finding(id, "fail", _told(fault, look), remedy(fault))
    except OSError as fault:
        return Finding(id, "fail", said_by_system(fault), texts.DATABASE_REMEDY)


def of_store(look: Look) -> list[Finding]:
    """What every check of the store finds, in their order."""
    return [judged(id, look) for id in IN_STORE]


def database(look: Look) -> Finding:
    """Whether the database can be read, and which it is."""
    if look.store.file is not None and not look.store.file.is_file():
        detail = texts.DATABASE_ABSENT.format(file=_file(look))
        return Finding("database", "fail", detail, texts.DATABASE_ABSENT_REMEDY)
    with look.store.read() as reader:
        return of_database(checkup.database(reader))


def of_database(found: Database) -> Finding:
    """Which database it is; one that cannot write every letter will not do."""
    values = {"kind": found.kind, "version": found.version, "encoding": found.encoding}
    if found.encoding.replace("-", "").upper() not in ("UTF8", "UTF16LE", "UTF16BE"):
        detail = texts.DATABASE_ENCODING.format(**values)
        return Finding("database", "fail", detail, texts.DATABASE_ENCODING_REMEDY)
    return Finding("database", "ok", texts.DATABASE_OK.format(**values))


def integrity(look: Look) -> Finding:
    """Whether the file of the database is sound, and every reference in it."""
    if not look.store.is_sqlite:
        return Finding("integrity", "skip", texts.INTEGRITY_POSTGRESQL)
    try:
        with look.store.read() as reader:
            damage = checkup.damage(reader)
    except TooSlow:
        later = texts.INTEGRITY_SLOW_REMEDY.format(file=_file(look))
        return Finding("integrity", "skip", texts.INTEGRITY_SLOW, later)
    except StoreError as fault:
        return Finding("integrity", "fail", texts.INTEGRITY_BAD.format(said=_told(fault, look)), texts.INTEGRITY_REMEDY)
    if damage:
        detail = texts.INTEGRITY_BAD.format(said=" ".join("; ".join(damage).split()))
        return Finding("integrity", "fail", detail, texts.INTEGRITY_REMEDY)
    return Finding("integrity", "ok", texts.INTEGRITY_OK)


def writable(look: Look) -> Finding:
    """Whether a row can be written; it is taken back."""
    try:
        checkup.try_to_write(look.store)
    except Empty:
        raise  # there is no table to be written yet, which `tables` says
    except StoreError as fault:
        why = "locked" if "lock" in fault.cause else ""
        return Finding("writable", "fail", _told(fault, look), texts.WRITABLE_REMEDY[why])
    return Finding("writable", "ok", texts.WRITABLE_OK)


def tables(look: Look) -> Finding:
    """Whether the tables are those that this program needs."""
    found = migrate.revision(look.store)
    values = {"found": found, "head": migrate.HEAD}
    if found is None:
        return Finding("tables", "fail", texts.TABLES_NONE, texts.TABLES_NEW_REMEDY)
    if found < migrate.HEAD:
        return Finding("tables", "warn", texts.TABLES_BEHIND.format(**values), texts.TABLES_REMEDY)
    if found > migrate.HEAD:
        return Finding("tables", "fail", texts.TABLES_NEWER.format(**values), texts.TABLES_NEWER_REMEDY)
    return Finding("tables", "ok", texts.TABLES_OK.format(found=found))


def data(look: Look) -> Finding:
    """Whether there is data, and whether it is that of this program."""
    loaded = look.store.loaded()
    if loaded is None:
        return Finding("data", "fail", texts.DATA_NONE, texts.DATA_REMEDY)
    if is_settled(loaded, None):
        return of_data(loaded, is_operator=look.of is None)
    values = {"version": loaded.data_version, "origin": texts.SHIPPED, "wanted": version(SHIPPED)}
    return Finding("data", "warn", texts.DATA_OTHER.format(**values), texts.DATA_REMEDY)


def of_data(loaded: Loaded, *, is_operator: bool = True) -> Finding:
    """The data that is in use, and needs nothing. Where its folder is, is for whoever runs the desk."""
    own = loaded.origin if is_operator else texts.OWN_DATA
    place = texts.SHIPPED if loaded.origin == origin(SHIPPED) else own
    detail = texts.DATA_OK.format(edition=loaded.edition, version=loaded.data_version, origin=place)
    return Finding("data", "ok", detail)


def clock(look: Look) -> Finding:
    """Whether the clock can be right, by what stands in the store."""
    with look.store.read() as reader:
        newest = checkup.newest(reader)
        return of_clock(look.now, not_before=frame.frame(reader).checked, newest=newest)


def of_clock(now: datetime, *, not_before: date, newest: datetime | None) -> Finding:
    """Whether it can be that moment: `newest` is the latest that was written down as past."""
    said = _moment(now)
    if now.date() < not_before:
        detail = texts.CLOCK_EARLY.format(now=said, day=say.day(not_before))
        return Finding("clock", "fail", detail, texts.CLOCK_REMEDY)
    if newest is not None and newest > now + AHEAD:
        detail = texts.CLOCK_BEHIND.format(now=said, newest=_moment(newest))
        return Finding("clock", "fail", detail, texts.CLOCK_REMEDY)
    return Finding("clock", "ok", texts.CLOCK_OK.format(now=said))


def time_zones() -> Finding:
    """Whether the zone data that came with the program can be read, and of which release it is."""
    try:
        count, release = len(zones.names()), metadata.version("tzdata")
        zones.zone("Asia/Tashkent")
    except (OSError, ValueError, ImportError):
        return Finding("zones", "fail", texts.ZONES_BAD, texts.ZONES_REMEDY)
    return Finding("zones", "ok", texts.ZONES_OK.format(version=release, count=count))


def schedules(look: Look) -> Finding:
    """How many schedules there are, and which the desk had to pause."""
    with look.store.read() as reader:
        found, paused = checkup.counts(reader, look.of), checkup.pauses(reader, look.of)
    if not sum(found.values()):
        return Finding("schedules", "ok", texts.SCHEDULES_NONE)
    values = {"active": found.get("active", 0), "paused": found.get("paused", 0)}
    if not paused:
        return Finding("schedules", "ok", texts.SCHEDULES_OK.format(**values))
    detail = texts.SCHEDULES_PAUSED.format(those=few([_pause(one) for one in paused]), **values)
    return Finding("schedules", "warn", detail, texts.SCHEDULES_REMEDY)


def posts(look: Look) -> Finding:
    """How many posts of the last day did not go out, or perhaps not."""
    with look.store.read() as reader:
        counts = checkup.troubled(reader, look.now - POSTS_SINCE, look.now, look.of)
    forms = {"failed": texts.POSTS_FAILED, "uncertain": texts.POSTS_UNCERTAIN}
    said = [form.format(count=counts[state]) for state, form in forms.items() if counts.get(state)]
    if not said:
        return Finding("posts", "ok", texts.POSTS_OK)
    return Finding("posts", "warn", texts.POSTS_BAD.format(counts=say.listing(said)), texts.POSTS_REMEDY)


def tick(look: Look) -> Finding:
    """Whether a desk plans and posts."""
    with look.store.read() as reader:
        seen = checkup.last_tick(reader)
    if seen is None:
        return Finding("tick", "warn", texts.TICK_NONE, texts.TICK_REMEDY)
    if look.now - seen > LIVES:
        return Finding("tick", "warn", texts.TICK_OLD.format(ago=ago(look.now - seen)), texts.TICK_REMEDY)
    return Finding("tick", "ok", texts.TICK_OK.format(ago=ago(look.now - seen)))


def backup(look: Look) -> Finding:
    """How old the last backup is that a desk made of this store."""
    return of_backup(last_backup(look.store), look.now)


def last_backup(store: Store) -> datetime | None:
    """When a desk last made one; one that was begun and has no name came to nothing."""
    with store.read() as reader:
        done = upkeep.last(reader, upkeep.BACKUP)
    return done.at if done is not None and done.detail else None


def of_backup(made: datetime | None, now: datetime, *, wanted: bool = True) -> Finding:
    """How old the last backup is. `wanted`: one is made each night."""
    age = ago(now - made) if made is not None else ""
    if not wanted:
        return Finding("backup", "skip", texts.BACKUP_OFF.format(ago=age) if age else texts.BACKUP_OFF_NEVER)
    if made is None:
        return Finding("backup", "warn", texts.BACKUP_NONE, texts.BACKUP_REMEDY)
    if now - made > OLD_BACKUP:
        return Finding("backup", "warn", texts.BACKUP_OLD.format(ago=age), texts.BACKUP_REMEDY)
    return Finding("backup", "ok", texts.BACKUP_OK.format(ago=age))


def disk(look: Look) -> Finding:
    """Whether there is room where the database is."""
    if look.store.file is None:
        return Finding("disk", "skip", texts.DISK_UNKNOWN.format(where=texts.AT_STORE))
    free, total = checkup.room(look.store.file) or (None, None)
    return of_disks([Room(texts.AT_STORE, free, total, checkup.size(look.store.file))])


def of_disks(rooms: Sequence[Room]) -> Finding:
    """Whether there is room on some disks: for the next backup and the next load, which take as much as is there."""
    worst, said = 0, []
    for room in rooms:
        if room.free is None or room.total is None:
            said.append(texts.DISK_UNKNOWN.format(where=room.where))
            continue
        level = (room.free < max(LITTLE_ROOM, 2 * room.kept)) + (room.free < NO_ROOM)
        form = texts.DISK_LOW if level else texts.DISK_OK
        said.append(form.format(free=amount(room.free), total=amount(room.total), where=room.where))
        worst = max(worst, level)
    if all(room.free is None for room in rooms):
        return Finding("disk", "skip", "; ".join(said))
    return Finding("disk", LEVELS[worst], "; ".join(said), texts.DISK_REMEDY if worst else "")


def links(found: Sequence[Link]) -> Finding:
    """Whether this process is connected to what it serves."""
    if not found:
        return Finding("platforms", "skip", texts.LINKS_NONE)
    down = [texts.LINKS_DOWN.format(name=one.name, reason=one.reason) for one in found if not one.is_up]
    if down:
        return Finding("platforms", "warn", "; ".join(down), texts.LINKS_REMEDY)
    return Finding("platforms", "ok", texts.LINKS_UP.format(names=say.listing(one.name for one in found)))


IN_STORE: Mapping[str, StoreCheck] = {
    "database": database,
    "integrity": integrity,
    "writable": writable,
    "tables": tables,
    "data": data,
    "clock": clock,
    "schedules": schedules,
    "posts": posts,
    "tick": tick,
    "backup": backup,
    "disk": disk,
}
"""What can be told from a store alone."""


def few(those: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    if len(those) <= NAMED:
        return say.listing(those)
    return texts.AND_MORE.format(those=", ".join(those[:NAMED]), count=len(those) - NAMED)


def ago(past: timedelta) -> str:
    """`12 seconds`, `3 minutes`, `5 hours`, `12 days`, rounded down."""
    seconds = max(int(past.total_seconds()), 1)
    units = ((2 * 86400, 86400, texts.DAY), (7200, 3600, texts.HOUR), (120, 60, texts.MINUTE), (0, 1, texts.SECOND))
    return next(say.count(seconds // size, *words) for least, size, words in units if seconds >= least)


def amount(size: int) -> str:
    """`340 MB`, `1.2 GB`: bytes by the thousand, as disks are sold."""
    form, unit = (texts.GIGABYTES, 1e9) if size >= 1e9 else (texts.MEGABYTES, 1e6)
    return form.format(size=size / unit)


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """What has to be mended first; else in the order in which it came."""
    return sorted(found, key=lambda one: WORST.index(one.status))


def _pause(one: Pause) -> str:
    reason = TROUBLES.get(one.reason or "", one.reason or "")
    channel = f"#{one.channel_name}" if one.channel_name else one.channel
    return texts.SCHEDULES_ONE.format(number=one.number, channel=channel, reason=reason)


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}"


def remedy(fault: StoreError) -> str:
    """What to do where the store cannot be used: a file that is damaged is no better for being asked again."""
    damaged = any(word in fault.cause for word in ("malformed", "not a database"))
    return texts.INTEGRITY_REMEDY if damaged else texts.DATABASE_REMEDY


def said_by_system(fault: OSError) -> str:
    """What the system said of a file."""
    return texts.BY_SYSTEM.format(reason=fault.strerror or type(fault).__name__)


def said(fault: StoreError) -> str:
    """What went wrong in the store, with what the database said."""
    return f"{str(fault).rstrip('.')} ({fault.cause})" if fault.cause else str(fault).rstrip(".")


def _told(fault: StoreError, look: Look) -> str:
    """The same for whom it is meant: the database names its host, port and user, which are no workspace's business."""
    return said(fault) if look.of is None else str(fault).rstrip(".")


def _file(look: Look) -> str:
    """The file of a SQLite store; for a workspace its name alone."""
    file = look.store.file
    return "" if file is None else str(file) if look.of is None else file.name
