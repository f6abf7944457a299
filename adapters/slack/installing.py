"""The app in many workspaces: installed over OAuth, its tokens sealed in our store, exchanged before they end.

Bolt's own way asks Slack (`auth.test`) on every request who it is; here that is known from the installation.
https://docs.slack.dev/authentication/installing-with-oauth · https://docs.slack.dev/authentication/using-token-rotation
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from cachetools import TTLCache
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asking import Asking
from bot.leaving import left
from data.operations import installations
from data.operations.installations import Installed
from data.sealing import Sealer
from data.store import Store, StoreError

log = logging.getLogger("summitdesk.slack")

PLATFORM = "slack"
HELD_SECONDS = 30
"""How long an installation is believed without the store: another replica may have dropped it."""

EXCHANGED_BEFORE = timedelta(hours=2)
"""How long before its end a token is exchanged; it is good for 12 hours."""

TOO_MANY = "Too many installations were begun in the last minutes."

CLOCKS = timedelta(seconds=2)
"""By how much Slack's clock, which tells whole seconds, may be behind ours."""

_ID = re.compile(r"[A-Za-z0-9_]{1,120}")

LEASE = timedelta(minutes=2)
"""How long one process has for an exchange before another may try."""


class Authorized(AuthorizeResult):
    """Whose token a request is answered with. `workspace`: the team or the enterprise in which that token was given.

    It is not always the team that a payload names first: in a channel that workspaces share this is the team from which
    the channel comes, or the one from which somebody writes. https://docs.slack.dev/apis/slack-connect
    """

    def __init__(self, *, workspace: str | None, **more: str | None) -> None:
        super().__init__(**more)
        self.workspace = workspace


def workspace(context: AsyncBoltContext) -> str | None:
    """The workspace whose token a request is answered with; None where it is not known (yet)."""
    found = context.authorize_result
    return found.workspace if isinstance(found, Authorized) else None


class Fixed(AsyncAuthorize):
    """One workspace, whose bot token is set. Which it is, and who the bot is, becomes known when it is first tried."""

    def __init__(self, token: str) -> None:
        self._token = token
        self.workspace: str | None = None
        self.bot: str | None = None
        self.bot_user: str | None = None

    async def __call__(self, *, team_id: str | None, enterprise_id: str | None, **_: Any) -> AuthorizeResult:
        """The token of this workspace."""
        return Authorized(
            workspace=self.workspace,
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._token,
            bot_id=self.bot,
            bot_user_id=self.bot_user,
        )

    async def token(self, workspace: str | None) -> str | None:
        """The token that posts in a workspace; there is only the one."""
        return self._token or None


