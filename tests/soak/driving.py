"""Who drives a month: the one clock of all, the desk in a process of its own, and what was seen."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace

from adapters.slack.manifest import EVENTS_PATH, REDIRECT_PATH

ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Month:
    """What plays: the clock, the fakes, the desk, and what was seen."""

    folder: Path
    url: str
    slack: SlackWorkspace
    discord: FakeDiscord
    chance: random.Random
    now: datetime
    root: str = ""
    desk: asyncio.subprocess.Process | None = None
    state: dict[str, Any] = field(default_factory=dict)
    days: list[dict[str, Any]] = field(default_factory=list)
    gestures: int = 0
    unanswered: list[str] = field(default_factory=list)
    troubles: int = 0
    killed: int = 0
    stopped: int = 0
    backups: int = 0
    loads: int = 0
    steps: int = 0

    def timestamp(self) -> float:
        """The clock, as the fakes ask for it."""
        return self.now.timestamp()

    async def begin(self) -> None:
        """Start the desk, or start it anew."""
        environment = {
            "HOME": str(self.folder),
            "DATABASE_URL": self.url,
            "PORT": "0",
            "LOG_LEVEL": "warning",
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_CLIENT_ID": self.slack.client_id,
            "SLACK_CLIENT_SECRET": self.slack.client_secret,
            "SUMMITDESK_SECRET_KEY": "a key that is only used here, and long",
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.base,
            "BACKUP_FOLDER": str(self.folder / "backups"),
            "BACKUPS_KEPT": "7",
        }
        told = {"environment": environment, "start": self.now.isoformat(), "gateway": self.discord.sessions.url}
        with (self.folder / "desk.log").open("ab") as log:
            self.desk = await asyncio.create_subprocess_exec(
                *(sys.executable, "-W", "ignore", "-m", "tests.soak.living", json.dumps(told)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
            )
        url = f"http://127.0.0.1:{(await self._said())['port']}"
        self.slack.oauth.redirect_uris = {url + REDIRECT_PATH}
        self.slack.serve_http(url + EVENTS_PATH)
        self.root = url
        await self.discord.connected(timeout=20)

    async def tell(self, do: str, **more: str) -> dict[str, Any]:
        """Tell the desk something, and wait until it is done."""
        self._write(do, **more)
        return await self._said()

    async def go(self, moment: datetime) -> datetime:
        """Set all clocks; the desk does what is due. When the next thing is due comes back."""
        self.set(moment)
        self.steps += 1
        return datetime.fromisoformat((await self.tell("to", moment=moment.isoformat()))["next"])

    async def end(self) -> None:
        """Tell the desk to end."""
        assert self.desk
        self._write("end")
        await asyncio.wait_for(self.desk.wait(), 20)
        self.stopped += 1

    async def kill(self, moment: datetime) -> None:
        """Kill the desk while it does what is due."""
        assert self.desk
        self.set(moment)
        self._write("to", moment=moment.isoformat())
        await asyncio.sleep(self.chance.uniform(0.005, 0.15))
        self.desk.kill()
        await self.desk.wait()
        self.killed += 1

    def set(self, moment: datetime) -> None:
        """Set the clocks of the platforms."""
        self.discord.pass_time(max((moment - self.now).total_seconds(), 0))
        self.now = moment

    def _write(self, do: str, **more: str) -> None:
        assert self.desk and self.desk.stdin
        self.desk.stdin.write(json.dumps({"do": do, **more}).encode() + b"\n")

    async def _said(self) -> dict[str, Any]:
        assert self.desk and self.desk.stdout
        line = await asyncio.wait_for(self.desk.stdout.readline(), 120)
        assert line, (self.folder / "desk.log").read_text()[-3000:]
        self.state = json.loads(line)
        return self.state
