"""From a line that somebody types to a post that people read, as tests that run over any platform.

All is real but the platform and the clock: the adapter, the desk, the ledger, and the posts as an adapter of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from contract import ALICE, BOB, Seen
from posting_desk import Time
from sqlalchemy import select

from adapters.asking import Asking
from adapters.posts import Outlet, Posts
from adapters.supervisor import State, supervise
from adapters.work import Work
from bot.schedules.timing import Timing
from bot.sender import Sender
from data.models import Notice, Occurrence, Worker
from data.operations import schedules
from data.operations.writing import utc
from data.store import Store

CHARLIE = "charlie"
EVE = datetime(2026, 6, 14, 12, tzinfo=UTC)
"""The day before the one on which the organisation was founded; each test begins here."""

DUE = datetime(2026, 6, 15, 4, tzinfo=UTC)
"""09:00 in Tashkent on the next day."""

FOUNDING = {"what": "onthisday", "at": "09:00", "zone": "Asia/Tashkent"}
DAILY = {"what": "members 2016", "at": "09:00", "zone": "Asia/Tashkent"}
TIMING = Timing(tick=timedelta(seconds=0.05))
SECONDS = 8.0


class Office(Protocol):
    """A platform with the desk in it, and a channel that Alice manages; Bob is a member, Charlie a stranger."""

    time: Time
    store: Store
    who_may: str

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE, elsewhere: bool = False) -> Seen:
        """A managing command in the channel, or in another one."""

    def schedule(self) -> schedules.Schedule:
        """The one schedule that there is."""

    async def press(self, card: Seen, label: str, *, who: str = BOB) -> Seen:
        """Press a button of a post; what the presser then sees."""

    def posts(self) -> list[Seen]:
        """What the desk posted into the channel for everyone."""

    def told(self) -> list[Seen]:
        """What the desk wrote to Alice directly, beside answers."""

    def admins(self) -> list[Seen]:
        """What the desk posted into the admin channel."""

    def posted_link(self) -> str:
        """The address of the last post in the channel."""

    def links(self, card: Seen) -> str:
        """Everything in a card, with its links."""

    async def withdraw(self) -> None:
        """Alice manages nothing any more."""

    async def break_(self, trouble: str) -> str:
        """Something befalls the channel; a word of what is said of it."""

    async def mend(self, trouble: str) -> None:
        """And is put right."""

    async def delete(self) -> None:
        """The channel is deleted for good."""

    async def close_direct(self) -> None:
        """Alice takes no direct messages."""

    async def add_admins(self) -> str:
        """A channel for admins; how it is given as an option."""


@asynccontextmanager
async def posting(asking: Asking, work: Work, platform: str, sender: Sender) -> AsyncIterator[None]:
    """The posts on one platform, as the running program has them, but with no pace: it would be kept in real time."""
    outlets = {platform: Outlet(sender, most=4)}
    posts = Posts(asking, work, outlets, worker="w1", timing=TIMING, kept=timedelta(days=9))
    state = State("Schedules")
    task = asyncio.create_task(supervise(state, posts.run, jitter=lambda s: s, sleep=asyncio.sleep))
    try:
        await asyncio.wait_for(state.up.wait(), SECONDS)
        yield
    finally:
        posts.halt()
        await work.finish(SECONDS)
        task.cancel()
        await asyncio.wait({task})
        posts.close()


async def soon(check: Callable[[], Any], what: str = "it") -> Any:
    """The first truthy value of a check, within some seconds."""
    async with asyncio.timeout(SECONDS):
        while not (found := check()):
            await asyncio.sleep(0.01)
    assert found, what
    return found


async def ticked(office: Office) -> None:
    """The clock has ticked at this time, and whatever that began has ended."""
    for _ in range(2):
        office.time.go(seconds=1)
        await soon(lambda: _seen(office.store) == office.time.now)
    await soon(lambda: not _waiting(office.store, office.time.now))


def _waiting(store: Store, now: datetime) -> list[str]:
    """What is under way, or has its turn."""
    with store.read() as reader:
        posts = reader.execute(select(Occurrence.state, Occurrence.ready_at)).all()
        notices = reader.execute(select(Notice.state, Notice.ready_at)).all()
    is_ready = [(state, utc(ready) or now) for state, ready in (*posts, *notices)]
    begun = ("claimed", "sending")
    return [state for state, at in is_ready if state in begun or (state in ("planned", "waiting") and at <= now)]


def _seen(store: Store) -> datetime | None:
    with store.read() as reader:
        return utc(reader.execute(select(Worker.seen_at)).scalar())


async def at(office: Office, moment: datetime) -> None:
    """It becomes that time."""
    office.time.now = moment
    await ticked(office)


async def paused(office: Office) -> None:
    """The desk has paused the schedule."""
    await soon(lambda: office.schedule().state == "paused")


class SchedulingContract:
    """To be inherited by a test class that has a fixture `office`."""

    async def test_a_post_appears_at_its_time_once_with_sources_and_buttons_that_work(self, office: Office) -> None:
        made = await office.ask("schedule add", FOUNDING)
        assert made.is_private and "Schedule #1" in made.words
        await at(office, DUE - timedelta(minutes=1))
        assert office.posts() == []
        await at(office, DUE)
        (post,) = office.posts()
        assert "15 June 2001" in post.words and "[1]" in post.words and not post.is_private
        cited = await office.press(post, "Cite", who=BOB)
        assert cited.is_private and "Sources: " in cited.words
        await at(office, DUE + timedelta(hours=2))
        assert len(office.posts()) == 1 and office.told() == []

    async def test_the_log_leads_to_the_post(self, office: Office) -> None:
        await office.ask("schedule add", DAILY)
        await at(office, DUE)
        log = await office.ask("schedule log", {"schedule": "1"})
        assert office.posted_link() in office.links(log)

    async def test_a_test_appears_within_a_tick_and_says_that_it_is_one(self, office: Office) -> None:
        await office.ask("schedule add", DAILY)
        said = await office.ask("schedule test", {"schedule": "1"})
        assert said.is_private
        await ticked(office)
        (post,) = office.posts()
        assert "TEST \u00b7 SCO members" in post.words
        await at(office, DUE)
        await soon(lambda: len(office.posts()) == 2)
        assert "TEST" not in office.posts()[1].words

    async def test_others_are_told_who_may_and_change_nothing(self, office: Office) -> None:
        for who in (BOB, CHARLIE):
            refused = await office.ask("schedule add", DAILY, who=who)
            assert refused.is_private and office.who_may in refused.words
        await office.ask("schedule add", DAILY)
        for command in ("schedule pause", "schedule remove", "schedule test"):
            assert office.who_may in (await office.ask(command, {"schedule": "1"}, who=BOB)).words
        await ticked(office)
        assert (office.schedule().state, office.schedule().id, office.posts()) == ("active", 1, [])

    async def test_a_permission_that_was_taken_away_between_two_changes_counts_no_more(self, office: Office) -> None:
        await office.ask("schedule add", DAILY)
        await office.withdraw()
        assert office.who_may in (await office.ask("schedule pause", {"schedule": "1"})).words
        assert office.schedule().state == "active"

    async def test_a_channel_that_is_gone_for_good_pauses_its_schedule_and_alice_is_told_once(
        self, office: Office
    ) -> None:
        await office.ask("schedule add", DAILY)
        await office.delete()
        await at(office, DUE)
        assert office.schedule().state == "active"
        await at(office, DUE + timedelta(minutes=11))
        await paused(office)
        (told,) = await soon(office.told)
        assert "Schedule #1 is paused" in told.words and "no such channel" in told.words
        await at(office, DUE + timedelta(days=1))
        await at(office, DUE + timedelta(days=2))
        assert len(office.told()) == 1
        listed = await office.ask("schedule list", {"all": "all"}, elsewhere=True)
        assert "paused by the desk" in listed.words.casefold()

    async def test_where_alice_takes_no_direct_messages_the_admins_are_told(self, office: Office) -> None:
        said = await office.ask("settings", {"admin-channel": await office.add_admins()})
        assert "Admin channel" in said.words
        await office.ask("schedule add", DAILY)
        await office.close_direct()
        await office.delete()
        await at(office, DUE)
        await at(office, DUE + timedelta(minutes=11))
        await paused(office)
        await ticked(office)
        (told,) = await soon(office.admins)
        assert "Schedule #1 is paused" in told.words and office.told() == []


async def break_and_mend(office: Office, trouble: str) -> None:
    """The desk pauses a schedule because of its channel, says why, and goes on by itself when that is put right."""
    await office.ask("schedule add", DAILY)
    word = await office.break_(trouble)
    await at(office, DUE)
    await paused(office)
    (told,) = await soon(office.told)
    assert "Schedule #1 is paused" in told.words and word in told.words
    listed = await office.ask("schedule list", {"all": "all"}, elsewhere=True)
    assert "paused by the desk" in listed.words.casefold() and word in listed.words
    await at(office, DUE + timedelta(days=1))
    assert (len(office.told()), office.posts()) == (1, [])
    await office.mend(trouble)
    await at(office, DUE + timedelta(days=2))
    assert len(await soon(office.posts)) == 1
    await soon(lambda: len(office.told()) == 2)
    assert "Schedule #1 posts again" in office.told()[1].words and office.schedule().state == "active"
