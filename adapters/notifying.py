"""Tells systemd how the service is, by its protocol: a few words as a datagram to a socket that it names.

    READY=1     once the store is open, the data is loaded and the adapters have begun: a platform that is away does
                not keep the start waiting
    STATUS=     which adapters are connected, and why the others are not
    WATCHDOG=1  it is well; where this stays away, systemd starts it again
    STOPPING=1  it was told to stop

The watchdog hears from us while a restart would mend nothing:

- the loop turns (else nothing is sent at all);
- the clock, where this process has one, came to the end of a tick within the last 90 s. A tick that found the database
  away counts, for the next process would find the same; one that hangs or breaks does not. The clock's own supervisor
  starts it again first;
- each adapter is connected, or was tried within the last quarter of an hour. However long a platform is away, each try
  is one: an outage never restarts the service. Nor does a refused token, which only a new setting mends. What does is
  an adapter that hangs in the midst of a try.

https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Iterable

from adapters.supervisor import State
from bot.schedules.clock import STOPPED_SECONDS
from bot.settings import Notify
from bot.texts import seeing as texts

log = logging.getLogger("summitdesk.notifying")

LOOK_SECONDS = 5
"""How often the status is looked at, or more often where the watchdog wants to hear from us within twice that."""

HANGS_SECONDS = 900
"""After how long without a try an adapter that is not connected counts as hanging. Each of many shards may take 5 s
(https://docs.discord.com/developers/events/gateway#rate-limiting); the longest pause is 450 s."""


class Notifying:
    """What systemd is told. `run` is a chore; `stopping` is for the stop. `states` may still grow.

    `since_turn` gives the seconds since the clock came to the end of a tick; None where this process has no clock.
    """

    def __init__(
        self,
        notify: Notify,
        states: Iterable[State],
        *,
        since_turn: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._notify, self._states, self._since_turn, self._sleep = notify, states, since_turn, sleep
        self._told: str | None = None
        self._is_reached = self._is_well = True

    async def run(self) -> None:
        """Say that it is ready, and then how it is, for as long as the desk runs."""
        watchdog = self._notify.watchdog
        pause = LOOK_SECONDS if watchdog is None else min(LOOK_SECONDS, watchdog / 2)
        while True:
            self._say()
            await self._sleep(pause)

    def stopping(self) -> None:
        """The desk was told to stop."""
        self._send("STOPPING=1")

    def _say(self) -> None:
        status = status_of(self._states)
        lines = ["READY=1"] if self._told is None else []
        if status != self._told:
            lines.append(f"STATUS={status}")
        if self._notify.watchdog is not None and self._may_live_on():
            lines.append("WATCHDOG=1")
        if lines and self._send(*lines):
            self._told = status

    def _may_live_on(self) -> bool:
        hangs = hanging(self._states, since_turn=self._since_turn)
        if hangs and self._is_well:
            log.error("%s hangs; systemd is told no more that the desk is well", hangs)
        self._is_well = not hangs
        return self._is_well

    def _send(self, *lines: str) -> bool:
        """Send without waiting; whether it left."""
        address = self._notify.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as opened:
                opened.setblocking(False)
                opened.connect("\0" + address[1:] if address.startswith("@") else address)
                opened.send("\n".join(lines).encode())
        except OSError as fault:
            if self._is_reached:
                log.warning("systemd was not reached (%s)", type(fault).__name__)
            self._is_reached = False
        else:
            self._is_reached = True
        return self._is_reached


def hanging(states: Iterable[State], *, since_turn: Callable[[], float] | None) -> str | None:
    """What hangs so that only a restart would mend it, by name."""
    if since_turn is not None and since_turn() >= STOPPED_SECONDS:
        return "the clock"
    return next((one.name for one in states if not one.is_up and one.seconds_still >= HANGS_SECONDS), None)


def status_of(states: Iterable[State]) -> str:
    """Which adapters are connected, and why the others are not, in one line."""
    every = list(states)
    up = ", ".join(state.name for state in every if state.is_up)
    down = ", ".join(texts.DOWN.format(name=s.name, reason=s.reason) for s in every if not s.is_up)
    form = texts.NONE_UP if not up else texts.SOME_UP if down else texts.ALL_UP
    return " ".join(form.format(up=up, down=down).split())
