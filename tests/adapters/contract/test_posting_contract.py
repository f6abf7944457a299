"""Each sender keeps the contract of senders: in memory, into files, in Slack and in Discord."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord_driver
import pytest
import slack_driver
from conftest import open_desk
from fakes.discord_api import payloads, schemas
from fakes.discord_api.gateway import FakeDiscord
from fakes.sender import Accepted, FakeSender
from fakes.slack import Message, SlackWorkspace
from posting_contract import RemoteSenderContract, SenderContract
from slack_desk import NOW, noon

from adapters.asking import Asking
from adapters.discord import posting
from adapters.discord.posting import DiscordSender
from adapters.slack.calling import Calling
from adapters.slack.installing import Fixed
from adapters.slack.posting import SlackSender
from adapters.terminal_posting import MARK, TerminalSender
from bot.sender import SendFailed, Target
from bot.texts import deliveries
from bot.texts import slack as slack_texts
from data.store import Store

POSTS = "/channels/*/messages"


@pytest.fixture
def asking(own_sco: Store) -> Iterator[Asking]:
    opened = Asking(open_desk(own_sco), clock=noon)
    yield opened
    opened.close()


class InMemory:
    """The fake that the tests of the delivery use: it has to be like the others."""

    here = Target(platform="fake", workspace="W1", channel="C1")
    person = Target(platform="fake", workspace="W1", user="alice")

    def __init__(self) -> None:
        self.sender = FakeSender(noon, repeatable=timedelta(minutes=2))

    def now(self) -> datetime:
        return NOW

    def standing(self, key: str) -> list[Accepted]:
        return [one for one in self.sender.accepted if one.key == key]

    def words(self, message: Accepted) -> str:
        items = (item.text for part in message.reply.parts for item in part.items)
        return "\n".join((message.reply.title, message.reply.lead, *items))

    def mentions(self, message: Accepted) -> list[str]:
        return []

    def is_direct(self, message: Accepted) -> bool:
        return message.target.user == "alice"

    async def delete(self) -> None:
        self.sender.trouble = SendFailed("gone", "channel_not_found")

    async def forbid(self) -> str:
        self.sender.missing = ("send",)
        self.sender.faults.append(SendFailed("forbidden", missing=("send",)))
        return "send"

    async def allow(self) -> None:
        self.sender.missing = ()

    def lose_answers(self) -> None:
        self.sender.lose_after.append(True)

    def be_busy(self, seconds: float) -> None:
        self.sender.faults.append(SendFailed("busy", retry_after=seconds))

    def refuse_direct(self) -> None:
        self.sender.no_direct = SendFailed("refused", "closed")


class TestInMemory(RemoteSenderContract):
    """The fake."""

    @pytest.fixture
    def platform(self) -> InMemory:
        return InMemory()


class InFiles:
    """The terminal's: its channel is a file; its person sits in front of it."""

    here = Target(platform="terminal", channel="posts.txt")
    person = Target(platform="terminal", user="terminal")

    def __init__(self, folder: Path) -> None:
        self.folder, self.screen = folder / "posts", io.StringIO()
        self.folder.mkdir()
        self.path = self.folder / "posts.txt"
        self.sender = TerminalSender(self.screen, self.folder, clock=noon)

    def now(self) -> datetime:
        return NOW

    def standing(self, key: str) -> list[str]:
        file = self.path.read_text("utf-8") if self.path.is_file() else ""
        posts = [post for post in re.split(r"(?m)^(?=── posted)", file) if MARK.format(key=key) in post]
        return posts or list(filter(None, [self.screen.getvalue()]))

    def words(self, message: str) -> str:
        return message

    def mentions(self, message: str) -> list[str]:
        return re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", message)

    def is_direct(self, message: str) -> bool:
        return message == self.screen.getvalue() and not self.path.exists()

    async def delete(self) -> None:
        self.folder.rmdir()

    async def forbid(self) -> str:
        self.path.mkdir()
        return deliveries.WRITING

    async def allow(self) -> None:
        self.path.rmdir()


class TestInFiles(SenderContract):
    """A file, of which no answer is lost, and which is never busy."""

    @pytest.fixture
    def platform(self, tmp_path: Path) -> InFiles:
        return InFiles(tmp_path)


