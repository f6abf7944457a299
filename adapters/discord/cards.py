"""Cards as the library sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from adapters.discord.render import (
    ACTION_ROW,
    BUTTON,
    CONTAINER,
    SEPARATOR,
    TEXT_DISPLAY,
    Json,
    Message,
    to_message,
)
from adapters.pressing import Place
from bot.contract import Reply


@dataclass(frozen=True, slots=True)
class Card:
    """A reply in one place: its message, and the view that carries it."""

    reply: Reply
    place: Place
    message: Message
    view: ui.LayoutView


def card(reply: Reply, *, place: Place, sheet: int = 1, full: bool = False, note: str | None = None) -> Card:
    """The card of a reply in a place; `note` is a sentence of the adapter under it."""
    message = to_message(reply, place, sheet=sheet, full=full, note=note)
    return Card(reply, place, message, view(message.components))


def view(components: Sequence[Json]) -> ui.LayoutView:
    """The components as the library's own. Stopped, so that it keeps no record of them: our buttons need none."""
    made = ui.LayoutView(timeout=None)
    for component in components:
        made.add_item(_item(component))
    made.stop()
    return made


def _item(component: Mapping[str, Any]) -> ui.Item[Any]:
    return _MADE[component["type"]](component)


def _container(component: Mapping[str, Any]) -> ui.Item[Any]:
    inside = [_item(one) for one in component["components"]]
    return ui.Container(*inside, accent_colour=component["accent_color"], spoiler=component["spoiler"])


def _text(component: Mapping[str, Any]) -> ui.Item[Any]:
    return ui.TextDisplay(component["content"])


def _separator(component: Mapping[str, Any]) -> ui.Item[Any]:
    return ui.Separator(visible=component["divider"], spacing=discord.SeparatorSpacing(component["spacing"]))


def _row(component: Mapping[str, Any]) -> ui.Item[Any]:
    return ui.ActionRow(*(_item(one) for one in component["components"]))


def _button(component: Mapping[str, Any]) -> ui.Item[Any]:
    return ui.Button(
        style=discord.ButtonStyle(component["style"]),
        label=component["label"],
        custom_id=component["custom_id"],
        disabled=component["disabled"],
    )


_MADE: Mapping[int, Callable[[Mapping[str, Any]], ui.Item[Any]]] = {
    CONTAINER: _container,
    TEXT_DISPLAY: _text,
    SEPARATOR: _separator,
    ACTION_ROW: _row,
    BUTTON: _button,
}
