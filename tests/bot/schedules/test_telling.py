"""Whoever made a schedule is told once: directly, else in the admin channel."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import SCHEDULE, START, Killed, Time, Worker, add, told

from bot.schedules.telling import MOST_TRIES
from bot.schedules.telling import told as words_of
from bot.sender import SendFailed, SendUnknown, Sent, Target
from data.operations import settings
from data.operations.notices import Notice
from data.operations.schedules import Schedule
from data.store import Store

DUE = START + timedelta(hours=9)
FAILED = "Schedule #1 could not post"


async def refused(worker: Worker, *, until: timedelta = timedelta(minutes=1)) -> None:
    """The post of the first day is refused, and some time passes."""
    await worker.until(DUE - timedelta(minutes=1))
    worker.time.now = DUE
    worker.sender.faults.append(SendFailed("refused", "too long"))
    await worker.until(DUE + until)


async def test_the_maker_is_told_what_and_why(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await refused(worker)
    (one,) = sender.accepted
    assert one.target.user == "alice" and one.reply.title == FAILED
    assert one.reply.lead == (
        "The answer to “members” was to be posted in <#C1|world> on Fri 12 June 2026, 09:00 (UTC): the platform does "
        "not take this message (too long). The next one is tried as planned."
    )


REMINDER = replace(
    SCHEDULE, id=7, kind="reminder", subject="m-20010615", leads="7,0", zone="Asia/Tashkent", channel="C024BE91L"
)
"""Of Alice's, in another zone than UTC."""


def notice(what: str, detail: str, *, of: Schedule = REMINDER) -> Notice:
    """A notice about the post of 12 June."""
    return Notice(
        id=1, once="x", schedule=of, due=DUE, what=what, detail=detail, attempts=0, to_admins=False, claim="w1"
    )


KINDS = {
    ("paused", "forbidden: Send Messages"): (
        "Schedule #7 is paused",
        "Reminder of m-20010615, 7 days before and on the day cannot be posted in <#C024BE91L|world>: the app lacks a "
        "permission there (Send Messages). The desk looks again at each planned time, and posts by itself once it can; "
        "what is due until then is not made up for. “schedule log 7” tells what became of them.",
    ),
    ("resumed", ""): (
        "Schedule #7 posts again",
        "Reminder of m-20010615, 7 days before and on the day is posted in <#C024BE91L|world> again: the post of Fri "
        "12 June 2026, 14:00 (UTC+5) stands there. What was due meanwhile is not made up for.",
    ),
    ("failed", "broken: KeyError"): (
        "Schedule #7 could not post",
        "Reminder of m-20010615, 7 days before and on the day was to be posted in <#C024BE91L|world> on Fri 12 June "
        "2026, 14:00 (UTC+5): it could not be composed, which is a fault of the desk (KeyError); its log says more. "
        "The next one is tried as planned.",
    ),
    ("failed", "gave-up: down"): (
        "Schedule #7 could not post",
        "Reminder of m-20010615, 7 days before and on the day was to be posted in <#C024BE91L|world> on Fri 12 June "
        "2026, 14:00 (UTC+5): it was tried for as long as the post had time, always in vain (the platform could not be "
        "reached). The next one is tried as planned.",
    ),
    ("uncertain", "lost: missing_scope"): (
        "It is not known whether schedule #7 posted",
        "Reminder of m-20010615, 7 days before and on the day was due in <#C024BE91L|world> on Fri 12 June 2026, 14:00 "
        "(UTC+5): it was sent, the platform’s answer was lost, and the post cannot be looked up. It is not sent again, "
        "so that it never stands twice. Look in the channel.",
    ),
    ("changed", "m-20010615"): (
        "A record that schedule #7 posted has changed",
        "Reminder of m-20010615, 7 days before and on the day was posted in <#C024BE91L|world> for Fri 12 June 2026, "
        "14:00 (UTC+5). m-20010615 says something else now than then: “cite m-20010615” shows what. The post was not "
        "changed.",
    ),
}
"""Each kind of notice with why, and its title and words."""


@pytest.mark.parametrize(("what", "detail"), KINDS)
def test_each_kind_of_notice_says_what_where_when_and_why(what: str, detail: str) -> None:
    said = words_of(notice(what, detail))
    assert (said.title, said.lead) == KINDS[what, detail]
    assert said.private and said.personal and said.named == {"C024BE91L"}


def test_several_records_that_changed_are_named_together() -> None:
    said = words_of(notice("changed", "Q001, m-20010615")).lead
    assert "Q001 and m-20010615 say something else now than then: “cite Q001” and “cite m-20010615” show what" in said


