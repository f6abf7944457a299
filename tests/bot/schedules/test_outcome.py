"""What becomes of a post that was not taken, by its trouble, its tries and its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from posting_desk import SCHEDULE, START

from bot.schedules import outcome
from bot.schedules.timing import DEFAULT
from bot.sender import SendFailed, Trouble
from data.operations.ledger import Due

NOW = START + timedelta(hours=9)
MINUTES = timedelta(minutes=2)
DUE = Due(
    id=1,
    schedule=SCHEDULE,
    day=START.date(),
    slot="",
    time="09:00",
    due=NOW,
    until=START + timedelta(days=1),
    is_test=False,
    attempts=0,
    was_unknown=False,
    first_try_at=None,
    claim="w.1",
)


def of(fault: SendFailed, due: Due = DUE, now: datetime = NOW) -> outcome.Outcome:
    return outcome.of_failure(due, fault, now, DEFAULT)


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 5), (2, 15), (3, 60), (4, 60), (30, 60)])
def test_each_try_waits_longer_up_to_an_hour(attempts: int, minutes: int) -> None:
    found = of(SendFailed("busy"), replace(DUE, attempts=attempts))
    assert (found.end, found.ready_at) == ("again", NOW + timedelta(minutes=minutes)) and not found.told


def test_the_last_moment_of_the_window_is_within_it() -> None:
    last = DUE.until - timedelta(minutes=1)
    assert of(SendFailed("down"), now=last).end == "again"
    over = of(SendFailed("down", "503"), now=last + timedelta(seconds=1))
    assert (over.end, over.reason, over.detail, over.told) == ("failed", "gave-up", "503", True)


@pytest.mark.parametrize("reason", ["archived", "forbidden", "uninstalled"])
def test_what_is_the_channels_pauses_once(reason: Trouble) -> None:
    assert (of(SendFailed(reason)).end, of(SendFailed(reason)).told) == ("paused", True)
    paused = replace(DUE, schedule=replace(SCHEDULE, state="paused", paused_by="desk"))
    assert (of(SendFailed(reason), paused).end, of(SendFailed(reason), paused).told) == ("failed", False)


@pytest.mark.parametrize("reason", ["gone", "archived", "forbidden", "uninstalled", "refused"])
def test_a_test_is_never_more_than_failed(reason: Trouble) -> None:
    found = of(SendFailed(reason), replace(DUE, is_test=True))
    assert (found.end, found.told) == ("failed", False)


@pytest.mark.parametrize(("minutes", "end"), [(None, "again"), (9, "again"), (10, "paused"), (1000, "paused")])
def test_gone_needs_ten_minutes(minutes: int | None, end: str) -> None:
    since = NOW - timedelta(minutes=minutes) if minutes is not None else None
    found = of(SendFailed("gone"), replace(DUE, schedule=replace(SCHEDULE, absent_since=since)))
    assert found.end == end and found.absent == (since is None)
    if end == "again":
        assert found.ready_at == (since or NOW) + timedelta(minutes=10)


def test_missing_permissions_are_named() -> None:
    assert of(SendFailed("forbidden", "50013", missing=("A", "B"))).detail == "A, B"


def test_where_a_repeat_is_harmless_it_comes_soon() -> None:
    soon, late = (outcome.when_to_look(DUE, NOW, repeatable=one, timing=DEFAULT) for one in (MINUTES, timedelta(0)))
    assert (soon, late) == (NOW + DEFAULT.repeat, NOW + DEFAULT.under_way)


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (44, True), (45, False), (119, False), (-1, False)])
def test_a_repeat_arrives_while_the_platform_knows_the_first(seconds: int, may: bool) -> None:
    assert outcome.may_repeat(timedelta(seconds=seconds), MINUTES, DEFAULT) is may
