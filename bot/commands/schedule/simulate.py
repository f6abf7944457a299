"""`schedule simulate`: what a schedule would post over the days ahead. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, cast

from bot import say
from bot.arguments import Chosen, Value
from bot.card import Draft
from bot.commands.schedule import words
from bot.commands.schedule.common import called, card, channel_of, find, line, may, may_anywhere, refusal
from bot.commands.schedule.described import described
from bot.commands.schedule.given import NUMBER, OPTIONS, Given
from bot.contract import Channel, Item, Part
from bot.managing import Compose, Managing
from bot.naming import as_data
from bot.registry import Example, Option, command
from bot.schedules import calendar
from bot.schedules import simulate as simulation
from bot.schedules.rule import Rule
from bot.schedules.simulate import Row
from bot.schedules.what import Post, Seen, Silent, What
from bot.schedules.written import readable, what_of, written
from bot.texts import dry_runs as dry
from bot.texts import schedules as texts

if TYPE_CHECKING:
    from bot.desk import Desk

COMMAND = "schedule simulate"
DAYS = 30
"""How many days are looked at where no number was said."""

MOST_DAYS = 366

MOST_SLOTS = 400
"""How many slots are simulated where others wait for their answers meanwhile; in a terminal nobody else does."""

_ALONE = "terminal"


@dataclass(frozen=True, slots=True)
class _Composer:
    """Composes as the desk does."""

    make: Compose

    def compose(self, what: What, *, day: date, seen: Seen) -> Post | Silent:
        """What would be posted on a day."""
        return self.make(what, day, seen)


@command(
    COMMAND,
    help="The posts of the days ahead, of a schedule or of one that does not exist yet; nothing is stored.",
    options=(
        *OPTIONS,
        NUMBER,
        Option(name="length", help="How many days, 366 at most: 90d", types=("leads",), aliases=("for",)),
    ),
    examples=(
        Example(line="schedule simulate 1", shows="the next 30 days of a schedule"),
        Example(line="schedule simulate 1 365d", shows="a year ahead"),
        Example(
            line="schedule simulate onthisday at 02:30 Europe/Berlin 90d",
            shows="a schedule that does not exist, with what a clock change does to it",
        ),
        Example(line="schedule simulate onthisday Europe/Berlin", shows="it asks for the time", fails=True),
    ),
    manages=True,
    tells=True,
)
def simulate(ask: Managing, *, schedule: Chosen | None = None, length: Chosen | None = None, **said: Value) -> Draft:
    """How often it would post, and each of its posts."""
    given = Given.of(said)
    count = max(int(part) for part in length.text.split(",")) if length else DAYS
    if count < 1:
        return card(ask, dry.SHORT_TITLE, dry.SHORT_LEAD, kind="error")
    if count > MOST_DAYS:
        return card(ask, dry.LONG_TITLE, dry.LONG_LEAD.format(most=MOST_DAYS), kind="error")
    if schedule is not None or given.is_nothing:
        return _of_schedule(ask, schedule, count)
    channel = channel_of(ask, given.in_)
    if channel is not None and not may(ask, channel.id):
        return refusal(ask, called(channel))
    if channel is None and not may_anywhere(ask):
        return card(ask, texts.REFUSED_TITLE, dry.SIMULATE_REFUSED, kind="refusal")
    made = described(ask, given, channel.id if channel else None, COMMAND)
    if isinstance(made, Draft):
        return made
    return _simulated(ask, *made, count)


def _of_schedule(ask: Managing, number: Chosen | None, count: int) -> Draft:
    found = find(ask, number, "simulate")
    if isinstance(found, Draft):
        return found
    rule = readable(found)
    if rule is None:
        return card(ask, words.name(found), words.when(found, ask.now), kind="error")
    return _simulated(ask, what_of(found), rule, count)


def _simulated(ask: Managing, what: What, rule: Rule, count: int) -> Draft:
    first = ask.now.astimezone(rule.place).date()
    composer = cast("Desk", _Composer(ask.compose))  # (it is asked for nothing but `compose`)
    slots = sum(1 for _ in calendar.slots(rule, first, first + timedelta(days=count - 1)))
    most = slots if ask.request.platform == _ALONE else MOST_SLOTS
    rows = list(islice(simulation.rows(composer, rule, what, first, count), most))
    if slots > most:
        count = (rows[-1].slot.day - first).days + 1
    posts, silent = [row for row in rows if row.action == "post"], [row for row in rows if row.action == "silent"]
    named = texts.named_what(written(what, rule, ask.request, Channel(id="")))
    title = dry.SIMULATE_TITLE.format(
        what=say.cap(named), days=say.count(count, *texts.DAY_COUNT), first=say.day(first)
    )
    lead = dry.SIMULATE_LEAD.format(
        when=say.cap(words.when_of(rule, ask.now)),
        posts=say.count(len(posts), *dry.POST_COUNT),
        silent=say.count(len(silent), *dry.SILENT_COUNT),
    )
    if slots > most:
        lead = f"{lead} {dry.SIMULATE_CUT.format(most=f'{most:,}', slots=f'{slots:,}')}"
    items = tuple(_line(rule, row) for row in posts or silent)
    heading = dry.SIMULATE_POSTS if posts else dry.SIMULATE_SILENT
    return card(ask, title, lead, parts=[_turns(rule, rows), Part(kind="list", title=heading, items=items)], pages=None)


def _turns(rule: Rule, rows: Sequence[Row]) -> Part:
    """The slots at which the clock changes, whatever is posted then."""
    turned = [(row, words.turn(row.slot)) for row in rows]
    items = tuple(line(said, words.short(row.slot.due, rule.zone)) for row, said in turned if said)
    return Part(kind="list", title=dry.SIMULATE_TURNS, items=items)


def _line(rule: Rule, row: Row) -> Item:
    return line(as_data(row.title or row.reason), words.short(row.slot.due, rule.zone))
