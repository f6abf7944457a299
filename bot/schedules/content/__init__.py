"""What is posted: a kind of post makes a draft of the day, or says why there is none, and it becomes a card."""

from __future__ import annotations

from collections.abc import Callable

from bot import card
from bot.ask import Ask
from bot.schedules.content import digest, onthisday, quote, reminder
from bot.schedules.content.made import Made
from bot.schedules.what import Kind, Post, Seen, Silent, What

_KINDS: dict[Kind, Callable[[Ask, What, Seen], Made | Silent]] = {
    "onthisday": onthisday.compose,
    "reminder": reminder.compose,
    "quote": quote.compose,
    "digest": digest.compose,
}


def compose(ask: Ask, what: What, *, seen: Seen) -> Post | Silent:
    """The post of the day that is `ask.today`, of any kind but `command`, which the desk answers as a question."""
    made = _KINDS[what.kind](ask, what, seen)
    if isinstance(made, Silent):
        return made
    reply = card.finish(made.draft, reader=ask.reader, frame=ask.frame, canonical=made.line, page=1)
    return Post(reply, made.shown)