@pytest.mark.parametrize("detail", ["", "forbidden", "gone", "gave-up", "strange: <@U1>"])
def test_a_word_of_the_platforms_names_nobody_and_may_be_missing(detail: str) -> None:
    said = words_of(notice("failed", detail)).lead
    assert "<@U1>" not in said and ": ." not in said and "()" not in said


def test_a_file_of_the_terminal_is_named_as_it_is_called() -> None:
    said = words_of(notice("resumed", "", of=replace(REMINDER, channel="/srv/posts.txt", channel_name="posts.txt")))
    assert " is posted in posts.txt again: " in said.lead


async def test_without_an_admin_channel_it_fails_and_is_not_tried_for_ever(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    sender.no_direct = SendFailed("forbidden")
    await refused(worker, until=timedelta(hours=12))
    assert sender.told == [] and told(store) == [("failed", "failed")] and sender.asked["send"] == 2


async def test_the_admin_channel_hears_what_the_maker_cannot(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    settings.put(store, "fake", "W1", "admin-channel", "admins")
    sender.no_direct = SendFailed("forbidden", "50007")
    await refused(worker)
    assert sender.told == [("admins", FAILED)] and told(store) == [("failed", "told")]


async def test_an_admin_channel_that_is_gone_ends_it(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    settings.put(store, "fake", "W1", "admin-channel", "admins")
    await worker.until(DUE - timedelta(minutes=1))
    sender.trouble = sender.no_direct = SendFailed("gone")
    worker.time.now = DUE
    await worker.until(DUE + timedelta(hours=3))
    assert sender.told == [] and told(store) == [("paused", "failed")]


async def test_a_platform_that_is_down_is_tried_again(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("down")
    await refused(worker, until=timedelta(minutes=5))
    sender.no_direct = None
    await worker.until(DUE + timedelta(hours=1))
    assert sender.told == [("alice", FAILED)] and told(store) == [("failed", "told")]


async def test_after_some_tries_it_is_given_up(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("down")
    await refused(worker, until=timedelta(hours=14))
    assert told(store) == [("failed", "failed")] and sender.asked["send"] == 1 + MOST_TRIES


async def test_the_pause_that_is_asked_for_is_kept(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("busy", retry_after=1800)
    await refused(worker, until=timedelta(minutes=29))
    sender.no_direct = None
    await worker.until(DUE + timedelta(minutes=29, seconds=50))
    assert sender.told == []
    await worker.until(DUE + timedelta(minutes=31))
    assert sender.told == [("alice", FAILED)]


@pytest.mark.parametrize("fault", [SendUnknown("TimeoutError"), KeyError("id")])
async def test_what_may_have_been_told_is_not_told_again(
    store: Store, worker: Worker, sender: FakeSender, fault: Exception
) -> None:
    add(store, START)
    sender.no_direct = fault  # type: ignore[assignment]
    await refused(worker, until=timedelta(hours=2))
    assert told(store) == [("failed", "uncertain")] and sender.asked["send"] == 2


async def test_a_worker_that_dies_while_telling_leaves_it_to_another(
    store: Store, time: Time, sender: FakeSender
) -> None:
    add(store, START)
    first = Worker(store, time, sender)
    await first.clock.tick()
    time.now = DUE
    sender.faults.append(SendFailed("refused"))
    await first.delivery.turn()
    await first.delivery.settled()
    first.left = 0
    with pytest.raises(Killed):
        await first.telling.turn()
    assert told(store) == [("failed", "claimed")]
    await Worker(store, time, sender, name="w2").until(DUE + timedelta(minutes=5))
    assert sender.told == [("alice", FAILED)] and told(store) == [("failed", "told")]


async def test_two_workers_tell_it_once(store: Store, time: Time, sender: FakeSender) -> None:
    workers = [Worker(store, time, sender, name=name) for name in ("a", "b")]
    for number in range(12):
        add(store, START, subject=f"s{number}")
    await workers[0].clock.tick()
    time.now = DUE
    sender.faults.extend([SendFailed("refused")] * 12)
    await asyncio.gather(*(worker.tick() for worker in workers))
    assert len(sender.told) == 12 and set(told(store)) == {("failed", "told")}


async def test_a_direct_message_that_hangs_ends(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await refused(worker, until=timedelta(0))
    hanging = _Hanging(worker.time)
    add(store, worker.time.now, times="10:00", subject="other")
    late = Worker(store, worker.time, hanging, name="w2")
    hanging.faults.append(SendFailed("refused"))
    await late.until(START + timedelta(hours=10, minutes=5))
    assert told(store)[-1] == ("failed", "uncertain")


class _Hanging(FakeSender):
    """A platform that never answers a direct message."""

    async def send(self, target: Target, reply, key: str) -> Sent:  # type: ignore[no-untyped-def]
        if target.user:
            await asyncio.sleep(10_000)
        return await super().send(target, reply, key)
