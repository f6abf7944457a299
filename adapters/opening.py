"""The calm lines with which a desk says that it serves: what, from where, since when, and what to do next."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from adapters.asking import Asking
from adapters.program import program
from adapters.supervisor import State
from bot import say
from bot.settings import PLATFORMS, Role, Settings
from bot.texts import running as texts
from data import checkup
from data.migrate import HEAD
from data.queries.frame import Frame, frame
from data.queries.overview import Overview, overview
from data.store import Store, StoreError

PATIENCE = 10.0
"""Seconds that the lines wait for the platforms; one that is not there by then is said to be missing."""

MEGABYTE = 1_000_000


class Opening:
    """Writes the lines once, when all adapters are up or the patience is over. `before` is the revision of the tables
    that was found; None: there were none. `backup` is the file that was written before they were changed."""

    def __init__(
        self,
        settings: Settings,
        asking: Asking,
        states: Sequence[State],
        *,
        role: Role,
        before: str | None,
        backup: Path | None,
        out: TextIO,
        patience: float = PATIENCE,
    ) -> None:
        self._settings, self._asking, self._states, self._role = settings, asking, states, role
        self._before, self._backup, self._out, self._patience = before, backup, out, patience

    async def write(self) -> None:
        """Wait, then write. A store that cannot be read just now leaves out what it would have told."""
        waits = [asyncio.create_task(state.up.wait()) for state in self._states]
        try:
            if waits:
                await asyncio.wait(waits, timeout=self._patience)
        finally:
            for wait in waits:
                wait.cancel()
        lines = await self._asking.run(self._lines)
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()

    def _lines(self) -> list[str]:
        store = self._asking.desk.store
        role = "" if self._role == "all" else texts.ROLE.format(role=self._role)
        about = _about(store)
        told = [
            (texts.DATA, _held(about) if about else texts.UNREADABLE),
            (texts.DATABASE, _database(store)),
            (texts.TABLES, self._tables()),
            *((platform.capitalize(), self._platform(platform)) for platform in PLATFORMS),
            (texts.SCHEDULES, _schedules(store)),
            (texts.MEMORY, _memory()),
            (texts.HEALTH, self._health()),
            (texts.NEXT, self._next(about.command if about else "")),
        ]
        opening = texts.OPENING.format(version=program(), role=role)
        return [opening, *(texts.LINE.format(label=label, said=said) for label, said in told)]

    def _tables(self) -> str:
        if self._before is None:
            return texts.MADE.format(after=HEAD)
        if self._before == HEAD:
            return texts.UP_TO_DATE.format(after=HEAD)
        if self._backup is None:
            return texts.BROUGHT_ELSEWHERE.format(before=self._before, after=HEAD)
        return texts.BROUGHT.format(before=self._before, after=HEAD, backup=self._backup)

    def _platform(self, platform: str) -> str:
        state = next((state for state in self._states if state.name.casefold() == platform), None)
        if state is None:
            is_set = getattr(self._settings, platform).is_set
            return texts.ELSEWHERE if is_set else texts.NOT_SET.format(platform=platform)
        if state.is_up:
            return texts.CONNECTED.format(said=state.said).rstrip()
        return texts.NOT_YET.format(reason=state.reason)

    def _health(self) -> str:
        port = self._settings.port
        if port is None:
            return texts.NO_HEALTH
        state = next((state for state in self._states if state.name == "HTTP"), None)
        if state is not None and not state.is_up:
            return texts.NOT_YET.format(reason=state.reason)
        return texts.HEALTH_AT.format(address=self._settings.host.replace("0.0.0.0", "127.0.0.1"), port=port)  # noqa: S104

    def _next(self, command: str) -> str:
        asks = {"slack": texts.ASK_IN_SLACK.format(command=command), "discord": texts.ASK_IN_DISCORD}
        here = [asks[state.name.casefold()] for state in self._states if state.name.casefold() in asks]
        return "; ".join([*here, texts.CHECK])


def _about(store: Store) -> Frame | None:
    try:
        with store.read() as reader:
            return frame(reader)
    except StoreError:
        return None


def _held(about: Frame) -> str:
    return texts.HOLDS.format(name=about.name, day=say.day(about.checked), version=about.data_version)


def _database(store: Store) -> str:
    path = store.file
    if path is None:
        return texts.POSTGRESQL
    return texts.SQLITE.format(path=path, size=round(checkup.size(path) / MEGABYTE, 1))


def _schedules(store: Store) -> str:
    try:
        with store.read() as reader:
            found = overview(reader)
    except StoreError as fault:
        return str(fault)
    return _counted(found)


def _counted(found: Overview) -> str:
    if not found.active + found.paused:
        return texts.NO_SCHEDULES
    form = texts.NONE_AHEAD if found.due is None else texts.REGULAR
    moment = f"{say.day(found.due.date())}, {found.due:%H:%M} UTC" if found.due else ""
    return form.format(active=found.active, paused=found.paused, moment=moment)


def _memory() -> str:
    """The most that this process had so far; Linux counts in KiB, macOS in bytes (getrusage(2))."""
    try:
        import resource
    except ImportError:  # not on Windows
        return texts.UNKNOWN
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return texts.MEGABYTES.format(size=most / (1024 if sys.platform == "linux" else 1024 * 1024))
