"""What is said of a request to Discord that failed, and sentences beside the cards.

The library itself waits and repeats after 429, and after 500, 502, 504 and 524 up to five times (for interactions
after every 5xx); after a lost connection and a 503 it does not, so we do.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
import discord

from bot.texts import discord as texts

log = logging.getLogger("summitdesk.discord")

NO_MENTIONS = discord.AllowedMentions.none()

Value = TypeVar("Value")

GONE = (10008, 10015, 10062, 40060, 50027)
"""Codes that say that it is too late: no such message, webhook or interaction, answered already, token expired.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

UNREACHED = (OSError, aiohttp.ClientError, TimeoutError)
"""What the network can raise below the library."""


class Again(Exception):
    """The same command or press was delivered before, and is not done twice."""


PAUSES = (0.3, 0.7, 1.5)
"""Seconds between the tries of what is tried again; together less than an interaction's first answer may take."""


async def insist(call: Callable[[], Awaitable[Value]]) -> Value:
    """Try again what did not reach Discord, or what it could not take just now.

    Only for what may come twice: a first response (the second one is refused), an edit, a message with a nonce.
    """
    for pause in PAUSES:
        try:
            return await call()
        except discord.HTTPException as fault:
            if fault.status < 500:
                raise
        except UNREACHED:
            pass  # the next try tells
        await asyncio.sleep(pause)
    return await call()


async def told(
    doing: Coroutine[Any, Any, None], interaction: discord.Interaction[Any], new_reference: Callable[[], str]
) -> None:
    """Do something for an interaction. What fails is one line in the log and, where it can be, a sentence."""
    try:
        await doing
    except discord.HTTPException as fault:
        if fault.code in GONE:
            log.info("an interaction was gone: %s %s", fault.status, fault.code)
            return
        await broken(interaction, new_reference(), f"{fault.status} {fault.code}")
    except Again:
        log.info("an interaction came twice")
    except UNREACHED as fault:
        log.warning("discord was not reached: %s", type(fault).__name__)


async def broken(interaction: discord.Interaction[Any], reference: str, reason: str) -> None:
    """Write down why an interaction failed, and tell the asker by which reference."""
    log.error("%s discord: %s", reference, reason)
    with suppress(discord.HTTPException, *UNREACHED):  # it may be the very way that is broken
        await sentence(interaction, texts.BROKE.format(reference=reference))


async def sentence(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something to the asker alone."""
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=NO_MENTIONS)
    else:
        await insist(lambda: interaction.response.send_message(text, ephemeral=True, allowed_mentions=NO_MENTIONS))


def reason(fault: BaseException) -> str:
    """An unexpected fault in one line: what, and where, without what anybody wrote."""
    frames = traceback.extract_tb(fault.__traceback__)
    at = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{at}"
