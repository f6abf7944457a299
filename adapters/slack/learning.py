"""What has to be known before a managing question: who asks, and which channels they may manage. Asked anew each time.

A workspace's admins may manage every channel, whoever made a channel that one. What Slack does not say is never taken
for a permission: the question is then not asked, and the reply says why.
https://docs.slack.dev/reference/methods/users.info · https://docs.slack.dev/reference/methods/conversations.info
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.asking import Asking
from adapters.slack import troubles
from adapters.slack.calling import BUSY, Calling, Failed, Lost, Said
from adapters.slack.posting import lacking
from bot.contract import Channel, Reply, Request
from bot.texts import slack as texts
from bot.zones import NoZone, zone

SECONDS = 8
"""How long all of it may take."""

AT_ONCE = 8
"""Channels that are asked for side by side."""

DIRECT = "D"
"""How the id of a direct message begins: https://docs.slack.dev/reference/objects/conversation-object"""

ROLES = ("is_admin", "is_owner", "is_primary_owner")
NOBODY = ("deleted", "is_bot", "is_stranger")
"""Marks of users who manage nothing."""


class NotLearnt(Exception):
    """Slack did not say; the message is a sentence for the asker."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. `is_known`: a person of this workspace, who may be somebody's maker of a channel."""

    id: str
    is_known: bool
    is_admin: bool
    timezone: str | None


class Learning:
    """The desk as it is asked by people of a workspace."""

    def __init__(self, asking: Asking, calling: Calling) -> None:
        self._asking, self._calling = asking, calling

    def manages(self, request: Request) -> bool:
        """Whether a question is for those who may manage a channel."""
        return self._asking.desk.manages(request)

    async def answer(self, request: Request, token: str | None, *, delivery: str = "") -> Reply | None:
        """The reply, with what must be learnt learnt before. `delivery` is Slack's id of the gesture: a managing one
        that comes again is not done again, and has no reply (None)."""
        concerned = await self._asking.concerning(request)
        if concerned is None:
            return await self._asking.answer(request)
        if delivery and not await self._asking.first(f"slack:manage:{request.workspace}:{delivery}"):
            return None
        try:
            return await self._asking.answer(await self._learnt(request, concerned, token or ""))
        except NotLearnt as fault:
            return Reply(kind="error", title=texts.NOT_LEARNT_TITLE, lead=str(fault), private=True)

    async def _learnt(self, request: Request, concerned: Iterable[str], token: str) -> Request:
        """The request with who asks and what they may manage. Raises NotLearnt.

        In a direct message there is no channel to manage: those that the line names count.
        """
        here = None if (request.channel or "").startswith(DIRECT) else request.channel
        ids = sorted(id for id in {*concerned, here} if id and not id.startswith(DIRECT))
        try:
            async with asyncio.timeout(SECONDS):
                asker = await self._asker(request, token)
                channels = await self._channels(ids, asker, token)
        except TimeoutError:
            raise NotLearnt(texts.NOT_LEARNT.format(reason="too slow")) from None
        return replace(
            request,
            channel=here,
            timezone=asker.timezone or request.timezone,
            admin=asker.is_admin,
            may_manage=here is not None and channels[here].may_manage,
            channels=channels,
        )

    async def _asker(self, request: Request, token: str) -> Asker:
        try:
            said = await self._calling.read("users.info", token, {"user": request.user or ""}, seconds=SECONDS)
        except (Failed, Lost) as fault:
            raise _not_learnt(fault) from None
        return _asker(request.user or "", said.body.get("user"), workspace=request.workspace)

    async def _channels(self, ids: list[str], asker: Asker, token: str) -> dict[str, Channel]:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(id: str) -> Channel:
            async with room:
                return await self._channel(id, asker, token)

        return dict(zip(ids, await asyncio.gather(*map(one, ids)), strict=True))

    async def _channel(self, id: str, asker: Asker, token: str) -> Channel:
        try:
            said = await self._calling.read("conversations.info", token, {"channel": id}, seconds=SECONDS)
        except Failed as fault:
            if fault.word == "channel_not_found":
                return Channel(id=id, may_manage=asker.is_admin, trouble="gone")
            raise _not_learnt(fault) from None
        except Lost as fault:
            raise _not_learnt(fault) from None
        return _channel(id, said, asker)


def _asker(id: str, user: object, *, workspace: str | None) -> Asker:
    """What users.info says of somebody."""
    said = user if isinstance(user, Mapping) else {}
    is_known = said.get("id") == id and _is_here(said, workspace) and not any(said.get(mark) for mark in NOBODY)
    return Asker(
        id=id,
        is_known=is_known,
        is_admin=is_known and any(said.get(role) is True for role in ROLES),
        timezone=_timezone(said.get("tz")),
    )


def _is_here(user: Mapping[str, Any], workspace: str | None) -> bool:
    """Whether somebody belongs to the workspace: guests of shared channels are admins of their own, not of this one."""
    grid = user.get("enterprise_user")
    teams = grid.get("teams") if isinstance(grid, Mapping) else None
    return workspace is not None and (user.get("team_id") == workspace or workspace in (teams or ()))


def _timezone(said: object) -> str | None:
    try:
        return zone(said).key if isinstance(said, str) else None
    except NoZone:
        return None


def _channel(id: str, said: Said, asker: Asker) -> Channel:
    """What conversations.info says of a channel. The name of a private one is not told to others."""
    found = said.body.get("channel")
    channel: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    is_theirs = asker.is_known and channel.get("creator") == asker.id
    may_manage = asker.is_admin or is_theirs
    name = channel.get("name") if may_manage or channel.get("is_private") is False else None
    return Channel(
        id=id,
        name=name if isinstance(name, str) else None,
        may_manage=may_manage,
        missing=lacking(said, is_member=channel.get("is_member") is True),
        trouble="archived" if channel.get("is_archived") else None,
    )


def _not_learnt(fault: Failed | Lost) -> NotLearnt:
    if isinstance(fault, Failed) and fault.word == troubles.SCOPE:
        return NotLearnt(texts.NOT_LEARNT_SCOPE.format(scopes=", ".join(fault.needed) or fault.word))
    if isinstance(fault, Failed) and fault.word in BUSY:
        return NotLearnt(texts.NOT_LEARNT_BUSY)
    return NotLearnt(texts.NOT_LEARNT.format(reason=str(fault)))
