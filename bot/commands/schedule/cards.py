"""What the cards of one schedule have in common: what it says, its next posts, and what to do next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.commands.schedule import coming, foreseen, words
from bot.commands.schedule.common import button, line
from bot.contract import Button, Item, Part
from bot.managing import Managing
from bot.schedules.calendar import Slot
from bot.schedules.written import readable
from bot.texts import schedules as texts
from data.operations.schedules import Schedule, Written
from data.queries.ledger import Entry

_REPEATING = ("onthisday",)
_EMPTY = ("onthisday", "digest")


def facts(ask: Managing, schedule: Written) -> tuple[Item, ...]:
    """What a schedule says, a line for each point."""
    said = [
        line(texts.named_what(schedule), texts.LABEL_WHAT),
        line(words.where(ask, schedule), texts.LABEL_WHERE),
        line(words.when(schedule, ask.now), texts.LABEL_WHEN),
    ]
    if schedule.kind in _REPEATING:
        said.append(line(words.repeats(schedule), texts.LABEL_REPEATS))
    if schedule.kind in _EMPTY:
        said.append(line(texts.EMPTY[schedule.empty], texts.LABEL_EMPTY))
    rule = readable(schedule)
    if rule and (rarely := words.rarely(rule.days)):
        said.append(line(rarely, texts.LABEL_NOTE))
    return tuple(said)


def then(
    ask: Managing, schedule: Schedule, slots: Sequence[Slot], rows: Sequence[Entry] | None = None
) -> tuple[Item, ...]:
    """The next post with its title, or why there would be none. `rows`: what the ledger holds of it for later."""
    return (line(foreseen.next_words(ask, schedule, slots, rows), texts.LABEL_NEXT),)


def left_out(ask: Managing, schedule: Schedule, rows: Sequence[Entry]) -> tuple[Item, ...]:
    """What somebody chose to leave out of the days ahead, and how that is taken back."""
    days = coming.left_out(ask, schedule, rows)
    if days is None:
        return ()
    return (line(texts.LEFT_OUT.format(days=days, number=schedule.id), texts.LABEL_LEFT_OUT),)


def next_part(ask: Managing, schedule: Schedule, slots: list[Slot], silent: Collection[Slot] = ()) -> Part:
    """The next times, in the schedule's zone and the asker's. `silent`: those at which nothing is posted."""
    items = coming.lines(ask, schedule, slots, silent)
    return Part(kind="list", title=coming.title(schedule, len(slots)), items=items)


def buttons(schedule: Schedule) -> tuple[Button, ...]:
    """What fits a schedule: see its post, why, and stop it."""
    held = button(texts.RESUME, "resume", schedule.id) if schedule.state == "paused" else None
    return (
        button(texts.PREVIEW, "preview", schedule.id),
        button(texts.EXPLAIN, "explain", schedule.id),
        held or button(texts.PAUSE, "pause", schedule.id),
    )
