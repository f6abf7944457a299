"""Slack as one adapter: built from the settings, run over a socket, or called over HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError

from adapters.asking import Asking
from adapters.posts import Outlet
from adapters.slack import http, limits
from adapters.slack.answering import Answering
from adapters.slack.app import build
from adapters.slack.calling import Calling
from adapters.slack.installing import Fixed, Installing, States
from adapters.slack.learning import Learning
from adapters.slack.manifest import EVENTS_PATH, REDIRECT_PATH, SCOPES
from adapters.slack.posting import SlackSender
from adapters.slack.sending import Sending, web_client
from adapters.slack.socket_mode import Link, refusal
from adapters.supervisor import Refused, State
from adapters.work import Work
from bot.sender import Sender
from bot.settings import SLACK_API
from bot.settings import Slack as Settings
from bot.texts import platforms as texts
from data.sealing import Sealer

log = logging.getLogger("summitdesk.slack")

EXCHANGE_EVERY = 600
"""Seconds between two looks at tokens that end soon."""

ASKED_AGAIN = 3600
"""Seconds between two looks at whether Slack still takes the token, where nothing else would tell."""


class SlackAdapter:
    """One Slack app. `run` is to be supervised; `routes` are for the HTTP server, where there is one."""

    def __init__(
        self,
        settings: Settings,
        asking: Asking,
        work: Work,
        session: aiohttp.ClientSession,
        *,
        sealer: Sealer | None,
        new_reference: Callable[[], str],
        patience: float = limits.PATIENCE,
    ) -> None:
        self._settings, self._asking, self._new_reference = settings, asking, new_reference
        self._client = web_client(settings.bot_token, api_url=settings.api_url, session=session)
        self._fixed = Fixed(settings.bot_token or "")
        self._installing = Installing(asking, sealer) if sealer is not None and settings.is_installable else None
        self._flow = self._oauth()
        calling = Calling(session, api_url=settings.api_url)
        sending = Sending(session, api_url=settings.api_url)
        self._sender: Sender = SlackSender(asking, calling, self._installing or self._fixed)
        self._app: AsyncApp = build(
            Answering(asking, Learning(asking, calling), work, sending, patience=patience),
            self._installing or self._fixed,
            web_client(None, api_url=settings.api_url, session=session),
            new_reference=new_reference,
            installing=self._installing,
            flow=self._flow,
        )
        self._link = Link(self._app, work, new_reference=new_reference)

    def outlet(self) -> Outlet:
        """What the desk posts by itself goes out here; it needs no `run`."""
        return Outlet(self._sender, limits.POSTING, limits.UNDER_WAY)

    def routes(self) -> list[web.RouteDef]:
        """What is called over HTTP: by Slack, unless there is a socket, and by whoever installs the app."""
        found = http.installation(self._flow, self._new_reference) if self._flow is not None else []
        secret = self._settings.signing_secret
        if secret is None or self._settings.app_token is not None:
            return found
        endpoint = http.Endpoint(self._app, secret, clock=self._asking.clock, new_reference=self._new_reference)
        return [*found, web.post(EVENTS_PATH, endpoint.take)]

    async def run(self, state: State) -> None:
        """Be connected until that ends. Raises Refused, Lost, or what the network raises."""
        said = await self._who()
        if self._settings.app_token is not None:
            await self._connected(state, said)
        while True:
            state.ready(said)
            await asyncio.sleep(ASKED_AGAIN)
            said = await self._who()

    async def _connected(self, state: State, said: str) -> None:
        try:
            await self._link.run(self._client, self._settings.app_token or "", state, said=said)
        except SlackApiError as fault:
            raise _refused(fault, "SLACK_APP_TOKEN") or fault from None

    async def _who(self) -> str:
        """In which workspace, and as whom; asked once, so that a wrong token is said at the start."""
        if self._installing is not None:
            return texts.INSTALLABLE
        try:
            found = await self._client.auth_test()
        except SlackApiError as fault:
            raise _refused(fault, "SLACK_BOT_TOKEN") or fault from None
        self._fixed.bot, self._fixed.bot_user = found.get("bot_id"), found.get("user_id")
        ours = found.get("enterprise_id" if found.get("is_enterprise_install") else "team_id")
        self._fixed.workspace = ours if isinstance(ours, str) else None
        return texts.CONNECTED.format(team=found.get("team"), user=found.get("user"))

    async def keep_tokens(self) -> None:
        """Exchange tokens before they end, for as long as the desk runs."""
        while self._installing is not None:
            await self.exchange_tokens()
            await asyncio.sleep(EXCHANGE_EVERY)

    async def exchange_tokens(self) -> None:
        """Exchange those that end soon, once."""
        if self._installing is not None:
            await self._installing.exchange_all(
                self._client, id=self._settings.client_id or "", secret=self._settings.client_secret or ""
            )

    def _oauth(self) -> AsyncOAuthFlow | None:
        if self._installing is None:
            return None
        settings = AsyncOAuthSettings(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            scopes=list(SCOPES),
            installation_store=self._installing,
            state_store=States(self._asking),
            install_path=http.INSTALL,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=_authorization(self._settings.api_url),
            logger=logging.getLogger("slack_bolt"),
        )
        return AsyncOAuthFlow(settings=settings, client=self._client, logger=logging.getLogger("slack_bolt"))


def _authorization(api_url: str) -> str | None:
    """Where a browser is sent to; with the API at another address, beside it."""
    return None if api_url == SLACK_API else api_url.removesuffix("api/") + "oauth/v2/authorize"


def _refused(fault: SlackApiError, name: str) -> Refused | None:
    word = refusal(fault)
    return Refused(texts.REFUSED.format(name=name, word=word)) if word else None
