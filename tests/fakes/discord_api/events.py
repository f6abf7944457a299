"""The events of a user's doing: INTERACTION_CREATE and MESSAGE_CREATE as Discord sends them. Pure.

https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import payloads
from .payloads import Json

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
USER, CHANNEL = 6, 7
"""Types of option."""
IN_GUILD, WITH_BOT, IN_PRIVATE = 0, 1, 2
ATTACHMENT_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Who acts where: the user, the channel, the guild if any, the context, in which language, and what they may do."""

    user: Json
    channel: Json
    guild: Json | None
    context: int
    locale: str
    owners: Mapping[str, str]
    roles: Sequence[str] = ()
    permissions: str = payloads.PERMISSIONS
    app_permissions: str = payloads.PERMISSIONS


def interaction(kind: int, data: Json, *, place: Place, message: Json | None = None) -> Json:
    """One INTERACTION_CREATE; `member` in a guild, `user` elsewhere."""
    event: Json = {
        "id": payloads.snowflake(),
        "application_id": payloads.APPLICATION,
        "type": kind,
        "token": "aW50ZXJhY3Rpb246" + secrets.token_urlsafe(48),
        "version": 1,
        "data": data,
        "channel_id": place.channel["id"],
        "channel": place.channel,
        "app_permissions": place.app_permissions,
        "locale": place.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": dict(place.owners),
        "context": place.context,
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }
    if place.guild is None:
        event["user"] = place.user
    else:
        locale = place.guild["preferred_locale"]
        event |= {"guild_id": place.guild["id"], "guild_locale": locale}
        event["guild"] = {"id": place.guild["id"], "locale": locale, "features": []}
        event["member"] = payloads.member(place.user, permissions=place.permissions, roles=place.roles)
    if message is not None:
        event["message"] = message
    return event


def chat_data(name: str, options: Mapping[str, Any], *, declared: Json | None, focused: str | None = None) -> Json:
    """The `data` of a slash command: `desk who` names a subcommand; types come from the declaration if there is one."""
    root, *below = name.split()
    levels = [declared or {}]
    for part in below:
        levels.append(next((one for one in levels[-1].get("options", []) if one["name"] == part), {}))
    types = {one["name"]: one["type"] for one in levels[-1].get("options", [])}
    filled = [
        {"name": key, "type": types.get(key) or _type_of(value), "value": value, **_focus(key, focused)}
        for key, value in options.items()
    ]
    for depth in range(len(below), 0, -1):
        is_group = depth < len(below)
        filled = [{"name": below[depth - 1], "type": 2 if is_group else 1, "options": filled}]
    id = declared["id"] if declared else payloads.snowflake()
    return {"id": id, "name": root, "type": 1, "options": filled}


def resolved(data: Json, channel: Callable[[str], Json], user: Callable[[str], Json]) -> Json:
    """What Discord tells of the channels and people that were chosen as options, given how each is shown."""
    chosen: dict[int, list[str]] = {}
    inside = list(data["options"])
    while inside:
        one = inside.pop()
        inside += one.get("options", [])
        chosen.setdefault(one["type"], []).append(str(one.get("value")))
    found = {"channels": {id: channel(id) for id in chosen.get(CHANNEL, [])}}
    found |= {"users": {id: user(id) for id in chosen.get(USER, [])}}
    kept = {key: value for key, value in found.items() if value}
    return {**data, "resolved": kept} if kept else data


def _focus(key: str, focused: str | None) -> Json:
    return {"focused": True} if key == focused else {}


def _type_of(value: Any) -> int:
    return {bool: 5, int: 4, float: 10}.get(type(value), 3)


def message_data(name: str, target: Json, *, declared: Json | None) -> Json:
    """The `data` of a command on a message."""
    resolved = {"messages": {target["id"]: target}}
    id = declared["id"] if declared else payloads.snowflake()
    return {"id": id, "name": name, "type": 3, "target_id": target["id"], "resolved": resolved}


def click_data(message: Json, custom_id: str, *, values: Sequence[str] = ()) -> Json:
    """The `data` of a press; AssertionError where the message has no such live component."""
    found = [one for one in payloads.walked(message["components"]) if one.get("custom_id") == custom_id]
    offered = [one["custom_id"] for one in payloads.walked(message["components"]) if one.get("custom_id")]
    assert found, f"no component {custom_id!r} in the message, it has {offered}"
    assert not found[0].get("disabled"), f"{custom_id!r} is disabled"
    data: Json = {"custom_id": custom_id, "component_type": found[0]["type"], "id": found[0]["id"]}
    return {**data, "values": list(values)} if found[0]["type"] != 2 else data


def user_message(text: str, *, place: Place, mentions: Sequence[Json] = ()) -> Json:
    """The message of a user; in a guild with `member` and `guild_id`, as MESSAGE_CREATE has it."""
    event = payloads.message({"content": text}, channel=place.channel["id"], author=place.user)
    event |= {"channel_type": place.channel["type"], "components": [], "nonce": payloads.snowflake()}
    if place.guild is None:
        return {**event, "mentions": list(mentions)}
    inner = [{**one, "member": payloads.member(one, with_user=False)} for one in mentions]
    member = payloads.member(place.user, with_user=False, roles=place.roles)
    event |= {"guild_id": place.guild["id"], "member": member}
    return {**event, "mentions": inner}
