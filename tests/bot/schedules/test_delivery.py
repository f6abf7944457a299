"""Posts go out once, at their time, and the ledger says what became of each."""

from __future__ import annotations

from datetime import date, timedelta

from fakes.sender import FakeSender
from posting_desk import START, Worker, add, ledger

from bot.sender import SendFailed, SendUnknown
from data.store import Store


async def test_a_slot_is_posted_once_at_its_time(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await worker.until(START + timedelta(days=2))
    assert sender.titles() == ["members 2026-06-12", "members 2026-06-13"]
    assert [one.at.strftime("%H:%M") for one in sender.accepted] == ["09:00", "09:00"]


async def test_a_lost_answer_is_looked_up_and_not_sent_again(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.lose_after.append(True)
    await worker.until(START + timedelta(hours=12))
    assert sender.doubled() == {}
    assert ledger(store)[0] == (date(2026, 6, 12), "sent", "found")


async def test_a_lost_post_that_did_not_arrive_is_sent_again(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.append(SendUnknown("TimeoutError"))
    await worker.until(START + timedelta(hours=12))
    assert len(sender.accepted) == 1
    assert ledger(store)[0][1] == "sent"


async def test_what_cannot_be_looked_up_is_uncertain_and_told(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.looks = False
    sender.lose_after.append(True)
    await worker.until(START + timedelta(hours=12))
    assert ledger(store)[0] == (date(2026, 6, 12), "uncertain", "lost")
    assert [one.target.user for one in sender.accepted] == [None, "alice"]


async def test_a_failure_is_tried_again_after_a_minute(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.append(SendFailed("down", "503"))
    await worker.until(START + timedelta(hours=12))
    assert [one.at.strftime("%H:%M") for one in sender.accepted] == ["09:01"]


async def test_a_lost_permission_pauses_and_is_told_once(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.append(SendFailed("forbidden", "50013", missing=("Send Messages",)))
    sender.missing = ("Send Messages",)
    await worker.until(START + timedelta(days=3))
    assert [row[1:] for row in ledger(store)[:3]] == [("failed", "forbidden"), ("paused", "desk"), ("paused", "desk")]
    assert [one.target.user for one in sender.accepted] == ["alice"]


async def test_a_pause_of_the_desks_lifts_itself(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.append(SendFailed("archived"))
    await worker.until(START + timedelta(days=2))
    assert [row[1] for row in ledger(store)[:2]] == ["failed", "sent"]
    assert [one.target.user for one in sender.accepted] == ["alice", None, "alice"]
