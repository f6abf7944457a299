"""Keeping adapters up: growing pauses, refusals, one that always breaks beside a good one, and a stop that waits."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from conftest import open_desk
from watched import Seconds

from adapters import serving, supervisor
from adapters.asking import Asking
from adapters.serving import serve, stopped_by_signals
from adapters.supervisor import PAUSES, REFUSED_PAUSE, Lost, Refused, State, persist, supervise
from adapters.work import Work
from data.store import Store

WRITTEN = "what Bob wrote about xoxb-1-legible"

Start = Callable[[State], Awaitable[None]]


class Naps:
    """Pauses that take no time; after so many of them the sleeper never wakes."""

    def __init__(self, count: int) -> None:
        self.taken: list[float] = []
        self.over = asyncio.Event()
        self._count = count

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) >= self._count:
            self.over.set()
            await asyncio.Event().wait()


def exactly(seconds: float) -> float:
    return seconds


async def naps_of(start: Start, count: int, state: State | None = None) -> list[float]:
    """The first pauses of an adapter that is supervised, which is cancelled after them."""
    naps = Naps(count)
    task = asyncio.create_task(supervise(state or State("Slack"), start, jitter=exactly, sleep=naps))
    await asyncio.wait_for(naps.over.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return naps.taken


async def breaks(state: State) -> None:
    raise ValueError(WRITTEN)


async def ends(state: State) -> None:
    return


async def runs(state: State) -> None:
    state.ready()
    await asyncio.Event().wait()


# Starting again


async def test_the_pauses_grow_up_to_the_last_one_which_stays() -> None:
    assert await naps_of(breaks, len(PAUSES) + 2) == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert list(PAUSES) == sorted(PAUSES)


async def test_an_adapter_that_ends_by_itself_is_started_again(caplog: pytest.LogCaptureFixture) -> None:
    state = State("Slack")
    assert await naps_of(ends, 2, state) == [PAUSES[0], PAUSES[1]]
    assert state.reason == "it ended"
    assert "Slack: not connected (it ended); trying again in 0.2 s" in caplog.text


async def test_after_a_steady_time_the_pauses_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    async def up_then_lost(state: State) -> None:
        state.ready()
        raise Lost("the link was lost")

    assert await naps_of(up_then_lost, 3) == list(PAUSES[:3])
    monkeypatch.setattr(supervisor, "STEADY", 0)
    assert await naps_of(up_then_lost, 3) == [PAUSES[0]] * 3
    assert await naps_of(breaks, 3) == list(PAUSES[:3])


async def test_a_refusal_waits_longer_and_is_said(caplog: pytest.LogCaptureFixture) -> None:
    async def refuses(state: State) -> None:
        raise Refused("Slack does not accept SLACK_BOT_TOKEN")

    state = State("Slack")
    assert await naps_of(refuses, 3, state) == [REFUSED_PAUSE] * 3
    assert PAUSES[-1] < REFUSED_PAUSE
    assert (state.is_up, state.refused, state.reason) == (False, True, "Slack does not accept SLACK_BOT_TOKEN")
    assert "Slack: Slack does not accept SLACK_BOT_TOKEN" in caplog.text


async def test_the_pauses_are_spread() -> None:
    naps = Naps(2)
    task = asyncio.create_task(supervise(State("x"), breaks, jitter=lambda seconds: seconds * 10, sleep=naps))
    await asyncio.wait_for(naps.over.wait(), 5)
    task.cancel()
    assert naps.taken == [PAUSES[0] * 10, PAUSES[1] * 10]


async def test_the_message_of_a_fault_gets_neither_into_the_log_nor_into_the_state(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def breaks_in_a_group(state: State) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(breaks(state))

    state = State("Slack")
    await naps_of(breaks, 1, state)
    assert state.reason == "ValueError"
    await naps_of(breaks_in_a_group, 1, state)
    assert "ValueError" in caplog.text
    assert "Bob" not in caplog.text + state.reason


async def test_what_was_lost_is_said_in_our_own_words() -> None:
    async def loses(state: State) -> None:
        raise Lost("the link to Slack was lost")

    state = State("Slack")
    await naps_of(loses, 1, state)
    assert state.reason == "the link to Slack was lost"


async def test_a_task_that_is_cancelled_inside_an_adapter_does_not_end_it_for_ever() -> None:
    async def waits_for_a_cancelled_one(state: State) -> None:
        inner = asyncio.create_task(asyncio.Event().wait())
        inner.cancel()
        await inner

    assert await naps_of(waits_for_a_cancelled_one, 2) == [PAUSES[0], PAUSES[1]]


async def test_cancelling_ends_an_adapter_that_runs() -> None:
    state = State("Slack")
    task = asyncio.create_task(supervise(state, runs, jitter=exactly, sleep=Naps(1)))
    await asyncio.wait_for(state.up.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_state_says_whether_the_adapter_is_connected_and_why_not(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    state = State("Slack")
    assert (state.is_up, state.reason, state.up.is_set()) == (False, "starting", False)
    state.ready("to Acme as desk")
    assert (state.is_up, state.reason, state.up.is_set()) == (True, "", True)
    state.down("gone")
    assert (state.is_up, state.reason, state.up.is_set()) == (False, "gone", False)
    assert "Slack: connected to Acme as desk" in caplog.text


async def test_a_state_counts_how_often_it_came_up_and_how_long_nothing_moved() -> None:
    clock = Seconds()
    state = State("Slack", clock=clock)
    for moves in (state.trying, state.ready, state.ready, lambda: state.down("gone"), state.ready):
        clock.now += 7
        assert state.seconds_still == 7
        moves()
        assert state.seconds_still == 0
    assert state.connections == 2


async def test_each_start_is_a_try() -> None:
    clock, still, over = Seconds(), list[float](), asyncio.Event()
    state = State("Slack", clock=clock)

    async def hangs(state: State) -> None:
        still.append(state.seconds_still)
        if len(still) == 2:
            over.set()
            await asyncio.Event().wait()
        raise Lost("the link was lost")

    async def sleep(seconds: float) -> None:
        clock.now += 100

    task = asyncio.create_task(supervise(state, hangs, jitter=exactly, sleep=sleep))
    await asyncio.wait_for(over.wait(), 5)
    task.cancel()
    assert still == [0, 0]


async def test_a_chore_that_breaks_is_begun_anew_and_one_that_is_done_is_not() -> None:
    begun: list[int] = []

    async def chore() -> None:
        begun.append(len(begun))
        if len(begun) < 3:
            raise ValueError(WRITTEN)

    naps = Naps(9)
    await persist("a chore", chore, sleep=naps)
    assert (len(begun), naps.taken) == (3, [PAUSES[-1]] * 2)


# Work that nobody waits for


async def test_a_stop_waits_for_work_and_for_what_it_starts() -> None:
    work, done = Work(), []

    async def second() -> None:
        await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        await asyncio.sleep(0)
        work.start(second())
        done.append("first")

    work.start(first())
    assert await work.finish(5) == 0
    assert done == ["first", "second"]


async def test_work_that_takes_too_long_is_given_up_and_counted() -> None:
    work = Work()
    late = [work.start(asyncio.Event().wait()) for _ in range(3)]
    assert await work.finish(0.01) == 3
    await asyncio.wait(late)
    assert all(task.cancelled() for task in late)


async def test_nothing_under_way_is_no_wait() -> None:
    began = time.monotonic()
    assert await Work().finish(60) == 0
    assert time.monotonic() - began < 1


async def test_work_that_breaks_is_a_line_in_the_log_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    work = Work()
    work.start(breaks(State("x")))
    assert await work.finish(5) == 0
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("ERROR", "a task broke")]


# Serving


@pytest.fixture
async def asking(sco: Store) -> AsyncIterator[Asking]:
    found = Asking(open_desk(sco), clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds at night takes a moment here."""
    monkeypatch.setattr(serving, "FINISH_SECONDS", 0.2)
    monkeypatch.setattr(serving, "CLOSE_SECONDS", 0.2)


