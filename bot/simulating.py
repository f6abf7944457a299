"""What a line of `schedule simulate` describes, and a ledger in another zone: for whoever shows schedules in their own
way, with no card."""

from __future__ import annotations

from dataclasses import replace

from bot import card
from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule.common import find
from bot.commands.schedule.described import described
from bot.commands.schedule.given import Given
from bot.commands.schedule.log import ledger_of
from bot.commands.schedule.simulate import COMMAND, DAYS
from bot.contract import Reply, Request
from bot.desk import Desk, arguments
from bot.grammar import Parsed
from bot.managing import Managing
from bot.schedules.rule import Rule
from bot.schedules.what import What
from bot.schedules.written import readable, what_of
from bot.texts import schedules as texts
from data.operations.schedules import Schedule

Defined = tuple[What, Rule, int]
"""What is posted, when, and how many days the line speaks of."""


def defined(desk: Desk, request: Request) -> Defined | Reply:
    """What such a line describes, or what the desk says where it does not describe anything. Raises StoreError."""
    read = desk.read(request)
    if isinstance(read, Parsed) and read.command == COMMAND:
        with desk.store.read() as reader:
            found = _defined(desk.managing(request, reader), read)
        if found is not None:
            return found
    return desk.answer(request)


def ledger(desk: Desk, request: Request, schedule: Schedule, zone: str) -> Reply:
    """The ledger of a schedule with its times as the clocks of a zone show them, and nothing to ask next.

    Raises StoreError.
    """
    request = replace(request, timezone=zone)
    title = texts.LOG_TITLE.format(number=schedule.id, what=texts.named_what(schedule))
    with desk.store.read() as reader:
        ask = desk.managing(request, reader)
        draft = replace(ledger_of(ask, title, [schedule], one=schedule, zone=zone), buttons=())
        return card.finish(draft, reader=reader, frame=ask.frame, canonical=None, page=request.page)


def _defined(ask: Managing, read: Parsed) -> Defined | None:
    said = arguments(read)
    length = said.get("length")
    days = max(map(int, length.text.split(","))) if isinstance(length, Chosen) else DAYS
    if days < 1:
        return None
    number = said.get("schedule")
    if isinstance(number, Chosen):
        schedule = find(ask, number, "simulate")
        rule = None if isinstance(schedule, Draft) else readable(schedule)
        return None if isinstance(schedule, Draft) or rule is None else (what_of(schedule), rule, days)
    given = Given.of(said)
    made = described(ask, given, given.in_.text if given.in_ else ask.request.channel, COMMAND)
    return None if isinstance(made, Draft) else (*made, days)
