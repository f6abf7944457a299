"""Discord as one adapter: built from the settings, connected over a gateway, or called over HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

from adapters.asking import Asking
from adapters.discord import client, limits
from adapters.discord.learning import Learn, learned
from adapters.discord.learning_over_rest import RestLearning
from adapters.discord.posting import DiscordSender
from adapters.discord.rest import Rest
from adapters.discord.sending import UNREACHED
from adapters.posts import Outlet
from adapters.supervisor import Refused, State
from adapters.work import Work
from bot.settings import Discord as Settings
from bot.texts import discord as texts

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.discord.http import Endpoint

log = logging.getLogger("summitdesk.discord")

PATH = "/discord/interactions"
"""What Discord calls, where there is no gateway."""

ASKED_AGAIN = 3600.0
"""Seconds between two looks at whether Discord still takes the token, where nothing else would tell."""

UNAUTHORIZED = 401

EXPECTED = "Application has an interaction endpoint URL set"
"""How a warning of the library begins, of which it makes one at each login: here it says what is wanted."""


class DiscordAdapter:
    """One Discord app. `run` is to be supervised; `routes` are for the HTTP server, where Discord calls the desk;
    `sender` posts, with or without either."""

    def __init__(
        self,
        settings: Settings,
        asking: Asking,
        work: Work,
        *,
        new_reference: Callable[[], str],
        patience: float = limits.PATIENCE,
    ) -> None:
        self._settings, self._asking, self._work, self._new_reference = settings, asking, work, new_reference
        self._patience = patience
        self._sender: DiscordSender | None = None
        self._endpoint = self._new_endpoint(settings.public_key) if settings.public_key is not None else None

    def sender(self) -> DiscordSender:
        """What posts in Discord, always the same one. Whoever asks for it closes it at the end."""
        if self._sender is None:
            settings, asking = self._settings, self._asking
            self._sender = DiscordSender(
                settings.token or "", api=settings.api_url, keep=asking.keep, clock=asking.clock
            )
        return self._sender

    def outlet(self) -> Outlet:
        """What the desk posts by itself goes out here; it needs no `run`."""
        return Outlet(self.sender(), limits.POSTING, limits.UNDER_WAY)

    def routes(self) -> list[web.RouteDef]:
        """What Discord calls over HTTP; nothing where there is a gateway. Until `run` is ready, people are told so."""
        if self._endpoint is None:
            return []
        from aiohttp import web

        return [web.post(PATH, self._endpoint.take)]

    async def run(self, state: State) -> None:
        """Be connected, or ready to be called, until that ends.

        Raises Refused, Lost, or what the library and the network raise.
        """
        if self._endpoint is not None:
            await self._called(self._endpoint, state)
            return
        opened = self._opened()
        await client.run(opened, self._settings.token or "", ready=state.ready, away=state.down)

    def _new_endpoint(self, public_key: str) -> Endpoint:
        """Imported here, for a desk with a gateway needs neither a server nor signatures."""
        from adapters.discord.http import Endpoint

        return Endpoint(public_key, self._work, clock=self._asking.clock, new_reference=self._new_reference)

    def _opened(self, learn: Learn = learned) -> client.DeskClient:
        return client.open_client(
            self._asking,
            self._work,
            new_reference=self._new_reference,
            api=self._settings.api_url,
            guild=self._settings.server,
            shards=self._settings.shards,
            learn=learn,
            patience=self._patience,
        )

    async def _called(self, endpoint: Endpoint, state: State) -> None:
        """Make sure that the token and the key are those of one app, and look again each hour."""
        logging.getLogger("discord.client").addFilter(_is_news)
        rest = Rest(self._settings.token or "", api=self._settings.api_url)
        opened = self._opened(RestLearning(rest, clock=self._asking.clock).learned)
        try:
            await client.log_in(opened, self._settings.token or "")
            said = self._checked(opened.application)
            while True:
                endpoint.client = opened
                state.ready(said)
                await asyncio.sleep(ASKED_AGAIN)
                said = self._checked(await _application(opened))
        finally:
            endpoint.client = None
            await opened.close()
            await rest.close()

    def _checked(self, application: discord.AppInfo | None) -> str:
        """As which app. Raises Refused where the key is that of another one."""
        if application is None:
            return ""
        if application.verify_key.casefold() != (self._settings.public_key or "").casefold():
            raise Refused(texts.OTHER_KEY)
        if application.interactions_endpoint_url is None:
            log.warning(texts.NOT_CALLED.format(path=PATH))
        return texts.CALLED.format(app=application.name)


async def _application(opened: client.DeskClient) -> discord.AppInfo | None:
    """The app that the token belongs to; None where Discord cannot be asked just now. Raises Refused."""
    try:
        return await opened.application_info()
    except discord.HTTPException as fault:
        if fault.status == UNAUTHORIZED:
            raise Refused(texts.BAD_TOKEN) from None
        log.warning("the token could not be looked at: %s %s", fault.status, fault.code)
    except UNREACHED as fault:
        log.warning("the token could not be looked at: %s", type(fault).__name__)
    return None


def _is_news(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(EXPECTED)