async def served(asking: Asking, *adapters: tuple[State, Start], work: Work | None = None) -> float:
    """Serve until the first adapter is up, then stop; how many seconds the stop took."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(adapters, asking, work or Work(), chores=(), stop=stop))
    await asyncio.wait_for(adapters[0][0].up.wait(), 10)
    stop.set()
    began = time.monotonic()
    await asyncio.wait_for(task, 10)
    return time.monotonic() - began


async def test_an_adapter_that_always_breaks_does_not_disturb_another(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = asyncio.Event()
    monkeypatch.setattr(supervisor, "PAUSES", (0,))
    tries: list[int] = []

    async def hopeless(state: State) -> None:
        tries.append(1)
        if len(tries) == 50:
            broken.set()
        raise RuntimeError(WRITTEN)

    async def steady(state: State) -> None:
        await broken.wait()
        state.ready()
        await asyncio.Event().wait()

    good, bad = State("Discord"), State("Slack")
    await served(asking, (good, steady), (bad, hopeless))
    assert (good.is_up, bad.is_up, bad.reason) == (True, False, "RuntimeError")


async def test_a_stop_lets_an_answer_leave_before_the_connections_close(asking: Asking) -> None:
    work, happened = Work(), []

    async def adapter(state: State) -> None:
        work.start(answer())
        state.ready()
        try:
            await asyncio.Event().wait()
        finally:
            happened.append("closed")

    async def answer() -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        happened.append("answered")

    await served(asking, (State("Slack"), adapter), work=work)
    assert happened == ["answered", "closed"]


async def test_a_stop_gives_up_what_does_not_end(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    work, let_go = Work(), asyncio.Event()
    work.start(asyncio.Event().wait())

    async def deaf(state: State) -> None:
        state.ready()
        while not let_go.is_set():
            try:
                await let_go.wait()
            except asyncio.CancelledError:
                continue

    took = await served(asking, (State("Slack"), deaf), work=work)
    let_go.set()
    assert took < 3
    assert "1 answers were not finished" in caplog.text
    assert "Slack did not close in time" in caplog.text


async def test_chores_run_until_the_stop_and_one_that_breaks_disturbs_nobody(asking: Asking) -> None:
    state, stop, ended = State("Slack"), asyncio.Event(), []

    async def chore() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("chore")

    async def broken() -> None:
        raise ValueError(WRITTEN)

    task = asyncio.create_task(serve([(state, runs)], asking, Work(), chores=[broken, chore], stop=stop))
    await asyncio.wait_for(state.up.wait(), 10)
    assert not ended
    stop.set()
    await asyncio.wait_for(task, 10)
    assert ended == ["chore"]


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_says_stop(name: signal.Signals) -> None:
    stop = stopped_by_signals()
    assert not stop.is_set()
    os.kill(os.getpid(), name)
    await asyncio.wait_for(stop.wait(), 5)
    for held in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(held)


def test_a_pause_is_spread_by_half_at_most() -> None:
    spread = [serving._jitter(10) for _ in range(200)]
    assert min(spread) >= 10
    assert max(spread) <= 15
    assert len(set(spread)) > 100


def test_what_hangs_does_not_keep_the_process() -> None:
    code = """
import asyncio, threading
from adapters import serving
serving.LEAVE_SECONDS = 0.3
threading.Thread(target=threading.Event().wait).start()
serving.leave_at_last()
asyncio.run(asyncio.Event().wait())
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False)
    assert run.returncode == 1 and "leaving all the same" in run.stderr
