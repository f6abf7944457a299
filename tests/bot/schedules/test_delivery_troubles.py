"""What a platform does not take: tried again, given up or paused, and told to whoever made the schedule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Time, Worker, add, answer, answering, edit, ledger, schedule, states, told

from bot.schedules.what import Post, Seen, Silent, What
from bot.sender import SendFailed, Trouble
from data.operations import schedules, settings
from data.store import Store

TODAY = date(2026, 6, 12)
EVENING = START + timedelta(hours=23, minutes=59)


@pytest.mark.parametrize("reason", ["archived", "forbidden", "uninstalled"])
async def test_what_the_channel_forbids_pauses_at_once_and_is_told(
    store: Store, worker: Worker, sender: FakeSender, reason: Trouble
) -> None:
    number = add(store, START)
    sender.trouble = SendFailed(reason, "word")
    await worker.until(START + timedelta(days=2))
    assert [row[1:] for row in ledger(store)[:2]] == [("failed", reason), ("paused", "desk")]
    assert sender.told == [("alice", f"Schedule #{number} is paused")] and sender.asked["send"] == 2
    assert schedule(store, number).reason == f"{reason}: word"


async def test_a_message_that_is_refused_is_only_that_message(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    sender.faults.append(SendFailed("refused", "too long"))
    await worker.until(START + timedelta(days=2))
    assert [row[1:] for row in ledger(store)[:2]] == [("failed", "refused"), ("sent", None)]
    assert sender.told == [("alice", f"Schedule #{number} could not post")]


async def test_a_gone_channel_is_looked_at_twice_before_it_pauses(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    sender.trouble = SendFailed("gone")
    await worker.until(START + timedelta(hours=9, minutes=9))
    assert schedule(store, number).state == "active" and sender.told == []
    await worker.until(START + timedelta(hours=9, minutes=11))
    assert schedule(store, number).paused_by == "desk" and ledger(store)[0] == (TODAY, "failed", "gone")
    assert sender.told == [("alice", f"Schedule #{number} is paused")]


async def test_a_channel_that_comes_back_in_between_was_never_gone(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    sender.faults.append(SendFailed("gone"))
    await worker.until(START + timedelta(days=1))
    assert sender.times() == ["12 09:10"] and schedule(store, number).absent_since is None
    sender.faults.append(SendFailed("gone"))
    await worker.until(START + timedelta(days=2))
    assert schedule(store, number).state == "active" and sender.told == []


async def test_several_posts_into_a_gone_channel_pause_and_tell_once(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START, times="09:00,09:05")
    sender.trouble = SendFailed("gone")
    await worker.until(EVENING)
    assert states(store, EVENING) == ["failed", "paused"] and len(sender.told) == 1


async def test_while_it_is_paused_by_the_desk_it_looks_and_does_not_post(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    sender.trouble = SendFailed("archived")
    await worker.until(START + timedelta(days=2))
    assert sender.asked["inspect"] == 1 and sender.asked["send"] == 2
    sender.trouble = None
    await worker.until(START + timedelta(days=3))
    assert schedule(store, number).state == "active" and states(store, worker.time.now) == ["failed", "paused", "sent"]
    assert [title for _, title in sender.told] == [f"Schedule #{number} is paused", f"Schedule #{number} posts again"]


async def test_a_pause_of_alice_is_not_lifted_by_the_desk(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    sender.trouble = SendFailed("archived")
    await worker.until(START + timedelta(days=1))
    schedules.pause(store, number, by="alice", reason=None, now=worker.time.now)
    sender.trouble = None
    await worker.until(START + timedelta(days=3))
    assert sender.posts == [] and schedule(store, number).paused_by == "alice"


async def test_tries_come_after_1_5_15_and_60_minutes_and_then_hourly(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    sender.faults.extend([SendFailed("down", "503")] * 7)
    await worker.until(EVENING)
    assert sender.asked["send"] == 8 and sender.times() == ["12 13:21"]
    assert ledger(store)[0] == (TODAY, "sent", None)


async def test_each_try_has_its_time(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    for tries, at in enumerate(("09:00", "09:01", "09:06", "09:21", "10:21", "11:21"), start=1):
        sender.faults.append(SendFailed("busy"))
        await worker.until(START + timedelta(hours=int(at[:2]), minutes=int(at[3:]), seconds=30))
        assert sender.asked["send"] == tries


async def test_at_the_end_of_the_window_it_is_given_up_and_told(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    sender.trouble = SendFailed("down", "503")
    await worker.until(START + timedelta(days=1, hours=8))
    assert ledger(store)[0] == (TODAY, "failed", "gave-up") and schedule(store, number).state == "active"
    assert sender.told == [("alice", f"Schedule #{number} could not post")]
    assert sender.asked["send"] == 4 + 14 + 1


async def test_the_pause_that_a_platform_asks_for_is_kept(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.extend([SendFailed("busy", retry_after=1800), SendFailed("busy", retry_after=20)])
    await worker.until(EVENING)
    assert [f"{one.at:%H:%M:%S}" for one in sender.posts] == ["09:30:20"]


async def test_a_pause_beyond_the_window_is_the_end(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.append(SendFailed("busy", "429", retry_after=24 * 3600))
    await worker.until(EVENING)
    assert ledger(store)[0] == (TODAY, "failed", "gave-up") and told(store) == [("failed", "told")]


async def test_what_becomes_silent_between_the_tries_is_not_posted(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    sender.faults.append(SendFailed("down"))
    await worker.until(START + timedelta(hours=9, seconds=20))
    edit(store, number, worker.time.now, subject="nothing")
    await worker.until(EVENING)
    assert states(store, EVENING) == ["silent"] and sender.posts == []


async def test_a_post_says_what_the_records_say_when_it_leaves(store: Store, time: Time, sender: FakeSender) -> None:
    said = ["planned"]
    worker = Worker(store, time, sender, compose=lambda what, day, seen: _post(said[-1], what, day, seen))
    add(store, START)
    await worker.tick()
    said.append("loaded")
    await worker.until(EVENING)
    assert sender.titles() == ["loaded 2026-06-12"]


async def test_what_cannot_be_composed_fails_alone_and_is_told(store: Store, time: Time, sender: FakeSender) -> None:
    worker = Worker(store, time, sender, compose=_broken)
    number = add(store, START, subject="broken")
    add(store, START)
    await worker.until(EVENING)
    assert sorted(ledger(store, before=EVENING)) == [(TODAY, "failed", "broken"), (TODAY, "sent", None)]
    assert sender.told == [("alice", f"Schedule #{number} could not post")]


async def test_who_cannot_be_written_to_is_told_in_the_admin_channel(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    settings.put(store, "fake", "W1", "admin-channel", "admins")
    sender.no_direct = SendFailed("forbidden", "50007")
    sender.faults.append(SendFailed("archived"))
    await worker.until(EVENING)
    assert sender.told == [("admins", f"Schedule #{number} is paused")]


def _post(title: str, what: What, day: date, seen: Seen) -> Post | Silent:
    return Post(answer(f"{title} {day}", day))


def _broken(what: What, day: date, seen: Seen) -> Post | Silent:
    if what.subject == "broken":
        raise KeyError("records")
    return answering(what, day, seen)
