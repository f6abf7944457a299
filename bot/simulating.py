"""What a line of `schedule simulate` describes, for whoever wants the slots themselves and no card."""

from __future__ import annotations

from dataclasses import fields

from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule.common import find
from bot.commands.schedule.described import described
from bot.commands.schedule.given import Given
from bot.commands.schedule.simulate import COMMAND, DAYS
from bot.contract import Reply, Request
from bot.desk import Desk, arguments
from bot.grammar import Parsed
from bot.managing import Managing
from bot.schedules.rule import Rule
from bot.schedules.what import What
from bot.schedules.written import readable, what_of

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


def _defined(ask: Managing, read: Parsed) -> Defined | None:
    said = arguments(read)
    length = said.get("length")
    days = max(map(int, length.text.split(","))) if isinstance(length, Chosen) else DAYS
    number = said.get("schedule")
    if isinstance(number, Chosen):
        schedule = find(ask, number, "simulate")
        rule = None if isinstance(schedule, Draft) else readable(schedule)
        return None if isinstance(schedule, Draft) or rule is None else (what_of(schedule), rule, days)
    names = {field.name for field in fields(Given)}
    given = Given(**{name: value for name, value in said.items() if name in names})  # type: ignore[arg-type]
    made = described(ask, given, given.in_.text if given.in_ else ask.request.channel, COMMAND)
    return None if isinstance(made, Draft) else (*made, days)
