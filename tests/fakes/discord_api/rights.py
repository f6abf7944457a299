"""What somebody may do in a channel of the stand-in's guilds, computed as Discord documents it. Pure.

https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import discord

from .payloads import Json

ADMINISTRATOR, VIEW, SEND, HISTORY, SEND_IN_THREADS = 1 << 3, 1 << 10, 1 << 11, 1 << 16, 1 << 38
ALL = discord.Permissions.all().value
THREADS = (10, 11, 12)


def bits(names: Iterable[str]) -> int:
    """The bits of permissions by the library's names: `send_messages`."""
    return discord.Permissions(**dict.fromkeys(names, True)).value


def permissions(guild: Json, channel: Json, user: str, channels: Mapping[str, Json]) -> int:
    """The permissions of a user in a channel; a thread has those of the channel in which it is. Strangers have none."""
    if channel["type"] in THREADS:
        channel = channels[channel["parent_id"]]
    if guild["owner_id"] == user:
        return ALL
    member = next((one for one in guild["members"] if one["user"]["id"] == user), None)
    if member is None:
        return 0
    base = 0
    for role in guild["roles"]:
        if role["id"] == guild["id"] or role["id"] in member["roles"]:
            base |= int(role["permissions"])
    if base & ADMINISTRATOR:
        return ALL
    base = _changed(base, [one for one in channel["permission_overwrites"] if one["id"] == guild["id"]])
    base = _changed(base, [one for one in channel["permission_overwrites"] if one["id"] in member["roles"]])
    base = _changed(base, [one for one in channel["permission_overwrites"] if one["id"] == user])
    return base if base & VIEW else base & ~discord.Permissions.all_channel().value


def _changed(base: int, overwrites: Iterable[Json]) -> int:
    denied = allowed = 0
    for one in overwrites:
        denied |= int(one["deny"])
        allowed |= int(one["allow"])
    return base & ~denied | allowed