class Installing(AsyncAuthorize, AsyncInstallationStore):
    """The installations: saved by the OAuth flow, found for each request, dropped when Slack says so."""

    def __init__(self, asking: Asking, sealer: Sealer) -> None:
        self._asking, self._sealer = asking, sealer
        self._held: TTLCache[tuple[str, ...], Installed] = TTLCache(1000, HELD_SECONDS)

    async def __call__(self, *, team_id: str | None, enterprise_id: str | None, **_: Any) -> AuthorizeResult | None:
        """Whose token a request is answered with; None where the app is not installed, or the store is away."""
        found = await self.find(team_id, enterprise_id)
        if found is None:
            return None
        return Authorized(
            workspace=found.workspace,
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.token,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
        )

    async def find(self, team: str | None, enterprise: str | None) -> Installed | None:
        """The installation of a team, or of the enterprise that it belongs to."""
        try:
            return await self._found(tuple(name for name in (team, enterprise) if name and _is_id(name)))
        except StoreError as fault:
            log.error("slack: the installation of a workspace could not be read: %s", fault)
            return None

    async def token(self, workspace: str | None) -> str | None:
        """The token that posts in a workspace; None where the app is not installed. Raises StoreError."""
        found = await self._found((workspace,)) if workspace else None
        return found.token if found is not None else None

    async def _found(self, key: tuple[str, ...]) -> Installed | None:
        if key in self._held:
            return self._held[key]
        found = await self._asking.run(installations.find, self._asking.desk.store, self._sealer, PLATFORM, key)
        if found is not None:
            self._held[key] = found
        return found

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation that was just made."""
        await self.save(_installed(installation, self._asking.clock()))
        log.info("slack: installed in a workspace")

    async def async_save_bot(self, bot: Bot) -> None:
        """The bot is part of the installation."""

    async def save(self, new: Installed) -> None:
        """Keep an installation, new or with another token. Raises StoreError."""
        await self._asking.run(installations.save, self._asking.desk.store, self._sealer, new)
        self._held.clear()

    async def uninstalled(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """The app was removed from a workspace: its tokens are dropped, and its schedules wait."""
        await self._drop(body, context)

    async def revoked(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """Tokens were revoked; where the bot's is among them the installation is of no more use."""
        event = body.get("event")
        tokens = event.get("tokens") if isinstance(event, Mapping) else None
        if isinstance(tokens, Mapping) and tokens.get("bot"):
            await self._drop(body, context)

    async def _drop(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """An event may come late: what was installed after it stays. Slack tells of a removal by two events, and of one
        more than once: the schedules wait in any case where the app is not installed now."""
        workspace = context.enterprise_id if context.is_enterprise_install else context.team_id
        if workspace is None:
            return
        now, store = self._asking.clock(), self._asking.desk.store
        before = _moment(body.get("event_time")) or now
        gone = await self._asking.run(installations.remove, store, PLATFORM, workspace, before)
        self._held.clear()
        if gone:
            log.info("slack: removed from a workspace")
        if not await self._asking.run(installations.has, store, PLATFORM, workspace):
            await self._asking.run(left, store, PLATFORM, workspace, now)

    async def exchange_all(self, client: AsyncWebClient, *, id: str, secret: str) -> None:
        """Exchange the tokens that end soon. A failure is a line in the log, and tried again when the lease is over."""
        now, store = self._asking.clock(), self._asking.desk.store
        try:
            ending = await self._asking.run(installations.expiring, store, PLATFORM, now + EXCHANGED_BEFORE)
        except StoreError as fault:
            log.warning("slack: tokens could not be looked at: %s", fault)
            return
        for workspace in ending:
            try:
                if await self._asking.run(_claim, store, workspace, now):
                    await self._exchange(workspace, client, id=id, secret=secret)
            except StoreError as fault:
                log.warning("slack: the token of a workspace could not be exchanged: %s", fault)

    async def _exchange(self, workspace: str, client: AsyncWebClient, *, id: str, secret: str) -> None:
        store = self._asking.desk.store
        old = await self._asking.run(installations.find, store, self._sealer, PLATFORM, (workspace,))
        if old is None or old.refresh is None:
            return
        try:
            said = await client.oauth_v2_access(
                client_id=id, client_secret=secret, grant_type="refresh_token", refresh_token=old.refresh
            )
        except (TimeoutError, SlackApiError, aiohttp.ClientError, OSError) as fault:
            log.warning("slack: a token could not be exchanged (%s)", type(fault).__name__)
            return
        token, refresh, seconds = said.get("access_token"), said.get("refresh_token"), said.get("expires_in")
        if not (isinstance(token, str) and isinstance(refresh, str) and isinstance(seconds, int)):
            log.warning("slack: a token could not be exchanged (an answer without one)")
            return
        ends = self._asking.clock() + timedelta(seconds=seconds)
        new = replace(old, token=token, refresh=refresh, expires_at=ends)
        if await self._asking.run(installations.exchange, store, self._sealer, new):
            log.info("slack: a token was exchanged")
        self._held.clear()


class States(AsyncOAuthStateStore):
    """The states of installations under way, in our store, so that any replica may see them come back."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def async_issue(self, *_: Any, **__: Any) -> str:
        """A new state, which nobody can guess."""
        state = secrets.token_urlsafe(32)
        store = self._asking.desk.store
        if not await self._asking.run(installations.issue_state, store, state, self._asking.clock()):
            raise StoreError(TOO_MANY)
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether the state is one of ours, in time and unused; it is used now."""
        store = self._asking.desk.store
        return await self._asking.run(installations.consume_state, store, state, self._asking.clock())


def _is_id(name: object) -> bool:
    """Whether it is what Slack calls a workspace by: a payload may say anything."""
    return isinstance(name, str) and _ID.fullmatch(name) is not None


def _moment(seconds: object) -> datetime | None:
    """When Slack says that something happened."""
    if not isinstance(seconds, int) or not 0 < seconds < 2**33:
        return None
    return datetime.fromtimestamp(seconds, UTC) + CLOCKS


def _claim(store: Store, workspace: str, now: datetime) -> bool:
    return installations.claim_rotation(store, PLATFORM, workspace, now, lease=LEASE)


def _installed(new: Installation, now: datetime) -> Installed:
    ends = new.bot_token_expires_at
    return Installed(
        platform=PLATFORM,
        workspace=(new.enterprise_id if new.is_enterprise_install else new.team_id) or "",
        name=new.team_name or new.enterprise_name,
        app=new.app_id,
        bot=new.bot_id or "",
        bot_user=new.bot_user_id or "",
        installer=new.user_id or "",
        scopes=",".join(new.bot_scopes or ()),
        token=new.bot_token or "",
        refresh=new.bot_refresh_token,
        expires_at=datetime.fromtimestamp(ends, UTC) if ends else None,
        at=now,
    )
