"""What a delivery works with: the store, the clock, threads, and how long things may take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.managing import Compose
from bot.schedules.timing import DEFAULT, Timing
from data.store import Store

Value = TypeVar("Value")


class Run(Protocol):
    """Calls something that reads or writes the store, in a thread."""

    async def __call__(self, call: Callable[..., Value], *given: object) -> Value:
        """What the call gives back."""


Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]
"""Lets a coroutine run by itself, so that a stop can wait for it."""


Became = Callable[[str, str, float | None], None]
"""Told what became of a try to post: the platform, the state (`sent`, `again`, `unknown`, or one in which the ledger
closes it), and of what was sent how many seconds after its moment that was, of a test None."""


def nobody_asks(platform: str, state: str, late: float | None) -> None:
    """Nobody counts what becomes of posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a delivery works with. `clock` is the wall clock in UTC; `worker` names this process."""

    store: Store
    compose: Compose
    clock: Callable[[], datetime]
    run: Run
    start: Start
    worker: str
    timing: Timing = DEFAULT
    became: Became = nobody_asks
