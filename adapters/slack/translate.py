"""What Slack sends, as the desk takes it. Pure; every value is looked at before it is believed.

`workspace` is the one whose token a request is answered with. A payload names others too, those of the people and of
the channel: https://docs.slack.dev/apis/slack-connect
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from adapters.slack.mrkdwn import refers, unescape
from adapters.spoken import question
from bot.contract import Request

Payload = Mapping[str, Any]
Manages = Callable[[Request], bool]
"""Whether a question is for those who may manage a channel: it then needs the ids of channels and people."""

_OWN_MENTION = re.compile(r"<@([^|<>]+)(?:\|[^<>]*)?>")
_PLATFORM = "slack"

_WRITTEN = (None, "file_share", "thread_broadcast")
"""The kinds of message that somebody wrote just now (https://docs.slack.dev/reference/events/message#subtypes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message for the desk, and where the answer belongs."""

    request: Request
    delivery: str
    channel: str
    user: str
    thread: str | None
    is_direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button that was pressed: what it carries, who pressed it, and the card that it stood under."""

    value: str
    card: str
    """The message that the button stands under."""
    user: str
    workspace: str | None
    channel: str | None
    thread: str | None
    response_url: str | None
    is_private: bool
    is_home: bool
    trigger: str
    """Slack's id of the press, with which a form may be opened within three seconds."""


def command(body: Payload, now: datetime, *, workspace: str | None, manages: Manages) -> Request:
    """A slash command: `/members` with `2016` is the line `members 2016`."""
    name = _text(body, "command").removeprefix("/")
    request = Request(
        now=now,
        platform=_PLATFORM,
        workspace=workspace,
        channel=_text(body, "channel_id") or None,
        user=_text(body, "user_id") or None,
    )
    return _saying(request, _text(body, "text"), lambda typed: f"{name} {typed}".strip(), manages)


def trigger(body: Payload) -> str:
    """Slack's id of a command, a press or a form that was sent: the same when it is delivered again."""
    return _text(body, "trigger_id")


def message(
    body: Payload, now: datetime, *, workspace: str | None, bot_user: str | None, manages: Manages
) -> Heard | None:
    """A mention or a direct message; None for what nobody wrote to the desk: edits, bots, other channels."""
    event = body.get("event")
    if not isinstance(event, Mapping) or event.get("subtype") not in _WRITTEN or event.get("bot_id"):
        return None
    channel, user, ts = _text(event, "channel"), _text(event, "user"), _text(event, "ts")
    is_direct = event.get("channel_type") == "im"
    if not (channel and user and ts) or user == bot_user or not (is_direct or event.get("type") == "app_mention"):
        return None
    request = Request(
        now=now,
        platform=_PLATFORM,
        workspace=workspace,
        channel=channel,
        thread=_text(event, "thread_ts") or None,
        user=user,
    )
    return Heard(
        request=_saying(request, _without_own_name(_text(event, "text"), bot_user), question, manages),
        delivery=f"slack:{_text(body, 'team_id')}:{channel}:{ts}",
        channel=channel,
        user=user,
        thread=_text(event, "thread_ts") or (None if is_direct else ts),
        is_direct=is_direct,
    )


def press(body: Payload, *, workspace: str | None) -> Pressed | None:
    """A button; None where the payload has none."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], Mapping) else {}
    container, user = _map(body, "container"), _map(body, "user")
    value, who = _text(action, "value"), _text(user, "id")
    if not value or not who:
        return None
    return Pressed(
        value=value,
        card=f"{_text(container, 'channel_id')}:{_text(container, 'message_ts')}",
        user=who,
        workspace=workspace,
        channel=_text(container, "channel_id") or _text(_map(body, "channel"), "id") or None,
        thread=_text(container, "thread_ts") or _text(_map(body, "message"), "thread_ts") or None,
        response_url=_text(body, "response_url") or None,
        is_private=bool(container.get("is_ephemeral")),
        is_home=container.get("type") == "view",
        trigger=trigger(body),
    )


def shortcut(body: Payload, now: datetime, *, workspace: str | None) -> Request | None:
    """The message shortcut: its message is to be verified; None where it has no text."""
    text = unescape(_text(_map(body, "message"), "text")).strip()
    if not text:
        return None
    return Request(
        command="verify",
        options={"text": text},
        now=now,
        platform=_PLATFORM,
        workspace=workspace,
        channel=_text(_map(body, "channel"), "id") or None,
        user=_text(_map(body, "user"), "id") or None,
    )


def line(text: str, pressed: Pressed, now: datetime, *, page: int) -> Request:
    """The question that a button stands for."""
    return Request(
        text=text,
        now=now,
        page=page,
        platform=_PLATFORM,
        workspace=pressed.workspace,
        channel=pressed.channel,
        thread=pressed.thread,
        user=pressed.user,
    )


def _saying(request: Request, written: str, line: Callable[[str], str], manages: Manages) -> Request:
    """The request with its line, in which references stay where the question needs them."""
    plain = replace(request, text=line(unescape(written)))
    if not refers(written):
        return plain
    referring = replace(request, text=line(unescape(written, references=True)))
    return referring if manages(referring) else plain


def _without_own_name(text: str, bot_user: str | None) -> str:
    return _OWN_MENTION.sub(lambda found: " " if found[1] == bot_user else found[0], text)


def _map(body: Payload, name: str) -> Payload:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}


def _text(body: Payload, name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
