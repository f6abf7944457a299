"""Looks at Slack for the doctor: tokens, scopes, workspaces, and whether scheduled channels can be posted to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

from adapters.asking import Asking
from adapters.doctor.channels import channels
from adapters.doctor.check import Check, each, skipped
from adapters.slack.calling import Calling, Failed, Lost, NotReached, Said
from adapters.slack.installing import PLATFORM, Fixed, Installing
from adapters.slack.manifest import SCOPES
from adapters.slack.posting import SlackSender
from bot import say
from bot.checkup import Finding, few
from bot.settings import Slack as Settings
from bot.texts import doctor as texts
from data import checkup
from data.sealing import Sealer, WrongKey
from data.store import Store

SECONDS = 6.0
"""How long Slack has to answer one question."""

MOST_WORKSPACES = 20
"""Of how many workspaces the token is tried, those that installed the app last."""

IDS = ("slack-token", "slack-scopes", "slack-socket", "slack-workspaces", "slack-channels", "slack-commands")


@dataclass(frozen=True, slots=True)
class _Tried:
    """A workspace whose token was tried: what Slack said, or the word for why not."""

    name: str
    said: Said | None = None
    word: str = ""
    reached: bool = True


class Examining:
    """One look at Slack. `is_open`: the store can be read."""

    def __init__(
        self,
        settings: Settings,
        asking: Asking,
        session: aiohttp.ClientSession,
        *,
        sealer: Sealer | None,
        is_open: bool,
    ) -> None:
        self._settings, self._asking, self._is_open = settings, asking, is_open
        self._calling = Calling(session, api_url=settings.api_url)
        self._installing = Installing(asking, sealer) if sealer is not None and settings.is_installable else None
        self._asked: asyncio.Task[Sequence[_Tried]] | None = None

    def checks(self) -> list[Check]:
        """What is to be looked at, beside each other."""
        if not self._settings.is_set:
            return [skipped(IDS, texts.NOT_SET, texts.NOT_SET_REMEDY.format(platform=PLATFORM))]
        made = each(
            {
                "slack-token": self._token,
                "slack-scopes": self._scopes,
                "slack-socket": self._socket,
                "slack-workspaces": self._workspaces,
                "slack-channels": self._channels,
            }
        )
        return [*made, skipped(("slack-commands",), texts.SLACK_COMMANDS, texts.SLACK_COMMANDS_REMEDY)]

    async def _token(self) -> Finding:
        if self._settings.is_installable:
            return Finding("slack-token", "skip", texts.SLACK_BY_INSTALLATION)
        (tried,) = await self._tried()
        if tried.said is not None:
            body = tried.said.body
            detail = texts.SLACK_TOKEN_OK.format(user=body.get("user"), team=body.get("team"))
            return Finding("slack-token", "ok", detail)
        if not tried.reached:
            return _unreached("slack-token", tried.word)
        detail = texts.SLACK_REFUSES.format(word=tried.word)
        return Finding("slack-token", "fail", detail, texts.SLACK_BOT_REMEDY)

    async def _scopes(self) -> Finding:
        answered = [tried.said for tried in await self._tried() if tried.said is not None]
        if not answered:
            return self._without_token("slack-scopes")
        known = [said.scopes for said in answered if said.scopes is not None]
        if not known:
            return Finding("slack-scopes", "skip", texts.SCOPES_UNKNOWN)
        missing = [scope for scope in SCOPES if any(scope not in scopes for scopes in known)]
        if missing:
            detail = texts.SCOPES_MISSING.format(names=say.listing(missing))
            return Finding("slack-scopes", "fail", detail, texts.SCOPES_REMEDY)
        return Finding("slack-scopes", "ok", texts.SCOPES_OK.format(count=len(SCOPES)))

    async def _socket(self) -> Finding:
        """Opening gives an address that nobody connects to: no other connection is disturbed by it.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        token = self._settings.app_token
        if token is None:
            return Finding("slack-socket", "skip", texts.SOCKET_HTTP)
        try:
            await self._calling.write("apps.connections.open", token, {}, seconds=SECONDS)
        except (NotReached, Lost) as fault:
            return _unreached("slack-socket", str(fault))
        except Failed as fault:
            detail = texts.SLACK_REFUSES.format(word=fault.word)
            return Finding("slack-socket", "fail", detail, texts.SLACK_APP_REMEDY)
        return Finding("slack-socket", "ok", texts.SOCKET_OK)

    async def _workspaces(self) -> Finding:
        if not self._settings.is_installable:
            return Finding("slack-workspaces", "skip", texts.NOT_USED)
        if self._installing is None or not self._is_open:
            return Finding("slack-workspaces", "skip", texts.NO_STORE, texts.NO_STORE_REMEDY)
        tried = await self._tried()
        if not tried:
            return Finding("slack-workspaces", "ok", texts.WORKSPACES_NONE)
        left = len(await self._asking.run(_installed, self._asking.desk.store)) - len(tried)
        counted = say.count(len(tried), *texts.WORKSPACE_COUNT)
        bad = [texts.WORKSPACE.format(name=one.name, word=one.word) for one in tried if one.said is None]
        said = texts.WORKSPACES_OK.format(good=counted)
        if bad:
            said = texts.WORKSPACES_BAD.format(bad=len(bad), looked=counted, names=few(bad))
        if left > 0:
            said = texts.WORKSPACES_LEFT.format(said=said, left=left)
        if not bad:
            return Finding("slack-workspaces", "ok", said)
        is_refused = any(one.said is None and one.reached for one in tried)
        remedy = texts.WORKSPACES_REMEDY if is_refused else texts.UNREACHED_REMEDY
        return Finding("slack-workspaces", "fail", said, remedy)

    async def _channels(self) -> Finding:
        if not self._is_open:
            return Finding("slack-channels", "skip", texts.NO_STORE, texts.NO_STORE_REMEDY)
        if not any(tried.said for tried in await self._tried()):
            return self._without_token("slack-channels")
        places = await self._asking.run(_places, self._asking.desk.store)
        workspaces = self._installing or Fixed(self._settings.bot_token or "")
        return await channels("slack-channels", PLATFORM, SlackSender(self._asking, self._calling, workspaces), places)

    def _without_token(self, id: str) -> Finding:
        where = "slack-workspaces" if self._settings.is_installable else "slack-token"
        return Finding(id, "skip", texts.NO_TOKEN, texts.NO_TOKEN_REMEDY.format(id=where))

    async def _tried(self) -> Sequence[_Tried]:
        """Whose token was tried, and what came of it; asked once for all checks."""
        if self._asked is None:
            self._asked = asyncio.create_task(self._try_all())
        return await asyncio.shield(self._asked)

    async def _try_all(self) -> Sequence[_Tried]:
        if not self._settings.is_installable:
            return [await self._try("", self._settings.bot_token)]
        if self._installing is None or not self._is_open:
            return []
        found = (await self._asking.run(_installed, self._asking.desk.store))[:MOST_WORKSPACES]
        return await asyncio.gather(*(self._try_installed(id, name or id) for id, name in found))

    async def _try_installed(self, id: str, name: str) -> _Tried:
        try:
            token = await self._installing.token(id) if self._installing is not None else None
        except WrongKey:
            return _Tried(name, word=texts.WORD_WRONG_KEY)
        return await self._try(name, token)

    async def _try(self, name: str, token: str | None) -> _Tried:
        try:
            return _Tried(name, await self._calling.read("auth.test", token or "", {}, seconds=SECONDS))
        except (NotReached, Lost) as fault:
            return _Tried(name, word=str(fault), reached=False)
        except Failed as fault:
            return _Tried(name, word=fault.word)


def _installed(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as reader:
        return checkup.installed(reader, PLATFORM)


def _places(store: Store) -> list[checkup.Place]:
    with store.read() as reader:
        return checkup.places(reader, PLATFORM)


def _unreached(id: str, word: str) -> Finding:
    detail = texts.UNREACHED.format(platform="Slack", reason=word)
    return Finding(id, "fail", detail, texts.UNREACHED_REMEDY)
