"""What a workspace, a channel and a moment can hold, and who is let in at all: as conversations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date, timedelta
from threading import Barrier

import pytest
from managing_desk import NOON, OPS, WORLD, Office, lines, text
from sqlalchemy import insert

from bot.commands.schedule.limits import MOST
from bot.commands.schedule.simulate import MOST_SLOTS
from bot.contract import Channel
from bot.texts import schedules as texts
from data.models import Schedule as Table
from data.operations import schedules
from data.operations.schedules import Written

EVENTS = "schedule add onthisday at 08:30 Asia/Tashkent"
TWELVE = ",".join(f"{hour:02}:00" for hour in range(8, 20))
AT_ONCE = 4


def fill(office: Office, count: int, *, channel: str = WORLD) -> None:
    """So many schedules of a channel, each at a time of its own."""
    like = Written(
        platform=office.platform, workspace="W1", channel=channel, channel_name=None, kind="quote", subject="",
        leads="", years=1, empty="silent", times="", days="daily", zone="UTC",
    )  # fmt: skip
    made = {"token": "t", "maker": "alice", "made_at": NOON, "since": NOON, "state": "active", "plan_at": NOON}
    rows = [
        {**asdict(like), **made, "planned_until": date(2026, 11, 23), "times": f"{n // 60:02}:{n % 60:02}"}
        for n in range(count)
    ]
    with office.desk.store.write() as connection:
        connection.execute(insert(Table), rows)


def count(office: Office, channel: str | None = None) -> int:
    """How many schedules stand in a channel, or everywhere."""
    with office.desk.store.read() as reader:
        return len(schedules.every(reader, office.platform, "W1", channel))


def test_a_channel_has_a_most(office: Office) -> None:
    fill(office, MOST.channel)
    reply = office.ask(EVENTS)
    assert (reply.kind, reply.title) == ("error", "Too many schedules")
    assert "<#C1|world> has 50 schedules" in reply.lead and count(office) == MOST.channel
    assert office.ask(f"{EVENTS} in <#{OPS}>").kind == "answer"


def test_nothing_is_moved_into_a_channel_that_is_full(office: Office) -> None:
    office.ask(EVENTS)
    fill(office, MOST.channel, channel=OPS)
    reply = office.ask(f"schedule edit 1 in <#{OPS}>")
    assert reply.title == "Too many schedules" and "<#C2|ops> has 50 schedules" in reply.lead
    assert (count(office, WORLD), count(office, OPS)) == (1, MOST.channel)


def test_what_stands_in_a_full_channel_can_still_be_changed(office: Office) -> None:
    fill(office, MOST.channel)
    assert office.ask("schedule edit 1 at 23:30").kind == "answer"


def test_a_workspace_has_a_most(office: Office) -> None:
    for number in range(MOST.workspace // MOST.channel):
        fill(office, MOST.channel, channel=f"C{number + 10}")
    reply = office.ask(EVENTS)
    assert reply.lead == "This workspace has 500 schedules, which is the most. Remove one first."
    assert office.ask(f"schedule edit 1 in <#{WORLD}>", by="admin").kind == "answer"


def test_the_same_asked_at_once_is_written_once(office: Office) -> None:
    start = Barrier(AT_ONCE)

    def ask(_: int) -> str:
        start.wait()
        return office.ask(EVENTS).title

    with ThreadPoolExecutor(AT_ONCE) as pool:
        titles = sorted(pool.map(ask, range(AT_ONCE)))
    assert titles == ["Schedule #1: on this day", *[texts.SAME_TITLE] * (AT_ONCE - 1)]
    assert count(office) == 1


def test_one_test_of_a_schedule_waits_at_a_time(office: Office) -> None:
    office.ask(EVENTS)
    office.ask("schedule test 1")
    office.go(day=24, hour=12, minute=1)
    reply = office.ask("schedule test 1")
    assert reply.lead.startswith("A test of #1 is on its way already") and texts.NOT_DELIVERED in reply.lead
    assert len(lines(office.ask("schedule log 1"), texts.LOG_SO_FAR)) == 1


async def test_a_channel_has_ten_tests_an_hour_at_most(office: Office) -> None:
    office.ask("schedule add quote at 08:30 Asia/Tashkent")
    office.ask("schedule add quote at 18:30 UTC")
    for number in range(10):
        office.ask(f"schedule test {number % 2 + 1}")
        await office.worker.tick()
        office.time.now += timedelta(minutes=1)
    assert len(office.sender.accepted) == 10
    reply = office.ask("schedule test 1")
    assert (reply.kind, reply.title) == ("error", texts.TESTED_OFTEN_TITLE)
    assert "10 tests in <#C1|world>" in reply.lead and "Tue 24 November 2026, 18:00 (UTC+5)" in reply.lead
    office.go(day=24, hour=13)
    assert office.ask("schedule test 1").kind == "answer"


def test_a_simulation_of_no_channel_is_for_those_who_manage_one(office: Office) -> None:
    line = "schedule simulate digest week at 08:30 UTC 7d"
    assert office.ask(line, by="charlie", channel=None).kind == "refusal"
    assert "in a channel that you manage" in office.ask(line, by="charlie", channel=None).lead
    assert office.ask(line, by="alice", channel=None).kind == "answer"
    assert office.ask(line, by="admin", channel=None).kind == "answer"
    office.ask("settings managers add <@bob>", by="admin")
    assert office.ask(line, by="bob", channel=None).kind == "answer"


def test_a_long_simulation_ends_early_and_says_where_to_have_the_rest(office: Office) -> None:
    reply = office.ask(f"schedule simulate digest week at {TWELVE} UTC 366d")
    assert "34 days from 24 November 2026" in reply.title
    assert f"first {MOST_SLOTS} of 4,392 times" in reply.lead and "“summitdesk schedule simulate”" in reply.lead
    assert "first 400" not in office.ask("schedule simulate digest week at 08:30 UTC 366d").lead


def test_a_simulation_in_the_terminal_has_all_its_slots(office: Office) -> None:
    office.platform = "terminal"
    reply = office.ask(f"schedule simulate digest week at {TWELVE} UTC 40d")
    assert "40 days" in reply.title and "the most that are simulated here" not in reply.lead


@pytest.mark.parametrize("verb", ["show", "log", "edit", "simulate", "test"])
def test_a_refusal_holds_no_name_that_the_asker_was_not_told(office: Office, verb: str) -> None:
    office.ask(EVENTS)
    office.channels[WORLD] = Channel(id=WORLD)
    reply = office.ask(f"schedule {verb} 1", by="charlie", channel=OPS)
    assert reply.kind == "refusal" and "<#C1>" in reply.lead
    assert "world" not in text(reply)


@pytest.mark.parametrize("line", ["list", "log", "log 1", "show 1", "explain 1", "preview 1", f"edit 1 in <#{OPS}>"])
def test_whoever_lost_the_right_to_a_channel_neither_sees_nor_moves_what_is_posted_there(
    office: Office, line: str
) -> None:
    office.ask(EVENTS)
    office.channels[WORLD] = Channel(id=WORLD, name="world")
    assert office.ask(f"schedule {line}").kind == "refusal"
    assert office.ask("schedule list all").title == office.ask("schedule log all").title == "No schedule"
    assert count(office, WORLD) == 1
