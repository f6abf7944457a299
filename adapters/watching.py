"""Watch some days of posts in a minute: the real planner, ledger and delivery, on a clock that runs ahead.

Everything happens in a store of its own that is thrown away, so that nothing of it stands in the desk's ledger.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn, TextIO, TypeVar
from zoneinfo import ZoneInfo

from adapters.render_text import render
from adapters.terminal_posting import HERE, PLATFORM, TerminalSender
from bot import say
from bot.contract import ALL_PAGES, Reply, Request
from bot.desk import Desk
from bot.schedules.clock import Clock
from bot.schedules.delivery import Delivery
from bot.schedules.means import Means
from bot.schedules.pace import Pace
from bot.schedules.telling import Telling
from bot.simulating import defined, ledger
from bot.texts import deliveries as texts
from bot.zones import zone
from data.operations import ledger as posts
from data.operations import schedules

Value = TypeVar("Value")

DAYS = 7
"""How many days are watched where nothing else was said."""

SHORTEST = timedelta(seconds=5)
"""How far the clock runs at least from one tick to the next."""


STEP = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched: definitions as `schedule add` takes them, from which day on, how many days, in how many seconds
    of real time, and in which zone the times are shown (None: that of the first schedule)."""

    definitions: tuple[str, ...]
    start: date
    days: int
    seconds: float
    zone: str | None


class Ahead:
    """A clock that is set from one moment to the next."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def watch(wanted: Watch, open_desk: Callable[[str], Desk], *, out: TextIO, colour: bool) -> int:
    """Show the posts as they would appear, and the ledger after them; the exit code comes back.

    `open_desk` opens a desk over a store of that address, with the data in it.
    """
    with _told_to_end(), TemporaryDirectory(prefix="summitdesk-") as folder:
        desk = open_desk(f"sqlite:///{Path(folder) / 'watch.db'}")
        try:
            return asyncio.run(_watched(wanted, desk, out=out, colour=colour))
        finally:
            desk.store.close()


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Let SIGTERM end the program as an exception does, so that the store is thrown away then too."""

    def leave(number: int, _: object) -> NoReturn:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


async def _watched(wanted: Watch, desk: Desk, *, out: TextIO, colour: bool) -> int:
    clock = Ahead(datetime.combine(wanted.start, time(0), UTC))
    for line in wanted.definitions:
        refused = _add(desk, line, wanted.start, clock)
        if refused is not None:
            out.write(render(replace(refused, buttons=()), colour=colour, full=False) + "\n")
            return 1
    with desk.store.read() as reader:
        made = schedules.every(reader, PLATFORM, "")
    place = zone(wanted.zone or made[0].zone)
    clock.now = min(one.made_at for one in made)
    end = datetime.combine(wanted.start + timedelta(days=wanted.days), time(0), place)
    days = say.count(wanted.days, *texts.DAYS)
    seconds = f"{wanted.seconds:g} {texts.SECONDS[wanted.seconds != 1]}"
    out.write(texts.WATCHING.format(days=days, start=wanted.start, zone=place.key, seconds=seconds))
    out.flush()
    await _run(wanted, desk, clock, place, end, out=out, colour=colour)
    for one in made:
        told = ledger(desk, _request("", clock), one, wanted.zone or one.zone)
        out.write("\n" + render(told, colour=colour, full=False) + "\n")
    return 0


async def _run(
    wanted: Watch, desk: Desk, clock: Ahead, place: ZoneInfo, end: datetime, *, out: TextIO, colour: bool
) -> None:
    """From one moment at which something has its turn to the next, until the end."""
    sender = TerminalSender(out, None, clock=lambda: clock.now.astimezone(place), colour=colour)
    means = Means(
        store=desk.store,
        compose=lambda what, day, seen: desk.compose(what, day=day, seen=seen),
        clock=clock,
        run=_here,
        start=asyncio.ensure_future,
        worker="watch",
    )
    delivery = Delivery(PLATFORM, sender, Pace((), clock=lambda: 0.0), means, most=1)
    ticking = Clock(means, [delivery], [Telling(PLATFORM, sender, means)], version=lambda: desk.data_version)
    begins = datetime.combine(wanted.start, time(0), place).astimezone(UTC)
    pace = wanted.seconds / (end - begins).total_seconds()
    while clock.now < end:
        await ticking.tick()
        while await delivery.turn():
            await delivery.settled()
            out.flush()  # here a reader that has gone away is noticed
        with desk.store.read() as reader:
            moment = posts.next_moment(reader)
        after = max(moment or end, clock.now + SHORTEST)
        await asyncio.sleep(max((min(after, end) - max(clock.now, begins)).total_seconds(), 0) * pace)
        clock.now = min(after, end)
    clock.now = end - STEP  # what is due when the next day begins is not watched any more
    await ticking.tick()


def _add(desk: Desk, line: str, start: date, clock: Ahead) -> Reply | None:
    """Make a schedule as if at the beginning of the first day, which is another moment in each zone; else why not."""
    found = defined(desk, _request(f"schedule simulate {line}", clock))
    if isinstance(found, Reply):
        return found
    clock.now = datetime.combine(start, time(0), found[1].place).astimezone(UTC) - timedelta(seconds=1)
    reply = desk.answer(_request(f"schedule add {line}", clock))
    return None if reply.kind == "answer" else reply


def _request(line: str, clock: Ahead) -> Request:
    return Request(
        text=line,
        now=clock.now,
        platform=PLATFORM,
        channel=HERE,
        user=HERE,
        may_manage=True,
        admin=True,
        page=ALL_PAGES,
    )


async def _here(call: Callable[..., Value], *given: object) -> Value:
    return call(*given)
