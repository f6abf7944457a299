"""Whether the answers in a channel are public or private where the asker does not say."""

from __future__ import annotations

from collections.abc import Mapping

from bot import say
from bot.arguments import Word
from bot.card import Draft
from bot.commands.schedule.common import called, card
from bot.commands.settings.common import WORKSPACE, is_everywhere, refused, shown
from bot.contract import Button, Channel
from bot.managing import Managing
from bot.schedules import chosen
from bot.texts import settings as texts
from data.operations import settings as operations


def choose(ask: Managing, how: str, where: Word | None, channel: Channel | None) -> Draft:
    """Make answers public or private in the channel in which it is asked, or in the whole workspace."""
    everywhere = is_everywhere(where)
    if not everywhere and channel is None:
        line = f"settings answers:{how} {WORKSPACE}"
        lead = texts.NO_CHANNEL_ANSWERS.format(line=line)
        return card(ask, texts.NO_CHANNEL_TITLE, lead, kind="error", buttons=[Button(label=line, command=line)])
    if refusal := refused(ask, None if everywhere else channel):
        return refusal
    place = operations.WHOLE if everywhere or channel is None else channel.id
    operations.put(ask.store, ask.request.platform, ask.workspace, chosen.ANSWERS, how, channel=place)
    named = texts.WHOLE_WORKSPACE if everywhere or channel is None else called(channel)
    lead = texts.ANSWERS_SET.format(where=named, who=texts.SEEN[how])
    return card(ask, texts.ANSWERS_TITLE, lead, buttons=[shown()])


def told(here: Mapping[str, str], whole: Mapping[str, str]) -> str:
    """What is chosen for a channel, as a line of the card."""
    own, others = here.get(chosen.ANSWERS), whole.get(chosen.ANSWERS)
    if own is None:
        return texts.ANSWERS_NONE
    form = texts.ANSWERS if own != others else texts.ANSWERS_FROM
    return say.cap(form.format(how=own, who=texts.SEEN[own]))


def told_whole(whole: Mapping[str, str]) -> str:
    """What is chosen for the workspace, as a line of the card."""
    own = whole.get(chosen.ANSWERS)
    return texts.ANSWERS_NONE if own is None else texts.ANSWERS.format(how=own, who=texts.SEEN[own])
