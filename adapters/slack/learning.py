"""What has to be known before a managing question: who asks, and which channels they may manage. Asked anew each time.

Who asks is asked first: only people of the workspace whose token is used manage anything, whatever they are elsewhere;
for all others it ends there. A workspace's admins may manage every channel, whoever made a channel that one, a private
one only while they are in it. In an organisation that has the app as a whole, its own admins count, not those of one of
its workspaces. What Slack does not say is never taken for a permission: the question is then not asked, and the reply
says why.
https://docs.slack.dev/reference/methods/users.info · https://docs.slack.dev/reference/methods/conversations.info
https://docs.slack.dev/reference/methods/users.conversations
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.asking import Asking
from adapters.slack import troubles
from adapters.slack.calling import BUSY, UNREADABLE, Calling, Failed, Lost, Said
from adapters.slack.posting import lacking
from bot.contract import Channel, Reply, Request
from bot.texts import schedules as managing
from bot.texts import slack as texts
from bot.zones import NoZone, zone

SECONDS = 8
"""How long all of it may take."""

AT_ONCE = 8
"""Channels that are asked for side by side."""

FEW = 8
"""Channels of which an admin's question may be. One of more than these only lists what they may manage anyway."""

SHARED = 999
"""Private channels that somebody shares with the app, as a page: https://docs.slack.dev/reference/methods/users.conversations"""

PAGES = 3

DIRECT = "D"
"""How the id of a direct message begins: https://docs.slack.dev/reference/objects/conversation-object"""

ROLES = ("is_admin", "is_owner", "is_primary_owner")
NOBODY = ("deleted", "is_bot", "is_stranger", "is_restricted", "is_ultra_restricted")
"""Marks of users who manage nothing."""


class NotLearnt(Exception):
    """Slack did not say; the message is a sentence for the asker."""


class NotOurs(Exception):
    """Whoever asks is not of the workspace, or a guest or a bot there."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a person of this workspace, who may have made one of its channels."""

    id: str
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
        if not self.manages(request):
            return await self._asking.answer(request)
        refusal = self._asking.limited(request)
        if refusal is not None:
            return refusal
        if delivery and not await self._asking.first(f"slack:manage:{request.workspace}:{delivery}"):
            return None
        try:
            return await self._asking.answer(await self._learnt(request, token or ""), counted=True)
        except NotLearnt as fault:
            return Reply(kind="error", title=texts.NOT_LEARNT_TITLE, lead=str(fault), private=True)
        except NotOurs:
            return Reply(kind="refusal", title=managing.REFUSED_TITLE, lead=_refusal(), private=True)

    async def _learnt(self, request: Request, token: str) -> Request:
        """The request with who asks and what they may manage. Raises NotLearnt, NotOurs.

        In a direct message there is no channel to manage: those that the line names count.
        """
        here = None if (request.channel or "").startswith(DIRECT) else request.channel
        try:
            async with asyncio.timeout(SECONDS):
                asker = await self._asker(request, token)
                concerned = await self._asking.concerning(request) or ()
                ids = sorted(id for id in {*concerned, here} if id and not id.startswith(DIRECT))
                channels = await self._channels(ids, asker, token, here=here)
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
        if request.workspace is None:
            raise NotLearnt(texts.NOT_LEARNT.format(reason="the workspace is not known yet"))
        try:
            said = await self._calling.read("users.info", token, {"user": request.user or ""}, seconds=SECONDS)
        except (Failed, Lost) as fault:
            raise _not_learnt(fault) from None
        return _asker(request.user or "", said.body.get("user"), workspace=request.workspace)

    async def _channels(self, ids: Sequence[str], asker: Asker, token: str, *, here: str | None) -> dict[str, Channel]:
        """The channels. A private one that the asker made is theirs only while they are in it."""
        is_plain = asker.is_admin and len(ids) > FEW
        found = {id: Channel(id=id, may_manage=True) for id in ids if is_plain and id != here}
        room = asyncio.Semaphore(AT_ONCE)

        async def one(id: str) -> _Told:
            async with room:
                return await self._channel(id, asker, token)

        told = await asyncio.gather(*(one(id) for id in ids if id not in found))
        if any(one.is_by_membership for one in told):
            inside = await self._inside(asker, token)
            told = [one if one.channel.id in inside else one.outside() for one in told]
        return found | {one.channel.id: one.channel for one in told}

    async def _inside(self, asker: Asker, token: str) -> frozenset[str]:
        """The private channels in which both the asker and the app are, of very many the first. Raises NotLearnt."""
        asked = {"user": asker.id, "types": "private_channel", "limit": str(SHARED)}
        found: set[str] = set()
        for _ in range(PAGES):
            try:
                said = (await self._calling.read("users.conversations", token, asked, seconds=SECONDS)).body
            except (Failed, Lost) as fault:
                raise _not_learnt(fault) from None
            listed, beside = said.get("channels"), said.get("response_metadata")
            if not isinstance(listed, list):
                raise _unreadable()
            found.update(str(one.get("id")) for one in listed if isinstance(one, Mapping))
            cursor = beside.get("next_cursor") if isinstance(beside, Mapping) else None
            if not isinstance(cursor, str) or not cursor:
                break
            asked["cursor"] = cursor
        return frozenset(found)

    async def _channel(self, id: str, asker: Asker, token: str) -> _Told:
        try:
            said = await self._calling.read("conversations.info", token, {"channel": id}, seconds=SECONDS)
        except Failed as fault:
            if fault.word == "channel_not_found":
                return _Told(Channel(id=id, may_manage=asker.is_admin, trouble="gone"))
            raise _not_learnt(fault) from None
        except Lost as fault:
            raise _not_learnt(fault) from None
        return _channel(id, said, asker)


