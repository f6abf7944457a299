"""The library's way out for an interaction that came over HTTP: its first response is the answer to that request.

Everything after it goes through the interaction's webhook as ever, but not before the answer was written, and again
where Discord does not know the webhook yet: it takes a moment, at times seconds, until it has read our answer
(https://github.com/discord/discord-api-docs/issues/7220).
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from adapters.discord.render import Json

UNKNOWN_WEBHOOK = 10015
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries to find the webhook."""


class Inline(AsyncWebhookAdapter):
    """Of one interaction. `first` is its first response, as JSON; `sent` is set once the answer was written.

    Where nobody waits for it any more, the first response goes to the address that Discord has for it.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.first: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.sent = asyncio.Event()
        self._is_taken = False

    def enter(self) -> None:
        """What is done from here on, in this task and in those that it starts, goes out this way."""
        async_context.set(self)

    def leave(self, *, taken: bool) -> None:
        """The request was answered; `taken`: with the first response, and it was written."""
        self._is_taken = taken
        self.sent.set()

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: MultipartParameters,
    ) -> Any:
        """The first response."""
        if not self.first.done() and params.payload is not None:
            self.first.set_result(params.payload)
            await self.sent.wait()
            if self._is_taken:
                return {"interaction": {"id": str(interaction_id), "type": 0}}
        return await super().create_interaction_response(
            interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
        )

    async def request(self, route: Route, session: aiohttp.ClientSession, **more: Any) -> Any:
        """One request to the webhook, again where that is not known yet."""
        for pause in PAUSES:
            try:
                return await super().request(route, session, **more)
            except discord.NotFound as fault:
                if fault.code != UNKNOWN_WEBHOOK:
                    raise
            await asyncio.sleep(pause)
        return await super().request(route, session, **more)
