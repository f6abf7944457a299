"""What is attacked: the desk as a process of its own, both fakes behind it, and a secret wherever one can stand."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import discord
from aiohttp import web
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from fakes.slack.tokens import Token
from fakes.slack.world import TEAM_ID
from nacl.signing import SigningKey

from adapters.slack.manifest import EVENTS_PATH, REDIRECT_PATH

ROOT = Path(__file__).parents[2]
STARTS, ENDS = 40, 15
"""Seconds for the start and for the end, on a machine with other work."""

LONGEST = 16 * 1024 * 1024
"""Bytes of a line of the log that can be read; a line of any length must not stop the reading."""

WORDY = 4_000
"""Characters of a line of the log that is too long: what somebody wrote has got into it."""

Form = Literal["text", "json"]

_PORT = re.compile(r"HTTP: connected \(127\.0\.0\.1:(\d+)\)")
_BEGINS = re.compile(r"\d{4}-\d\d-\d\d |\{")
_SIGNED = re.compile(
    r"summitdesk\.slack # slack: (a delivery could not be read|a request broke) .*/site-packages/"
    r"|summitdesk\.slack # slack: a delivery could not be read \(\w+\)$"
    r"|discord\.app_commands\.tree Ignoring exception in autocomplete .*/site-packages/"
    r"|summitdesk\.discord # discord: \w+ at (?P<file>\w+\.py)"
)
"""What only a platform's own key can bring about: a payload in which something has another kind than the platform
says, and on which its library breaks. It is answered, and said with a reference, for the keeper should hear of it."""

_FAULT = re.compile(r'\b(ERROR|CRITICAL)\b|"level": "(error|critical)"|Traceback|never (retrieved|awaited)|Warning: ')


@dataclass(frozen=True, slots=True)
class Canaries:
    """One secret for each place where a secret can stand; none of them may come back."""

    signing: str = "canary0signing0a91f"
    client: str = "canary0client0secret0b82e"
    bot: str = "xoxb-1-canary0bot0c73d"
    discord: str = "MTEwMDAwMDAwMDAwMDAw.canar1.canary0discord0token0d64c0e55"
    sealing: str = "canary0sealing0key0that0is0long0e55b"
    metrics: str = "canary0metrics0f46a"
    heartbeat: str = "canary0heartbeat0a37f"
    database: str = "canary0database0b28e"

    def every(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(slots=True)
class Target:
    """A running desk. `lines`: what it said so far. `installs`: whether workspaces install it by themselves."""

    process: asyncio.subprocess.Process
    slack: SlackWorkspace
    discord: FakeDiscord
    canaries: Canaries
    installs: bool
    form: Form
    key: SigningKey
    lines: list[str] = field(default_factory=list)
    port: int = 0
    is_called: bool = False
    code: int | None = None

    @property
    def resident(self) -> float:
        """Megabytes of it that are in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process.returncode is None

    def secrets(self) -> tuple[str, ...]:
        """The canaries, and the tokens that Slack gave out when the app was installed."""
        return (*self.canaries.every(), *(value for value in self.slack.tokens.known if value.startswith("xoxb")))

    def faults(self) -> Counter[str]:
        """What it said that it should not: errors, traces, warnings of Python's; numbers cut out, to be counted."""
        return Counter({line: count for line, count in self.errors().items() if not _is_known(line)})

    def known(self) -> int:
        """How many errors it said that are no fault of its own."""
        return sum(count for line, count in self.errors().items() if _is_known(line))

    def errors(self) -> Counter[str]:
        """All errors in the log, those in more than one line put together."""
        records: list[list[str]] = []
        for line in self.lines:
            if _BEGINS.match(line) or not records:
                records.append([])
            records[-1].append(line)
        found = (_shortened(record) for record in records if _FAULT.search(record[0]))
        return Counter(re.sub(r"\b[0-9a-f]{6}\b|\d+", "#", line) for line in found)

    def wordy(self) -> list[str]:
        """The beginnings of lines in the log that are too long."""
        limit = 4 * WORDY if self.form == "json" else WORDY  # there a whole trace stands in one line
        return [line[:200] for line in self.lines if len(line) > limit]

    def leaks(self) -> list[str]:
        """Secrets in the log, and in what was sent to the platforms elsewhere than in an Authorization."""
        said = "\n".join(self.lines)
        calls = "\n".join(f"{one.method} {one.args}" for one in self.slack.calls)
        requests = "\n".join(f"{one.path} {one.json}" for one in self.discord.requests)
        places = {"the log": said, "a call to Slack": calls, "a request to Discord": requests}
        return [f"{secret} in {name}" for secret in self.secrets() for name, text in places.items() if secret in text]

    async def install(self) -> int:
        """Install the app as a person does, in a browser; the status of the last page."""
        async with self.slack.browser() as browser, browser.get(f"{self.url}/slack/install") as page:
            text = await page.text()
            address = re.findall(r'href="(http[^"]+)"', text)[0].replace("&amp;", "&")
            cookie = page.headers["Set-Cookie"].split(";")[0]
            async with browser.get(address, allow_redirects=False) as consent:
                back = consent.headers["Location"]
            async with browser.get(back, headers={"Cookie": cookie}) as done:
                return done.status

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def running(folder: Path, database: str, *, form: Form, installs: bool) -> AsyncIterator[Target]:
    """The desk over a store that is loaded; ended by SIGTERM when it was attacked enough."""
    canaries, key = Canaries(), SigningKey(b"\x07" * 32)
    slack, api = SlackWorkspace(), FakeDiscord(token=canaries.discord, everybody=None)
    slack.signing_secret = canaries.signing
    slack.client_secret = slack.oauth.client_secret = canaries.client
    slack.tokens.known[canaries.bot] = Token(canaries.bot, TEAM_ID)
    slack.change_user("U_ALICE", is_admin=True)
    api.rest.verify_key = key.verify_key.encode().hex()
    async with slack, api, _heard(canaries) as heartbeat:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "DATABASE_URL": database,
            "PORT": "0",
            "HOST": "127.0.0.1",
            "LOG_FORMAT": form,
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": canaries.signing,
            "DISCORD_API_URL": api.base,
            "DISCORD_TOKEN": canaries.discord,
            "DISCORD_PUBLIC_KEY": key.verify_key.encode().hex(),
            "SUMMITDESK_SECRET_KEY": canaries.sealing,
            "METRICS_TOKEN": canaries.metrics,
            "HEARTBEAT_URL": f"{heartbeat}/{canaries.heartbeat}",
            "USER_RATE": "0",
            "CHANNEL_RATE": "0",
        }
        oauth = {"SLACK_CLIENT_ID": slack.client_id, "SLACK_CLIENT_SECRET": canaries.client}
        environment |= oauth if installs else {"SLACK_BOT_TOKEN": canaries.bot}
        command = (sys.executable, "-m", "adapters.cli", "run")
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT, limit=LONGEST
        )
        target = Target(process, slack, api, canaries, installs, form, key)
        reading = asyncio.create_task(_read(target))
        try:
            await _started(target)
            slack.oauth.redirect_uris.add(target.url + REDIRECT_PATH)
            slack.serve_http(target.url + EVENTS_PATH)
            yield target
        finally:
            await _ended(target)
            await reading


