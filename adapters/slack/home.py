"""The app's Home: the start card and this day's anniversaries, or the card that a button there asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.asking import Asking
from adapters.slack.render import to_home
from bot.contract import Reply, Request

Shown = tuple[dict[str, Any], Mapping[str, str]]
"""A view, and the lines that its buttons need to be kept."""

LINES = ("", "onthisday")
"""What a Home opens with: the start card, and the day's events."""


async def start(asking: Asking, *, user: str, workspace: str | None) -> Shown:
    """The Home as it opens."""
    now = asking.clock()
    asked = [Request(text=line, now=now, platform="slack", workspace=workspace, user=user) for line in LINES]
    return to_home([await asking.answer(request) for request in asked], back=False)


def card(reply: Reply, *, sheet: int, full: bool) -> Shown:
    """One card in the Home, with the way back."""
    return to_home([reply], sheet=sheet, full=full, back=True)
