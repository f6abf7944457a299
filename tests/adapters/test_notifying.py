"""systemd's protocol over a real socket: when it hears that we are ready, how we are, and that we live."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from watched import Seconds, down, up

from adapters.notifying import HANGS_SECONDS, LOOK_SECONDS, Notifying, hanging, status_of
from adapters.supervisor import PAUSES, REFUSED_PAUSE, Refused, State, supervise
from bot.schedules.clock import STOPPED_SECONDS
from bot.settings import Notify, read


class Systemd:
    """What listens at the socket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._socket.setblocking(False)

    def heard(self) -> list[str]:
        """The lines of each datagram since the last look, in one list."""
        found = []
        while True:
            try:
                found.append(self._socket.recv(4096).decode())
            except BlockingIOError:
                return "\n".join(found).split("\n") if found else []

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["a file", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    found = Systemd(str(tmp_path / "s") if request.param == "a file" else f"@summitdesk-test-{os.getpid()}")
    yield found
    found.close()


class Pauses:
    """Lets the chore go on one round at a time."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.go = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await self.go.wait()
        self.go.clear()

    async def round(self) -> None:
        """One round more."""
        before = len(self.taken)
        self.go.set()
        while len(self.taken) == before:
            await asyncio.sleep(0)


async def begun(notifying: Notifying, pauses: Pauses) -> asyncio.Task[None]:
    task = asyncio.create_task(notifying.run())
    while not pauses.taken:
        await asyncio.sleep(0)
    return task


async def test_it_is_ready_though_a_platform_is_away_and_the_status_says_which(systemd: Systemd) -> None:
    pauses, slack, discord = Pauses(), up("Slack"), down("Discord", "starting")
    task = await begun(Notifying(Notify(systemd.address), [slack, discord], sleep=pauses), pauses)
    assert systemd.heard() == ["READY=1", "STATUS=Slack connected; not Discord (starting)"]
    await pauses.round()
    assert systemd.heard() == []
    discord.ready()
    await pauses.round()
    assert (systemd.heard(), pauses.taken) == (["STATUS=Slack, Discord connected"], [LOOK_SECONDS] * 3)
    task.cancel()


async def test_the_watchdog_is_fed_at_half_of_its_time_and_a_stop_is_said(systemd: Systemd) -> None:
    pauses = Pauses()
    notifying = Notifying(Notify(systemd.address, 8.0), [up("Slack")], sleep=pauses)
    task = await begun(notifying, pauses)
    await pauses.round()
    notifying.stopping()
    assert systemd.heard() == ["READY=1", "STATUS=Slack connected", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"]
    assert pauses.taken == [4.0, 4.0]
    task.cancel()


async def test_while_the_clock_hangs_the_watchdog_is_not_fed_and_that_is_said_once(
    systemd: Systemd, caplog: pytest.LogCaptureFixture
) -> None:
    pauses, since = Pauses(), Seconds()
    since.now = 0
    notifying = Notifying(Notify(systemd.address, 30), [up("Slack")], since_turn=since, sleep=pauses)
    task = await begun(notifying, pauses)
    assert systemd.heard()[-1] == "WATCHDOG=1"
    since.now = STOPPED_SECONDS
    await pauses.round()
    await pauses.round()
    assert systemd.heard() == [] and caplog.text.count("the clock hangs") == 1
    since.now = 1
    await pauses.round()
    assert systemd.heard() == ["WATCHDOG=1"]
    task.cancel()


async def test_a_socket_that_is_gone_disturbs_nobody_and_hears_that_we_are_ready_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pauses, path = Pauses(), str(tmp_path / "later")
    task = await begun(Notifying(Notify(path, 30), [up("Slack")], sleep=pauses), pauses)
    await pauses.round()
    assert caplog.text.count("systemd was not reached") == 1
    late = Systemd(path)
    await pauses.round()
    assert late.heard() == ["READY=1", "STATUS=Slack connected", "WATCHDOG=1"]
    late.close()
    task.cancel()


# What hangs


async def naps_of(state: State, clock: Seconds, fault: Exception, count: int) -> list[str | None]:
    """An adapter that fails so often; what hangs after each of its pauses, which pass at once."""
    found: list[str | None] = []

    async def fails(_: State) -> None:
        raise fault

    async def sleep(seconds: float) -> None:
        clock.now += seconds
        found.append(hanging([state], since_turn=None))
        if len(found) >= count:
            await asyncio.Event().wait()

    task = asyncio.create_task(supervise(state, fails, jitter=lambda seconds: seconds * 1.5, sleep=sleep))
    while len(found) < count:
        await asyncio.sleep(0)
    task.cancel()
    return found


@pytest.mark.parametrize("fault", [ConnectionError(), Refused("a wrong token")], ids=["outage", "refusal"])
async def test_however_long_a_platform_is_away_nothing_hangs_while_it_is_tried(fault: Exception) -> None:
    clock = Seconds()
    found = await naps_of(State("Slack", clock=clock), clock, fault, 100)
    assert clock.now > 1000 + 50 * PAUSES[-1] and set(found) == {None}
    assert REFUSED_PAUSE * 1.5 < HANGS_SECONDS


def test_an_adapter_that_neither_comes_up_nor_is_tried_hangs() -> None:
    clock = Seconds()
    state = State("Discord", clock=clock)
    clock.now += HANGS_SECONDS - 1
    assert hanging([up("Slack"), state], since_turn=None) is None
    clock.now += 1
    assert hanging([up("Slack"), state], since_turn=None) == "Discord"
    state.ready()
    clock.now += 10 * HANGS_SECONDS
    assert hanging([state], since_turn=None) is None


def test_a_status_is_one_line() -> None:
    assert status_of([down("Slack", "two\nlines")]) == "nothing is connected: Slack (two lines)"


# The settings


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, None),
        ({"NOTIFY_SOCKET": "/run/systemd/notify"}, Notify("/run/systemd/notify")),
        ({"NOTIFY_SOCKET": "@abstract", "WATCHDOG_USEC": "60000000"}, Notify("@abstract", 60.0)),
        ({"NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "5000000", "WATCHDOG_PID": str(os.getpid())}, Notify("@a", 5.0)),
        ({"NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "5000000", "WATCHDOG_PID": "1"}, Notify("@a")),
        ({"NOTIFY_SOCKET": "@a", "WATCHDOG_USEC": "soon"}, Notify("@a")),
        ({"NOTIFY_SOCKET": "vsock:2:1234"}, None),
        ({"WATCHDOG_USEC": "60000000"}, None),
    ],
)
def test_what_systemd_sets_is_read_from_the_environment(
    tmp_path: Path, told: dict[str, str], found: Notify | None
) -> None:
    (tmp_path / ".env").write_text("NOTIFY_SOCKET=/not/from/here\n", "utf-8")
    assert read({"HOME": str(tmp_path), **told}, tmp_path).notify == found
