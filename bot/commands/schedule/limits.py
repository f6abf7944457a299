"""How many schedules there may be, and what is said where one cannot be written beside those that stand."""

from __future__ import annotations

from bot.card import Draft
from bot.commands.schedule import cards
from bot.commands.schedule.common import button, called, card
from bot.contract import Channel
from bot.managing import Managing
from bot.texts import schedules as texts
from data.operations.schedules import Most, Refused

MOST = Most(channel=50, workspace=500)


def refused(ask: Managing, channel: Channel, why: Refused) -> Draft:
    """That nothing was written: another schedule of the channel says the same, or there are too many."""
    if why.same is not None:
        lead = texts.SAME_LEAD.format(number=why.same.id, channel=called(channel))
        return card(ask, texts.SAME_TITLE, lead, kind="error", buttons=cards.buttons(why.same))
    lead = texts.MOST_LEAD.format(channel=called(channel), most=MOST.channel)
    if why.full == "workspace":
        lead = texts.MOST_ALL_LEAD.format(most=MOST.workspace)
    verb = "list all" if why.full == "workspace" else "list"
    return card(ask, texts.MOST_TITLE, lead, kind="error", buttons=[button(texts.LIST, verb)])
