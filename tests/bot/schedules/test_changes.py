"""When records that were posted say something else after a load, the post is marked, and its maker told once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Killed, ShakyStore, Time, Worker, add, answer, told
from sqlalchemy import select, update

from bot.schedules import changes
from bot.schedules.what import Post, Seen, What
from data.models import Record, Shown
from data.operations import shown
from data.store import Store, StoreError

DUE = START + timedelta(hours=9)


class Office:
    """A desk over the shipped dataset, whose only schedule posts two records; the data are loaded anew at will."""

    def __init__(self, store: Store) -> None:
        self.store, self.time, self.version = store, Time(), "v1"
        with store.read() as reader:
            self.records = tuple(reader.execute(select(Record.id).where(Record.text != "").limit(2)).scalars())
        self.sender = FakeSender(self.time)
        self.worker = self.hire("w1")

    def hire(self, name: str) -> Worker:
        return Worker(self.store, self.time, self.sender, name, compose=self.compose, version=lambda: self.version)

    def compose(self, what: What, day: date, _: Seen) -> Post:
        return Post(answer(f"{what.subject} {day}", day, records=self.records), self.records[:1])

    def load(self, version: str, *, says: str, records: int = 1) -> None:
        """The records say something else from now on."""
        with self.store.write() as connection:
            where = Record.id.in_(self.records[:records])
            connection.execute(update(Record).where(where).values(text=says))
        self.version = version

    @property
    def marked(self) -> list[str]:
        with self.store.read() as reader:
            wanted = select(Shown.mark).where(Shown.changed_at.is_not(None)).order_by(Shown.mark)
            return list(reader.execute(wanted).scalars())


@pytest.fixture
def office(own_sco: Store) -> Office:
    add(own_sco, START)
    return Office(own_sco)


async def test_a_changed_record_is_marked_and_told_once(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    office.load("v2", says="Something else.")
    await office.worker.until(DUE + timedelta(hours=3))
    assert office.marked == [office.records[0]]
    assert office.sender.told == [("alice", "A record that schedule #1 posted has changed")]
    assert office.records[0] in office.sender.accepted[-1].reply.lead


async def test_a_second_change_of_it_is_not_told_again(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    for version in ("v2", "v3", "v4"):
        office.load(version, says=f"As of {version}.")
        await office.worker.until(office.time.now + timedelta(hours=1))
    assert len(office.sender.told) == 1


async def test_another_record_of_the_same_post_is_told_too(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    office.load("v2", says="Something else.")
    await office.worker.until(DUE + timedelta(hours=2))
    office.load("v3", says="Something else again.", records=2)
    await office.worker.until(DUE + timedelta(hours=3))
    assert office.marked == sorted(office.records) and len(office.sender.told) == 2


async def test_each_post_that_shows_it_is_told_of(office: Office) -> None:
    await office.worker.until(DUE + timedelta(days=1, hours=1))
    office.load("v2", says="Something else.")
    await office.worker.until(DUE + timedelta(days=1, hours=3))
    assert office.marked == [office.records[0]] * 2 and len(office.sender.told) == 2


async def test_data_that_say_the_same_touch_nothing(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    office.version = "v2"
    await office.worker.until(DUE + timedelta(hours=3))
    assert office.marked == [] and office.sender.told == []


async def test_a_record_that_is_gone_has_changed(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    found = shown.mark_changed(office.store, {office.records[0]: None}, office.time.now)
    assert [mark for _, _, mark in found] == [office.records[0]] and told(office.store) == [("changed", "waiting")]


async def test_what_was_never_posted_is_not_told_of(office: Office) -> None:
    office.sender.trouble = None
    office.load("v2", says="Something else.")
    await office.worker.until(DUE + timedelta(hours=1))
    office.load("v3", says="Something else again.")
    assert changes.look(office.store, None, office.time.now) == 0
    await office.worker.until(DUE + timedelta(hours=2))
    assert len(office.sender.told) == 1


async def test_a_worker_that_dies_while_it_compares_loses_no_notice(office: Office) -> None:
    await office.worker.until(DUE + timedelta(minutes=10))
    for step in range(10):
        office.load(f"v{step + 2}", says=f"As of {step}.")
        dying = office.hire(f"d{step}")
        dying.left = step
        with suppress(Killed):
            await dying.tick()
        await office.worker.until(office.time.now + timedelta(minutes=5))
    assert len(office.sender.told) == 1 and told(office.store) == [("changed", "told")]


@pytest.mark.parametrize("number", range(4))
async def test_a_store_that_is_gone_while_it_compares_loses_no_notice(own_sco: Store, number: int) -> None:
    shaky = ShakyStore(own_sco.url)
    add(shaky, START)
    office = Office(shaky)
    await office.worker.until(DUE + timedelta(hours=1))
    office.load("v2", says="Something else.")
    shaky.break_at(number, after=False)
    with suppress(StoreError):
        changes.look(shaky, "v2", office.time.now)
    shaky.left = None
    await office.worker.until(DUE + timedelta(hours=2))
    shaky.close()
    assert len(office.sender.told) == 1


async def test_two_workers_tell_of_a_change_once(office: Office) -> None:
    await office.worker.until(DUE + timedelta(hours=1))
    office.load("v2", says="Something else.")
    for worker in (office.worker, office.hire("w2")):
        await worker.tick()
    assert len(office.sender.told) == 1
