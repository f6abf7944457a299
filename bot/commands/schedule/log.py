"""`schedule log`: the ledger, a row for each planned post, what is ahead and what became of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import say
from bot.arguments import Chosen, Word
from bot.card import Draft
from bot.commands.schedule import coming, foreseen, words
from bot.commands.schedule.common import button, called, card, find, line, may, none, refusal
from bot.commands.schedule.given import NUMBER
from bot.commands.schedule.listing import elsewhere, in_view, untold
from bot.commands.schedule.outcome import told
from bot.commands.schedule.show import counted
from bot.contract import ALL_PAGES, Item, Part
from bot.managing import Managing
from bot.registry import Choice, Example, Option, command
from bot.texts import schedules as texts
from data.operations import schedules
from data.operations.schedules import DESK, Schedule
from data.queries import ledger
from data.queries.ledger import Entry

ROWS = 8
"""How many rows a page has."""

AHEAD = 3
"""How many of those ahead stand on the first page."""

MOST_ROWS = 2000
"""Rows that are shown where everything is wanted on one page."""


@command(
    "schedule log",
    help="The ledger: what became of every planned post, and why; what is planned, too.",
    options=(
        NUMBER,
        Option(
            name="all",
            help="Every channel of the workspace that you may manage",
            types=("choice",),
            choices=(Choice(id="all", label="every channel", names=("everywhere", "workspace")),),
        ),
    ),
    examples=(
        Example(line="schedule log 1", shows="one schedule"),
        Example(line="schedule log", shows="all schedules of this channel"),
        Example(line="schedule log all", shows="all that you may manage"),
        Example(line="schedule log 999999", shows="a number that there is not", fails=True),
    ),
    aliases=("schedule ledger",),
    manages=True,
    tells=True,
)
def log(ask: Managing, *, schedule: Chosen | None = None, all: Word | None = None) -> Draft:
    """A page of the ledger."""
    if schedule is not None:
        found = find(ask, schedule, "log", removed=True)
        if isinstance(found, Draft):
            return found
        title = texts.LOG_TITLE.format(number=found.id, what=texts.named_what(found))
        return ledger_of(ask, title, [found], one=found)
    channel = None if all else in_view(ask, None)
    if channel is not None and not may(ask, channel.id):
        return refusal(ask, called(channel))
    place = (ask.request.platform, ask.workspace, channel.id if channel else None)
    every = (*schedules.every(ask.reader, *place), *ledger.removed(ask.reader, *place))
    able = sorted((one for one in every if may(ask, one.channel)), key=lambda one: one.id)
    if not able:
        nothing = none(ask)
        return replace(nothing, lead=nothing.lead + elsewhere(ask, channel)) if channel else nothing
    whole = texts.LOG_TERMINAL_TITLE if ask.request.platform == texts.TERMINAL else texts.LOG_ALL_TITLE
    title = texts.LOG_CHANNEL_TITLE.format(channel=called(channel)) if channel else whole
    return ledger_of(ask, title, able, one=None)


def ledger_of(
    ask: Managing, title: str, of: Sequence[Schedule], *, one: Schedule | None, zone: str | None = None
) -> Draft:
    """A page of the ledger of some schedules, with the times of each in its own zone, or of all in `zone`."""
    by_id = {schedule.id: replace(schedule, zone=zone or schedule.zone) for schedule in of}
    ids, stand = list(by_id), [schedule.id for schedule in of if schedule.state != "removed"]
    ahead = ledger.ahead(ask.reader, stand, ask.now)
    count = ledger.count_so_far(ask.reader, ids, ask.now)
    pages = 1 if ask.page == ALL_PAGES else max(-(-count // ROWS), 1)
    page = min(max(ask.page, 1), pages)
    limit = MOST_ROWS if ask.page == ALL_PAGES else ROWS
    rows = ledger.so_far(ask.reader, ids, ask.now, limit=limit, skip=(page - 1) * ROWS)
    parts = [Part(kind="list", title=texts.LOG_SO_FAR, items=_rows(ask, rows, by_id, numbered=one is None))]
    if page == 1:
        dropped = ledger.replaced(ask.reader, ids, ask.now)
        parts = [
            _ahead(ask, texts.LOG_AHEAD, ahead, by_id, texts.LOG_MORE, numbered=one is None),
            _ahead(ask, texts.LOG_REPLACED, dropped, by_id, texts.LOG_MORE_REPLACED, numbered=one is None),
            *parts,
        ]
    offered = [button(label, verb, one.id) for label, verb in _OFFERED] if one else [button(texts.LIST, "list")]
    return card(ask, title, _lead(ask, of, ahead, one), parts=parts, buttons=offered, pages=pages)


_OFFERED = ((texts.EXPLAIN, "explain"), (texts.SHOW, "show"))


def _ahead(
    ask: Managing, title: str, rows: Sequence[Entry], by_id: Mapping[int, Schedule], rest: str, *, numbered: bool
) -> Part:
    """The soonest of some rows that lie ahead, and how many more there are."""
    items, more = _rows(ask, rows[:AHEAD], by_id, numbered=numbered), len(rows) - AHEAD
    extra = (line(rest.format(count=more)),) if more > 0 else ()
    return Part(kind="list", title=title, items=(*items, *extra))


def _rows(ask: Managing, rows: Sequence[Entry], by_id: Mapping[int, Schedule], *, numbered: bool) -> tuple[Item, ...]:
    found = []
    for row in rows:
        schedule = by_id[row.schedule_id]
        label = words.short(row.due, schedule.zone)
        if numbered:
            form = texts.LOG_LABEL_REMOVED if schedule.state == "removed" else texts.LOG_LABEL
            label = form.format(number=schedule.id, when=label)
        found.append(line(told(ask, row, schedule), label, link=row.link))
    return tuple(found)


def _lead(ask: Managing, of: Sequence[Schedule], ahead: Sequence[Entry], one: Schedule | None) -> str:
    """How many of each there are, what was due and stands nowhere, and what comes next."""
    said = [texts.LOG_LEAD.format(counts=say.cap(counted(ask, [schedule.id for schedule in of])))]
    if one is not None and (lost := untold(ask, one, ledger.latest(ask.reader, [one.id], ask.now).get(one.id))):
        said.append(lost)
    if one is not None and one.state == "removed" and one.paused_at is not None:
        said.append(texts.LOG_REMOVED.format(when=words.moment(one.paused_at, one.zone)))
    if (following := _next(ask, of, ahead, one)) is not None:
        said.append(following)
    if not ledger.is_delivered(ask.reader, ask.now):
        said.append(texts.NOT_DELIVERED)
    return " ".join(said)


def _next(ask: Managing, of: Sequence[Schedule], ahead: Sequence[Entry], one: Schedule | None) -> str | None:
    """What is posted next; of a schedule alone, else when it looks next."""
    if (posts := foreseen.first_of(ask, of, ahead)) is not None:
        slot, schedule = posts
        form = texts.LOG_NEXT if one is not None else texts.LOG_NEXT_OF
        return form.format(number=schedule.id, when=words.for_both(ask, slot.due, schedule.zone))
    slots = coming.coming(ask, one, 1, rows=ahead) if one is not None else []
    if one is None or not slots:
        return None
    form = texts.LOG_TRY if one.paused_by == DESK else texts.LOG_SILENT
    return form.format(when=words.for_both(ask, slots[0].due, one.zone))
