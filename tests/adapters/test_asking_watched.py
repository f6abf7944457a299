"""Every question of a platform is measured once, and one too many is refused without the desk."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from conftest import open_desk
from watched import Seconds

from adapters.asking import Asking
from adapters.rates import Rates
from bot.contract import Request
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Watched:
    """A desk with limits, and what was measured of its answers."""

    def __init__(self, store: Store, *, user: int = 0, channel: int = 0) -> None:
        self.seen: list[tuple[str, str, str]] = []
        self.seconds: list[float] = []
        rates = Rates(user=user, channel=channel, clock=Seconds())
        self.asking = Asking(open_desk(store), clock=lambda: NOW, rates=rates, observe=self._observe)

    def _observe(self, platform: str, command: str, kind: str, seconds: float) -> None:
        self.seen.append((platform, command, kind))
        self.seconds.append(seconds)


def asked(text: str = "", **other: str) -> Request:
    return Request(text=text, now=NOW, platform="slack", channel="C1", user="alice", **other)


@pytest.fixture
def watched(sco: Store) -> Iterator[Watched]:
    found = Watched(sco)
    yield found
    found.asking.close()


@pytest.fixture
def limited(sco: Store) -> Iterator[Watched]:
    found = Watched(sco, user=2)
    yield found
    found.asking.close()


async def test_an_answer_is_measured_once_read_or_from_memory(watched: Watched) -> None:
    request = asked("members 2016")
    assert watched.asking.stored(request) is None and watched.seen == []
    await watched.asking.answer(request)
    assert watched.seen == [("slack", "members", "answer")]
    assert watched.asking.stored(request) is not None
    await watched.asking.answer(request)
    assert watched.seen == [("slack", "members", "answer")] * 3
    assert all(0 < took < 10 for took in watched.seconds)


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        (asked("zzz-secret-word of Bob's"), "none"),
        (asked(""), "sco"),
        (asked("/summit 99999"), "summit"),
        (asked(command="who", options={"name_or_office": "xqzw"}), "who"),
        (asked(command="schedule list"), "schedule"),
        (asked("schedule xyz"), "schedule"),
    ],
    ids=["unknown", "nothing", "slash", "options", "group", "no subcommand"],
)
async def test_a_command_is_called_as_it_is_declared_or_none(watched: Watched, request_: Request, command: str) -> None:
    await watched.asking.answer(request_)
    assert [name for _, name, _ in watched.seen] == [command]


async def test_a_question_from_memory_too_many_is_refused_at_once(limited: Watched) -> None:
    request = asked("members 2016")
    await limited.asking.answer(request)
    assert limited.asking.stored(request) is not None
    refused = limited.asking.stored(request)
    assert refused is not None and refused.kind == "refusal"
    assert len(limited.seen) == 2


async def test_a_question_that_is_not_in_memory_counts_once(limited: Watched) -> None:
    kinds = []
    for year in (2012, 2013, 2014):
        request = asked(f"members {year}")
        reply = limited.asking.stored(request) or await limited.asking.answer(request)
        kinds.append(reply.kind)
    assert kinds == ["answer", "answer", "refusal"]


async def test_what_is_refused_does_not_reach_the_desk(limited: Watched, caplog: pytest.LogCaptureFixture) -> None:
    await limited.asking.answer(asked("members 2016"))
    await limited.asking.answer(asked("members 2016"))
    with caplog.at_level(logging.INFO, "summitdesk.desk"):
        for _ in range(10):
            assert (await limited.asking.answer(asked("schedule list"))).kind == "refusal"
    assert not [record for record in caplog.records if record.name == "summitdesk.desk"]


async def test_nobody_is_limited_where_nothing_is_set(watched: Watched) -> None:
    request = asked("members 2016")
    kinds = {(await watched.asking.answer(request)).kind for _ in range(500)}
    assert kinds == {"answer"}
