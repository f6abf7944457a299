"""Slack over HTTP, signed, one command at a time: the desk beside bare Bolt with a constant card, in one run."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import logging
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from fakes.slack import SlackWorkspace

from bench.slack_server import SECRET

ROUNDS, REQUESTS, WARMING = 4, 1500, 300


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a process of its own."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.slack_server", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env=environment,
    ) as process:
        assert process.stdin
        try:
            yield process
        finally:
            process.stdin.close()


@contextmanager
def server(kind: str, url: str) -> Iterator[int]:
    """A server over HTTP; its port."""
    with started(kind, url) as process:
        assert process.stdout
        yield int(json.loads(process.stdout.readline()))


def send(connection: http.client.HTTPConnection, number: int) -> float:
    """One signed command; how many milliseconds its answer took."""
    fields = {"command": "/sco", "text": "members 2016", "team_id": "T1", "user_id": "U1", "channel_id": "C1"}
    body = urlencode({**fields, "trigger_id": str(number), "response_url": "http://127.0.0.1:9/r"}).encode()
    stamp = str(int(time.time()))
    made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={made}",
    }
    started = time.perf_counter()
    connection.request("POST", "/slack/events", body, headers)
    answer = connection.getresponse()
    content = answer.read()
    taken = (time.perf_counter() - started) * 1000
    assert answer.status == 200 and b"SCO members" in content, (answer.status, content[:200])
    return taken


def compare(url: str) -> None:
    """Print medians, and the throughput of ours as a share of the bare one's."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    with server("bare", url) as bare, server("ours", url) as ours:
        connections = {
            "bare": http.client.HTTPConnection("127.0.0.1", bare),
            "ours": http.client.HTTPConnection("127.0.0.1", ours),
        }
        number = 0
        for round in range(ROUNDS):
            for kind, connection in connections.items():
                for _ in range(REQUESTS if round else WARMING):
                    number += 1
                    taken = send(connection, number)
                    if round:
                        times[kind].append(taken)
    told("Slack over HTTP, signed, one at a time", times)


def told(title: str, times: dict[str, list[float]]) -> None:
    """Print what was measured."""
    median = {kind: statistics.median(values) for kind, values in times.items()}
    share = sum(times["bare"]) / sum(times["ours"])
    p99 = {kind: statistics.quantiles(values, n=100)[98] for kind, values in times.items()}
    print(f"\n{title}")
    for kind, name in (("bare", "bare Bolt, constant card"), ("ours", "the desk, members 2016")):
        print(f"  {name:28} median {median[kind]:.2f} ms, p99 {p99[kind]:.2f} ms")
    print(f"  throughput beside bare Bolt  {share:.0%} (wanted: 70%, median 1.5 ms)")


async def compare_sockets(url: str) -> None:
    """The same over Socket Mode; the times hold what the fake Slack takes, the same for both."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    async with SlackWorkspace() as bare, SlackWorkspace() as ours:
        tokens = {slack: (slack.api_url, slack.bot_token, slack.app_token) for slack in (bare, ours)}
        with started("bare", url, *tokens[bare]), started("ours", url, *tokens[ours]):
            await bare.socket.connected(timeout=20)
            await ours.socket.connected(timeout=20)
            for round in range(ROUNDS):
                for kind, slack in (("bare", bare), ("ours", ours)):
                    for _ in range(REQUESTS // 3 if round else WARMING):
                        answer = await slack.command("/sco", "members 2016")
                        assert answer.is_ok
                        if round:
                            times[kind].append(answer.ack_ms)
    told("Slack over Socket Mode, one at a time", times)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # a fake that is closed says so at length
    compare(sys.argv[1])
    asyncio.run(compare_sockets(sys.argv[1]))
