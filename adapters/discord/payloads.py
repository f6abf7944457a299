"""An interaction as Discord posts it, made into the library's own object with nothing known beside it.

The library reads interactions that come over a gateway, where it knows the servers. Here each brings all there is, and
of channels Discord promises only some fields:
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
"""

from __future__ import annotations

from typing import Any

import discord

from adapters.discord.permissions import THREADS
from adapters.discord.render import Json

MEMBER = "member"
"""Under this name an interaction holds who asks as a member of the server, as Discord told it."""

TYPES = (2, 3, 4, 5)
"""Command, component, completion, form.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type"""

_CHANNEL: Json = {"name": "", "position": 0, "bitrate": 0, "user_limit": 0}
_THREAD: Json = {
    "name": "",
    "owner_id": "0",
    "message_count": 0,
    "member_count": 0,
    "thread_metadata": {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2015-01-01T00:00:00Z"},
}


class Unreadable(Exception):
    """What was posted is no interaction; the message says what is wrong, for the log."""


def interaction(payload: Json, client: discord.Client) -> discord.Interaction[Any]:
    """The library's object. Raises Unreadable for what is none of the four types, or lacks what each must have."""
    if payload.get("type") not in TYPES:
        raise Unreadable("no type that is known")
    try:
        made: discord.Interaction[Any] = discord.Interaction(data=_completed(payload), state=client._connection)  # type: ignore[arg-type]
        int(made.user.id)
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as fault:
        raise Unreadable(type(fault).__name__) from None
    made.extras[MEMBER] = payload.get(MEMBER)
    return made


def _completed(payload: Json) -> Json:
    """With what the library takes for granted."""
    shown: Json = {"attachment_size_limit": 0, "version": 1, "data": {}, **payload}
    channel = dict(payload.get("channel") or {})
    if not isinstance(channel.get("type", 0), int):  # the library would write it into the log
        raise TypeError
    if "channel_id" in payload:
        channel.setdefault("id", payload["channel_id"])
        channel.setdefault("type", 0 if payload.get("guild_id") else 1)
    if channel:
        is_thread = channel.get("type") in THREADS
        shown["channel"] = {**(_THREAD | {"parent_id": "0"} if is_thread else _CHANNEL), **channel}
    return shown
