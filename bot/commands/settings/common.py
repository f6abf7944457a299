"""What the choices of `settings` share: who may make them, for which place, and the way back to the card."""

from __future__ import annotations

from bot.arguments import Word
from bot.card import Draft
from bot.commands.schedule.common import called, card, may, refusal
from bot.contract import Button, Channel
from bot.managing import Managing
from bot.texts import settings as texts

CHANNEL, WORKSPACE = "here", "everywhere"
EXAMPLE = "Asia/Tashkent"


def is_everywhere(where: Word | None) -> bool:
    """Whether a choice is for the whole workspace."""
    return where is not None and where.id == WORKSPACE


def shown() -> Button:
    """The button that shows what is chosen."""
    return Button(label=texts.SHOW, command="settings")


def refused(ask: Managing, channel: Channel | None, zone: str = EXAMPLE) -> Draft | None:
    """Why the asker may not change something of a channel, or of the workspace; None: they may."""
    if channel is not None:
        return None if may(ask, channel.id) else refusal(ask, called(channel))
    if ask.request.admin:
        return None
    here = ask.request.channel
    instead = texts.INSTEAD_ZONE.format(zone=zone) if here and may(ask, here) else texts.INSTEAD
    return card(ask, texts.ONLY_ADMINS_TITLE, texts.ONLY_ADMINS.format(instead=instead), kind="refusal")
