"""What Discord's objects look like on the wire: users, guilds, channels, messages, commands, interactions.

Pure: shapes come in, dictionaries go out. Shapes: https://docs.discord.com/developers/resources/message and
https://docs.discord.com/developers/interactions/receiving-and-responding.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

APPLICATION = "1100000000000000001"
GUILD = "1100000000000000100"
GENERAL = "1100000000000000101"
GROUP_DM = "1100000000000000102"
PERMISSIONS = "2248473465835073"
COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
LOADING = 1 << 7

EPOCH = 1_420_070_400_000
"""The millisecond of the epoch from which ids count: https://docs.discord.com/developers/reference#snowflakes"""

_last = [0]


def snowflake() -> str:
    """A fresh id of this moment, greater than every id before it."""
    _last[0] = max((int(time.time() * 1000) - EPOCH) << 22, _last[0] + 1)
    return str(_last[0])


def user(id: str, name: str, *, locale_name: str | None = None, bot: bool = False) -> Json:
    """One user, as every payload carries it."""
    return {
        "id": id,
        "username": name,
        "discriminator": "0",
        "global_name": locale_name or name.capitalize(),
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "avatar_decoration_data": None,
        "clan": None,
        "primary_guild": None,
    }


BOT = user(APPLICATION, "summitdesk", bot=True)
ALICE = user("1100000000000000011", "alice")
BOB = user("1100000000000000012", "bob")
CHARLIE = user("1100000000000000013", "charlie")


def member(of: Json, *, permissions: str = PERMISSIONS, with_user: bool = True, roles: Sequence[str] = ()) -> Json:
    """A user's membership of the guild; permissions are those in the channel of the interaction."""
    shape: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "deaf": False,
        "flags": 0,
        "joined_at": "2025-01-01T00:00:00.000000+00:00",
        "mute": False,
        "nick": None,
        "pending": False,
        "permissions": permissions,
        "premium_since": None,
        "roles": list(roles),
        "unusual_dm_activity_until": None,
    }
    if not with_user:
        del shape["permissions"]
        return shape
    return {**shape, "user": of}


def channel(id: str, name: str, *, guild: str = GUILD, kind: int = 0) -> Json:
    """A channel of a guild, by default for text."""
    return {
        "id": id,
        "type": kind,
        "name": name,
        "guild_id": guild,
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "permission_overwrites": [],
        "flags": 0,
        "permissions": PERMISSIONS,
    }


def thread(id: str, name: str, *, parent: str, guild: str = GUILD, locked: bool = False) -> Json:
    """A public thread in a channel."""
    kept: Json = {"archived": locked, "locked": locked, "auto_archive_duration": 1440}
    kept["archive_timestamp"] = "2025-01-01T00:00:00.000000+00:00"
    shape = {"id": id, "type": 11, "name": name, "guild_id": guild, "parent_id": parent, "owner_id": BOB["id"]}
    shape |= {"thread_metadata": kept, "message_count": 0, "member_count": 1, "rate_limit_per_user": 0}
    return {**shape, "last_message_id": None, "flags": 0, "total_message_sent": 0}


def role(id: str, name: str, *, permissions: int, position: int = 0) -> Json:
    """A role of a guild."""
    shape = {"id": id, "name": name, "permissions": str(permissions), "position": position, "color": 0, "hoist": False}
    return {**shape, "managed": False, "mentionable": False, "flags": 0}


def direct_channel(id: str, *, of: Json) -> Json:
    """The channel between one user and the bot."""
    return {"id": id, "type": 1, "flags": 0, "last_message_id": None, "recipients": [of]}


def group_channel(id: str, *, of: Sequence[Json]) -> Json:
    """A private channel in which the bot is no recipient (context 2)."""
    recipients = list(of)
    shape = {"id": id, "type": 3, "flags": 0, "last_message_id": None, "name": None, "icon": None}
    return {**shape, "owner_id": recipients[0]["id"], "recipients": recipients}


def guild(id: str, channels: Sequence[Json], *, members: Sequence[Json], locale: str = "en-US") -> Json:
    """The body of GUILD_CREATE."""
    return {
        "id": id,
        "name": "Test guild",
        "owner_id": ALICE["id"],
        "icon": None,
        "features": [],
        "preferred_locale": locale,
        "roles": [role(id, "@everyone", permissions=int(PERMISSIONS))],
        "emojis": [],
        "stickers": [],
        "channels": [dict(one) for one in channels],
        "threads": [],
        "members": [member(BOT), *[member(one) for one in members]],
        "member_count": 1 + len(members),
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "large": False,
        "unavailable": False,
        "joined_at": "2025-01-01T00:00:00.000000+00:00",
    }


