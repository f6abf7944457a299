"""The connection to Discord's gateway: what comes in, and who answers it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import discord
import yarl
from discord import app_commands

from adapters.asking import Asking
from adapters.discord import limits, messages, presses
from adapters.discord.answering import Answering
from adapters.discord.commands import commands
from adapters.discord.registering import keep_trying
from adapters.discord.sending import NO_MENTIONS, broken, reason, sentence, told
from adapters.supervisor import Refused
from adapters.work import Work
from bot.texts import discord as texts

log = logging.getLogger("summitdesk.discord")

AUTHENTICATION_FAILED, INVALID_INTENTS, DISALLOWED_INTENTS = 4004, 4013, 4014
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""


def open_client(
    asking: Asking,
    work: Work,
    *,
    new_reference: Callable[[], str],
    api: str | None = None,
    guild: int | None = None,
    patience: float = limits.PATIENCE,
) -> DeskClient:
    """A client that is not connected yet; for each connection a new one.

    `guild`: register the commands in this one only. `api`: the address of another API than Discord's own, such as
    `http://localhost:8080/api/v10`; the library keeps it for the whole process.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    if api is not None:
        discord.http.Route.BASE = api.rstrip("/")
    answering = Answering(asking, work, new_reference=new_reference, patience=patience)
    return DeskClient(answering, guild=discord.Object(guild) if guild is not None else None)


async def run(client: DeskClient, token: str, *, ready: Callable[[], None]) -> None:
    """Log in and stay connected until `client.close()`; `ready` is called once all shards are there.

    Raises Refused, and what else ends a connection: discord.HTTPException, GatewayNotFound, ConnectionClosed, OSError,
    aiohttp.ClientError. Whoever calls it tries again, with a new client.
    """
    client.when_ready = ready
    try:
        await client.login(token)
        await client.connect()
    except discord.LoginFailure:
        raise Refused(texts.BAD_TOKEN) from None
    except discord.PrivilegedIntentsRequired:
        raise Refused(texts.INTENTS) from None
    except discord.ConnectionClosed as fault:
        if fault.code == AUTHENTICATION_FAILED:
            raise Refused(texts.BAD_TOKEN) from None
        if fault.code in (INVALID_INTENTS, DISALLOWED_INTENTS):
            raise Refused(texts.INTENTS) from None
        raise
    finally:
        await client.close()


class DeskClient(discord.AutoShardedClient):
    """Hears commands, presses, mentions and direct messages; holds no members and no messages."""

    def __init__(self, answering: Answering, *, guild: discord.Object | None) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=NO_MENTIONS,
        )
        self.answering, self.guild = answering, guild
        self.when_ready: Callable[[], None] | None = None
        self.registering: asyncio.Task[None] | None = None
        self._launching: set[int] = set()
        self.tree = _Tree(self)
        for scope in {None, guild}:  # what is registered everywhere from before is answered too
            for command in commands(answering, answering.asking.desk.registry, everywhere=scope is None):
                self.tree.add_command(command, guild=scope)

    async def setup_hook(self) -> None:
        """After login: register the commands beside everything else, for the bot can answer without."""
        self.registering = asyncio.create_task(keep_trying(self.tree, self.guild))

    async def on_ready(self) -> None:
        """All shards are there; Discord may say so again after it lost us."""
        if self.when_ready is not None:
            self.when_ready()
            self.when_ready = None

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Hear of an event. Of interactions only the presses: commands go through the tree, and need no task more."""
        if event != "interaction" or args[0].type is discord.InteractionType.component:
            super().dispatch(event, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A button was pressed."""
        await presses.press(self.answering, interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote, perhaps to us."""
        if self.user is not None:
            await messages.answer(self.answering, message, me=self.user.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What an event raised: one line, and a sentence to whoever pressed a button."""
        fault = sys.exc_info()[1]
        reference = self.answering.new_reference()
        said = f"{event_method} {reason(fault) if fault else ''}"
        if args and isinstance(args[0], discord.Interaction):
            await broken(args[0], reference, said)
        else:
            log.error("%s discord: %s", reference, said)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard. The library would try for ever, each time one call deeper; here the second try surfaces."""
        if shard_id in self._launching:
            raise ConnectionError(f"shard {shard_id} could not be connected")
        self._launching.add(shard_id)
        try:
            await super().launch_shard(gateway, shard_id, initial=initial)
        finally:
            self._launching.discard(shard_id)

    async def close(self) -> None:
        """Leave. Commands that are not registered yet are left to the next start."""
        if self.registering is not None:
            self.registering.cancel()
            with suppress(asyncio.CancelledError):
                await self.registering
        await super().close()


class _Tree(app_commands.CommandTree[DeskClient]):
    async def on_error(self, interaction: discord.Interaction[DeskClient], error: app_commands.AppCommandError) -> None:
        """A command that this version does not have in that form, or one that broke."""
        answering = self.client.answering
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            if interaction.type is discord.InteractionType.application_command:
                await told(sentence(interaction, texts.OLD_COMMAND), interaction, answering.new_reference)
            return
        fault = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await broken(interaction, answering.new_reference(), reason(fault))
