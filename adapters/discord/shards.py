"""The shards of one process: when each may begin a session, and which of them are away.

https://docs.discord.com/developers/events/gateway#sharding
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from adapters.discord import limits
from bot.texts import discord as texts


class Turns:
    """When a shard may begin a session. `at_once`: how many may in five seconds, as Discord says.

    Other processes are not known here. Where two begin at the same moment, Discord refuses the second session, and
    that shard comes again after five seconds.
    """

    def __init__(self) -> None:
        self.at_once = 1
        self._last: dict[int, float] = {}

    async def wait(self, shard: int) -> None:
        """Until it is this shard's turn."""
        rest, now = shard % self.at_once, asyncio.get_running_loop().time()
        at = max(now, self._last[rest] + limits.IDENTIFYING) if rest in self._last else now
        self._last[rest] = at
        await asyncio.sleep(at - now)


class Presence:
    """Which shards are away. Short absences are nobody's business: the library connects each shard anew by itself."""

    def __init__(self) -> None:
        self.ready: Callable[[], None] = _nothing
        self.away: Callable[[str], None] = _nothing
        self._gone: dict[int, asyncio.TimerHandle] = {}
        self._is_told = False

    def lost(self, shard: int) -> None:
        """A shard lost its connection."""
        if shard not in self._gone:
            self._gone[shard] = asyncio.get_running_loop().call_later(limits.AWAY, self._tell)

    def back(self, shard: int) -> None:
        """A shard is connected."""
        if (waiting := self._gone.pop(shard, None)) is not None:
            waiting.cancel()
        if self._is_told and not self._gone:
            self._is_told = False
            self.ready()

    def close(self) -> None:
        """Nobody is told any more."""
        for waiting in self._gone.values():
            waiting.cancel()
        self._gone.clear()
        self.ready = self.away = _nothing

    def _tell(self) -> None:
        self._is_told = True
        self.away(texts.AWAY.format(shards=", ".join(str(shard) for shard in sorted(self._gone))))


def _nothing(*_: str) -> None:
    """Nobody asked to be told."""
