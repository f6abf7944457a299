"""What the app may do in a channel, asked of Discord anew each time: nothing of it is held."""

from __future__ import annotations

from datetime import datetime

from adapters.discord.permissions import MANAGE_THREADS, NAMES, THREADS, VIEW_CHANNEL, WRITTEN_IN, allowed, missing
from adapters.discord.render import Json
from adapters.discord.rest import Lost, Refused, Rest, Unreached
from adapters.discord.troubles import MAY_NOT, failed, trouble
from bot.sender import SendFailed, Target

DIRECT = 1
"""The type of the channel between the app and one person."""

_CLOSED = (NAMES[VIEW_CHANNEL],)


class Survey:
    """Looks at channels as one bot."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._me: str | None = None

    async def me(self, by: float) -> str:
        """The app's own id as a user. Raises Refused, Unreached and Lost."""
        if self._me is None:
            self._me = str((await self._rest.call("GET", "/users/@me", by=by))["id"])
        return self._me

    async def missing(self, target: Target, by: float, now: datetime) -> tuple[str, ...]:
        """The permissions, by name, that the app lacks in a channel to post there and to look for its posts.

        Raises SendFailed: gone, archived (a locked thread), uninstalled (not in the server), refused (a channel that
        takes no messages), or down and busy.
        """
        try:
            return await self._missing(target, by, now)
        except (Refused, Unreached, Lost) as fault:
            raise failed(fault) from None

    async def _missing(self, target: Target, by: float, now: datetime) -> tuple[str, ...]:
        channel = await self.channel(target.channel, by)
        if channel is not None and channel["type"] == DIRECT:
            return ()
        place = channel["guild_id"] if channel else target.workspace
        if target.workspace not in (None, place):
            raise SendFailed("gone", "a channel of another server")
        guild = await self.guild(place, by)
        if channel is None:
            return _CLOSED
        if channel["type"] not in WRITTEN_IN:
            raise SendFailed("refused", "not a channel that takes messages")
        member = await self.member(place, by)
        is_thread = channel["type"] in THREADS
        around = await self.around(channel, by)
        if around is None:
            return _CLOSED
        bits = allowed(guild, member, around, now=now)
        kept = channel.get("thread_metadata") or {}
        if kept.get("locked") and not bits & MANAGE_THREADS:
            raise SendFailed("archived", "a locked thread")
        return missing(bits, thread=is_thread)

    async def channel(self, id: str | None, by: float) -> Json | None:
        """A channel; None where the app may not see it. Raises Refused (404: there is none), Unreached and Lost."""
        try:
            found: Json = await self._rest.call("GET", f"/channels/{id}", by=by)
        except Refused as fault:
            if fault.code in MAY_NOT:
                return None
            raise
        return found

    async def around(self, channel: Json, by: float) -> Json | None:
        """The channel whose permissions hold in this one: of a thread the one in which it is; None: it is not seen."""
        return await self.channel(channel["parent_id"], by) if channel["type"] in THREADS else channel

    async def member(self, guild: str | None, by: float) -> Json:
        """The app as a member of a server. Raises Refused, Unreached and Lost."""
        found: Json = await self._rest.call("GET", f"/guilds/{guild}/members/{await self.me(by)}", by=by)
        return found

    async def guild(self, id: str | None, by: float) -> Json:
        """The server. What Discord will not tell the app about, the app is not in: SendFailed."""
        try:
            found: Json = await self._rest.call("GET", f"/guilds/{id}", by=by)
        except Refused as fault:
            if fault.status in (403, 404) and trouble(fault) != "down":
                raise SendFailed("uninstalled", str(fault)) from None
            raise
        return found
