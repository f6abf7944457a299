"""What the fake Slack keeps of posts: their metadata, the history, who may see it, and how fast it takes them."""

import asyncio
import json
import sys
from typing import Any

import pytest
from fake_slack_tools import FakeClock, error_of
from fakes.slack import SlackWorkspace
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]


def marked(key: str = "k1") -> Json:
    return {"event_type": "summitdesk_post", "event_payload": {"key": key}}


async def refusal(client: AsyncWebClient, metadata: object) -> str:
    body = {"channel": "C_WORLD", "text": "a", "metadata": metadata}
    return await error_of(client.api_call("chat.postMessage", json=body))


async def test_metadata_has_a_type_and_a_payload_of_plain_values(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    for bad in ({"event_payload": {}}, {"event_type": "a b", "event_payload": {}}, {"event_type": "a"}, "a"):
        assert await refusal(client, bad) == "invalid_metadata_format"
    for payload in ({"k": None}, {"k": [1]}, {"k": {"l": {"m": 1}}}):
        bad = {"event_type": "a", "event_payload": payload}
        assert await refusal(client, bad) == "invalid_metadata_schema"
    assert (slack.posts, slack.visible("C_WORLD", "U_BOB")) == ([], [])
    await client.chat_postMessage(channel="C_WORLD", text="a", metadata={"event_type": "a", "event_payload": {"k": 1}})


async def test_what_was_accepted_is_counted_by_its_key(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", status=500)
    slack.fail_next("chat.postMessage", status=500, is_after=True)
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C_WORLD", text="a", metadata=marked())
    assert slack.accepted("k1") == 1
    sent = await client.chat_postMessage(channel="U_BOB", text="a", metadata=marked("k2"))
    last = slack.posts[-1]
    assert (last.key, last.channel, last.ts) == ("k2", "D_U_BOB", sent["ts"])


async def test_the_history_tells_of_metadata_only_to_who_asks_for_it(
    slack: SlackWorkspace, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C_WORLD", text="a", metadata=marked())
    assert await error_of(client.conversations_history(channel="C_WORLD")) == "missing_scope"
    slack.grant("channels:history")
    (short,) = (await client.conversations_history(channel="C_WORLD"))["messages"]
    (whole,) = (await client.conversations_history(channel="C_WORLD", include_all_metadata=True))["messages"]
    assert short["metadata"] == {"event_type": "summitdesk_post"}
    assert whole["metadata"] == marked()


async def test_the_history_is_paged_from_the_newest_within_its_bounds(
    slack: SlackWorkspace, client: AsyncWebClient, clock: FakeClock
) -> None:
    slack.grant("channels:history")
    sent = []
    for number in range(5):
        clock.now += 10
        sent.append((await client.chat_postMessage(channel="C_WORLD", text=str(number)))["ts"])
    await client.chat_postMessage(channel="C_WORLD", text="below", thread_ts=sent[0])
    first = await client.conversations_history(channel="C_WORLD", oldest=sent[0], limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C_WORLD", oldest=sent[0], limit=2, cursor=cursor)
    assert [message["text"] for message in (*first["messages"], *rest["messages"])] == ["4", "3", "2", "1"]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    assert await error_of(client.conversations_history(channel="C_WORLD", cursor="x")) == "invalid_cursor"
    assert await error_of(client.conversations_history(channel="C_WORLD", limit=1000)) == "invalid_limit"


async def test_an_app_outside_the_marketplace_reads_little_and_seldom(
    slack: SlackWorkspace, client: AsyncWebClient, clock: FakeClock
) -> None:
    slack.grant("channels:history")
    slack.web.history.is_restricted = True
    for number in range(16):
        slack.say(str(number), "U_BOB", "C_WORLD")
    assert len((await client.conversations_history(channel="C_WORLD"))["messages"]) == 15
    assert await error_of(client.conversations_history(channel="C_WORLD")) == "ratelimited"
    clock.now += 60
    await client.conversations_history(channel="C_WORLD")


async def test_a_channel_is_told_of_with_its_maker_to_who_has_the_scope(
    slack: SlackWorkspace, client: AsyncWebClient
) -> None:
    slack.add_channel("G_IN", "inner", is_private=True, creator="U_BOB", members=("U_BOB",))
    inner = (await client.conversations_info(channel="G_IN"))["channel"]
    assert (inner["creator"], inner["is_member"], inner["is_archived"]) == ("U_BOB", True, False)
    slack.withdraw("groups:read")
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_info(channel="G_IN")
    assert (caught.value.response["error"], caught.value.response["needed"]) == ("missing_scope", "groups:read")
    slack.world.channels["C_WORLD"].is_deleted = True
    assert await error_of(client.conversations_info(channel="C_WORLD")) == "channel_not_found"
    assert await error_of(client.conversations_info(channel="U_BOB")) == "channel_not_found"


async def test_a_person_is_told_of_with_role_and_zone(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    slack.change_user("U_BOB", is_admin=True, tz="Asia/Tashkent")
    bob = (await client.users_info(user="U_BOB"))["user"]
    assert (bob["is_admin"], bob["is_owner"], bob["tz"]) == (True, False, "Asia/Tashkent")
    slack.change_user("U_BOB", is_deleted=True)
    gone = (await client.users_info(user="U_BOB"))["user"]
    assert (gone["deleted"], gone.get("is_admin")) == (True, None)
    slack.withdraw("users:read")
    assert await error_of(client.users_info(user="U_BOB")) == "missing_scope"


async def test_an_answer_names_the_scopes_of_its_token(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    slack.withdraw("users:read")
    scopes = (await client.auth_test()).headers["X-OAuth-Scopes"].split(",")
    assert "chat:write" in scopes and "users:read" not in scopes
    slack.withdraw("chat:write")
    assert await error_of(client.chat_postMessage(channel="C_WORLD", text="a")) == "missing_scope"


async def test_a_message_has_a_permanent_link(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C_WORLD", text="a"))["ts"]
    link = (await client.chat_getPermalink(channel="C_WORLD", message_ts=ts))["permalink"]
    assert link == f"https://summit.slack.com/archives/C_WORLD/p{ts.replace('.', '')}"
    assert await error_of(client.chat_getPermalink(channel="C_WORLD", message_ts="1.2")) == "message_not_found"


async def test_a_channel_takes_one_message_a_second_where_that_is_kept(
    slack: SlackWorkspace, client: AsyncWebClient, clock: FakeClock
) -> None:
    slack.add_channel("C_OTHER", "other")
    slack.web.pacing.seconds = 1
    await client.chat_postMessage(channel="C_WORLD", text="a")
    await client.chat_postMessage(channel="C_OTHER", text="b")
    assert await error_of(client.chat_postMessage(channel="C_WORLD", text="c")) == "ratelimited"
    clock.now += 1
    await client.chat_postMessage(channel="C_WORLD", text="c")
    assert slack.web.pacing.refused == 1


@pytest.mark.parametrize("is_after", [True, False])
async def test_a_late_answer_comes_before_or_after_the_work(slack: SlackWorkspace, is_after: bool) -> None:
    slack.slow_next("chat.postMessage", 60, is_after=is_after)
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel="C_WORLD", text="a", metadata=marked())
    assert slack.accepted("k1") == is_after


async def test_another_process_posts_into_the_same_slack(slack: SlackWorkspace) -> None:
    body = json.dumps({"channel": "C_WORLD", "text": "a", "metadata": marked()})
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    address = f"{slack.api_url}chat.postMessage"
    call = f"import urllib.request as u; u.urlopen(u.Request({address!r}, {body.encode()!r}, {headers!r}))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-S", "-c", call)
    assert await process.wait() == 0
    assert slack.accepted("k1") == 1
