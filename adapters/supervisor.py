"""Keeps an adapter running: whatever ends it, it is started again after a growing pause, and no other is disturbed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

log = logging.getLogger("summitdesk.supervisor")

PAUSES = (0.2, 1, 2, 4, 8, 15, 30, 60)
"""Seconds before the next start; the last one stays."""

REFUSED_PAUSE = 300
"""Seconds after a refusal that only a new setting can end; the platform is not to be hammered meanwhile."""

STEADY = 60
"""Seconds after which an adapter that was up counts as having been well, and the pauses begin anew."""


class Refused(Exception):
    """The platform does not let us in with what is set; the message is one sentence that says what to do."""


class Lost(Exception):
    """The connection is gone, for the reason that the message gives."""


class State:
    """How one adapter is: starting, up, or down and why. `clock` gives seconds that only go forward."""

    def __init__(self, name: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self.is_up = False
        self.reason = "starting"
        self.said = ""
        self.refused = False
        self.up = asyncio.Event()
        self.connections = 0
        """How often it came up."""
        self._clock, self._moved = clock, clock()

    @property
    def seconds_still(self) -> float:
        """Seconds since it came up, went down, or was tried."""
        return self._clock() - self._moved

    def trying(self) -> None:
        """It is about to be started."""
        self._moved = self._clock()

    def ready(self, said: str = "") -> None:
        """The adapter is connected."""
        self.connections += not self.is_up
        self._moved = self._clock()
        self.is_up, self.reason, self.refused, self.said = True, "", False, said
        self.up.set()
        log.info("%s: connected%s", self.name, f" {said}" if said else "", extra={"adapter": self.name})

    def down(self, reason: str) -> None:
        """The adapter is not connected."""
        self._moved = self._clock()
        self.is_up, self.reason = False, reason
        self.up.clear()


Start = Callable[[State], Awaitable[None]]
"""Runs one adapter until it ends or breaks; tells the state when it is connected."""

Jitter = Callable[[float], float]
"""Spreads a pause, so that many desks do not come back at the same moment."""


async def supervise(state: State, start: Start, *, jitter: Jitter, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Run an adapter for ever; cancelling ends it."""
    failures = 0
    while True:
        began = time.monotonic()
        state.trying()
        try:
            await start(state)
            reason = "it ended"
        except Refused as refusal:
            state.refused = True
            state.down(str(refusal))
            log.error("%s: %s", state.name, refusal, extra={"adapter": state.name})
            await sleep(jitter(REFUSED_PAUSE))
            continue
        except asyncio.CancelledError:
            if _is_told_to_end():
                raise
            reason = "something in it was cancelled"
        except Exception as fault:  # noqa: BLE001  (the edge of a supervised adapter)
            reason = _reason(fault)
        if state.is_up and time.monotonic() - began >= STEADY:
            failures = 0
        pause = jitter(PAUSES[min(failures, len(PAUSES) - 1)])
        failures += 1
        state.down(reason)
        fields = {"adapter": state.name}
        log.warning("%s: not connected (%s); trying again in %.1f s", state.name, reason, pause, extra=fields)
        await sleep(pause)


async def persist(
    name: str, chore: Callable[[], Awaitable[None]], *, sleep: Callable[[float], Awaitable[None]]
) -> None:
    """Do a chore until it has nothing more to do; one that breaks is begun anew after the longest pause."""
    while True:
        try:
            await chore()
            return
        except Exception as fault:
            log.error("%s broke", name, exc_info=fault)
        await sleep(PAUSES[-1])


def _is_told_to_end() -> bool:
    """Whether it is we who are cancelled, and not a task of a library's that we waited for."""
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


def _reason(fault: Exception) -> str:
    """What happened, without what a message of the fault might carry of a request."""
    return str(fault) if isinstance(fault, Lost) else type(fault).__name__