def _is_known(line: str) -> bool:
    """Whether a platform's library broke on it, not we. Of Discord's the log says only in which file."""
    found = _SIGNED.search(line)
    return found is not None and (found["file"] is None or found["file"] in _discords())


@functools.cache
def _discords() -> set[str]:
    """The files of Discord's library."""
    return {path.name for path in Path(discord.__file__).parent.rglob("*.py")}


def _shortened(record: list[str]) -> str:
    """What a record of the log says, and where its fault came from: in our own code, if it was there."""
    said, trace = record[0].split(",", 1)[-1][4:], record[1:]
    if record[0].startswith("{"):
        entry = json.loads(record[0])
        said, trace = f"{entry['level']} {entry['logger']} {entry['message']}", entry.get("trace", "").splitlines()
    frames = [line.strip() for line in trace if line.startswith("  File")]
    ours = [frame for frame in frames if f'"{ROOT}/' in frame and "site-packages" not in frame]
    return " <- ".join((said, *(ours[-1:] or frames[-1:]), *trace[-1:]))


async def _read(target: Target) -> None:
    assert target.process.stdout
    async for line in target.process.stdout:
        target.lines.append(line.decode("utf-8", "replace").rstrip())
        if found := _PORT.search(target.lines[-1]):
            target.port = int(found[1])
        target.is_called |= "Discord: connected" in target.lines[-1]
        target.slack.bell.ring()
    await target.process.wait()
    target.slack.bell.ring()


async def _started(target: Target) -> None:
    try:
        await target.slack.until(lambda: (target.port and target.is_called) or not target.is_running, STARTS)
        assert target.is_running
    except AssertionError:
        raise AssertionError("the desk did not start:\n" + "\n".join(target.lines[-20:])) from None


async def _ended(target: Target) -> None:
    """Tell it to stop; its exit code is kept."""
    if target.is_running:
        target.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(target.process.wait(), ENDS)
        except TimeoutError:
            target.process.kill()
            await target.process.wait()
    target.code = target.process.returncode


@asynccontextmanager
async def _heard(canaries: Canaries) -> AsyncIterator[str]:
    """A service that counts beats."""

    async def beat(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.add_routes([web.route("*", f"/{canaries.heartbeat}{{rest:.*}}", beat)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