def message(body: Mapping[str, Any], *, channel: str, author: Json, id: str | None = None) -> Json:
    """The message that Discord makes of a request body."""
    components = numbered(body.get("components") or [])
    return {
        "id": id or snowflake(),
        "channel_id": channel,
        "type": 19 if body.get("message_reference") else 0,
        "content": body.get("content") or "",
        "author": author,
        "embeds": body.get("embeds") or [],
        "components": components,
        "attachments": attachments(body),
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "flags": body.get("flags") or 0,
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        **({"nonce": body["nonce"]} if body.get("nonce") is not None else {}),
        **({"message_reference": body["message_reference"]} if body.get("message_reference") else {}),
    }


def attachments(body: Mapping[str, Any]) -> list[Json]:
    """The uploads of a request as the message shows them; their sizes are not kept."""
    shown = []
    for one in body.get("attachments") or []:
        url = f"https://cdn.discordapp.com/attachments/{one['id']}/{one.get('filename')}"
        shown.append({"size": 0, "url": url, "proxy_url": url, "filename": "file", **one, "id": str(one["id"])})
    return shown


def edited(held: Json, body: Mapping[str, Any]) -> Json:
    """A held message after a PATCH; what the body leaves out stays."""
    body = {**body, "attachments": attachments(body)} if "attachments" in body else body
    kept = {key: value for key, value in body.items() if key in {"content", "embeds", "attachments"}}
    kept = {key: value if value is not None else ("" if key == "content" else []) for key, value in kept.items()}
    changed = {**held, **kept, "edited_timestamp": datetime.now(UTC).isoformat()}
    if "components" in body:
        changed["components"] = numbered(body["components"] or [])
    changed["flags"] = (held["flags"] & ~LOADING) | ((body.get("flags") or 0) & COMPONENTS_V2)
    return changed


def walked(components: Sequence[Json]) -> Iterator[Json]:
    """Every component, nested ones, accessories and labels' included."""
    for one in components:
        yield one
        yield from walked(one.get("components") or [])
        inner = [one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)]
        yield from walked(inner)


def numbered(components: Sequence[Json]) -> list[Json]:
    """The components with the ids that Discord fills in, in the order of the message."""
    copies = [_copied(one) for one in components]
    taken = {one["id"] for one in walked(copies) if one.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    for one in walked(copies):
        one["id"] = one.get("id") or next(free)
    return copies


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


_ALWAYS = {"required": False, "autocomplete": False, "choices": [], "options": [], "channel_types": []}


def command(put: Json, *, held: Json | None, guild: str | None = None) -> Json:
    """What Discord answers for one command that was put: ids, version, defaults, no key that says nothing.

    A command of the same name and type keeps its id; the version moves only when the definition changed.
    """
    permissions = put.get("default_member_permissions")
    shape: Json = {
        "id": held["id"] if held else snowflake(),
        "application_id": APPLICATION,
        "version": snowflake(),
        "default_member_permissions": None if permissions is None else str(permissions),
        "type": put.get("type") or 1,
        "name": put["name"],
        "name_localizations": put.get("name_localizations") or None,
        "description": put.get("description") or "",
        "description_localizations": put.get("description_localizations") or None,
        "dm_permission": put.get("dm_permission", True) is not False,
        "contexts": put.get("contexts"),
        "integration_types": put.get("integration_types") or [0],
        "nsfw": bool(put.get("nsfw")),
    }
    if guild is not None:
        shape["guild_id"] = guild
    if put.get("options"):
        shape["options"] = [_option(one) for one in put["options"]]
    if held and {**held, "version": None} == {**shape, "version": None}:
        return held
    return shape


def _option(put: Json) -> Json:
    said = {key: value for key, value in put.items() if value is not None and value != _ALWAYS.get(key)}
    said |= {"name_localizations": put.get("name_localizations") or None}
    said |= {"description_localizations": put.get("description_localizations") or None}
    if "choices" in said:
        said["choices"] = [{**one, "name_localizations": one.get("name_localizations")} for one in put["choices"]]
    if "options" in said:
        said["options"] = [_option(one) for one in put["options"]]
    return said


def without_localizations(command: Json) -> Json:
    """A command as GET gives it unless ?with_localizations=true was asked."""
    kept = {key: value for key, value in command.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [without_localizations(one) for one in kept[key]]
    return kept
