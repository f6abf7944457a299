"""What has to be known before a managing question is answered, where no gateway keeps the servers up to date.

Of the asker Discord tells with the question; all else is asked of it anew, as much as the question needs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import discord

from adapters.discord import payloads, permissions
from adapters.discord.learning import ASKING, Heard, NotLearnt, closed, given_with, nowhere
from adapters.discord.render import Json
from adapters.discord.rest import Lost, Refused, Rest, Unreached
from adapters.discord.surveying import Survey
from bot.contract import Channel, Request
from bot.sender import SendFailed
from bot.texts import discord as texts

UNKNOWN = 404


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, in which server, with the app as its member. `given`: what they may do where Discord told it."""

    guild: Json
    member: Json
    app: Json
    given: Mapping[int, int]


class RestLearning:
    """Learns over REST, as one bot."""

    def __init__(self, rest: Rest, *, clock: Callable[[], datetime]) -> None:
        self._survey, self._clock = Survey(rest), clock

    async def learned(self, request: Request, channels: tuple[str, ...], heard: Heard) -> Request:
        """The request, with what was learnt of these channels and of the one in which it is asked. Raises NotLearnt."""
        if not isinstance(heard, discord.Interaction) or heard.guild_id is None:
            return nowhere(request, channels)
        by = asyncio.get_running_loop().time() + ASKING
        try:
            return await self._learned(request, channels, await self._asker(heard, by), by)
        except SendFailed:
            raise NotLearnt(texts.NOT_IN_SERVER) from None
        except (Refused, Unreached, Lost):
            raise NotLearnt(texts.NOT_LEARNT) from None

    async def _asker(self, heard: discord.Interaction[Any], by: float) -> _Asker:
        member = heard.extras.get(payloads.MEMBER)
        if member is None:
            raise NotLearnt(texts.NOT_LEARNT)
        guild = await self._survey.guild(str(heard.guild_id), by)
        return _Asker(guild, member, await self._survey.member(guild["id"], by), given_with(heard))

    async def _learned(self, request: Request, channels: tuple[str, ...], asker: _Asker, by: float) -> Request:
        here = (request.channel,) if request.channel else ()
        wanted = dict.fromkeys((*channels, *here))
        found = {id: await self._channel(id, asker, by) for id in wanted}  # one by one: no request outlives a fault
        everywhere = permissions.allowed(asker.guild, asker.member, {}, now=self._clock())
        may_manage = any(found[id].may_manage for id in here)
        return replace(request, may_manage=may_manage, admin=permissions.is_admin(everywhere), channels=found)

    async def _channel(self, id: str, asker: _Asker, by: float) -> Channel:
        """One channel as it is for the asker."""
        if not id.isdecimal():
            return Channel(id=id, trouble="gone")
        try:
            place = await self._survey.channel(id, by)
        except Refused as fault:
            if fault.status == UNKNOWN:
                return Channel(id=id, trouble="gone")
            raise
        if place is None:
            return closed(id, asker.given)
        if place.get("guild_id") != asker.guild["id"]:
            return Channel(id=id, trouble="gone")
        around = await self._survey.around(place, by)
        return closed(id, asker.given) if around is None else self._seen(place, around, asker)

    def _seen(self, place: Json, around: Json, asker: _Asker) -> Channel:
        own, bits = (
            permissions.allowed(asker.guild, who, around, now=self._clock()) for who in (asker.app, asker.member)
        )
        bits = asker.given.get(int(place["id"]), bits)
        kept = place.get("thread_metadata") or {}
        return Channel(
            id=place["id"],
            name=place["name"] if bits & permissions.VIEW_CHANNEL else None,
            may_manage=permissions.may_manage(bits),
            missing=permissions.missing(own, thread=place["type"] in permissions.THREADS),
            trouble=permissions.trouble(place["type"], own, locked=bool(kept.get("locked"))),
        )
