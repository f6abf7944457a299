"""What goes to Slack: over a response_url, and by the Web API. What Slack's limits and outages ask is done here."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from yarl import URL

log = logging.getLogger("summitdesk.slack")

Body = Mapping[str, Any]

SECONDS = 15
"""How long one request to Slack may take."""

RETRIES = 3

SLACKS = (".slack.com", ".slack-gov.com")
"""The hosts of Slack that answers are sent to (https://docs.slack.dev/govslack)."""


class NotSent(Exception):
    """Slack did not take a message; the message is Slack's word for why, such as `channel_not_found`."""


class PerhapsSent(NotSent):
    """The connection was lost half way: Slack may have taken the message, and nothing tells."""


class _NotReached(AsyncRetryHandler):
    """Tries again where no connection came about, so that nothing was sent. A connection lost later may have carried
    the message: repeating it could post it twice (slack_sdk's own handler would)."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return isinstance(error, aiohttp.ClientConnectorError)


def retries(*, repeatable: bool) -> list[AsyncRetryHandler]:
    """429 waits as told and 5xx is tried again; `repeatable`: so is a connection that was lost half way."""
    lost = AsyncConnectionErrorRetryHandler(RETRIES) if repeatable else _NotReached(RETRIES)
    return [AsyncRateLimitErrorRetryHandler(RETRIES), AsyncServerErrorRetryHandler(RETRIES), lost]


def web_client(token: str | None, *, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client of the Web API for what posts: nothing is sent twice."""
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        timeout=SECONDS,
        session=session,
        trust_env_in_session=True,
        retry_handlers=retries(repeatable=False),
    )


def is_slacks(url: str, *, home: str | None) -> bool:
    """Whether an address is Slack's, or on the host of the API that is set in its place; it came from outside."""
    try:
        address = URL(url)
    except ValueError:
        return False
    host = address.host or ""
    return host == home or (address.scheme == "https" and host.endswith(SLACKS))


class Sending:
    """Sends messages. One session for all, so that connections are used again."""

    def __init__(self, session: aiohttp.ClientSession, *, api_url: str) -> None:
        self._session = session
        self._home = URL(api_url).host

    async def respond(self, url: str, body: Body, *, repeatable: bool = True) -> None:
        """Send to a response_url (5 times within 30 minutes). Raises NotSent, PerhapsSent."""
        if not is_slacks(url, home=self._home):
            raise NotSent("not an address of Slack's")
        client = AsyncWebhookClient(
            url, timeout=SECONDS, session=self._session, retry_handlers=retries(repeatable=repeatable)
        )
        try:
            answer = await client.send_dict(dict(body))
        except aiohttp.ClientConnectorError as fault:
            raise NotSent(type(fault).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError, SlackApiError) as fault:
            raise PerhapsSent(type(fault).__name__) from None
        if answer.status_code != 200:
            raise NotSent(_word(answer.body) or f"HTTP {answer.status_code}")

    async def post(self, client: AsyncWebClient, body: Body, *, only_for: str | None = None) -> None:
        """Post to a channel, or in it for one user only. Raises NotSent."""
        try:
            if only_for is None:
                await client.chat_postMessage(**body)
            else:
                await client.chat_postEphemeral(user=only_for, **{k: v for k, v in body.items() if "unfurl" not in k})
        except SlackApiError as fault:
            raise NotSent(_error(fault)) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise NotSent(type(fault).__name__) from None

    async def open(self, client: AsyncWebClient, trigger: str, view: Body) -> None:
        """Show a form. Raises NotSent."""
        try:
            await client.views_open(trigger_id=trigger, view=dict(view))
        except SlackApiError as fault:
            raise NotSent(_error(fault)) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise NotSent(type(fault).__name__) from None

    async def publish(self, client: AsyncWebClient, user: str, view: Body) -> None:
        """Show a Home. Raises NotSent."""
        try:
            await client.views_publish(user_id=user, view=dict(view))
        except SlackApiError as fault:
            raise NotSent(_error(fault)) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise NotSent(type(fault).__name__) from None


def _error(fault: SlackApiError) -> str:
    said = fault.response.get("error") if hasattr(fault.response, "get") else None
    return said if isinstance(said, str) else f"HTTP {getattr(fault.response, 'status_code', '?')}"


def _word(body: str) -> str:
    """The word of an error in a response_url's answer: bare, or as JSON."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = body.strip()
    found = said.get("error") if isinstance(said, dict) else said
    return found if isinstance(found, str) and found.replace("_", "").isalnum() and len(found) <= 60 else ""
