"""`schedule list`: the schedules of a channel or of the workspace, at a glance: did it post, why not, when next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import say
from bot.arguments import Chosen, Word
from bot.card import Draft
from bot.commands.schedule import cards, coming, foreseen, words
from bot.commands.schedule.common import button, called, card, channel_of, line, may, none, refusal, summary
from bot.commands.schedule.outcome import WRONG, told
from bot.contract import Button, Channel, Item, Part
from bot.managing import Managing
from bot.registry import Choice, Example, Option, command
from bot.schedules.calendar import Slot, window
from bot.schedules.written import readable
from bot.texts import schedules as texts
from data.operations import schedules
from data.operations.schedules import DESK, Schedule
from data.queries import ledger
from data.queries.ledger import Entry

_OFFERED = 3

PER_PAGE = 4
"""How many schedules a page has."""


@command(
    "schedule list",
    help="The schedules of this channel: what, when, whether they posted, why not, and when next.",
    options=(
        Option(
            name="all",
            help="Every channel of the workspace that you may manage",
            types=("choice",),
            choices=(Choice(id="all", label="every channel", names=("everywhere", "workspace")),),
        ),
        Option(name="in", help="Another channel", types=("channel",), aliases=("channel",)),
    ),
    examples=(
        Example(line="schedule list", shows="those of this channel"),
        Example(line="schedule list all", shows="those of every channel that you may manage"),
        Example(line="schedule list moonbase", shows="a word that is no channel", fails=True),
    ),
    manages=True,
    tells=True,
)
def list_(ask: Managing, *, all: Word | None = None, in_: Chosen | None = None) -> Draft:
    """Each schedule with its state, its next post, and what became of the last one."""
    channel = None if all else in_view(ask, in_)
    if channel is not None and not may(ask, channel.id):
        return refusal(ask, called(channel))
    every = schedules.every(ask.reader, ask.request.platform, ask.workspace, channel.id if channel else None)
    found = [one for one in every if may(ask, one.channel)]
    if not found:
        return none(ask) if channel is None else _none_here(ask, channel)
    title = texts.LIST_TITLE.format(channel=called(channel)) if channel else _title_of_all(ask)
    return _list(ask, title, found, here=channel is not None)


def in_view(ask: Managing, chosen: Chosen | None) -> Channel | None:
    """The channel whose schedules are meant; None for all, as on the terminal, which has its files beside itself."""
    return None if chosen is None and ask.request.platform == texts.TERMINAL else channel_of(ask, chosen)


def elsewhere(ask: Managing, channel: Channel) -> str:
    """How many schedules stand in other channels, where any does; "" where none does."""
    every = schedules.every(ask.reader, ask.request.platform, ask.workspace)
    count = sum(one.channel != channel.id for one in every)
    return texts.LIST_MORE.format(count=count) if count else ""


def _title_of_all(ask: Managing) -> str:
    return texts.LIST_TERMINAL_TITLE if ask.request.platform == texts.TERMINAL else texts.LIST_ALL_TITLE


def _none_here(ask: Managing, channel: Channel) -> Draft:
    return card(
        ask,
        texts.LIST_TITLE.format(channel=called(channel)),
        texts.LIST_NONE.format(channel=called(channel)) + elsewhere(ask, channel),
        buttons=[_everywhere()],
    )


def _everywhere() -> Button:
    return Button(label=texts.ALL, command="schedule list all")


def _list(ask: Managing, title: str, found: Sequence[Schedule], *, here: bool) -> Draft:
    ids = [one.id for one in found]
    ahead, last = ledger.ahead(ask.reader, ids, ask.now), ledger.latest(ask.reader, ids, ask.now)
    nexts = {one.id: coming.coming(ask, one, 1, rows=ahead) for one in found}
    wrong = [id for id, entry in last.items() if entry.state in WRONG and entry.reason != "user"]
    offered = [button(f"{texts.EXPLAIN} {texts.NAME.format(number=id)}", "explain", id) for id in wrong[:_OFFERED]]
    pages = 1 if ask.whole else -(-len(found) // PER_PAGE)
    first = 0 if ask.whole else (min(max(ask.page, 1), pages) - 1) * PER_PAGE
    shown = found if ask.whole else found[first : first + PER_PAGE]
    offered += [button(f"{texts.SHOW} {texts.NAME.format(number=one.id)}", "show", one.id) for one in shown[:PER_PAGE]]
    return card(
        ask,
        title,
        _lead(ask, found, ahead, nexts, sorted(wrong)),
        parts=[_part(ask, one, nexts[one.id], last.get(one.id), ahead) for one in shown],
        buttons=[*offered, *([_everywhere()] if here else [])],
        pages=pages,
    )


def _lead(
    ask: Managing,
    found: Sequence[Schedule],
    ahead: Sequence[Entry],
    nexts: Mapping[int, list[Slot]],
    wrong: Sequence[int],
) -> str:
    """How many there are, what is posted next, and what went wrong."""
    paused = sum(one.state == "paused" for one in found)
    soon = [(slots[0].due, one) for one in found if (slots := nexts[one.id]) and one.paused_by != DESK]
    said = texts.LIST_NO_NEXT
    if soon:
        posts = foreseen.first_of(ask, found, ahead)
        form = texts.LIST_NEXT if posts else texts.LIST_SILENT
        due, first = (posts[0].due, posts[1]) if posts else min(soon, key=lambda pair: (pair[0], pair[1].id))
        said = form.format(number=first.id, when=words.for_both(ask, due, first.zone))
    lead = texts.LIST_LEAD.format(
        count=say.cap(say.count(len(found), *texts.SCHEDULE_COUNT)),
        states=texts.LIST_STATES.format(paused=paused) if paused else "",
        next=said,
    )
    if wrong:
        lead += texts.LIST_TROUBLE.format(numbers=say.listing(texts.NAME.format(number=id) for id in wrong))
    return lead if ledger.is_delivered(ask.reader, ask.now) else f"{lead} {texts.NOT_DELIVERED}"


def _part(ask: Managing, schedule: Schedule, slots: Sequence[Slot], last: Entry | None, ahead: Sequence[Entry]) -> Part:
    return Part(
        kind="facts",
        title=summary(ask, schedule),
        items=(
            line(words.state(ask, schedule), texts.LABEL_STATE),
            line(foreseen.next_words(ask, schedule, slots, ahead), texts.LABEL_NEXT),
            *cards.left_out(ask, schedule, ahead),
            last_line(ask, schedule, last),
        ),
    )


def last_line(ask: Managing, schedule: Schedule, last: Entry | None) -> Item:
    """What became of the last post; one that was due and that nobody has planned is told as that."""
    if lost := untold(ask, schedule, last):
        return line(lost, texts.LABEL_LAST)
    if last is None:
        return line(texts.NO_LAST, texts.LABEL_LAST)
    said = texts.LAST.format(when=words.moment(last.due, schedule.zone), outcome=told(ask, last, schedule))
    return line(said, texts.LABEL_LAST, link=last.link)


def untold(ask: Managing, schedule: Schedule, last: Entry | None) -> str | None:
    """What is said of a post that was due and does not stand in the ledger: nobody was there to plan it."""
    slot, rule = coming.before(ask, schedule), readable(schedule)
    if slot is None or rule is None or slot.day <= schedule.planned_until or (last and last.due >= slot.due):
        return None
    until = window(slot, rule.place)
    form = texts.EXPECTED if ask.now < until else texts.EXPECTED_OVER
    return form.format(when=words.moment(slot.due, schedule.zone), until=words.moment(until, schedule.zone))
