"""A process that posts, and dies: at a moment that it was told, or when it is killed. It is forked from a warm one."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import aiohttp

from adapters.asking import Asking
from adapters.discord.running import DiscordAdapter
from adapters.posts import Outlet, Posts
from adapters.slack.running import SlackAdapter
from adapters.supervisor import State, supervise
from adapters.work import Work
from bot.commands import registry
from bot.desk import Desk
from bot.schedules import composing
from bot.schedules.timing import Timing
from bot.settings import Discord, Slack
from data.operations import ledger, planning
from data.queries import frame
from data.store import Store

Platform = Literal["slack", "discord"]
Phase = Literal["planning", "claimed", "composed", "begun", "sending", "sent", "recorded"]
PHASES: tuple[Phase, ...] = ("planning", "claimed", "composed", "begun", "sending", "sent", "recorded")
"""Where a worker may be told to die: after that step, in its transaction or behind it; sending: while under way."""

TIMING = Timing(
    under_way=timedelta(seconds=2.4),
    tick=timedelta(seconds=0.1),
    retries=(timedelta(seconds=0.3), timedelta(seconds=0.6)),
    repeat=timedelta(seconds=0.3),
    held=timedelta(seconds=0.5),
    second_look=timedelta(seconds=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """A platform to post on."""

    platform: Platform
    api_url: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker is to do. `ahead`: seconds by which its clock differs. `die`: after which step, the how many-th.

    `is_paced`: it keeps to the pace of the platforms; else it posts as fast as it can.
    """

    name: str
    store: str
    on: tuple[On, ...]
    ahead: float
    die: tuple[Phase, int] | None = None
    timing: Timing = TIMING
    is_paced: bool = False


def work(job: Job) -> None:
    """Post until killed, or told to stop by SIGTERM."""
    logging.disable(logging.ERROR)
    if job.die is not None:
        _set_to_die(*job.die)
    asyncio.run(_work(job))


async def _work(job: Job) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    desk = _desk(job.store)
    asking, work = Asking(desk, clock=lambda: datetime.now(UTC) + timedelta(seconds=job.ahead)), Work()
    async with aiohttp.ClientSession() as session:
        outlets: dict[str, Outlet] = {one.platform: _outlet(one, asking, work, session) for one in job.on}
        if not job.is_paced:
            outlets = {name: replace(one, limits=()) for name, one in outlets.items()}
        if job.die is not None and job.die[0] in ("sending", "sent"):
            for one in outlets.values():
                _die_in_send(one.sender, *job.die)
        posts = Posts(asking, work, outlets, worker=job.name, timing=job.timing, kept=timedelta(days=9))
        task = asyncio.create_task(supervise(State("Posts"), posts.run, jitter=lambda s: s, sleep=asyncio.sleep))
        await stop.wait()
        task.cancel()
        await asyncio.wait({task})
        await work.finish(3)
        posts.close()
        asking.close()


def _desk(url: str) -> Desk:
    store = Store(url)
    with store.read() as reader:
        about = frame.frame(reader)
    return Desk(
        store, registry(about.command, about.samples), new_reference=lambda: "r", new_token=lambda: os.urandom(8).hex()
    )


def _outlet(on: On, asking: Asking, work: Work, session: aiohttp.ClientSession) -> Outlet:
    if on.platform == "discord":
        settings = Discord(token=on.token, server=None, api_url=on.api_url)
        return DiscordAdapter(settings, asking, work, new_reference=lambda: "r").outlet()
    slack = Slack(
        bot_token=on.token,
        app_token="xapp-1",  # noqa: S106
        signing_secret=None,
        client_id=None,
        client_secret=None,
        api_url=on.api_url,
    )
    return SlackAdapter(slack, asking, work, session, sealer=None, new_reference=lambda: "r").outlet()


def _set_to_die(phase: Phase, nth: int) -> None:
    """Die after the nth call of the step; the step itself is done."""
    steps: dict[Phase, tuple[Any, str]] = {
        "planning": (planning, "_insert"),
        "claimed": (ledger, "claim"),
        "composed": (composing, "compose"),
        "begun": (ledger, "begin"),
        "recorded": (ledger, "sent"),
    }
    if phase in steps:
        module, name = steps[phase]
        setattr(module, name, _dying(getattr(module, name), nth))


def _dying(step: Callable[..., Any], nth: int) -> Callable[..., Any]:
    left = [nth]

    def call(*given: Any, **named: Any) -> Any:
        found = step(*given, **named)
        if found or found is None:  # an empty claim is none
            left[0] -= 1
        if left[0] == 0:
            _die()
        return found

    return call


def _die_in_send(sender: Any, phase: Phase, nth: int) -> None:
    send: Callable[..., Awaitable[Any]] = sender.send
    left = [nth]

    async def dying(*given: Any) -> Any:
        left[0] -= 1
        is_last = left[0] == 0
        if is_last and phase == "sending":
            asyncio.get_running_loop().call_later(random.uniform(0, 0.03), _die)  # noqa: S311
        sent = await send(*given)
        if is_last:
            _die()
        return sent

    sender.send = dying


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
