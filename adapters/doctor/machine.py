"""What the machine gives: memory, room on its disks, and a file of secrets that is its owner's alone."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.checkup import Finding, Room, amount, of_disks
from bot.texts import doctor as texts
from data import checkup

NEEDED = 200_000_000
"""Bytes that a desk with both platforms takes, with some room: it was measured at 120 to 160 MB."""

ROOM = 50_000_000
"""Bytes that a running desk needs beside what it has, for a load or a backup."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secrets_file(file: Path) -> Finding:
    """Whether `.env` can be read by its owner only. Windows has no such rights."""
    try:
        mode = file.stat().st_mode
    except OSError:
        return Finding("secrets-file", "skip", texts.ENV_NONE)
    if sys.platform != "win32" and mode & _OTHERS:
        detail, remedy = texts.ENV_OPEN.format(file=file.name), texts.ENV_REMEDY.format(file=file.name)
        return Finding("secrets-file", "warn", detail, remedy)
    return Finding("secrets-file", "ok", texts.ENV_OK.format(file=file.name))


def memory(root: Path, *, is_running: bool) -> Finding:
    """Whether there is memory for a desk, or room for one that runs, by Linux' own figures below `root`."""
    found = _system(root)
    bounds = [bound for bound in (found, _group(root)) if bound is not None]
    if not bounds:
        return Finding("memory", "skip", texts.MEMORY_UNKNOWN)
    free, total = min(free for free, _ in bounds), min(total for _, total in bounds)
    needed = ROOM if is_running else NEEDED
    values = {"free": amount(free), "total": amount(total), "needed": amount(needed)}
    if free < needed:
        form = texts.MEMORY_LOW_RUNNING if is_running else texts.MEMORY_LOW
        return Finding("memory", "warn", form.format(**values), texts.MEMORY_REMEDY)
    return Finding("memory", "ok", texts.MEMORY_OK.format(**values))


def disks(store: Path | None, backups: Path) -> Finding:
    """Whether there is room where the database is (None: on another machine) and where the backups go."""
    kept = checkup.size(store) if store is not None else 0
    rooms = [_room(texts.AT_BACKUPS, backups, kept)]
    if store is not None:
        first = _room(texts.AT_STORE, store, kept)
        is_one = (first.free, first.total) == (rooms[0].free, rooms[0].total)
        rooms = [Room(texts.AT_BOTH, first.free, first.total, kept)] if is_one else [first, *rooms]
    return of_disks(rooms)


def _room(where: str, path: Path, kept: int) -> Room:
    free, total = checkup.room(path) or (None, None)
    return Room(where, free, total, kept)


def _system(root: Path) -> tuple[int, int] | None:
    """Free and all bytes of the machine (proc_meminfo(5), in KiB)."""
    try:
        lines = (root / "proc/meminfo").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    free, total = _number(told.get("MemAvailable", "")), _number(told.get("MemTotal", ""))
    return None if free is None or total is None else (free * 1024, total * 1024)


def _group(root: Path) -> tuple[int, int] | None:
    """The same of the container or service that this is, where it has a limit; what can be dropped counts as free.

    https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
    """
    folder = root / "sys/fs/cgroup"
    limit, used = _read(folder / "memory.max"), _read(folder / "memory.current")
    if limit is None or used is None:
        old = folder / "memory"
        limit, used = _read(old / "memory.limit_in_bytes"), _read(old / "memory.usage_in_bytes")
        folder = old
    if limit is None or used is None:
        return None
    return max(limit - used + _droppable(folder), 0), limit


def _droppable(folder: Path) -> int:
    """Bytes of files that are held in memory only because there is room."""
    try:
        lines = (folder / "memory.stat").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return 0
    told = dict(line.split(" ", 1) for line in lines if " " in line)
    return _number(told.get("inactive_file", "")) or 0


def _read(file: Path) -> int | None:
    """A figure; None for `max` and where there is none."""
    try:
        return _number(file.read_text("ascii"))
    except (OSError, ValueError):
        return None


def _number(text: str) -> int | None:
    words: Iterable[str] = text.split()
    first = next(iter(words), "")
    return int(first) if first.isdigit() else None
