"""What has to be known before a managing question is answered: what the asker and the app may do in which channel.

Learnt anew for every question: from what Discord sent with it, else from the servers as the gateway keeps them up to
date, else by asking. What cannot be learnt is a sentence; it never becomes a permission.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from adapters.discord import permissions
from adapters.discord.sending import UNREACHED
from bot.contract import Channel, Request
from bot.texts import discord as texts

ASKING = 5.0
"""Seconds at most for asking Discord about one channel."""

Heard = discord.Interaction[Any] | discord.Message
Place = discord.abc.GuildChannel | discord.Thread
Learn = Callable[[Request, tuple[str, ...], Heard], Awaitable[Request]]
"""Adds to a request what has to be known of these channels and of the one in which it is asked. Raises NotLearnt."""


class NotLearnt(Exception):
    """It is not known what the asker may do; the message is a sentence for them."""


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, in which server. `given`: what they may do in channels of which Discord told with the question."""

    guild: discord.Guild
    member: discord.Member
    given: Mapping[int, int] = field(default_factory=dict)


async def learned(request: Request, channels: tuple[str, ...], heard: Heard) -> Request:
    """The request, with what was learnt of these channels and of the one in which it is asked. Raises NotLearnt."""
    asker = _asker(heard)
    if asker is None:
        return nowhere(request, channels)
    here = (request.channel,) if request.channel else ()
    wanted = dict.fromkeys((*channels, *here))
    found = dict(zip(wanted, await asyncio.gather(*(_channel(id, asker) for id in wanted)), strict=True))
    base = asker.member.guild_permissions.value
    is_admin = permissions.is_admin(base) or asker.guild.owner_id == asker.member.id
    may_manage = any(found[id].may_manage for id in here)
    return replace(request, may_manage=may_manage, admin=is_admin, channels=found)


def nowhere(request: Request, channels: tuple[str, ...]) -> Request:
    """The request where it is asked in no server, and so nothing may be done."""
    return replace(request, may_manage=False, admin=False, channels={id: Channel(id=id) for id in channels})


def _asker(heard: Heard) -> _Asker | None:
    """Who asks; None where it is no server. Raises NotLearnt where the app is not in it, or it is out of reach."""
    if isinstance(heard, discord.Message):
        guild, member, given = heard.guild, heard.author, {}
    else:
        if heard.guild_id is None:
            return None
        guild, member, given = heard.client.get_guild(heard.guild_id), heard.user, given_with(heard)
        if guild is None:
            raise NotLearnt(texts.NOT_IN_SERVER)
    if guild is None:
        return None
    if guild.unavailable or guild.me is None or not isinstance(member, discord.Member):
        raise NotLearnt(texts.NOT_LEARNT)
    return _Asker(guild, member, given)


def given_with(interaction: discord.Interaction[Any]) -> dict[int, int]:
    """The asker's permissions in the channel of the interaction, and in those chosen as options.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
    """
    data: Mapping[str, Any] = interaction.data or {}
    chosen: Mapping[str, Any] = (data.get("resolved") or {}).get("channels") or {}
    given = {int(id): int(one["permissions"]) for id, one in chosen.items() if "permissions" in one}
    if interaction.channel_id is not None:
        given[interaction.channel_id] = interaction.permissions.value
    return given


async def _channel(id: str, asker: _Asker) -> Channel:
    """One channel as it is for the asker."""
    if not id.isdecimal():
        return Channel(id=id, trouble="gone")
    known = asker.guild.get_channel_or_thread(int(id))
    if known is not None:
        return _seen(id, known, asker)
    try:
        place = await asyncio.wait_for(asker.guild.fetch_channel(int(id)), ASKING)
    except (discord.NotFound, discord.InvalidData):  # no such channel, or one of another server
        return Channel(id=id, trouble="gone")
    except discord.Forbidden:
        return closed(id, asker.given)
    except (discord.DiscordException, *UNREACHED):
        raise NotLearnt(texts.NOT_LEARNT) from None
    return _seen(id, place, asker)


def closed(id: str, given: Mapping[int, int]) -> Channel:
    """A channel that is closed to the app; only Discord itself can have told what the asker may do there."""
    may_manage = permissions.may_manage(given.get(int(id), 0))
    return Channel(id=id, may_manage=may_manage, missing=permissions.missing(0, thread=False))


def _seen(id: str, place: Place, asker: _Asker) -> Channel:
    own = _permissions(place, asker.guild.me)
    bits = asker.given.get(int(id))
    if bits is None:
        bits = _permissions(place, asker.member)
    is_thread = isinstance(place, discord.Thread)
    return Channel(
        id=id,
        name=place.name if bits & permissions.VIEW_CHANNEL else None,  # its name is not for whoever does not see it
        may_manage=permissions.may_manage(bits),
        missing=permissions.missing(own, thread=is_thread),
        trouble=_trouble(place, own),
    )


def _permissions(place: Place, member: discord.Member) -> int:
    try:
        return place.permissions_for(member).value
    except discord.ClientException:  # a thread whose channel is not known
        raise NotLearnt(texts.NOT_LEARNT) from None


def _trouble(place: Place, own: int) -> str | None:
    is_locked = isinstance(place, discord.Thread) and place.locked
    return permissions.trouble(place.type.value, own, locked=is_locked)
