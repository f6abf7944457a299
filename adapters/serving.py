"""Runs adapters side by side until it is told to stop, and then lets what is under way come to its end."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any

from adapters.asking import Asking
from adapters.supervisor import Start, State, persist, supervise
from adapters.work import Work

log = logging.getLogger("summitdesk.serving")

FINISH_SECONDS = 6
"""How long what is under way may take after a stop; with closing the connections that stays under ten seconds."""

CLOSE_SECONDS = 2
"""How long closing the connections may take."""

Chore = Callable[[], Coroutine[Any, Any, None]]
"""Something that is done for as long as the desk runs."""

LEAVE_SECONDS = 9.5
"""When the process leaves after a stop, whatever still hangs in it: a query, or a task that will not be cancelled."""

REFRESH_SECONDS = 15
"""How often the data is looked at, for it may have been loaded anew."""


async def serve(
    adapters: Sequence[tuple[State, Start]],
    asking: Asking,
    work: Work,
    *,
    chores: Iterable[Chore],
    stop: asyncio.Event,
    on_stop: Callable[[], None] | None = None,
) -> None:
    """Run until `stop` is set; `on_stop` is called then. Nothing that happens to one adapter reaches another."""
    await asking.refresh()
    tasks = [
        asyncio.create_task(supervise(state, start, jitter=_jitter, sleep=asyncio.sleep), name=state.name)
        for state, start in adapters
    ]
    tasks += [
        asyncio.create_task(persist(chore.__qualname__, chore, sleep=asyncio.sleep), name=chore.__qualname__)
        for chore in (*chores, _refreshing(asking))
    ]
    await stop.wait()
    log.info("stopping")
    if on_stop is not None:
        on_stop()
    late = await work.finish(FINISH_SECONDS)
    if late:
        log.warning("%d answers were not finished", late)
    for task in tasks:
        task.cancel()
    _, hanging = await asyncio.wait(tasks, timeout=CLOSE_SECONDS)
    for task in hanging:
        log.warning("%s did not close in time", task.get_name())


def stopped_by_signals() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C. To be called inside the running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows has none; Ctrl-C ends the process there
            loop.add_signal_handler(name, stop.set)
    return stop


def leave_at_last() -> None:
    """End the process in a while, whatever hangs. The clock stands beside the loop, for the loop itself may hang."""
    clock = threading.Timer(LEAVE_SECONDS, _leave)
    clock.daemon = True
    clock.start()


def _leave() -> None:
    log.warning("something did not end; leaving all the same")
    logging.shutdown()
    os._exit(1)


def _refreshing(asking: Asking) -> Chore:
    async def chore() -> None:
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            await asking.refresh()

    return chore


def _jitter(seconds: float) -> float:
    """Between the pause and half as much again."""
    return seconds * random.uniform(1, 1.5)  # noqa: S311  (it spreads load, it guards nothing)
