"""What somebody may do in a channel of a server, from Discord's own objects. Pure.

https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from adapters.discord.render import Json

ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_GUILD = 1 << 3, 1 << 4, 1 << 5
VIEW_CHANNEL, SEND_MESSAGES, READ_MESSAGE_HISTORY, MANAGE_THREADS = 1 << 10, 1 << 11, 1 << 16, 1 << 34
SEND_IN_THREADS = 1 << 38
EVERYTHING = ~0
"""https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags"""

NAMES = {
    VIEW_CHANNEL: "View Channel",
    SEND_MESSAGES: "Send Messages",
    SEND_IN_THREADS: "Send Messages in Threads",
    READ_MESSAGE_HISTORY: "Read Message History",
}
"""What a server's manager reads beside the switch of each. Embed Links is not among them: a card is made of components,
which only ask for the right to send: https://docs.discord.com/developers/components/using-message-components"""

THREADS = (10, 11, 12)
"""https://docs.discord.com/developers/resources/channel#channel-object-channel-types"""

WRITTEN_IN = (0, 1, 2, 5, 13, *THREADS)
"""Types of channel that take messages: text, direct, voice, announcements, stage, threads; a forum takes none."""


def allowed(guild: Json, member: Json, channel: Json, *, now: datetime) -> int:
    """The permissions of a member in a channel, as bits; for a thread, give the channel in which it is."""
    user, roles = member["user"]["id"], {guild["id"], *member["roles"]}
    if guild["owner_id"] == user:
        return EVERYTHING
    bits = _all_of(int(role["permissions"]) for role in guild["roles"] if role["id"] in roles)
    if bits & ADMINISTRATOR:
        return EVERYTHING
    overwrites = {one["id"]: one for one in channel.get("permission_overwrites") or ()}
    own = [overwrites[id] for id in roles - {guild["id"]} if id in overwrites]
    for those in ([overwrites.get(guild["id"])], own, [overwrites.get(user)]):
        bits = _overwritten(bits, [one for one in those if one])
    if _is_silenced(member, now):
        bits &= VIEW_CHANNEL | READ_MESSAGE_HISTORY
    return bits if bits & VIEW_CHANNEL else bits & MANAGE_GUILD


def missing(bits: int, *, thread: bool) -> tuple[str, ...]:
    """The permissions that the desk needs to post and to look for its posts, and that are not among these, by name."""
    if not bits & VIEW_CHANNEL:
        return (NAMES[VIEW_CHANNEL],)
    needed = (SEND_IN_THREADS if thread else SEND_MESSAGES, READ_MESSAGE_HISTORY)
    return tuple(NAMES[one] for one in needed if not bits & one)


def trouble(kind: int, bits: int, *, locked: bool) -> str | None:
    """Why nothing can be posted in a channel of this type, whatever the app may do; `locked`: a thread that is."""
    if kind not in WRITTEN_IN:
        return "refused"
    return "archived" if locked and not bits & MANAGE_THREADS else None


def may_manage(bits: int) -> bool:
    """Whether what is posted in a channel may be changed by whoever has these permissions there."""
    return bool(bits & (ADMINISTRATOR | MANAGE_GUILD | MANAGE_CHANNELS))


def is_admin(bits: int) -> bool:
    """Whether whoever has these permissions manages the whole server."""
    return bool(bits & (ADMINISTRATOR | MANAGE_GUILD))


def _all_of(bits: Iterable[int]) -> int:
    found = 0
    for one in bits:
        found |= one
    return found


def _overwritten(bits: int, overwrites: Iterable[Mapping[str, Any]]) -> int:
    """All that these deny taken away, then all that they allow given."""
    held = list(overwrites)
    denied = _all_of(int(one["deny"]) for one in held)
    return (bits & ~denied) | _all_of(int(one["allow"]) for one in held)


def _is_silenced(member: Json, now: datetime) -> bool:
    """Whether a moderator gave the member a time-out that has not ended."""
    until: str | None = member.get("communication_disabled_until")
    return until is not None and datetime.fromisoformat(until) > now
