"""What the `schedule` commands share: which schedule or channel is meant, who may change it, whether it can work."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say
from bot.arguments import Chosen
from bot.card import STORE, Draft
from bot.commands.schedule import words
from bot.contract import Button, Channel, Item, Kind, Part
from bot.managing import Managing
from bot.schedules.chosen import managers
from bot.texts import schedules as texts
from data.operations import schedules, settings
from data.operations.schedules import Schedule

_OFFERED = 8

HERE = "here"
"""As the value of a channel: the one in which it is asked."""


def card(
    ask: Managing,
    title: str,
    lead: str,
    *,
    kind: Kind = "answer",
    parts: Sequence[Part] = (),
    buttons: Sequence[Button] = (),
    pages: int | None = 1,
) -> Draft:
    """A private card that the desk says of itself, on one page; parts without lines are left out.

    `pages`: how many there are, of which `parts` is one; None: cut into as many as are needed.
    """
    return Draft(
        kind=kind,
        title=title,
        lead=lead,
        as_of=ask.today if kind == "answer" else None,
        parts=tuple(part for part in parts if part.items),
        buttons=tuple(buttons),
        sources=(STORE,) if kind == "answer" else (),
        pages=pages,
        with_disagreements=False,
        private=True,
    )


def line(text: str, label: str | None = None, *, link: str | None = None) -> Item:
    """A line that the desk says of itself; `link` leads to the post of which it tells."""
    return Item(text=text, label=label, sources=(STORE,), link=link)


def button(label: str, verb: str, number: int | None = None) -> Button:
    """A button that asks `schedule VERB NUMBER`."""
    return Button(label=label, command=f"schedule {verb}" + (f" {number}" if number is not None else ""))


def may(ask: Managing, channel: str) -> bool:
    """Whether the asker may change what is posted in a channel: the platform lets them, or an admin named them."""
    if ask.request.admin or ask.channel(channel).may_manage:
        return True
    return _is_named(ask)


def may_anywhere(ask: Managing) -> bool:
    """Whether the asker may change what is posted in some channel, as far as that was learnt."""
    known = ask.request.channels.values()
    return ask.request.admin or ask.request.may_manage or any(one.may_manage for one in known) or _is_named(ask)


def _is_named(ask: Managing) -> bool:
    named = managers(settings.of(ask.reader, ask.request.platform, ask.workspace))
    return ask.request.user is not None and ask.request.user in named


def refusal(ask: Managing, where: str) -> Draft:
    """Who may do it, and what to do instead."""
    who = texts.WHO_MAY.get(ask.request.platform, texts.WHO_MAY_ELSE)
    you = words.mention(ask, ask.request.user) if ask.request.user else texts.INSTEAD_ME
    lead = texts.REFUSED_LEAD.format(channel=where, who=who, instead=texts.INSTEAD.format(you=you))
    return card(ask, texts.REFUSED_TITLE, lead, kind="refusal")


def channel_of(ask: Managing, chosen: Chosen | None) -> Channel | None:
    """The channel that is meant, else the one in which it is asked; None where there is neither."""
    id = chosen.text if chosen and chosen.text != HERE else ask.request.channel
    if id is None:
        return None
    known = ask.channel(id)
    if known.name is None and chosen and chosen.name:
        return Channel(id=id, name=chosen.name, may_manage=known.may_manage, missing=known.missing,
                       trouble=known.trouble)  # fmt: skip
    return known


def called(channel: Channel) -> str:
    """`<#C024BE91L|world>`, as the cards name a channel."""
    return texts.called_channel(channel.id, channel.name)


def missing(channel: Channel) -> str:
    """`the permission View Channel`, `the permissions View Channel and Send Messages`."""
    form = texts.MISSING_ONE if len(channel.missing) == 1 else texts.MISSING_MANY
    return form.format(names=say.listing(channel.missing))


def cannot_post(ask: Managing, channel: Channel) -> Draft | None:
    """Why nothing could be posted in a channel and what to do about it; None where nothing is in the way."""
    where = called(channel)
    if channel.trouble:
        trouble = texts.TROUBLES.get(channel.trouble, channel.trouble)
        remedy = texts.REMEDIES.get(channel.trouble, texts.REMEDIES["gone"])
        lead = texts.TROUBLE_LEAD.format(trouble=trouble, channel=where, remedy=remedy)
    elif channel.missing:
        remedy = texts.REMEDIES["missing"]
        lead = texts.MISSING_LEAD.format(channel=where, missing=missing(channel), remedy=remedy)
    else:
        return None
    return card(ask, texts.TROUBLE_TITLE, lead, kind="refusal")


def find(ask: Managing, number: Chosen | None, verb: str, *, removed: bool = False) -> Schedule | Draft:
    """The schedule that is meant and may be changed by the asker; else what to say. `removed`: a removed one too."""
    if number is None:
        return _which(ask, verb)
    digits = number.text.lstrip("#")
    found = None
    if digits.isdecimal() and len(digits) <= _LONGEST:
        found = schedules.find(ask.reader, ask.request.platform, ask.workspace, int(digits))
    if found is None:
        lead = texts.UNKNOWN_LEAD.format(number=digits)
        return card(ask, texts.UNKNOWN_TITLE, lead, kind="not-found", buttons=[button(texts.LIST, "list")])
    if not may(ask, found.channel):
        ask.named.add(found.channel)
        return refusal(ask, called(ask.channel(found.channel)))  # (the name that is kept may be a private one)
    if found.state == "removed" and not removed:
        return _gone(ask, found)
    return found


_LONGEST = 9
"""Digits of a number of a schedule at most: what a 32-bit integer certainly holds."""


def _which(ask: Managing, verb: str) -> Draft:
    """No number was said: the schedules among which to choose."""
    channel = ask.request.channel
    every = schedules.every(ask.reader, ask.request.platform, ask.workspace, channel)
    able = [one for one in every if may(ask, one.channel)]
    if not able:
        return none(ask)
    example = f"schedule {verb} {able[0].id}"
    return card(
        ask,
        texts.WHICH_TITLE,
        texts.WHICH_LEAD.format(line=example),
        kind="choice",
        parts=[Part(kind="list", items=tuple(line(summary(ask, one)) for one in able))],
        buttons=[button(texts.NAME.format(number=one.id), verb, one.id) for one in able[:_OFFERED]],
        pages=None,
    )


def none(ask: Managing) -> Draft:
    """There is no schedule to do anything with."""
    return card(ask, texts.NONE_TITLE, texts.NONE_LEAD, kind="not-found")


def summary(ask: Managing, schedule: Schedule) -> str:
    """`#12 on this day, every weekday at 08:30 Asia/Tashkent (UTC+5), #world`."""
    return texts.LIST_ITEM.format(
        number=schedule.id,
        what=texts.named_what(schedule),
        when=words.when(schedule, ask.now),
        channel=words.where(ask, schedule),
    )


def _gone(ask: Managing, schedule: Schedule) -> Draft:
    at = words.moment(schedule.paused_at or schedule.made_at, schedule.zone)
    return card(
        ask,
        texts.GONE_TITLE.format(number=schedule.id),
        texts.GONE_LEAD.format(when=at),
        kind="not-found",
        buttons=[button(texts.LOG, "log", schedule.id), button(texts.LIST, "list")],
    )
