"""Whether a post stands in Slack, and whether one could: looked up, and never guessed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, noon
from slack_messages import answer

from adapters.asking import Asking
from adapters.slack.calling import Calling
from adapters.slack.installing import Fixed
from adapters.slack.posting import SlackSender
from bot.sender import NotFindable, SendFailed, SendUnknown, Target
from bot.texts import slack as texts
from data.store import Store

WORLD = Target(platform="slack", workspace="T_SUMMIT", channel="C_WORLD")
BOB = Target(platform="slack", workspace="T_SUMMIT", user="U_BOB")


class Time:
    """The clock of this Slack."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def slack(time: Time) -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=time) as workspace:
        workspace.grant("channels:history")
        yield workspace


@pytest.fixture
def asking(own_sco: Store) -> Iterator[Asking]:
    opened = Asking(open_desk(own_sco), clock=noon)
    yield opened
    opened.close()


@pytest.fixture
async def sender(slack: SlackWorkspace, asking: Asking) -> AsyncIterator[SlackSender]:
    async with aiohttp.ClientSession() as session:
        yield SlackSender(asking, Calling(session, api_url=slack.api_url), Fixed(slack.bot_token))


async def lost(slack: SlackWorkspace, sender: SlackSender, key: str) -> None:
    """A post that Slack took, and whose answer never came."""
    slack.cut_next("chat.postMessage")
    with pytest.raises(SendUnknown):
        await sender.send(WORLD, answer(), key)


async def test_a_post_whose_answer_was_lost_is_found_by_its_key(slack: SlackWorkspace, sender: SlackSender) -> None:
    await sender.send(WORLD, answer(), "k2")
    await lost(slack, sender, "k3")
    found = await sender.find(WORLD, "k3", NOW)
    post = slack.posts[-1]
    assert found is not None and found.message == f"C_WORLD:{post.ts}"
    assert found.link == f"https://summit.slack.com/archives/C_WORLD/p{post.ts.replace('.', '')}"


