"""One look at Slack with each of the two tokens: are they good?"""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.sending import web_client
from adapters.supervisor import Refused
from bot.texts import setup as texts


async def check_bot(token: str, *, api_url: str) -> tuple[str, str]:
    """The names of the workspace and of the bot. Raises Refused with a sentence."""
    async with aiohttp.ClientSession(trust_env=True) as session:
        try:
            found = await web_client(token, api_url=api_url, session=session).auth_test()
        except SlackApiError as fault:
            raise Refused(texts.SLACK_REFUSES.format(word=_word(fault))) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise Refused(texts.NOT_REACHED.format(platform="Slack", reason=type(fault).__name__)) from None
    return str(found.get("team")), str(found.get("user"))


async def check_app(token: str, *, api_url: str) -> None:
    """Whether the app-level token opens Socket Mode. Raises Refused with a sentence."""
    async with aiohttp.ClientSession(trust_env=True) as session:
        try:
            await web_client(None, api_url=api_url, session=session).apps_connections_open(app_token=token)
        except SlackApiError as fault:
            raise Refused(texts.SLACK_REFUSES.format(word=_word(fault))) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise Refused(texts.NOT_REACHED.format(platform="Slack", reason=type(fault).__name__)) from None


def _word(fault: SlackApiError) -> str:
    found = fault.response.get("error") if hasattr(fault.response, "get") else None
    return str(found or "no reason given")
