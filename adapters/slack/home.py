"""The app's Home: the start card, this day's anniversaries and the schedules that somebody may manage; or the card that
a button there asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from adapters.asking import Asking
from adapters.slack import form
from adapters.slack.learning import Learning
from adapters.slack.render import to_home
from bot.contract import Reply, Request

Shown = tuple[dict[str, Any], Mapping[str, str]]
"""A view, and the lines that its buttons need to be kept."""

LINES = ("", "onthisday")
"""What a Home opens with: the start card, and the day's events."""

LISTED = ("answer", "help", "error")
"""Kinds of reply that stand there as the schedules; that there are none, or none of theirs, needs no card."""


async def start(asking: Asking, learning: Learning, *, user: str, workspace: str | None, token: str | None) -> Shown:
    """The Home as it opens. Whoever may manage nothing sees no schedules."""
    has_schedules = asking.desk.registry.find(form.LISTING) is not None
    lines = (*LINES, form.LISTING_ALL) if has_schedules else LINES
    asked = [Request(text=line, now=asking.clock(), platform="slack", workspace=workspace, user=user) for line in lines]
    replies = await asyncio.gather(*(learning.answer(request, token) for request in asked))
    listed = [reply for reply in replies[len(LINES) :] if reply is not None and reply.kind in LISTED]
    shown = [*(reply for reply in replies[: len(LINES)] if reply is not None), *listed]
    return to_home(shown, back=False, new=form.COMMAND if has_schedules else None)


def card(reply: Reply, *, sheet: int, full: bool) -> Shown:
    """One card in the Home, with the way back."""
    return to_home([reply], sheet=sheet, full=full, back=True)
