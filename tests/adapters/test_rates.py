"""Limits of questions a minute: of one person, of one channel, and what refusing costs."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from watched import Seconds

from adapters import rates
from adapters.rates import Rates
from bot.contract import Request

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def asked(user: str | None = "alice", channel: str | None = "C1", *, platform: str = "slack") -> Request:
    return Request(text="members", now=NOW, platform=platform, workspace="W1", channel=channel, user=user)


class Desk:
    """Limits of three a person and five a channel, with a clock that is set and the refusals that were counted."""

    def __init__(self, *, user: int = 3, channel: int = 5) -> None:
        self.clock, self.refused = Seconds(), list[tuple[str, str]]()
        self.rates = Rates(
            user=user, channel=channel, clock=self.clock, limited=lambda *told: self.refused.append(told)
        )

    def taken(self, count: int, request: Request) -> int:
        """How many of so many questions were taken."""
        return sum(self.rates.take(request) is None for _ in range(count))


def test_a_person_may_ask_so_many_and_is_then_told_how_long_to_wait() -> None:
    desk = Desk()
    assert desk.taken(3, asked()) == 3
    desk.clock.now += 18.5
    reply = desk.rates.take(asked())
    assert reply is not None and (reply.kind, reply.private) == ("refusal", True)
    assert "You have asked 3 questions within a minute" in reply.lead and "Ask again in 42 seconds." in reply.lead
    assert desk.refused == [("slack", "user")]


def test_after_the_minute_all_may_be_asked_anew_however_often_was_refused() -> None:
    desk = Desk()
    assert desk.taken(50, asked()) == 3
    desk.clock.now += 59.5
    reply = desk.rates.take(asked())
    assert reply is not None and "in 1 second." in reply.lead
    desk.clock.now += 0.5
    assert desk.taken(50, asked()) == 3


def test_a_person_is_the_same_in_every_channel_and_another_on_another_platform() -> None:
    desk = Desk()
    assert desk.taken(2, asked(channel="C1")) + desk.taken(2, asked(channel="C2")) == 3
    assert desk.taken(1, asked("bob")) == 1
    assert desk.taken(1, asked(platform="discord")) == 1


def test_a_thousand_people_in_one_channel_are_limited_by_the_channel(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    taken = sum(desk.taken(1, asked(f"u{number}")) for number in range(1000))
    assert (taken, desk.refused.count(("slack", "channel"))) == (5, 995)
    assert [record.getMessage() for record in caplog.records] == [
        "slack: a channel asks more than 5 questions a minute"
    ]
    assert desk.taken(1, asked("u1", channel="C2")) == 1


def test_what_is_refused_to_one_person_is_not_taken_from_the_channel() -> None:
    desk = Desk()
    assert desk.taken(100, asked("alice")) == 3
    assert desk.taken(2, asked("bob")) == 2


def test_what_is_refused_to_the_channel_is_not_taken_from_a_person() -> None:
    desk = Desk(channel=1)
    assert desk.taken(10, asked(channel="C1")) == 1
    reply = desk.rates.take(asked("bob", channel="C1"))
    assert reply is not None and reply.lead.startswith("1 question came from here within a minute")
    assert desk.taken(10, asked(channel=None)) == 2


def test_no_limit_is_no_limit() -> None:
    desk = Desk(user=0, channel=0)
    assert desk.taken(5000, asked()) == 5000


def test_what_is_put_back_may_be_asked_again() -> None:
    desk = Desk()
    for _ in range(20):
        assert desk.rates.take(asked()) is None
        desk.rates.put_back(asked())
    assert desk.taken(20, asked()) == 3


def test_a_refusal_is_one_line_a_minute_that_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    with caplog.at_level(logging.INFO):
        desk.taken(100, asked("U0ALICE", "C0SECRET"))
        desk.clock.now += 61
        desk.taken(100, asked("U0ALICE", "C0SECRET"))
    assert len(caplog.records) == 2 and len(desk.refused) == 194
    assert "ALICE" not in caplog.text and "SECRET" not in caplog.text


def test_refusals_of_one_second_are_one_object_so_that_they_are_rendered_once() -> None:
    desk = Desk()
    desk.taken(3, asked("alice")), desk.taken(2, asked("bob", "C2")), desk.taken(1, asked("bob", "C3"))
    assert desk.rates.take(asked("alice")) is desk.rates.take(asked("bob", "C3"))


def test_of_very_many_people_only_the_last_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "HELD", 100)
    desk = Desk(channel=0)
    for number in range(1000):
        desk.rates.take(asked(f"u{number}"))
    assert len(desk.rates._users._minutes) == 100