async def test_a_post_that_is_not_there_is_said_to_be_missing(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.fail_next("chat.postMessage", status=500)
    with pytest.raises(SendUnknown):
        await sender.send(WORLD, answer(), "k2")
    slack.say("k2", "U_BOB", "C_WORLD")
    assert await sender.find(WORLD, "k2", NOW) is None


@pytest.mark.parametrize(("kind", "author"), [("summitdesk_post", "U_BOB"), ("another_apps_event", "U_DESK_SUMMIT")])
async def test_what_only_looks_like_the_post_is_not_taken_for_it(
    slack: SlackWorkspace, sender: SlackSender, kind: str, author: str
) -> None:
    metadata = {"event_type": kind, "event_payload": {"key": "k2"}}
    slack.world.post("C_WORLD", {"text": "a", "metadata": metadata}, author=author)
    assert await sender.find(WORLD, "k2", NOW) is None


async def test_a_post_under_many_messages_is_found(slack: SlackWorkspace, sender: SlackSender, time: Time) -> None:
    await lost(slack, sender, "k2")
    for number in range(250):
        time.now += timedelta(seconds=1)
        slack.say(str(number), "U_BOB", "C_WORLD")
    assert await sender.find(WORLD, "k2", NOW) is not None
    assert len(slack.web.called("conversations.history")) == 3


async def test_what_was_posted_before_is_not_looked_through(
    slack: SlackWorkspace, sender: SlackSender, time: Time
) -> None:
    for number in range(150):
        slack.say(str(number), "U_BOB", "C_WORLD")
    time.now += timedelta(hours=2)
    assert await sender.find(WORLD, "k2", time.now) is None
    assert len(slack.web.called("conversations.history")) == 1


async def test_a_clock_of_slacks_that_is_behind_hides_no_post(
    slack: SlackWorkspace, sender: SlackSender, time: Time
) -> None:
    time.now -= timedelta(minutes=50)
    await lost(slack, sender, "k2")
    assert await sender.find(WORLD, "k2", NOW) is not None


async def test_it_is_looked_for_from_the_newest_message_on_whichever_clock_is_ahead(
    slack: SlackWorkspace, sender: SlackSender, time: Time
) -> None:
    for number in range(1100):
        slack.say(str(number), "U_BOB", "C_WORLD")
    time.now += timedelta(minutes=50)
    await lost(slack, sender, "k2")
    assert await sender.find(WORLD, "k2", NOW) is not None
    (asked,) = [call.args for call in slack.web.called("conversations.history")]
    assert float(asked["oldest"]) <= (NOW - timedelta(hours=1)).timestamp()
    assert float(asked["latest"]) >= (NOW + timedelta(hours=1)).timestamp()


async def test_more_messages_than_are_looked_through_leave_it_open(
    slack: SlackWorkspace, sender: SlackSender, time: Time
) -> None:
    await lost(slack, sender, "k2")
    for number in range(1100):
        slack.say(str(number), "U_BOB", "C_WORLD")
    with pytest.raises(NotFindable, match=texts.NO_LOOKUP_MUCH):
        await sender.find(WORLD, "k2", NOW)
    assert len(slack.web.called("conversations.history")) == 10


async def test_without_the_scope_or_the_channel_it_cannot_be_looked_up(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    slack.world.channels["C_WORLD"].is_bot_member = False
    with pytest.raises(NotFindable, match="not_in_channel"):
        await sender.find(WORLD, "k2", NOW)
    slack.withdraw("channels:history")
    with pytest.raises(NotFindable, match="missing_scope channels:history"):
        await sender.find(WORLD, "k2", NOW)
    with pytest.raises(NotFindable, match=texts.NO_LOOKUP_DIRECT):
        await sender.find(BOB, "k2", NOW)


async def test_an_app_that_slack_shows_little_to_does_not_ask_for_ever(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    slack.web.history.is_restricted = True
    await lost(slack, sender, "k2")
    for number in range(20):
        slack.say(str(number), "U_BOB", "C_WORLD")
    with pytest.raises(NotFindable, match=texts.NO_LOOKUP_SLOW):
        await sender.find(WORLD, "k2", NOW)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": 429, "retry_after": 30}, "busy"),
        ({"status": 500}, "down"),
        ({"error": "internal_error"}, "down"),
        ({"error": "token_expired"}, "down"),
    ],
)
async def test_a_slack_that_cannot_be_asked_just_now_is_asked_later(
    slack: SlackWorkspace, sender: SlackSender, fault: dict[str, Any], reason: str
) -> None:
    slack.fail_next("conversations.history", **fault)
    with pytest.raises(SendFailed) as caught:
        await sender.find(WORLD, "k2", NOW)
    assert (caught.value.reason, caught.value.retry_after) == (reason, fault.get("retry_after"))
    assert not caught.value.permanent


OURS = {"metadata": {"event_type": "summitdesk_post", "event_payload": {"key": "k2"}}}


@pytest.mark.parametrize(
    "said",
    [
        {"ok": True},
        {"ok": True, "messages": {"a": 1}},
        {"ok": True, "messages": 5},
        {"ok": True, "messages": ["text"]},
        {"ok": True, "messages": [{**OURS, "ts": "1.2"}]},
        {"ok": True, "messages": [{**OURS, "bot_id": "B1"}]},
        {"ok": True, "messages": [{**OURS, "bot_id": "B1", "ts": 1.2}]},
        {"ok": "yes", "messages": []},
        ["ok"],
        "ok",
    ],
)
async def test_a_page_of_another_shape_says_nothing_of_the_post(
    slack: SlackWorkspace, sender: SlackSender, said: Any
) -> None:
    slack.fail_next("conversations.history", says=said)
    with pytest.raises(SendFailed) as caught:
        await sender.find(WORLD, "k2", NOW)
    assert caught.value.reason == "down"


@pytest.mark.parametrize("beside", [None, 5, "next", {"next_cursor": 5}])
async def test_a_next_page_without_an_address_leaves_it_open(
    slack: SlackWorkspace, sender: SlackSender, beside: Any
) -> None:
    said = {"ok": True, "messages": [{"metadata": 5}], "has_more": True, "response_metadata": beside}
    slack.fail_next("conversations.history", says=said)
    with pytest.raises(NotFindable):
        await sender.find(WORLD, "k2", NOW)


@pytest.mark.parametrize("said", [{"ok": True}, {"ok": True, "channel": [], "user": "U_BOB"}, {"ok": 1}, []])
async def test_an_answer_of_another_shape_says_nothing_of_what_lacks(
    slack: SlackWorkspace, sender: SlackSender, said: Any
) -> None:
    for method, target in (("conversations.info", WORLD), ("users.info", BOB)):
        slack.fail_next(method, says=said)
        with pytest.raises(SendFailed) as caught:
            await sender.inspect(target)
        assert caught.value.reason == "down"


async def test_nothing_lacks_where_the_app_is_a_member(slack: SlackWorkspace, sender: SlackSender) -> None:
    assert await sender.inspect(WORLD) == ()
    assert await sender.inspect(BOB) == ()


async def test_what_lacks_is_named_as_slack_names_it(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.world.channels["C_WORLD"].is_bot_member = False
    assert await sender.inspect(WORLD) == (texts.LACKS_MEMBERSHIP,)
    slack.withdraw("chat:write")
    assert await sender.inspect(WORLD) == ("chat:write", texts.LACKS_MEMBERSHIP)
    assert await sender.inspect(BOB) == ("chat:write",)
    slack.withdraw("channels:read")
    assert await sender.inspect(WORLD) == ("channels:read",)


async def test_what_cannot_be_posted_to_at_all_is_a_trouble(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.add_channel("C_OLD", "old", is_archived=True)
    slack.add_channel("G_IN", "inner", is_private=True, is_bot_member=False)
    slack.change_user("U_BOB", is_deleted=True)
    old, inner = (Target(platform="slack", workspace="T_SUMMIT", channel=id) for id in ("C_OLD", "G_IN"))
    found = {}
    for target in (old, inner, BOB):
        with pytest.raises(SendFailed) as caught:
            await sender.inspect(target)
        found[target.channel or target.user] = caught.value.reason
    assert found == {"C_OLD": "archived", "G_IN": "gone", "U_BOB": "gone"}


async def test_an_uninstalled_app_is_a_trouble_too(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.tokens.revoke_team("T_SUMMIT")
    with pytest.raises(SendFailed) as caught:
        await sender.inspect(WORLD)
    assert caught.value.reason == "uninstalled"
    with pytest.raises(NotFindable, match="token_revoked"):
        await sender.find(WORLD, "k2", NOW)


def test_a_second_message_of_a_key_would_be_posted(sender: SlackSender) -> None:
    assert sender.repeatable == timedelta(0)
