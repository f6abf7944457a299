"""Registers the application commands, and only where what Discord has differs: creating them is limited to 200 a day.

https://docs.discord.com/developers/interactions/application-commands#registering-a-command
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands

from adapters.discord.commands import normalised
from adapters.discord.render import Json
from adapters.discord.sending import UNREACHED

log = logging.getLogger("summitdesk.discord")

FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0
"""Seconds between two tries."""

Pause = Callable[[float], Awaitable[None]]


async def register(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> bool:
    """Bring what Discord has up to date, globally or in one guild; whether anything was to be done.

    Raises discord.HTTPException, AppCommandError and what the network raises.
    """
    there = await _fetched(tree, guild)
    ours = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
    everywhere = guild is None
    where = "globally" if everywhere else "in one server"
    if _all(there, everywhere=everywhere) == _all(ours, everywhere=everywhere):
        log.info("%d commands are registered %s as they should be", len(ours), where)
        return False
    await tree.sync(guild=guild)
    log.info("%d commands were registered %s", len(ours), where)
    return True


async def keep_trying(
    tree: app_commands.CommandTree[Any], guild: discord.Object | None, *, pause: Pause = asyncio.sleep
) -> None:
    """Register, with growing pauses until it is done. The bot answers meanwhile."""
    seconds = FIRST_PAUSE
    while True:
        try:
            await register(tree, guild)
            return
        except discord.HTTPException as fault:
            reason = f"{fault.status} {fault.code}"
        except (app_commands.AppCommandError, *UNREACHED) as fault:
            reason = type(fault).__name__
        log.warning("the commands could not be registered: %s; tried again in %.0f s", reason, seconds)
        await pause(seconds)
        seconds = min(seconds * 2, LONGEST_PAUSE)


async def _fetched(tree: app_commands.CommandTree[Any], guild: discord.Object | None) -> list[Json]:
    """What is registered, as Discord gives it: `fetch_commands` of discord.py 2.7 loses contexts on the way."""
    http, application = tree.client.http, tree.client.application_id
    if application is None:
        raise app_commands.MissingApplicationID
    if guild is None:
        return [dict(one) for one in await http.get_global_commands(application)]
    return [dict(one) for one in await http.get_guild_commands(application, guild.id)]


def _all(definitions: list[Json], *, everywhere: bool) -> list[str]:
    return sorted(normalised(one, everywhere=everywhere) for one in definitions)