class InSlack:
    """A channel of the fake Slack."""

    here = Target(platform="slack", workspace="T_SUMMIT", channel="C_WORLD")
    person = Target(platform="slack", workspace="T_SUMMIT", user="U_BOB")

    def __init__(self, slack: SlackWorkspace, sender: SlackSender) -> None:
        self.slack, self.sender = slack, sender

    def now(self) -> datetime:
        return NOW

    def standing(self, key: str) -> list[Message]:
        ids = {(post.channel, post.ts) for post in self.slack.posts if post.key == key}
        return [one for one in self.slack.world.messages if (one.channel, one.ts) in ids]

    def words(self, message: Message) -> str:
        return slack_driver.seen(message).words

    def mentions(self, message: Message) -> list[str]:
        return [word for text in (message.text, *_texts(message.blocks)) for word in re.findall(r"<[!@#][^>]*>", text)]

    def is_direct(self, message: Message) -> bool:
        return message.channel == "D_U_BOB" and message in self.slack.visible("D_U_BOB", "U_BOB")

    async def delete(self) -> None:
        self.slack.world.channels["C_WORLD"].is_deleted = True

    async def forbid(self) -> str:
        self.slack.world.channels["C_WORLD"].is_bot_member = False
        return slack_texts.LACKS_MEMBERSHIP

    async def allow(self) -> None:
        self.slack.world.channels["C_WORLD"].is_bot_member = True

    def lose_answers(self) -> None:
        self.slack.cut_next("chat.postMessage")

    def be_busy(self, seconds: float) -> None:
        self.slack.fail_next("chat.postMessage", status=429, retry_after=int(seconds))

    def refuse_direct(self) -> None:
        self.slack.fail_next("chat.postMessage", error="messages_tab_disabled")


def _texts(value: Any) -> Iterator[str]:
    """Every text of some blocks in which Slack reads marks."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _texts(inner)


class TestInSlack(RemoteSenderContract):
    """Slack."""

    @pytest.fixture
    async def platform(self, asking: Asking) -> AsyncIterator[InSlack]:
        async with SlackWorkspace(clock=NOW.timestamp) as slack, aiohttp.ClientSession() as session:
            slack.grant("channels:history")
            yield InSlack(slack, SlackSender(asking, Calling(session, api_url=slack.api_url), Fixed(slack.bot_token)))


class InDiscord:
    """A channel of the fake Discord."""

    here = Target(platform="discord", workspace=payloads.GUILD, channel=payloads.GENERAL)
    person = Target(platform="discord", workspace=payloads.GUILD, user=payloads.BOB["id"])

    def __init__(self, api: FakeDiscord, sender: DiscordSender) -> None:
        self.api, self.sender = api, sender

    def now(self) -> datetime:
        return datetime.now(UTC)

    def standing(self, key: str) -> list[payloads.Json]:
        ids = [post.message for post in self.api.posts if post.key == key]
        return [self.api.rest.messages[id] for id in ids if id in self.api.rest.messages]

    def words(self, message: payloads.Json) -> str:
        return discord_driver.seen(message).words

    def mentions(self, message: payloads.Json) -> list[str]:
        sent = [one.json for one in self.api.requests if one.method in ("POST", "PATCH") and one.json]
        loose = [body for body in sent if "components" in body and body.get("allowed_mentions") != {"parse": []}]
        return [*map(str, loose), *discord_driver.mentioned(message)]

    def is_direct(self, message: payloads.Json) -> bool:
        return bool(message["channel_id"] == self.api.rest.direct_channel(payloads.BOB)["id"])

    async def delete(self) -> None:
        await self.api.delete_channel(payloads.GENERAL)

    async def forbid(self) -> str:
        await self.api.overwrite(payloads.GENERAL, payloads.APPLICATION, deny=["send_messages"])
        return "Send Messages"

    async def allow(self) -> None:
        await self.api.overwrite(payloads.GENERAL, payloads.APPLICATION)

    def lose_answers(self) -> None:
        self.api.fail("POST", POSTS, status="reset", taken=True, times=9)

    def be_busy(self, seconds: float) -> None:
        self.api.limit("POST", POSTS, retry_after=seconds)

    def refuse_direct(self) -> None:
        self.api.rest.closed_to.add(payloads.BOB["id"])


class TestInDiscord(RemoteSenderContract):
    """Discord."""

    @pytest.fixture
    async def platform(self, asking: Asking, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[InDiscord]:
        monkeypatch.setattr(posting, "PAUSES", (0.0,) * len(posting.PAUSES))
        async with FakeDiscord(check=schemas.check) as api:
            sender = DiscordSender(api.token, api=api.base, keep=asking.keep, clock=asking.clock)
            yield InDiscord(api, sender)
            await sender.close()