def _asker(id: str, said: object, *, workspace: str) -> Asker:
    """What users.info says of somebody. Raises NotLearnt, NotOurs."""
    if not isinstance(said, Mapping):
        raise _unreadable()
    if said.get("id") != id or not _is_here(said, workspace) or any(said.get(mark) for mark in NOBODY):
        raise NotOurs
    grid = _grid(said)
    ranked = grid if grid.get("enterprise_id") == workspace else said
    is_admin = any(ranked.get(role) is True for role in ROLES)
    return Asker(id=id, is_admin=is_admin, timezone=_timezone(said.get("tz")))


def _is_here(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether somebody belongs to the workspace, a team or an organisation: people of other workspaces, whom one meets
    in shared channels, are admins of their own, not of this one."""
    grid = _grid(user)
    teams = grid.get("teams")
    return workspace in (user.get("team_id"), grid.get("enterprise_id"), *(teams if isinstance(teams, list) else ()))


def _grid(user: Mapping[str, Any]) -> Mapping[str, Any]:
    """What somebody is in their organisation: https://docs.slack.dev/reference/objects/user-object"""
    found = user.get("enterprise_user")
    return found if isinstance(found, Mapping) else {}


def _refusal() -> str:
    """Who may manage something, for those who never may."""
    who = managing.WHO_MAY["slack"]
    return managing.REFUSED_LEAD.format(channel=managing.ANY_CHANNEL, who=who, instead="").strip()


def _timezone(said: object) -> str | None:
    try:
        return zone(said).key if isinstance(said, str) else None
    except NoZone:
        return None


@dataclass(frozen=True, slots=True)
class _Told:
    """A channel. `is_by_membership`: it is private, and the asker's because they made it: if they are still in it."""

    channel: Channel
    is_by_membership: bool = False

    def outside(self) -> _Told:
        """The same for an asker who is not in it."""
        return _Told(replace(self.channel, may_manage=False, name=None)) if self.is_by_membership else self


def _channel(id: str, said: Said, asker: Asker) -> _Told:
    """What conversations.info says of a channel. The name of a private one is not told to others. Raises NotLearnt."""
    channel = said.body.get("channel")
    if not isinstance(channel, Mapping):
        raise _unreadable()
    is_private = channel.get("is_private") is not False
    is_theirs = channel.get("creator") == asker.id
    may_manage = asker.is_admin or is_theirs
    name = channel.get("name") if may_manage or not is_private else None
    found = Channel(
        id=id,
        name=name if isinstance(name, str) else None,
        may_manage=may_manage,
        missing=lacking(said, is_member=channel.get("is_member") is True),
        trouble="archived" if channel.get("is_archived") else None,
    )
    return _Told(found, is_by_membership=is_private and is_theirs and not asker.is_admin)


def _unreadable() -> NotLearnt:
    return NotLearnt(texts.NOT_LEARNT.format(reason=UNREADABLE))


def _not_learnt(fault: Failed | Lost) -> NotLearnt:
    if isinstance(fault, Failed) and fault.word == troubles.SCOPE:
        return NotLearnt(texts.NOT_LEARNT_SCOPE.format(scopes=", ".join(fault.needed) or fault.word))
    if isinstance(fault, Failed) and fault.word in BUSY:
        return NotLearnt(texts.NOT_LEARNT_BUSY)
    return NotLearnt(texts.NOT_LEARNT.format(reason=str(fault)))
