"""Schedules that are changed, paused, removed or tried out: nothing stands twice, and nothing is left without a row."""

from __future__ import annotations

from datetime import date, timedelta

from fakes.sender import FakeSender
from posting_desk import START, Time, Worker, add, edit, leads, ledger, schedule, states, told

from bot.sender import SendFailed
from data.operations import ledger_marks, schedules
from data.operations.planning import Planned
from data.store import Store

TODAY, TOMORROW = date(2026, 6, 12), date(2026, 6, 13)
EVENING = START + timedelta(hours=23)


def post(day: date, hour: int, *, slot: str = "") -> Planned:
    due = START + timedelta(days=(day - TODAY).days, hours=hour)
    return Planned(day=day, slot=slot, time=f"{hour:02}:00", due=due, until=due + timedelta(hours=2))


async def test_nothing_is_posted_from_before_the_schedule_was_made(store: Store, worker: Worker, time: Time) -> None:
    time.to(10)
    add(store, time.now)
    await worker.until(START + timedelta(days=1, hours=10))
    assert ledger(store, before=time.now) == [(TOMORROW, "sent", None)]


async def test_an_edit_replaces_what_is_planned_and_keeps_it(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.tick()
    assert edit(store, number, START, times="18:00", subject="summits") == 4
    await worker.until(EVENING)
    assert ledger(store, before=EVENING) == [(TODAY, "replaced", "changed"), (TODAY, "sent", None)]
    assert sender.times() == ["12 18:00"] and sender.titles() == ["summits 2026-06-12"]


async def test_a_day_that_has_its_post_gets_no_second_one(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.until(START + timedelta(hours=10))
    edit(store, number, worker.time.now, times="18:00")
    await worker.until(EVENING + timedelta(days=1))
    assert sender.times() == ["12 09:00", "13 18:00"]


async def test_after_an_edit_a_day_may_have_several_posts(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.until(START + timedelta(hours=10))
    edit(store, number, worker.time.now, times="09:00,18:00")
    await worker.until(EVENING + timedelta(days=1))
    assert sender.times() == ["12 09:00", "13 09:00", "13 18:00"]


async def test_the_later_posts_of_a_day_survive_an_edit(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START, times="09:00,12:00,18:00")
    await worker.until(START + timedelta(hours=10))
    edit(store, number, worker.time.now, times="09:00,12:00,18:00", subject="summits")
    await worker.until(EVENING)
    assert sender.times() == ["12 09:00", "12 12:00", "12 18:00"]
    assert sender.titles()[1:] == ["summits 2026-06-12"] * 2


async def test_from_several_a_day_to_one_does_not_post_a_day_again(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START, times="09:00,12:00")
    await worker.until(START + timedelta(hours=10))
    edit(store, number, worker.time.now, times="20:00")
    await worker.until(EVENING + timedelta(days=1))
    assert sender.times() == ["12 09:00", "13 20:00"]


async def test_a_post_that_waits_while_the_worker_is_down_survives_an_edit(
    store: Store, worker: Worker, sender: FakeSender, time: Time
) -> None:
    number = add(store, START)
    await worker.tick()
    time.to(11)
    edit(store, number, time.now, subject="summits")
    await worker.until(EVENING)
    assert sender.titles() == ["summits 2026-06-12"] and sender.times() == ["12 11:00"]


async def test_a_post_between_its_tries_survives_an_edit(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    sender.faults.append(SendFailed("down"))
    await worker.until(START + timedelta(hours=9, seconds=20))
    edit(store, number, worker.time.now, subject="summits", channel="C2")
    await worker.until(EVENING)
    assert [(one.target.channel, one.reply.title) for one in sender.posts] == [("C2", "summits 2026-06-12")]


async def test_while_it_is_paused_each_slot_gets_its_row(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    schedules.pause(store, number, by="alice", reason=None, now=START)
    await worker.until(START + timedelta(days=2))
    schedules.resume(store, number)
    await worker.until(START + timedelta(days=3))
    assert states(store, worker.time.now) == ["paused", "paused", "sent"] and len(sender.posts) == 1
    assert ledger(store)[0][2] == "user"


async def test_a_pause_ends_at_its_moment(store: Store, worker: Worker) -> None:
    number = add(store, START, times="09:00,12:00,18:00")
    schedules.pause(store, number, by="alice", reason=None, now=START, until=START + timedelta(hours=12))
    await worker.until(EVENING)
    assert states(store, EVENING) == ["paused", "sent", "sent"]
    assert schedule(store, number).state == "active" and told(store) == []


async def test_a_slot_within_a_pause_is_not_posted_after_it(store: Store, worker: Worker, time: Time) -> None:
    number = add(store, START)
    schedules.pause(store, number, by="alice", reason=None, now=START, until=START + timedelta(hours=12))
    await worker.tick()
    time.to(13)
    await worker.until(EVENING)
    assert states(store, EVENING) == ["paused"]


async def test_a_skipped_post_is_left_out_planned_or_not(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.tick()
    far = TODAY + timedelta(days=6)
    assert ledger_marks.skip(store, schedule(store, number), post(TODAY, 9), by="alice")
    assert ledger_marks.skip(store, schedule(store, number), post(far, 9), by="alice")
    await worker.until(START + timedelta(days=7))
    assert states(store, worker.time.now) == ["skipped", *["sent"] * 5, "skipped"]
    assert not ledger_marks.skip(store, schedule(store, number), post(TOMORROW, 9), by="alice")


async def test_of_a_removed_schedule_nothing_is_posted(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.until(START + timedelta(hours=10))
    schedules.remove(store, number, now=worker.time.now)
    await worker.until(START + timedelta(days=5))
    assert len(sender.posts) == 1
    assert [row[1:] for row in ledger(store)] == [("sent", None), *[("replaced", "removed")] * 3]


async def test_what_was_lost_is_still_found_for_a_removed_schedule(store: Store, worker: Worker) -> None:
    number = add(store, START)
    worker.sender.lose_after.append(True)
    await worker.until(START + timedelta(hours=9, seconds=20))
    schedules.remove(store, number, now=worker.time.now)
    await worker.until(EVENING)
    assert ledger(store)[0] == (TODAY, "sent", "found") and worker.sender.doubled() == {}


async def test_a_test_says_so_and_counts_for_nothing(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.tick()
    assert ledger_marks.add_test(store, schedule(store, number), post(TODAY, 0, slot="test-1"))
    await worker.until(EVENING)
    assert sender.titles() == ["TEST · members 2026-06-12", "members 2026-06-12"] and leads(sender) == [
        "TEST · So it is.",
        "So it is.",
    ]


async def test_a_test_that_fails_for_good_pauses_nothing(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    await worker.tick()
    sender.faults.append(SendFailed("forbidden"))
    ledger_marks.add_test(store, schedule(store, number), post(TODAY, 0, slot="test-1"))
    await worker.until(EVENING)
    assert states(store, EVENING) == ["failed", "sent"]
    assert schedule(store, number).state == "active" and told(store) == []


async def test_a_test_of_a_removed_schedule_is_not_tried_again(store: Store, worker: Worker) -> None:
    number = add(store, START)
    await worker.tick()
    worker.sender.faults.append(SendFailed("down"))
    ledger_marks.add_test(store, schedule(store, number), post(TODAY, 0, slot="test-1"))
    await worker.tick()
    schedules.remove(store, number, now=worker.time.now)
    await worker.until(EVENING)
    assert worker.sender.posts == []
