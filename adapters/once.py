"""What many ask for at the same time is looked up once, and holds for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Once(Generic[Value]):
    """Looks something up, at most one time at once, and keeps it for `holds` seconds. `look` never raises.

    Whoever gives up waiting leaves the look under way: a database that hangs is asked once, not by everybody.
    """

    def __init__(self, look: Callable[[], Awaitable[Value]], *, holds: float, clock: Callable[[], float]) -> None:
        self._look, self._holds, self._clock = look, holds, clock
        self._task: asyncio.Task[Value] | None = None
        self._until = 0.0

    async def __call__(self) -> Value:
        """What was found now, or a moment ago."""
        if self._task is None or self._task.cancelled() or (self._task.done() and self._clock() >= self._until):
            self._task = asyncio.create_task(self._looked())
        return await asyncio.shield(self._task)

    async def _looked(self) -> Value:
        found = await self._look()
        self._until = self._clock() + self._holds
        return found
