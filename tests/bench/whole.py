"""The whole program against both fakes: how long from its start to its first answers, and how much memory it takes."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace

ANSWERS = 200


def resident(pid: int) -> float:
    """Megabytes of a process that are in memory now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


async def measure(url: str) -> None:
    """Print the figures; wanted are 2.5 s and 110 MB."""
    async with SlackWorkspace() as slack, FakeDiscord() as discord:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.base,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            command = [sys.executable, "-m", "adapters.cli", "run"]
            process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
            try:
                await _answered(slack, discord, process, started)
            finally:
                process.send_signal(signal.SIGTERM)
                stopping = time.perf_counter()
                code = await asyncio.to_thread(process.wait, 15)
                print(f"  SIGTERM to end               {time.perf_counter() - stopping:.2f} s, exit code {code}")


async def _answered(
    slack: SlackWorkspace, discord: FakeDiscord, process: subprocess.Popen[bytes], started: float
) -> None:
    await asyncio.wait_for(slack.socket.connected(timeout=20), 20)
    assert (await slack.command("/sco", "members")).is_ok
    on_slack = time.perf_counter() - started
    await asyncio.wait_for(discord.connected(), 20)
    await discord.until(lambda: bool(discord.rest.commands.get(None)), "the commands", timeout=10)
    await (await discord.slash("members", {})).finished()
    on_discord = time.perf_counter() - started
    print("\nThe whole program, both platforms connected")
    print(f"  start to first answer        Slack {on_slack:.2f} s, Discord {on_discord:.2f} s (wanted: 2.5 s)")
    print(f"  memory, connected            {resident(process.pid):.0f} MB (wanted: at most 110 MB)")
    for number in range(ANSWERS):
        await slack.command("/sco", f"members {2001 + number % 26}")
        await (await discord.slash("members", {"as_of": str(2001 + number % 26)})).finished()
    print(f"  memory after {2 * ANSWERS} answers     {resident(process.pid):.0f} MB")


if __name__ == "__main__":
    asyncio.run(measure(sys.argv[1]))
