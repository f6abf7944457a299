"""One look at Discord with a token: is it good, and whose is it?"""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from adapters.supervisor import Refused
from bot.texts import setup as texts

SECONDS = 15


@dataclass(frozen=True, slots=True)
class Application:
    """A Discord application: its id and its name."""

    id: str
    name: str


async def application_of(token: str, *, api_url: str) -> Application:
    """The application that a bot's token belongs to. Raises Refused with a sentence."""
    url = f"{api_url}/applications/@me"
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS), trust_env=True) as session,
            session.get(url, headers={"Authorization": f"Bot {token}"}) as answer,
        ):
            if answer.status == 401:
                raise Refused(texts.DISCORD_REFUSES)
            if answer.status != 200:
                raise Refused(texts.NOT_NOW.format(platform="Discord", status=answer.status))
            said = await answer.json(content_type=None)
            return Application(str(said["id"]), str(said["name"]))
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError, KeyError, TypeError) as fault:
        raise Refused(texts.NOT_REACHED.format(platform="Discord", reason=type(fault).__name__)) from None
