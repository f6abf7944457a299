"""The doctor's round: first settings and database, then all that needs them; every finding stands in its place."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TextIO

from adapters.doctor import configuration, kept, machine, report
from adapters.doctor.check import IDS, Check, in_thread, known, run, skipped
from adapters.doctor.kept import Kept
from adapters.program import program
from bot import checkup
from bot.checkup import Finding, Look
from bot.environment import WrongSetting
from bot.settings import Settings
from bot.texts import doctor as texts
from data.checkup import Looked
from data.store import Store, StoreError

THREADS = 12
"""As many as there are checks at once that wait for a disk or a database."""

VERSION_SECONDS, LEAVING = 2.0, 0.5
"""How long is waited for the version of the data, and for threads that are about to end."""

ON_PLATFORMS = tuple(id for id in IDS if id.startswith(("slack-", "discord-")))
STORED = tuple(id for id in kept.IN_STORE if id not in ("clock", "memory"))
"""What can only be told with a store."""


class Platforms(Protocol):
    """Who knows the platforms."""

    def __call__(
        self, settings: Settings, store: Store, *, is_open: bool
    ) -> AbstractAsyncContextManager[Sequence[Check]]:
        """What is to be looked at there, for as long as it is. `is_open`: the store can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What is looked at. `settings` is None where they could not be read, `wrong` says why."""

    settings: Settings | None
    wrong: Sequence[WrongSetting] = ()
    now: datetime
    folder: Path
    platforms: Platforms


@dataclass(frozen=True, slots=True)
class Found:
    """Every finding in its order, and the version of the data that is in the store."""

    findings: tuple[Finding, ...]
    data_version: str | None


def doctor(given: Round, *, as_json: bool, out: TextIO) -> int:
    """Look at everything, say it, and give the exit code: 1 where something has failed. Changes nothing, never raises.

    A check that hangs is left behind; so that nobody waits for it, the process then ends at once.
    """
    before = frozenset(threading.enumerate())
    found = look(given)
    written = report.as_json if as_json else report.as_text
    out.write(written(found.findings, version=program(), data_version=found.data_version))
    out.flush()
    code = 0 if report.is_well(found.findings) else 1
    if _is_left(before):
        logging.shutdown()
        sys.stderr.flush()
        os._exit(code)
    return code


def look(given: Round) -> Found:
    """What is found. The loop is closed without waiting for a name server, as `asyncio.run` would."""
    loop = asyncio.new_event_loop()
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="doctor")
    try:
        return loop.run_until_complete(_look(given, threads))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        loop.close()


async def _look(given: Round, threads: ThreadPoolExecutor) -> Found:
    first: list[Check] = [
        known(configuration.settings(given.settings, given.wrong), checkup.time_zones()),
        in_thread("secrets-file", lambda: machine.secrets_file(given.folder / ".env"), threads),
    ]
    if given.settings is None:
        left_out = skipped(("disk", "database", *STORED, *ON_PLATFORMS), texts.NO_SETTINGS, texts.NO_SETTINGS_REMEDY)
        return _in_order(await run([*first, *_alone(given, threads), left_out]), None)
    try:
        store = Looked(given.settings.database_url)
    except StoreError as fault:
        database = known(Finding("database", "fail", checkup.said(fault), texts.DATABASE_REMEDY))
        left_out = skipped(("disk", *STORED, *ON_PLATFORMS), texts.NO_STORE, texts.NO_STORE_REMEDY)
        return _in_order(await run([*first, *_alone(given, threads), database, left_out]), None)
    try:
        return await _with_store(given, Kept(Look(store, given.now), given.settings), first, threads)
    finally:
        store.close()


async def _with_store(given: Round, looked: Kept, first: Sequence[Check], threads: ThreadPoolExecutor) -> Found:
    """The database first: what needs it would only say the same again where it cannot be had."""
    store, settings = looked.look.store, looked.settings
    database = in_thread("database", lambda: checkup.judged("database", looked.look), threads)
    disk = in_thread("disk", lambda: machine.disks(store.file, settings.backup_folder), threads)
    found = await run([*first, database, disk])
    is_open = any(one.id == "database" and one.status == "ok" for one in found)
    rest = [*_alone(given, threads), skipped(STORED, texts.NO_STORE, texts.NO_STORE_REMEDY)]
    if is_open:
        rest = [in_thread(id, partial(looked.check, id), threads) for id in kept.IN_STORE]
    async with given.platforms(settings, store, is_open=is_open) as platforms:
        found += await run([*rest, *platforms])
    return _in_order(found, await _version(store, threads) if is_open else None)


def _alone(given: Round, threads: ThreadPoolExecutor) -> list[Check]:
    """What is better told with a store, as it is told without one."""
    return [
        in_thread("clock", lambda: kept.clock(given.now, None), threads),
        in_thread("memory", lambda: machine.memory(Path("/"), is_running=False), threads),
    ]


async def _version(store: Store, threads: ThreadPoolExecutor) -> str | None:
    """The version of the data; None where there is none, or it cannot be read."""
    try:
        async with asyncio.timeout(VERSION_SECONDS):
            loaded = await asyncio.get_running_loop().run_in_executor(threads, store.loaded)
    except (StoreError, TimeoutError):
        return None
    return loaded.data_version if loaded is not None else None


def _in_order(found: Sequence[Finding], data_version: str | None) -> Found:
    by_id = {one.id: one for one in found}
    return Found(tuple(by_id[id] for id in IDS), data_version)


def _is_left(before: Set[threading.Thread]) -> bool:
    """Whether a check, or a name server that is asked, keeps a thread for which the end of the process would wait."""
    until = time.monotonic() + LEAVING
    ours = [one for one in threading.enumerate() if one not in before and not one.daemon]
    for one in ours:
        one.join(max(until - time.monotonic(), 0))
    return any(one.is_alive() for one in ours)
