"""A year minute by minute through the real planner, ledger and delivery, in every zone with odd rules."""

from __future__ import annotations

import asyncio
import tempfile
import time as real
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fakes.sender import FakeSender
from posting_desk import Time, Worker, add
from sqlalchemy import select

from bot.schedules import calendar, planner
from bot.schedules.rule import DAILY, Rule, read_times
from data import migrate
from data.models import Occurrence, Schedule
from data.store import Store

ZONES = (
    "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca",
    "Asia/Tehran", "Pacific/Chatham", "Europe/Berlin", "Asia/Tashkent", "America/St_Johns", "Asia/Beirut",
    "America/Asuncion", "Africa/El_Aaiun", "America/Havana",
)  # fmt: skip
TIMES = ("00:00", "02:15", "02:30", "23:59")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


async def year(folder: Path) -> str:
    """Play it; the figures as a line. Raises AssertionError."""
    store = Store(f"sqlite:///{folder / 'zones.db'}")
    migrate.migrate(store)
    time = Time(datetime.combine(FIRST, datetime.min.time(), UTC) - timedelta(days=1))
    sender = FakeSender(time)
    worker = Worker(store, time, sender)
    rules = {}
    for zone in ZONES:
        for at in TIMES:
            rules[add(store, time.now, zone=zone, times=at, channel=f"{zone} {at}")] = (zone, at)
    began, ticks, end = real.monotonic(), 0, datetime.combine(LAST, datetime.min.time(), UTC) + timedelta(days=3)
    while time.now < end:
        planner.plan(store, time.now)
        while await worker.delivery.turn():
            await worker.delivery.settled()
        time.now += timedelta(minutes=1)
        ticks += 1
    posted = Counter(one.target.channel for one in sender.accepted)
    for number, (zone, at) in rules.items():
        times = read_times(at)
        assert times
        rule = Rule(times=times, days=DAILY, zone=zone)
        wanted = {slot.day: slot.due for slot in calendar.slots(rule, FIRST, LAST)}
        with store.read() as reader:
            rows = reader.execute(
                select(Occurrence.day, Occurrence.due, Occurrence.state, Occurrence.sent_at)
                .join(Schedule, Schedule.id == Occurrence.schedule_id)
                .where(Occurrence.schedule_id == number, Occurrence.day >= FIRST, Occurrence.day <= LAST)
            ).all()
        assert Counter(row.day for row in rows) == Counter(wanted.keys()), (zone, at)
        for row in rows:
            assert row.state == "sent" and row.due.replace(tzinfo=UTC) == wanted[row.day], (zone, at, row)
            assert row.sent_at.replace(tzinfo=UTC) == wanted[row.day].replace(second=0), (zone, at, row)
    assert not sender.doubled()
    store.close()
    took = real.monotonic() - began
    return (
        f"{len(ZONES)} zones, {len(TIMES)} times each, a year in {ticks:,} ticks of a minute: {sum(posted.values()):,}"
        f" posts, each local day once and in its minute; {took:.0f} s"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(asyncio.run(year(Path(name))))
