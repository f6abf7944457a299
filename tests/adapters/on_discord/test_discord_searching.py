"""Looking for a post, and at a channel before anything is posted there: what cannot be told is never a no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION, BOB, BOT, GENERAL, GUILD

from adapters.asking import Asking
from adapters.discord.posting import DiscordSender
from adapters.pressing import Press, pack
from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, Target

KEY = "abcdefghij234567"
HERE = Target(platform="discord", workspace=GUILD, channel=GENERAL)
CARD = Reply(kind="help", title="Commands", lead="What can be asked.", canonical="help")


@pytest.fixture
async def sender(api: FakeDiscord, asking: Asking) -> AsyncIterator[DiscordSender]:
    """The sender of an app that is not connected to the gateway."""
    opened = DiscordSender(api.token, api=api.base, keep=asking.keep, clock=asking.clock)
    yield opened
    await opened.close()


def now() -> datetime:
    return datetime.now(UTC)


def in_thread(channel: str) -> Target:
    return Target(platform="discord", workspace=GUILD, channel=channel)


def talk(api: FakeDiscord, count: int, *, channel: str = GENERAL) -> None:
    """So many messages of Bob's."""
    for _ in range(count):
        said = payloads.message({"content": "hello"}, channel=channel, author=BOB)
        api.rest.messages[said["id"]] = said


async def test_a_post_is_found_as_card_and_as_text(api: FakeDiscord, sender: DiscordSender) -> None:
    begun = now()
    as_card = await sender.send(HERE, CARD, KEY)
    api.fail("PATCH", "*", status=400, code=50035)
    as_text = await sender.send(HERE, CARD, "another2")
    talk(api, 250)
    assert await sender.find(HERE, KEY, begun) == as_card
    assert await sender.find(HERE, "another2", begun) == as_text


async def test_what_is_not_there_is_certainly_not_there(api: FakeDiscord, sender: DiscordSender) -> None:
    await sender.send(HERE, CARD, KEY)
    talk(api, 120)
    assert await sender.find(HERE, "another2", now()) is None


async def test_only_what_was_posted_since_is_looked_through(api: FakeDiscord, sender: DiscordSender) -> None:
    await sender.send(HERE, CARD, KEY)
    assert await sender.find(HERE, KEY, now() + timedelta(hours=1)) is None


async def test_a_stranger_with_our_key_is_not_us(api: FakeDiscord, sender: DiscordSender) -> None:
    custom_id = pack(Press(act="open", line="help", post=KEY), 100).text
    button = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
    body = {"content": "x", "components": [{"type": 1, "components": [button]}]}
    forged = payloads.message(body, channel=GENERAL, author=BOB)
    api.rest.messages[forged["id"]] = forged
    assert await sender.find(HERE, KEY, now()) is None
    ours = payloads.message(body, channel=GENERAL, author=BOT)
    api.rest.messages[ours["id"]] = ours
    found = await sender.find(HERE, KEY, now())
    assert found and found.message == ours["id"]


async def test_a_history_that_is_too_long_proves_nothing(api: FakeDiscord, sender: DiscordSender) -> None:
    begun = now()
    talk(api, 500)
    await sender.send(HERE, CARD, KEY)
    with pytest.raises(NotFindable, match="too many"):
        await sender.find(HERE, KEY, begun)


@pytest.mark.parametrize("denied", ["read_message_history", "read_messages"])
async def test_a_history_that_is_closed_proves_nothing(api: FakeDiscord, sender: DiscordSender, denied: str) -> None:
    await sender.send(HERE, CARD, KEY)
    await api.overwrite(GENERAL, APPLICATION, deny=[denied])
    with pytest.raises(NotFindable):
        await sender.find(HERE, KEY, now())


@pytest.mark.parametrize(("status", "reason"), [(503, "down"), ("reset", "down"), (401, "down")])
async def test_a_search_that_fails_proves_nothing(
    api: FakeDiscord, sender: DiscordSender, status: int | str, reason: str
) -> None:
    api.fail("GET", "/channels/*/messages", status=status, times=2)
    with pytest.raises(SendFailed) as failed:
        await sender.find(HERE, KEY, now())
    assert failed.value.reason == reason


@pytest.mark.parametrize(
    ("denied", "missing"),
    [
        ([], ()),
        (["send_messages"], ("Send Messages",)),
        (["read_messages"], ("View Channel",)),
        (["send_messages", "read_message_history"], ("Send Messages", "Read Message History")),
        (["embed_links", "send_messages_in_threads"], ()),
    ],
)
async def test_what_is_missing_in_a_channel_is_named(
    api: FakeDiscord, sender: DiscordSender, denied: list[str], missing: tuple[str, ...]
) -> None:
    await api.overwrite(GENERAL, APPLICATION, deny=denied)
    assert await sender.inspect(HERE) == missing


@pytest.mark.parametrize(("later", "missing"), [(-1, ("Send Messages",)), (1, ())])
async def test_a_time_out_ends_by_the_clock_of_the_desk(
    api: FakeDiscord, asking: Asking, later: int, missing: tuple[str, ...]
) -> None:
    end = datetime(2027, 1, 1, tzinfo=UTC)
    desk = next(one for one in api.guilds[GUILD]["members"] if one["user"]["id"] == APPLICATION)
    desk["communication_disabled_until"] = end.isoformat()
    sender = DiscordSender(api.token, api=api.base, keep=asking.keep, clock=lambda: end + timedelta(seconds=later))
    assert await sender.inspect(HERE) == missing
    await sender.close()


async def test_a_thread_asks_for_the_right_of_threads(api: FakeDiscord, sender: DiscordSender) -> None:
    thread = await api.add_thread("talk", parent=GENERAL)
    await api.overwrite(GENERAL, APPLICATION, deny=["send_messages"])
    assert await sender.inspect(in_thread(thread)) == ()
    await sender.send(in_thread(thread), CARD, KEY)
    await api.overwrite(GENERAL, GUILD, deny=["send_messages_in_threads"])
    assert await sender.inspect(in_thread(thread)) == ("Send Messages in Threads",)


async def test_a_locked_thread_is_archived_and_still_read(api: FakeDiscord, sender: DiscordSender) -> None:
    thread = await api.add_thread("closed", parent=GENERAL, locked=True)
    for asked in (sender.inspect(in_thread(thread)), sender.send(in_thread(thread), CARD, KEY)):
        with pytest.raises(SendFailed) as failed:
            await asked
        assert failed.value.reason == "archived"
    assert await sender.find(in_thread(thread), KEY, now()) is None
    await api.grant(APPLICATION, "manage_threads")
    assert await sender.inspect(in_thread(thread)) == ()


async def test_a_forum_takes_no_messages(api: FakeDiscord, sender: DiscordSender) -> None:
    forum = await api.add_channel("forum", kind=15)
    for asked in (sender.inspect(in_thread(forum)), sender.send(in_thread(forum), CARD, KEY)):
        with pytest.raises(SendFailed) as failed:
            await asked
        assert failed.value.reason == "refused"


async def test_a_channel_of_another_server_is_gone_for_this_one(api: FakeDiscord, sender: DiscordSender) -> None:
    other = payloads.guild("1100000000000000200", [payloads.channel("1100000000000000201", "x")], members=[BOB])
    other["channels"][0]["guild_id"] = other["id"]
    await api.join(other)
    with pytest.raises(SendFailed) as failed:
        await sender.inspect(in_thread("1100000000000000201"))
    assert failed.value.reason == "gone"
