"""The client: what comes in over Discord's gateway, or is handed to it, and who answers that."""

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
from adapters.discord import limits, messages, presses, translate
from adapters.discord.answering import Answering
from adapters.discord.commands import commands
from adapters.discord.learning import Learn, learned
from adapters.discord.registering import keep_trying
from adapters.discord.sending import NO_MENTIONS, broken, reason, sentence, told
from adapters.discord.shards import Presence, Turns
from adapters.supervisor import Lost, Refused
from adapters.work import Work
from bot.leaving import left
from bot.settings import Shards
from bot.texts import discord as texts
from bot.texts import platforms
from data.store import StoreError

log = logging.getLogger("summitdesk.discord")

AUTHENTICATION_FAILED, INVALID_SHARD, SHARDING_REQUIRED, INVALID_INTENTS, DISALLOWED_INTENTS = (
    4004,
    4010,
    4011,
    4013,
    4014,
)
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""

REFUSALS = {
    AUTHENTICATION_FAILED: texts.BAD_TOKEN,
    INVALID_SHARD: texts.BAD_SHARDS,
    SHARDING_REQUIRED: texts.BAD_SHARDS,
    INVALID_INTENTS: texts.INTENTS,
    DISALLOWED_INTENTS: texts.INTENTS,
}
"""What each says that only a new setting can end."""


def open_client(
    asking: Asking,
    work: Work,
    *,
    new_reference: Callable[[], str],
    api: str | None = None,
    guild: int | None = None,
    shards: Shards | None = None,
    learn: Learn = learned,
    patience: float = limits.PATIENCE,
) -> DeskClient:
    """A client that is not connected yet; for each connection a new one.

    `guild`: register the commands in this one only. `shards`: connect these only; None: all, as many as Discord asks
    for. `learn`: how it becomes known what somebody may do. `api`: the address of another API than Discord's own, such
    as `http://localhost:8080/api/v10`; the library keeps it for the whole process.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    if api is not None:
        discord.http.Route.BASE = api.rstrip("/")
    answering = Answering(asking, work, new_reference=new_reference, learn=learn, patience=patience)
    return DeskClient(answering, guild=discord.Object(guild) if guild is not None else None, shards=shards)


async def run(
    client: DeskClient, token: str, *, ready: Callable[[], None], away: Callable[[str], None] | None = None
) -> None:
    """Log in and stay connected until `client.close()`; `ready` is called once all shards are there.

    Each shard is connected anew by itself; `away` is told of one that stays away for long, and `ready` is called again
    when none does. Raises Refused, Lost, and what else ends a connection: discord.HTTPException, GatewayNotFound,
    ConnectionClosed, OSError, aiohttp.ClientError. Whoever calls it tries again, with a new client.
    """
    client.when_ready = client.presence.ready = ready
    if away is not None:
        client.presence.away = away
    try:
        await log_in(client, token)
        await client.connect()
    except discord.PrivilegedIntentsRequired:
        raise Refused(texts.INTENTS) from None
    except discord.ConnectionClosed as fault:
        said = REFUSALS.get(fault.code)
        if said is None or (said is texts.BAD_SHARDS and client.shards_given is None):
            raise  # without a setting, Discord is asked anew how many shards there shall be
        raise Refused(said) from None
    finally:
        await client.close()


async def log_in(client: DeskClient, token: str) -> None:
    """Make sure of the token, and begin to register the commands.

    Raises Refused, discord.HTTPException, OSError, aiohttp.ClientError.
    """
    try:
        await client.login(token)
    except discord.LoginFailure:
        raise Refused(texts.BAD_TOKEN) from None


class DeskClient(discord.AutoShardedClient):
    """Hears commands, presses, mentions and direct messages; holds no members and no messages."""

    def __init__(self, answering: Answering, *, guild: discord.Object | None, shards: Shards | None = None) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=NO_MENTIONS,
        )
        self.shards_given = shards
        if shards is not None:
            self.shard_count, self.shard_ids = shards.count, list(shards.ids)
        self.answering, self.guild = answering, guild
        self.when_ready: Callable[[], None] | None = None
        self.registering: asyncio.Task[None] | None = None
        self.presence, self._turns = Presence(), Turns()
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

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """One shard is away; the library connects it anew."""
        self.presence.lost(shard_id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """One shard has a new session."""
        self.presence.back(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """One shard goes on with its session."""
        self.presence.back(shard_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The app was removed from a server. One that is only out of reach for a while is another event."""
        await self.answering.work.run(self._left(guild))

    async def _left(self, guild: discord.Guild) -> None:
        asking = self.answering.asking
        try:
            await asking.run(left, asking.desk.store, translate.PLATFORM, str(guild.id), asking.clock())
        except StoreError as fault:  # the next post is refused, and pauses its schedule
            log.warning("what is planned in a server that was left could not be paused: %s", fault)

    async def hear(self, interaction: discord.Interaction[Any]) -> None:
        """Do what an interaction asks that did not come over the gateway, until it is done."""
        if interaction.type is discord.InteractionType.component:
            await self.on_interaction(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:  # ours has no forms
            await told(sentence(interaction, platforms.OLD_BUTTON), interaction, self.answering.new_reference)
        else:
            await self.tree.hear(interaction)

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

    async def launch_shards(self) -> None:
        """Connect the shards. Asks where the gateway is, also for when a shard is connected anew, and how many
        sessions may still be begun: to those beyond it Discord answers with a reset of the token. Raises Lost.
        """
        if self.is_closed():
            return
        recommended, url, limit = await self.http.get_bot_gateway()
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        if self.shard_count is None:
            self.shard_count = recommended
        if limit["remaining"] < len(self.shard_ids or range(self.shard_count)):
            raise Lost(texts.NO_SESSIONS.format(minutes=limit["reset_after"] // 60_000 + 1))
        self._turns.at_once = max(limit["max_concurrency"], 1)
        await super().launch_shards()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """The library would wait five seconds before every session but the first, however many Discord allows."""
        await self._turns.wait(shard_id or 0)

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
        self.presence.close()
        if self.registering is not None:
            self.registering.cancel()
            with suppress(asyncio.CancelledError):
                await self.registering
        await super().close()


class _Tree(app_commands.CommandTree[DeskClient]):
    async def hear(self, interaction: discord.Interaction[DeskClient]) -> None:
        """A command or a completion, until it is done."""
        try:
            await self._call(interaction)
        except app_commands.AppCommandError as fault:
            await self.on_error(interaction, fault)

    async def on_error(self, interaction: discord.Interaction[DeskClient], error: app_commands.AppCommandError) -> None:
        """A command that this version does not have in that form, or one that broke."""
        answering = self.client.answering
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            if interaction.type is discord.InteractionType.application_command:
                await told(sentence(interaction, texts.OLD_COMMAND), interaction, answering.new_reference)
            return
        fault = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await broken(interaction, answering.new_reference(), reason(fault))
