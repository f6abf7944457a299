"""The form for a new schedule: a modal, what is read from it, and under which field a refusal belongs. Pure.

https://docs.slack.dev/surfaces/modals
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from adapters import references
from adapters.sheets import shortened
from adapters.slack import limits
from adapters.slack.blocks import Json, plain
from bot.completion import Suggestion
from bot.contract import Reply
from bot.texts import slack as texts

NAME = "schedule_add"
"""The name of the form, by which Slack brings it back."""

COMMAND = "schedule add"
LISTING = "schedule list"
LISTING_ALL = "schedule list all"
"""The line for the schedules of every channel that somebody may manage."""

ZONE = "zone"

REFUSING = ("choice", "not-found", "refusal", "error")
"""Kinds of reply after which the form stays open."""

_A_COMMAND = "command"
_WHATS = (
    ("onthisday", texts.WHAT_ON_THIS_DAY),
    ("reminder", texts.WHAT_REMINDER),
    ("quote", texts.WHAT_QUOTE),
    ("digest week", texts.WHAT_DIGEST_WEEK),
    ("digest month", texts.WHAT_DIGEST_MONTH),
    (_A_COMMAND, texts.WHAT_COMMAND),
)
_DAYS = (
    ("daily", texts.DAYS_ALL),
    ("weekdays", texts.DAYS_WEEKDAYS),
    ("mon", texts.DAYS_MONDAYS),
    ("1", texts.DAYS_FIRST),
    ("last", texts.DAYS_LAST),
)
_CHOSEN = ("what", "days", "in")
"""Fields in which nothing is typed."""

_NAMED = (("zone", ZONE), ("channel", "in"), ("lead", "lead"), ("days", "other"), ("time", "at"))
"""Words by which a sentence names a field, and the field."""

_AT = "09:00"
_SAID = 500
"""Characters of a sentence under a field; Slack names no number, and shows so much."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent off. `typed` is what stands in each field; `back` the address for the answer, if any."""

    user: str
    workspace: str | None
    view: str
    back: str | None
    typed: Mapping[str, str]


def view(*, back: str = "") -> Json:
    """The form. `back` is the response_url of the command that opened it: there the answer goes."""
    return {
        "type": "modal",
        "callback_id": NAME,
        "title": plain(texts.FORM_TITLE),
        "submit": plain(texts.FORM_SAVE),
        "close": plain(texts.FORM_CLOSE),
        "private_metadata": back if len(back) <= limits.PRIVATE_METADATA else "",
        "blocks": [
            _field("what", texts.FIELD_WHAT, _menu(_WHATS)),
            _field("line", texts.FIELD_LINE, _text(), hint=texts.FIELD_LINE_HINT, optional=True),
            _field("at", texts.FIELD_AT, {"type": "timepicker", "initial_time": _AT}),
            _field(ZONE, texts.FIELD_ZONE, _zones(), hint=texts.FIELD_ZONE_HINT, optional=True),
            _field("days", texts.FIELD_DAYS, _menu(_DAYS)),
            _field("other", texts.FIELD_OTHER_DAYS, _text(), hint=texts.FIELD_OTHER_DAYS_HINT, optional=True),
            _field("in", texts.FIELD_IN, _channels()),
            _field("lead", texts.FIELD_LEAD, _text(), hint=texts.FIELD_LEAD_HINT, optional=True),
        ],
    }


def is_asked(line: str) -> bool:
    """Whether a line asks for the form: `schedule add` with nothing behind it, under the umbrella or alone."""
    words = line.casefold().split()
    return words[-2:] == COMMAND.split() and len(words) <= 3


def filled(body: Mapping[str, Any], *, workspace: str | None) -> Filled:
    """What was sent off, in the workspace whose token answers it; every value is looked at before it is believed."""
    shown, user = _map(body, "view"), _map(body, "user")
    values = _map(_map(shown, "state"), "values")
    back = shown.get("private_metadata")
    return Filled(
        user=str(user.get("id") or ""),
        workspace=workspace,
        view=str(shown.get("id") or ""),
        back=back if isinstance(back, str) and back else None,
        typed={name: _typed(_map(_map(values, name), name)) for name in values if isinstance(name, str)},
    )


