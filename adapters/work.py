"""What an adapter has under way beside its event loop's next turn, so that a stop can wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

log = logging.getLogger("summitdesk.work")

Value = TypeVar("Value")


class Work:
    """Tasks that nobody waits for. Each is held until it is done; one that breaks leaves a line in the log."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, coroutine: Coroutine[Any, Any, Value]) -> asyncio.Task[Value]:
        """Let a coroutine run by itself."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def run(self, coroutine: Coroutine[Any, Any, Value]) -> Value:
        """Wait for a coroutine, which a stop waits for too. What it raises is raised here."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (fault := task.exception()) is not None:
            log.error("a task broke", exc_info=fault)

    async def finish(self, seconds: float) -> int:
        """Wait for what is under way, and for what that starts, so long at most; how many were given up comes back."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._tasks and loop.time() < until:
            await asyncio.wait(set(self._tasks), timeout=until - loop.time())
        late = set(self._tasks)
        for task in late:
            task.cancel()
        return len(late)
