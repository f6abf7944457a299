"""Data in the cards that name people and channels by id: none of it is taken for such a name.

A joiner that no screen shows stands between `<` and the sign; every output takes it out again.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.contract import Item, Part, Reply
from bot.schedules.what import Post, Silent

_JOINER = "\u2060"
_NAME = re.compile("<(?=[@#])")


def as_data(text: str) -> str:
    """The text with nothing in it that would name anybody."""
    return _NAME.sub(f"<{_JOINER}", text) if "<" in text else text


def made_as_data(made: Post | Silent) -> Post | Silent:
    """What would be posted, as it is told of or shown to those who manage: it names nobody."""
    if isinstance(made, Silent):
        return replace(made, reason=as_data(made.reason))
    return replace(made, reply=_reply(made.reply))


def _reply(reply: Reply) -> Reply:
    parts = tuple(replace(part, title=part.title and as_data(part.title), items=_items(part)) for part in reply.parts)
    return replace(reply, title=as_data(reply.title), lead=as_data(reply.lead), parts=parts)


def _items(part: Part) -> tuple[Item, ...]:
    return tuple(_item(item) for item in part.items)


def _item(item: Item) -> Item:
    """The words that are marked keep their marks only where nothing was put between them."""
    text = as_data(item.text)
    marks = item.marks if text == item.text else ()
    return replace(item, text=text, label=item.label and as_data(item.label), marks=marks)
