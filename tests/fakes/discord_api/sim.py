"""The bot inside the simulator simcord, with Discord's published schemas as the judge of all that it sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import simcord

from . import schemas


@asynccontextmanager
async def simulated(bot_factory: Callable[[], discord.Client], **options: Any) -> AsyncIterator[simcord.Env]:
    """The bot attached, logged in and ready; at the end every body that it sent is checked.

    Serves as the body of an async fixture too, which `simcord.run` cannot: it would leave its clock in another
    context than it entered. There simcord's plugin sets the clock of the test; inside a test, `env.time_context()`.
    The factory's bot keeps its command tree in the attribute `tree` and starts its loops itself. `options` go to
    `simcord.Env`. Errors inside the bot are raised at the end unless the test asked for them (`env.raise_errors`).
    """
    bot = bot_factory()
    if isinstance(bot, discord.AutoShardedClient) and bot.shard_count is None:
        options.setdefault("shard_count", 1)  # Discord would recommend it; simcord does not ask
    env = simcord.Env(bot, **options)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    if env.check_errors:
        env._raise_errors_since(env._errors_acknowledged)
    found = faults(env)
    assert not found, "Discord would refuse:\n" + "\n".join(found)


def faults(env: simcord.Env) -> list[str]:
    """What Discord would refuse in the bodies sent so far, one line each."""
    return [
        f"{sent.method} {sent.path}: {fault}"
        for sent in env.http_requests
        for fault in schemas.check(sent.method, sent.path, sent.json)
    ]
