"""The app's manifest, written from the declarations of the commands, and the link that makes an app of it.

The form is that of https://docs.slack.dev/reference/app-manifest. The scopes are the fewest that work: with them the
app reads no channel.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from adapters.sheets import shortened
from adapters.slack import limits
from adapters.slack.blocks import Json
from bot.registry import Command, Registry
from bot.texts import slack as texts

Commands = Literal["single", "short"]
"""single: the umbrella alone. short: also every command under its own name, where Slack does not keep that name."""

SCOPES = (
    "commands",
    "chat:write",
    "app_mentions:read",
    "im:history",
    "channels:read",
    "groups:read",
    "users:read",
)
"""Commands and shortcuts; posting; being mentioned; and messages that are sent to the app itself.

For schedules: the name and the maker of a public channel, and whether the app is in it; the same of a private one; and
whether who asks is an admin, and in which time zone. https://docs.slack.dev/reference/scopes
"""

LOOKUP_SCOPES = ("channels:history", "groups:history")
"""Also needed to look up whether a message was posted whose answer was lost; the app must be in the channel."""

EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")

VERIFY = "verify_quote"
"""The name of the message shortcut."""

RESERVED = frozenset(
    "active apps archive away call close collapse dm dnd expand feed feedback help hide invite"
    " join keys kick leave me msg mute open part people prefs remind remove rename"
    " search shortcuts shrug star status todo topic unarchive unstar who".split()
)
"""Names that Slack keeps for itself: https://slack.com/help/articles/201259356-Slash-commands-in-Slack"""

EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"

_NAME = re.compile(rf"[a-z0-9_-]{{1,{limits.COMMAND - 1}}}")
_HINTS = 3
"""How many examples stand in a usage hint."""

_LINK = "https://api.slack.com/apps?new_app=1&manifest_json="
_SHORTER = ((200, 100), (100, 60), (60, 30), (40, 0), (20, 0))
"""What is tried where the link is too long: characters of a command's description and of its usage hint."""


class NotLinked(Exception):
    """A manifest is too long for a link; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class _Slash:
    """One slash command."""

    name: str
    help: str
    hint: str


def manifest(
    registry: Registry, *, name: str, umbrella: str, commands: Commands, url: str | None, lookup: bool
) -> Json:
    """The manifest. `url`: where Slack reaches the desk over HTTP, without a slash at the end; None: Socket Mode."""
    base = url.rstrip("/") if url else None
    declared = [_umbrella(registry, umbrella), *(_short(registry, umbrella) if commands == "short" else ())]
    oauth: Json = {"scopes": {"bot": [*SCOPES, *(LOOKUP_SCOPES if lookup else ())]}}
    if base:
        oauth = {"redirect_urls": [base + REDIRECT_PATH], **oauth}
    return {
        "display_information": {
            "name": shortened(name, limits.APP_NAME),
            "description": texts.DESCRIPTION,
            "long_description": texts.LONG_DESCRIPTION,
        },
        "features": _features(name, declared[: limits.COMMANDS], base),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": {**_request(base), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_request(base), **_options(base)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": base is None,
            "token_rotation_enabled": False,
        },
    }


def link(manifest: Json) -> str:
    """A link that opens Slack with this manifest filled in; help texts are shortened where it would be too long.

    Raises NotLinked where even so it is.
    """
    for form in (manifest, *(_with_less(manifest, *most) for most in _SHORTER)):
        address = _LINK + quote(json.dumps(form, ensure_ascii=False, separators=(",", ":")), safe="")
        if len(address) < limits.MANIFEST_LINK:
            return address
    raise NotLinked(texts.NOT_LINKED)


def _features(name: str, declared: list[_Slash], base: str | None) -> Json:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": shortened(name, limits.DISPLAY_NAME), "always_online": True},
        "shortcuts": [
            {"name": texts.VERIFY, "type": "message", "callback_id": VERIFY, "description": texts.VERIFY_HELP}
        ],
        "slash_commands": [_slash(one, base) for one in declared],
    }


def _request(base: str | None) -> Json:
    return {"request_url": base + EVENTS_PATH} if base else {}


def _options(base: str | None) -> Json:
    """Where Slack asks for what can be chosen in the menus of a form."""
    return {"message_menu_options_url": base + EVENTS_PATH} if base else {}


def _slash(one: _Slash, base: str | None) -> Json:
    written: Json = {"command": f"/{one.name}"}
    if base:
        written["url"] = base + EVENTS_PATH
    written["description"] = shortened(one.help, limits.COMMAND_DESCRIPTION)
    if one.hint:
        written["usage_hint"] = shortened(one.hint, limits.USAGE_HINT)
    return {**written, "should_escape": True}


def _umbrella(registry: Registry, umbrella: str) -> _Slash:
    """The command under which all others stand; its hint is a line of each of the first few."""
    others = [command for command in registry.commands if command.name != umbrella]
    lines = [line for command in others for line in _lines(command) if " " in line]
    firsts = {line.partition(" ")[0]: line for line in reversed(lines)}
    found = [firsts[command.name] for command in others if command.name in firsts]
    return _Slash(umbrella, texts.UMBRELLA_HELP, texts.HINT_SEPARATOR.join(found[:_HINTS]))


def _short(registry: Registry, umbrella: str) -> Iterator[_Slash]:
    """Every command by every name that is free; those of two words are one, by the first of them."""
    for command in registry.commands:
        words = [line.partition(" ")[2] for line in _lines(command)]
        hint = texts.HINT_SEPARATOR.join([word for word in words if word][:_HINTS])
        for name in (command.name, *command.aliases):
            if _is_free(name, umbrella):
                yield _Slash(name, command.help, hint)
    for head, commands in registry.groups.items():
        if _is_free(head, umbrella):
            seconds = [command.name.partition(" ")[2] for command in commands]
            hint = texts.HINT_SEPARATOR.join(seconds[:_HINTS])
            yield _Slash(head, texts.GROUP_HELP.format(words=", ".join(seconds)), hint)


def _is_free(name: str, umbrella: str) -> bool:
    return name != umbrella and name not in RESERVED and _NAME.fullmatch(name) is not None


def _lines(command: Command) -> list[str]:
    return [example.line for example in command.examples if not example.fails]


def _with_less(manifest: Json, description: int, hint: int) -> Json:
    """The manifest with help texts of at most so many characters; a hint of none is left out."""
    commands = []
    for one in manifest["features"]["slash_commands"]:
        fewer = {**one, "description": shortened(one["description"], description)}
        if "usage_hint" in fewer:
            fewer["usage_hint"] = shortened(fewer["usage_hint"], hint) if hint else ""
        commands.append({key: value for key, value in fewer.items() if value != ""})
    return {**manifest, "features": {**manifest["features"], "slash_commands": commands}}
