"""Checks beside each other, each within its time: whatever happens to one is a finding of its own, and of no other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from bot.checkup import Finding
from bot.texts import doctor as texts

log = logging.getLogger("summitdesk.doctor")

SECONDS = 10.0
"""How long one check may take."""

IDS = (
    "settings",
    "secrets-file",
    "secret-key",
    "clock",
    "zones",
    "memory",
    "disk",
    "database",
    "integrity",
    "writable",
    "tables",
    "data",
    "schedules",
    "posts",
    "tick",
    "backup",
    "slack-token",
    "slack-scopes",
    "slack-socket",
    "slack-workspaces",
    "slack-channels",
    "slack-commands",
    "discord-token",
    "discord-key",
    "discord-channels",
    "discord-commands",
)
"""Every check, in the order in which all of them are always told."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at; it gives one finding for each of its ids."""

    ids: tuple[str, ...]
    look: Callable[[], Awaitable[Sequence[Finding]]]


def in_thread(id: str, look: Callable[[], Finding], threads: Executor) -> Check:
    """A check that waits for disk or database. One that hangs keeps its thread, and is waited for no longer."""

    async def run() -> Sequence[Finding]:
        return [await asyncio.get_running_loop().run_in_executor(threads, look)]

    return Check((id,), run)


def each(looks: Mapping[str, Callable[[], Awaitable[Finding]]]) -> list[Check]:
    """A check for each of these, by its id."""
    return [Check((id,), _alone(look)) for id, look in looks.items()]


def known(*found: Finding) -> Check:
    """What is known without looking."""

    async def run() -> Sequence[Finding]:
        return found

    return Check(tuple(one.id for one in found), run)


def skipped(ids: Sequence[str], detail: str, remedy: str) -> Check:
    """What cannot be looked at, and why."""
    return known(*(Finding(id, "skip", detail, remedy) for id in ids))


def _alone(look: Callable[[], Awaitable[Finding]]) -> Callable[[], Awaitable[Sequence[Finding]]]:
    async def run() -> Sequence[Finding]:
        return [await look()]

    return run


async def run(checks: Sequence[Check], *, seconds: float = SECONDS) -> list[Finding]:
    """What all of them find. Never raises: a check that breaks or hangs is said to have done so."""
    found = await asyncio.gather(*(_timed(one, seconds) for one in checks), return_exceptions=True)
    return [
        finding
        for check, said in zip(checks, found, strict=True)
        for finding in (_broken(check, said) if isinstance(said, BaseException) else said)
    ]


async def _timed(check: Check, seconds: float) -> Sequence[Finding]:
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await check.look()
    except TimeoutError:
        if not limit.expired():
            raise
        detail = texts.LATE.format(seconds=seconds)
        return [Finding(id, "fail", detail, texts.LATE_REMEDY) for id in check.ids]


def _broken(check: Check, fault: BaseException) -> Sequence[Finding]:
    log.error("the check of %s broke", ", ".join(check.ids), exc_info=fault)
    detail = texts.BROKE.format(kind=type(fault).__name__)
    return [Finding(id, "fail", detail, texts.BROKE_REMEDY) for id in check.ids]
