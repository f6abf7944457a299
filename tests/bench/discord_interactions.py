"""Discord's interactions over HTTP, signed, at 1, 16 and 64 at a time on loopback: how long each answer takes.

The desk is in a process of its own; whoever asks makes and signs everything beforehand.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiohttp import web
from conftest import open_desk
from fakes.discord_api.calling import KEY, signed
from fakes.discord_api.events import IN_GUILD, Place, interaction
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, GENERAL, GUILD, channel

from adapters.asking import Asking
from adapters.discord.running import PATH, DiscordAdapter
from adapters.http import application
from adapters.supervisor import State
from adapters.work import Work
from bot.settings import Discord
from data.store import Store

AT_ONCE, REQUESTS, WARMING = (1, 16, 64), 3000, 300
QUESTIONS = ({"as_of": "2016"}, {"as_of": "2020"}, {"country": "Belarus"})


def bodies(count: int) -> list[bytes]:
    """So many commands, each with an id of its own, as Alice gives them in a server."""
    guild = {"id": GUILD, "preferred_locale": "en-US"}
    place = Place(ALICE, channel(GENERAL, "general"), guild, IN_GUILD, "en-US", {"0": GUILD})
    made = []
    for number in range(count):
        typed = QUESTIONS[number % len(QUESTIONS)]
        options = [{"name": name, "type": 3, "value": value} for name, value in typed.items()]
        made.append(interaction(2, {"id": "5", "name": "members", "type": 1, "options": options}, place=place))
    return [json.dumps(one).encode() for one in made]


async def ask(session: aiohttp.ClientSession, url: str, waiting: Iterator[bytes], taken: list[float]) -> int:
    """Ask one after another until nothing waits; how many were not answered as they should be."""
    errors = 0
    for body in waiting:
        headers = signed(body, str(int(time.time())))
        began = time.perf_counter()
        async with session.post(url, data=body, headers=headers) as answer:
            said = await answer.read()
        taken.append((time.perf_counter() - began) * 1000)
        errors += answer.status != 200 or not said.startswith(b'{"type": 4') or b"SCO" not in said
    return errors


async def measure(url: str) -> None:
    """Print what was measured at each number of requests at a time."""
    print("\nDiscord over HTTP, signed, members 2016 and the like")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=max(AT_ONCE))) as session:
        await ask(session, url, iter(bodies(WARMING)), [])
        for at_once in AT_ONCE:
            taken: list[float] = []
            waiting, began = iter(bodies(REQUESTS)), time.perf_counter()
            errors = sum(await asyncio.gather(*(ask(session, url, waiting, taken) for _ in range(at_once))))
            rate = REQUESTS / (time.perf_counter() - began)
            p99 = statistics.quantiles(taken, n=100)[98]
            print(
                f"  {at_once:2} at a time  p50 {statistics.median(taken):6.2f} ms  p99 {p99:6.2f} ms  "
                f"{rate:5.0f} a second  errors {errors}"
            )


def resident(process: int) -> float | None:
    """The resident size of a process in MB, where the system tells it."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    return None


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """The desk in a process of its own, until its standard input ends."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.discord_interactions", *words]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root, env=environment
    ) as process:
        assert process.stdin
        try:
            yield process
        finally:
            process.stdin.close()


async def compare(url: str) -> None:
    """Start the desk beside a small Discord, and ask it."""
    async with FakeDiscord() as api:
        api.rest.verify_key = KEY.verify_key.encode().hex()
        with started(url, api.base, api.token) as process:
            assert process.stdout
            line = await asyncio.get_running_loop().run_in_executor(None, process.stdout.readline)
            before = resident(process.pid)
            await measure(f"http://127.0.0.1:{int(line)}{PATH}")
            after = resident(process.pid)
            if before and after:
                print(f"  the desk's process: {before:.0f} MB before, {after:.0f} MB after")


async def serve(url: str, api: str, token: str) -> None:
    """Be ready to be called until standard input ends; the port is printed first."""
    _pin((os.cpu_count() or 1) - 1)
    asking, work = Asking(open_desk(Store(url)), clock=lambda: datetime.now(UTC)), Work()
    await asking.refresh()
    told = Discord(token=token, public_key=KEY.verify_key.encode().hex(), server=None, api_url=api)
    adapter, state = DiscordAdapter(told, asking, work, new_reference=lambda: "r"), State("Discord")
    runner = web.AppRunner(application(adapter.routes()), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    running = asyncio.create_task(adapter.run(state))
    await state.up.wait()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    running.cancel()
    await asyncio.wait({running})
    await runner.cleanup()
    asking.close()


def _pin(core: int) -> None:
    """Stay on one core: the desk on the last, whoever asks on the first."""
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, {core})


def main(words: Sequence[str]) -> None:
    """With the address of a store only: the benchmark."""
    if len(words) > 1:
        asyncio.run(serve(*words))
    else:
        _pin(0)
        asyncio.run(compare(words[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
