"""What the desk posts by itself in Slack: one message for one key, and the truth about what became of it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import KEY, NOW, noon, running
from slack_messages import PUBLIC, answer
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asking import Asking
from adapters.pressing import unpack
from adapters.slack.calling import Calling
from adapters.slack.installing import Fixed, Installing
from adapters.slack.posting import SlackSender
from adapters.slack.render import to_message
from bot.contract import ALL_PAGES, Item, Part, Request
from bot.sender import SendFailed, SendUnknown, Target, Trouble
from bot.texts import slack as texts
from data.operations import installations
from data.operations.installations import Installed
from data.sealing import Sealer
from data.store import Store

K1 = "k2345abcdefghijklmnopqrst"
WORLD = Target(platform="slack", workspace="T_SUMMIT", channel="C_WORLD")
NOWHERE = "http://127.0.0.1:9/api/"


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def asking(own_sco: Store) -> Any:
    opened = Asking(open_desk(own_sco), clock=noon)
    yield opened
    opened.close()


@pytest.fixture
def sender(slack: SlackWorkspace, session: aiohttp.ClientSession, asking: Asking) -> SlackSender:
    return SlackSender(asking, Calling(session, api_url=slack.api_url), Fixed(slack.bot_token), post_seconds=0.3)


def posted(slack: SlackWorkspace) -> list[Any]:
    return [call for call in slack.calls if call.method == "chat.postMessage"]


async def test_a_post_is_one_message_for_everyone_with_its_key(slack: SlackWorkspace, sender: SlackSender) -> None:
    sent = await sender.send(WORLD, answer(), K1)
    (message,) = slack.visible("C_WORLD", "U_BOB")
    assert (message.metadata, message.ephemeral_to) == (
        {"event_type": "summitdesk_post", "event_payload": {"key": K1}},
        None,
    )
    assert "A lead." in message.plain and message.text == "A title\nA lead."
    assert sent.message == f"C_WORLD:{message.ts}"
    (call,) = posted(slack)
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)


async def test_the_link_of_a_post_is_the_one_that_slack_itself_gives(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    sent = await sender.send(WORLD, answer(), K1)
    ts = slack.posts[0].ts
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    assert sent.link == (await client.chat_getPermalink(channel="C_WORLD", message_ts=ts))["permalink"]


async def test_a_post_stands_without_a_link_where_slack_does_not_say_its_address(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    slack.fail_next("auth.test", status=500)
    first = await sender.send(WORLD, answer(), K1)
    second = await sender.send(WORLD, answer(), "k3")
    third = await sender.send(WORLD, answer(), "k4")
    assert (first.link, bool(second.link), bool(third.link)) == (None, True, True)
    assert len(slack.web.called("auth.test")) == 2


async def test_every_button_of_a_post_carries_its_key_and_works_however_long_its_line_is(
    slack: SlackWorkspace, sender: SlackSender, asking: Asking
) -> None:
    reply = replace(answer(), canonical=f"search {'oil ' * 300}".strip(), pages=3)
    await sender.send(WORLD, reply, K1)
    (message,) = slack.visible("C_WORLD", "U_BOB")
    pressed = [unpack(one["value"]) for block in message.blocks for one in block.get("elements", ()) if "value" in one]
    assert len(pressed) >= 2
    for found in pressed:
        assert found is not None and found.press.post == K1
        assert await asking.line(found) == reply.canonical


async def test_the_first_page_is_in_one_message_however_large(
    slack: SlackWorkspace, sender: SlackSender, asking: Asking
) -> None:
    items = tuple(Item(text=f"{number} " + "words " * 60, sources=("s1",)) for number in range(60))
    reply = answer(Part(kind="list", items=items))
    assert to_message(reply, PUBLIC).sheets > 1
    await sender.send(WORLD, reply, K1)
    (message,) = slack.visible("C_WORLD", "U_BOB")
    assert "Part 2 \u25b6" in message.labels


async def test_a_real_card_is_taken(slack: SlackWorkspace, sender: SlackSender, asking: Asking) -> None:
    reply = await asking.answer(Request(text="onthisday", now=NOW, page=ALL_PAGES))
    await sender.send(WORLD, reply, K1)
    assert slack.accepted(K1) == 1


async def test_a_person_is_told_in_a_direct_message(slack: SlackWorkspace, sender: SlackSender) -> None:
    sent = await sender.send(Target(platform="slack", workspace="T_SUMMIT", user="U_BOB"), answer(), K1)
    assert [message.author for message in slack.visible("D_U_BOB", "U_BOB")] == ["U_DESK_SUMMIT"]
    assert sent.message.startswith("D_U_BOB:")


GONE: list[tuple[str, Trouble, tuple[str, ...]]] = [
    ("channel_not_found", "gone", ()),
    ("is_archived", "archived", ()),
    ("not_in_channel", "forbidden", (texts.LACKS_MEMBERSHIP,)),
    ("no_permission", "forbidden", (texts.LACKS_MEMBERSHIP,)),
    ("restricted_action", "forbidden", (texts.LACKS_POSTING,)),
    ("restricted_action_read_only_channel", "forbidden", (texts.LACKS_POSTING,)),
    ("restricted_action_thread_only_channel", "forbidden", (texts.LACKS_POSTING,)),
    ("ekm_access_denied", "forbidden", (texts.LACKS_APPROVAL,)),
    ("team_access_not_granted", "forbidden", (texts.LACKS_APPROVAL,)),
    ("messages_tab_disabled", "forbidden", (texts.LACKS_MESSAGES_TAB,)),
    ("missing_scope", "forbidden", ("chat:write",)),
    ("account_inactive", "uninstalled", ()),
    ("token_revoked", "uninstalled", ()),
    ("invalid_auth", "uninstalled", ()),
    ("not_authed", "uninstalled", ()),
    ("msg_blocks_too_long", "refused", ()),
    ("msg_too_long", "refused", ()),
    ("invalid_blocks", "refused", ()),
    ("invalid_blocks_format", "refused", ()),
    ("invalid_arguments", "refused", ()),
    ("metadata_too_large", "refused", ()),
    ("no_text", "refused", ()),
]
PASSING: list[tuple[str, Trouble]] = [
    ("ratelimited", "busy"),
    ("rate_limited", "busy"),
    ("message_limit_exceeded", "busy"),
    ("token_expired", "down"),
    ("request_timeout", "down"),
    ("invalid_form_data", "down"),
    ("team_added_to_org", "down"),
    ("a_word_of_tomorrow", "down"),
]


@pytest.mark.parametrize(("word", "reason", "missing"), GONE)
async def test_a_word_of_slack_that_will_not_change_is_permanent(
    slack: SlackWorkspace, sender: SlackSender, word: str, reason: Trouble, missing: tuple[str, ...]
) -> None:
    slack.fail_next("chat.postMessage", error=word)
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.detail, caught.value.missing) == (reason, word, missing)
    assert caught.value.permanent
    assert len(posted(slack)) == 1


@pytest.mark.parametrize(("word", "reason"), PASSING)
async def test_a_word_of_slack_that_passes_may_be_tried_again(
    slack: SlackWorkspace, sender: SlackSender, word: str, reason: Trouble
) -> None:
    slack.fail_next("chat.postMessage", error=word)
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.permanent) == (reason, False)


async def test_what_really_lacks_is_named(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.withdraw("chat:write")
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.missing) == ("forbidden", ("chat:write",))


async def test_too_fast_is_busy_for_as_long_as_slack_says_and_not_repeated(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    slack.fail_next("chat.postMessage", status=429, retry_after=17)
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.retry_after) == ("busy", 17)
    assert (len(posted(slack)), slack.posts) == (1, [])


async def test_without_a_connection_nothing_was_sent(
    slack: SlackWorkspace, session: aiohttp.ClientSession, asking: Asking
) -> None:
    away = SlackSender(asking, Calling(session, api_url=NOWHERE), Fixed(slack.bot_token))
    with pytest.raises(SendFailed) as caught:
        await away.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.permanent) == ("down", False)


async def test_a_connection_that_does_not_come_about_in_time_sent_nothing(
    slack: SlackWorkspace, session: aiohttp.ClientSession, asking: Asking
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        address = full.getsockname()
        for one in [waiting.enter_context(socket.socket()) for _ in range(2)]:
            one.setblocking(False)
            one.connect_ex(address)  # nobody accepts: the queue is full, and the next one waits
        api_url = f"http://127.0.0.1:{address[1]}/api/"
        away = SlackSender(asking, Calling(session, api_url=api_url), Fixed("xoxb-1"), post_seconds=0.4)
        with pytest.raises(SendFailed) as caught:
            await away.send(WORLD, answer(), K1)
    assert (caught.value.reason, caught.value.detail) == ("down", "ConnectionTimeoutError")


@pytest.mark.parametrize("word", ["internal_error", "fatal_error", "service_unavailable"])
@pytest.mark.parametrize("is_after", [True, False])
async def test_an_error_of_slacks_own_leaves_the_outcome_open(
    slack: SlackWorkspace, sender: SlackSender, word: str, is_after: bool
) -> None:
    slack.fail_next("chat.postMessage", error=word, is_after=is_after)
    with pytest.raises(SendUnknown, match=word):
        await sender.send(WORLD, answer(), K1)
    assert (slack.accepted(K1), len(posted(slack))) == (is_after, 1)


@pytest.mark.parametrize("is_after", [True, False])
async def test_a_server_error_leaves_the_outcome_open(
    slack: SlackWorkspace, sender: SlackSender, is_after: bool
) -> None:
    slack.fail_next("chat.postMessage", status=503, is_after=is_after)
    with pytest.raises(SendUnknown, match="HTTP 503"):
        await sender.send(WORLD, answer(), K1)
    assert (slack.accepted(K1), len(posted(slack))) == (is_after, 1)


@pytest.mark.parametrize("status", [202, 302, 307, 408, 425, 499])
async def test_what_a_proxy_says_of_a_call_under_way_leaves_the_outcome_open(
    slack: SlackWorkspace, sender: SlackSender, status: int
) -> None:
    slack.fail_next("chat.postMessage", status=status, is_after=True)
    with pytest.raises(SendUnknown, match=f"HTTP {status}"):
        await sender.send(WORLD, answer(), K1)
    assert (slack.accepted(K1), len(posted(slack))) == (1, 1)


@pytest.mark.parametrize("status", [400, 403, 404, 413])
async def test_what_a_proxy_refuses_was_not_sent(slack: SlackWorkspace, sender: SlackSender, status: int) -> None:
    slack.fail_next("chat.postMessage", status=status)
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, slack.posts) == ("down", [])


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"ok": True},
        {"ok": True, "channel": {}, "ts": "1.2"},
        {"ok": "true"},
        {"ok": None, "error": "x"},
        {"ok": False},
        {"ok": False, "error": {}},
        [],
        5,
    ],
)
async def test_an_answer_of_another_shape_leaves_the_outcome_open(
    slack: SlackWorkspace, sender: SlackSender, said: Any
) -> None:
    slack.fail_next("chat.postMessage", says=said, is_after=True)
    with pytest.raises(SendUnknown):
        await sender.send(WORLD, answer(), K1)
    assert slack.accepted(K1) == 1


async def test_a_connection_that_breaks_leaves_the_outcome_open_and_nothing_is_repeated(
    slack: SlackWorkspace, sender: SlackSender
) -> None:
    slack.cut_next("chat.postMessage")
    with pytest.raises(SendUnknown):
        await sender.send(WORLD, answer(), K1)
    assert (slack.accepted(K1), len(posted(slack))) == (1, 1)


async def test_a_late_answer_is_not_waited_for(slack: SlackWorkspace, sender: SlackSender) -> None:
    slack.slow_next("chat.postMessage", 60)
    with pytest.raises(SendUnknown, match="Timeout"):
        await sender.send(WORLD, answer(), K1)
    assert slack.accepted(K1) == 1


async def test_each_workspace_is_posted_to_with_its_own_token(
    slack: SlackWorkspace, session: aiohttp.ClientSession, asking: Asking
) -> None:
    slack.add_team("T_OTHER", "Other")
    slack.add_channel("C_OTHER", "other", team="T_OTHER")
    store, sealer = asking.desk.store, Sealer(KEY)
    for team in ("T_SUMMIT", "T_OTHER"):
        installations.save(store, sealer, installed(team, slack.tokens.issue(team).value))
    sender = SlackSender(asking, Calling(session, api_url=slack.api_url), Installing(asking, sealer))
    there = await sender.send(replace(WORLD, workspace="T_OTHER", channel="C_OTHER"), answer(), K1)
    here = await sender.send(WORLD, answer(), "k3")
    assert (there.link or "").startswith("https://other.slack.com/archives/C_OTHER/")
    assert (here.link or "").startswith("https://summit.slack.com/archives/C_WORLD/")
    with pytest.raises(SendFailed) as caught:
        await sender.send(replace(WORLD, workspace="T_NOBODY"), answer(), "k4")
    assert (caught.value.reason, caught.value.permanent) == ("uninstalled", True)


@pytest.mark.parametrize("installable", [False, True])
async def test_the_adapter_has_the_one_sender(slack: SlackWorkspace, own_sco: Store, installable: bool) -> None:
    desk = open_desk(own_sco)
    installations.save(desk.store, Sealer(KEY), installed("T_SUMMIT", slack.bot_token))
    async with running(slack, desk, way="http", installable=installable) as one:
        assert (await one.adapter.outlet().sender.send(WORLD, answer(), K1)).link
    assert slack.accepted(K1) == 1


async def test_a_store_that_is_away_does_not_count_as_an_uninstallation(
    slack: SlackWorkspace, session: aiohttp.ClientSession, asking: Asking
) -> None:
    sender = SlackSender(asking, Calling(session, api_url=slack.api_url), Installing(asking, Sealer(KEY)))
    file = Path(asking.desk.store.url.removeprefix("sqlite:///"))
    asking.desk.store.close()
    file.unlink()
    file.mkdir()
    with pytest.raises(SendFailed) as caught:
        await sender.send(WORLD, answer(), K1)
    assert (caught.value.reason, slack.calls) == ("down", [])


def installed(team: str, token: str) -> Installed:
    return Installed(
        platform="slack",
        workspace=team,
        name=team,
        app="A0SUMMIT",
        bot="B0DESK",
        bot_user="U0DESK",
        installer="U_ALICE",
        scopes="chat:write",
        token=token,
        refresh=None,
        expires_at=None,
        at=NOW,
    )
