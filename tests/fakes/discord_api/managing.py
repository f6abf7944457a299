"""What those who manage a server do in the stand-in: channels, threads, roles, and who may do what where."""

from __future__ import annotations

from collections.abc import Iterable

from . import payloads, rights
from .payloads import GUILD, Json
from .rest import Rest
from .sessions import Sessions


class Managing:
    """Changes the guilds, and lets the gateway tell the bot of it."""

    rest: Rest
    sessions: Sessions
    guilds: dict[str, Json]

    async def join(self, guild: Json) -> None:
        """The bot is added to a guild (`payloads.guild`)."""
        self.guilds[guild["id"]] = guild
        self.rest.channels.update({one["id"]: one for one in guild["channels"]})
        await self._tell("GUILD_CREATE", guild, guild["id"])

    async def leave(self, guild: str) -> None:
        """The bot is removed from a guild. The channels are still there, but not for the bot."""
        del self.guilds[guild]
        await self._tell("GUILD_DELETE", {"id": guild}, guild)

    async def add_channel(self, name: str, *, guild: str = GUILD, kind: int = 0) -> str:
        """A new channel; its id."""
        made = payloads.channel(payloads.snowflake(), name, guild=guild, kind=kind)
        self.guilds[guild]["channels"].append(made)
        self.rest.channels[made["id"]] = made
        await self._tell("CHANNEL_CREATE", made, guild)
        return str(made["id"])

    async def add_thread(self, name: str, *, parent: str, locked: bool = False, told: bool = True) -> str:
        """A new thread in a channel; its id. `told`: the gateway knows of it, as of those that are not archived."""
        made = payloads.thread(payloads.snowflake(), name, parent=parent, locked=locked)
        self.rest.channels[made["id"]] = made
        if told:
            self.guilds[GUILD]["threads"].append(made)
            await self._tell("THREAD_CREATE", made, GUILD)
        return str(made["id"])

    async def delete_channel(self, id: str) -> None:
        """Delete a channel with its messages."""
        gone = self.rest.channels.pop(id)
        guild = self.guilds[gone["guild_id"]]
        guild["channels"] = [one for one in guild["channels"] if one["id"] != id]
        for message in [one for one in self.rest.messages.values() if one["channel_id"] == id]:
            del self.rest.messages[message["id"]]
        await self._tell("CHANNEL_DELETE", gone, guild["id"])

    async def overwrite(
        self, channel: str, who: str, *, allow: Iterable[str] = (), deny: Iterable[str] = (), told: bool = True
    ) -> None:
        """Set what a member, or everybody (the guild's id) or a role, may do in one channel, by the library's names.

        `told`: the gateway says so at once.
        """
        held = self.rest.channels[channel]
        guild = self.guilds[held["guild_id"]]
        is_role = any(one["id"] == who for one in guild["roles"])
        change = {"id": who, "type": 0 if is_role else 1}
        change |= {"allow": str(rights.bits(allow)), "deny": str(rights.bits(deny))}
        kept = [one for one in held["permission_overwrites"] if one["id"] != who]
        held["permission_overwrites"] = [*kept, change]
        guild["channels"] = [held if one["id"] == channel else one for one in guild["channels"]]
        if told:
            await self._tell("CHANNEL_UPDATE", held, guild["id"])

    async def grant(self, user: str, *names: str, guild: str = GUILD) -> str:
        """Give a member a new role with these permissions, by the library's names; its id."""
        held = self.guilds[guild]
        made = payloads.role(payloads.snowflake(), "role", permissions=rights.bits(names), position=len(held["roles"]))
        held["roles"].append(made)
        member = next(one for one in held["members"] if one["user"]["id"] == user)
        member["roles"] = [*member["roles"], made["id"]]
        await self._tell("GUILD_ROLE_CREATE", {"guild_id": guild, "role": made}, guild)
        if user == payloads.APPLICATION:  # of others the bot is told nothing: it has no intent for members
            await self._tell("GUILD_MEMBER_UPDATE", {**member, "guild_id": guild}, guild)
        return str(made["id"])

    async def _tell(self, event: str, data: Json, guild: str) -> None:
        await self.sessions.dispatch(event, data, guild=guild)