def mistakes(form: Filled) -> dict[str, str]:
    """What the form itself can say is missing, by field."""
    typed, found = form.typed, {}
    is_command = typed.get("what") == _A_COMMAND
    if is_command and not typed.get("line"):
        found["line"] = texts.LINE_MISSING
    if not is_command and typed.get("line"):
        found["line"] = texts.LINE_UNUSED
    if not typed.get("in"):
        found["in"] = texts.CHANNEL_MISSING
    return found


def options(form: Filled) -> dict[str, str]:
    """The options of `schedule add`, as the form fills them."""
    typed = form.typed
    what = typed.get("what", "")
    found = {
        "what": typed.get("line", "") if what == _A_COMMAND else what,
        "at": typed.get("at", ""),
        "zone": typed.get(ZONE, ""),
        "days": typed.get("other") or typed.get("days", ""),
        "in": f"<#{typed['in']}>" if typed.get("in") else "",
        "lead": typed.get("lead", ""),
    }
    return {name: value for name, value in found.items() if value}


def errors(reply: Reply, form: Filled) -> dict[str, str]:
    """A refusal as sentences under a field: the one whose words it says first, else one that it names."""
    said = references.plain(reply.lead or reply.title, reply.named)
    labels = [references.label(button.label) for button in reply.buttons]
    offers = ", ".join(label for label in labels if label not in said)
    told = texts.PERHAPS.format(said=said, offers=offers) if offers else said
    return {_field_of(f"{reply.title} {reply.lead}", form): shortened(told, _SAID)}


def choices(found: Iterable[Suggestion]) -> list[Json]:
    """Suggestions as the options of a menu."""
    fitting = [one for one in found if one.value and len(one.value) <= limits.OPTION_VALUE]
    return [
        {"text": plain(shortened(one.label or one.value, limits.OPTION)), "value": one.value}
        for one in fitting[: limits.OPTIONS]
    ]


def _field_of(said: str, form: Filled) -> str:
    """The field that a sentence is about: a wrong word stands in it before whatever is offered instead."""
    written = {name: value for name, value in form.typed.items() if value and name not in _CHOSEN}
    for quoted in ("\u201c{}\u201d", "{}"):
        at = {name: said.find(quoted.format(value)) for name, value in written.items()}
        found = [name for name in at if at[name] >= 0 and (quoted != "{}" or len(written[name]) > 1)]
        if found:
            return min(found, key=lambda name: at[name])
    return next((field for word, field in _NAMED if word in said.casefold()), "what")


def _field(name: str, label: str, element: Json, *, hint: str = "", optional: bool = False) -> Json:
    field: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {**element, "action_id": name},
        "optional": optional,
    }
    return {**field, "hint": plain(hint)} if hint else field


def _menu(options: Iterable[tuple[str, str]]) -> Json:
    listed = [{"text": plain(label), "value": value} for value, label in options]
    return {"type": "static_select", "options": listed, "initial_option": listed[0]}


def _zones() -> Json:
    """Slack asks for its options as somebody types."""
    return {"type": "external_select", "min_query_length": 1, "placeholder": plain(texts.FIELD_ZONE_TYPE)}


def _channels() -> Json:
    """The channel in which the form is opened, where it is one; never a direct message."""
    return {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }


def _text() -> Json:
    return {"type": "plain_text_input"}


def _typed(state: Mapping[str, Any]) -> str:
    """What a field holds, whatever kind it is."""
    for name in ("value", "selected_time", "selected_conversation"):
        if isinstance(state.get(name), str):
            return str(state[name]).strip()
    value = _map(state, "selected_option").get("value")
    return value if isinstance(value, str) else ""


def _map(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}
