"""The Web API of the fake Slack: tokens, messages, views, faults."""

import json

import pytest
from aiohttp import ClientSession, ServerDisconnectedError
from fake_slack_tools import HOME, MODAL, FakeClock, error_of, plain, section
from fakes.slack import SlackWorkspace
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def test_a_call_needs_a_token_of_the_right_kind(slack: SlackWorkspace) -> None:
    def client(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=slack.api_url)

    assert await error_of(client(None).auth_test()) == "not_authed"
    assert await error_of(client("xoxb-nobody").auth_test()) == "invalid_auth"
    assert await error_of(client(slack.app_token).auth_test()) == "not_allowed_token_type"
    assert await error_of(client(None).apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    await client(slack.bot_token).auth_revoke()
    assert await error_of(client(slack.bot_token).auth_test()) == "token_revoked"


async def test_every_call_is_kept(slack: SlackWorkspace, client: AsyncWebClient, clock: FakeClock) -> None:
    assert (await client.auth_test())["user_id"] == "U_DESK_SUMMIT"
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"
    await client.chat_postMessage(channel="C_WORLD", text="a", unfurl_links=False)
    assert [call.method for call in slack.calls] == ["auth.test", "chat.shout", "chat.postMessage"]
    last = slack.web.called("chat.postMessage")[0]
    assert (last.token, last.args["unfurl_links"], last.at) == (slack.bot_token, False, clock.now)


async def test_a_form_with_nested_json_is_read_like_json(slack: SlackWorkspace) -> None:
    form = {"token": slack.bot_token, "channel": "C_WORLD", "blocks": json.dumps([section("from a form")])}
    async with ClientSession() as session, session.post(slack.api_url + "chat.postMessage", data=form) as response:
        assert (await response.json())["ok"] is True
    assert slack.visible("C_WORLD", "U_BOB")[0].plain == "from a form"


async def test_a_bad_message_is_refused_with_its_reasons(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C_WORLD", text="a", blocks=[section()] * 51)
    assert caught.value.response["error"] == "invalid_blocks"
    assert "no more than 50" in caught.value.response["response_metadata"]["messages"][0]
    assert slack.visible("C_WORLD", "U_BOB") == []


async def test_the_bot_posts_only_where_it_may(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    slack.add_channel("C_OLD", "old", is_archived=True)
    slack.add_channel("C_AWAY", "away", is_bot_member=False)
    slack.add_channel("G_IN", "inner", is_private=True, members=("U_ALICE",))
    slack.add_team("T_OTHER", "Other")
    slack.add_channel("C_OTHER", "other", team="T_OTHER")
    errors = {name: await error_of(client.chat_postMessage(channel=name, text="a")) for name in ("C_OLD", "C_AWAY")}
    assert errors == {"C_OLD": "is_archived", "C_AWAY": "not_in_channel"}
    assert await error_of(client.chat_postMessage(channel="C_OTHER", text="a")) == "channel_not_found"
    assert await error_of(client.api_call("chat.postMessage", json={"channel": "C_WORLD"})) == "no_text"
    assert await error_of(client.chat_postEphemeral(channel="G_IN", user="U_BOB", text="a")) == "user_not_in_channel"
    assert (await client.conversations_info(channel="G_IN"))["channel"]["is_private"] is True
    assert (await client.users_info(user="U_BOB"))["user"]["tz"] == "Europe/London"
    assert await error_of(client.users_info(user="U_NOBODY")) == "user_not_found"


async def test_people_see_what_is_theirs(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel="C_WORLD", text="one")
    await client.chat_postMessage(channel="C_WORLD", text="below", thread_ts=first["ts"])
    await client.chat_postEphemeral(channel="C_WORLD", user="U_BOB", text="psst")
    await client.chat_postMessage(channel="U_BOB", text="direct")
    await client.chat_update(channel="C_WORLD", ts=first["ts"], text="two")
    assert [message.text for message in slack.visible("C_WORLD", "U_BOB")] == ["two", "below", "psst"]
    assert [message.text for message in slack.visible("C_WORLD", "U_ALICE")] == ["two", "below"]
    assert slack.visible("C_WORLD", "U_ALICE")[1].thread_ts == first["ts"]
    assert (len(slack.visible("D_U_BOB", "U_BOB")), slack.visible("D_U_BOB", "U_ALICE")) == (1, [])


async def test_only_an_own_message_that_all_see_can_be_updated(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    said = slack.say("mine", "U_BOB", "C_WORLD")
    hidden = (await client.chat_postEphemeral(channel="C_WORLD", user="U_BOB", text="psst"))["message_ts"]
    assert await error_of(client.chat_update(channel="C_WORLD", ts=said.ts, text="a")) == "cant_update_message"
    assert await error_of(client.chat_update(channel="C_WORLD", ts=hidden, text="a")) == "message_not_found"


async def test_a_home_is_published_and_guarded_by_its_hash(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id="U_BOB", view=HOME))["view"]
    second = (await client.views_publish(user_id="U_BOB", view=HOME, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    assert await error_of(client.views_publish(user_id="U_BOB", view=HOME, hash=first["hash"])) == "hash_conflict"
    bad = {**HOME, "title": plain("A")}
    assert await error_of(client.views_publish(user_id="U_BOB", view=bad)) == "invalid_arguments"
    home = slack.home("U_BOB")
    assert home is not None
    assert (home.plain, home.labels) == ("At home\nMore", ["More"])


async def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: SlackWorkspace, client: AsyncWebClient, clock: FakeClock
) -> None:
    trigger, late = slack.triggers.issue("U_BOB"), slack.triggers.issue("U_BOB")
    await client.views_open(trigger_id=trigger, view=MODAL)
    assert slack.modal("U_BOB") is not None
    assert await error_of(client.views_open(trigger_id=trigger, view=MODAL)) == "exchanged_trigger_id"
    assert await error_of(client.views_open(trigger_id="1.2.3", view=MODAL)) == "invalid_trigger_id"
    clock.now += 4
    assert await error_of(client.views_open(trigger_id=late, view=MODAL)) == "expired_trigger_id"


async def test_calls_fail_as_they_are_told(slack: SlackWorkspace, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", status=429, retry_after=7)
    slack.fail_next("chat.postMessage", error="fatal_error", times=2)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C_WORLD", text="a")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert caught.value.response["error"] == "ratelimited"
    for _ in range(2):
        assert await error_of(client.chat_postMessage(channel="C_WORLD", text="a")) == "fatal_error"
    await client.chat_postMessage(channel="C_WORLD", text="a")
    assert len(slack.visible("C_WORLD", "U_BOB")) == 1


async def test_a_cut_connection_hides_that_the_message_was_posted(slack: SlackWorkspace) -> None:
    slack.cut_next("chat.postMessage")
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    with pytest.raises((ServerDisconnectedError, ConnectionResetError, OSError)):
        await client.chat_postMessage(channel="C_WORLD", text="once")
    assert [message.text for message in slack.visible("C_WORLD", "U_BOB")] == ["once"]
