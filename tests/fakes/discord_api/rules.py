"""Discord's limits that span several fields of a body, which the published schemas cannot say.

Sources: https://docs.discord.com/developers/components/reference,
https://docs.discord.com/developers/resources/message,
https://docs.discord.com/developers/interactions/application-commands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .payloads import COMPONENTS_V2, walked

COMPONENTS, TEXT, CONTENT, CUSTOM_ID, LABEL, BUTTONS, ROWS = 40, 4000, 2000, 100, 80, 5, 5
EMBED_TEXT = 6000
CHOICES, CHOICE_NAME, CHOICE_VALUE = 25, 100, 100
COMMANDS = {1: 100, 2: 15, 3: 15}
COMMAND_TEXT = 8000
ROW, BUTTON, TEXT_DISPLAY = 1, 2, 10
MODAL = 9
NAME = re.compile(r"^[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}$")
MENTION_KINDS = {"users", "roles", "everyone"}


def rules(body: Any) -> list[str]:
    """What Discord would refuse in a body, whichever it is: a list of commands, a callback or a message."""
    if isinstance(body, list):
        return list(_commands(body))
    if not isinstance(body, dict):
        return []
    data = body.get("data")
    if isinstance(data, dict):
        found = list(_choices(data.get("choices") or []))
        return [*found, *(_components(data) if body.get("type") == MODAL else _message(data))]
    return list(_message(body))


def edit_rules(held: dict[str, Any]) -> list[str]:
    """What Discord would refuse in a message as it would be after an edit: one that becomes a layout gives up the rest.

    https://docs.discord.com/developers/resources/message#edit-message
    """
    is_layout = bool(held["flags"] & COMPONENTS_V2)
    if is_layout:
        return [f"{key}: not beside components of version 2" for key in ("content", "embeds") if held.get(key)]
    beyond = [one["type"] for one in held["components"] if one["type"] != ROW]
    return [f"components: type {kind} needs the flag of version 2" for kind in beyond]


def _message(body: dict[str, Any]) -> Iterator[str]:
    yield from _components(body)
    yield from _mentions(body.get("allowed_mentions") or {})
    if len(body.get("content") or "") > CONTENT:
        yield f"content: {len(body['content'])} characters, {CONTENT} are allowed"
    if (shown := sum(_embed_length(one) for one in body.get("embeds") or [])) > EMBED_TEXT:
        yield f"embeds: {shown} characters over all embeds, {EMBED_TEXT} are allowed"


def _embed_length(embed: dict[str, Any]) -> int:
    named = [embed.get("title"), embed.get("description")]
    named += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    named += [field.get(key) for field in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(text or "") for text in named)


def _mentions(allowed: dict[str, Any]) -> Iterator[str]:
    parse = allowed.get("parse") or []
    if unknown := sorted(set(parse) - MENTION_KINDS):
        yield f"allowed_mentions: no such kind as {', '.join(unknown)}"
    for kind in ("users", "roles"):
        if kind in parse and allowed.get(kind):
            yield f"allowed_mentions: {kind} both parsed and listed"


def _components(body: dict[str, Any]) -> Iterator[str]:
    top = body.get("components") or []
    every = list(walked(top))
    is_v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    if len(every) > COMPONENTS:
        yield f"components: {len(every)} with the nested ones, {COMPONENTS} are allowed"
    if (shown := sum(len(one.get("content") or "") for one in every if one.get("type") == TEXT_DISPLAY)) > TEXT:
        yield f"components: {shown} characters of text over the message, {TEXT} are allowed"
    if is_v2 and (beside := [key for key in ("content", "embeds", "poll", "sticker_ids") if body.get(key)]):
        yield f"components: version 2 stands alone, not beside {', '.join(beside)}"
    if "flags" in body and not is_v2 and any(one.get("type", 0) >= 9 and one.get("type") != 18 for one in top):
        yield "components: layout components without the flag of version 2"
    if not is_v2 and len(top) > ROWS:
        yield f"components: {len(top)} rows, {ROWS} are allowed"
    repeated = [key for key, times in Counter(one.get("custom_id") for one in every).items() if key and times > 1]
    yield from (f"custom_id: {key!r} is there twice" for key in repeated)
    for one in every:
        yield from _component(one)


def _component(one: dict[str, Any]) -> Iterator[str]:
    if len(one.get("custom_id") or "") > CUSTOM_ID:
        yield f"custom_id: {len(one['custom_id'])} characters, {CUSTOM_ID} are allowed"
    if one.get("type") == BUTTON:
        if len(one.get("label") or "") > LABEL:
            yield f"label: {len(one['label'])} characters, {LABEL} are allowed"
        if not (one.get("label") or one.get("emoji") or one.get("sku_id")):
            yield "button: neither label nor emoji"
    if one.get("type") == ROW and len(one.get("components") or []) > BUTTONS:
        yield f"row: {len(one['components'])} buttons, {BUTTONS} are allowed"
    if one.get("type") == TEXT_DISPLAY and not (one.get("content") or "").strip():
        yield "text: empty"


def _choices(choices: list[dict[str, Any]]) -> Iterator[str]:
    if len(choices) > CHOICES:
        yield f"choices: {len(choices)}, {CHOICES} are allowed"
    for one in choices:
        if not 1 <= len(one["name"]) <= CHOICE_NAME:
            yield f"choice name: {len(one['name'])} characters, 1 to {CHOICE_NAME} are allowed"
        if isinstance(one["value"], str) and not 1 <= len(one["value"]) <= CHOICE_VALUE:
            yield f"choice value: {len(one['value'])} characters, 1 to {CHOICE_VALUE} are allowed"


def _commands(commands: list[dict[str, Any]]) -> Iterator[str]:
    kinds = Counter(one.get("type") or 1 for one in commands)
    yield from (
        f"commands: {n} of type {kind}, {COMMANDS[kind]} are allowed"
        for kind, n in kinds.items()
        if n > COMMANDS.get(kind, 1)
    )
    names = Counter((one.get("type") or 1, one["name"]) for one in commands)
    yield from (f"commands: two of the name {name!r}" for (_, name), times in names.items() if times > 1)
    for one in commands:
        if (kind := one.get("type") or 1) == 1:
            yield from _declared(one, path=f"/{one['name']}")
        elif one.get("description"):
            yield f"{one['name']}: a command of type {kind} has no description"
        if (length := command_length(one)) > COMMAND_TEXT:
            yield f"{one['name']}: {length} characters, {COMMAND_TEXT} are allowed for one command"


def _declared(one: dict[str, Any], *, path: str) -> Iterator[str]:
    """A chat command or option with everything below it: names, descriptions, choices, required ones first."""
    for name in (one["name"], *(one.get("name_localizations") or {}).values()):
        if not NAME.match(name) or name != name.lower():
            yield f"{path}: {name!r} is no name: 1 to 32 lower-case letters, digits, - and _"
    if not one.get("description"):
        yield f"{path}: no description"
    yield from (f"{path}: {fault}" for fault in _choices(one.get("choices") or []))
    if one.get("choices") and one.get("autocomplete"):
        yield f"{path}: choices and autocomplete exclude each other"
    options = one.get("options") or []
    asked = [bool(inner.get("required")) for inner in options if inner["type"] > 2]
    if asked != sorted(asked, reverse=True):
        yield f"{path}: required options come first"
    for inner in options:
        yield from _declared(inner, path=f"{path} {inner['name']}")


def command_length(one: dict[str, Any]) -> int:
    """Names, descriptions and choice values of a command and all below it; of localisations only the longest counts.

    https://docs.discord.com/developers/interactions/application-commands#slash-commands
    """
    length = sum(_longest(one, key) for key in ("name", "description"))
    for choice in one.get("choices") or []:
        length += _longest(choice, "name") + (len(choice["value"]) if isinstance(choice["value"], str) else 0)
    return length + sum(command_length(inner) for inner in one.get("options") or [])


def _longest(one: dict[str, Any], key: str) -> int:
    return max(map(len, [one.get(key) or "", *(one.get(f"{key}_localizations") or {}).values()]))
