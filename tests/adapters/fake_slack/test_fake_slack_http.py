"""The fake Slack over HTTP: signatures, retries, response addresses."""

from typing import Any

import pytest
from aiohttp import ClientSession, ServerDisconnectedError, web
from fake_slack_tools import HOME, MODAL, FakeClock, HttpBot, Json, actions, button, error_of, menu, option, section
from fakes.slack import FAILED, OK, TIMEOUT, SlackWorkspace, View, problems
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient


@pytest.mark.parametrize(
    ("signing", "is_valid"),
    [("good", True), ("forged", False), ("aged", False), ("tampered", False), ("omitted", False)],
)
async def test_requests_are_signed_as_told(
    slack: SlackWorkspace, http_bot: HttpBot, clock: FakeClock, signing: Any, is_valid: bool
) -> None:
    await slack.command("/sco", "members", signing=signing)
    headers, body = http_bot.got[0]
    verifier = SignatureVerifier(slack.signing_secret, clock=type("Clock", (), {"now": clock})())
    assert verifier.is_valid_request(body, headers) is is_valid
    assert headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("answer", "status", "text"),
    [
        (web.Response(), OK, None),
        (web.Response(text="plain words"), OK, "plain words"),
        (web.json_response({"text": "for all", "response_type": "in_channel"}), OK, "for all"),
        (web.json_response({"text": "", "blocks": [section("")]}), "invalid_command_response", None),
        (web.Response(text="{", content_type="application/json"), "invalid_command_response", None),
        (web.Response(status=404), FAILED, None),
        (None, TIMEOUT, None),
    ],
    ids=["empty", "text", "json", "bad blocks", "bad json", "404", "silence"],
)
async def test_the_user_sees_what_the_bot_answers_over_http(
    slack: SlackWorkspace, http_bot: HttpBot, answer: web.Response | None, status: str, text: str | None
) -> None:
    http_bot.answers = [answer]
    seen = await slack.command("/sco", "members")
    assert seen.status == status
    assert (seen.message.text if seen.message else None) == text
    assert len(slack.visible("C_WORLD", "U_BOB")) == (1 if text == "for all" else 0)


async def test_events_are_retried_once_at_once_and_then_when_told(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    http_bot.answers = [web.Response(status=500), None, web.Response(status=500)]
    answer = await slack.mention("hello")
    assert [outcome.status for outcome in answer.attempts] == [FAILED, TIMEOUT]
    await slack.deliver_again(answer)
    await slack.deliver_again(answer)
    retries = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h, _ in http_bot.got]
    assert retries == [(None, None), ("1", "http_error"), ("2", "http_timeout"), ("3", "http_error")]
    assert len({body for _, body in http_bot.got}) == 1
    with pytest.raises(AssertionError, match="gives up"):
        await slack.deliver_again(answer)


async def test_a_bot_can_forbid_retries(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    http_bot.answers = [web.Response(status=500, headers={"X-Slack-No-Retry": "1"})]
    answer = await slack.mention("hello")
    assert len(http_bot.got) == 1
    with pytest.raises(AssertionError, match="no-retry"):
        await slack.deliver_again(answer)


async def test_a_bot_that_is_not_there_fails(slack: SlackWorkspace) -> None:
    slack.serve_http("http://127.0.0.1:9/slack/events")
    answer = await slack.open_home("U_BOB")
    assert (answer.status, answer.attempts[0].reason) == (FAILED, "connection_failed")


async def post(url: str, payload: Json) -> tuple[int, str]:
    """Post to a response_url; the status and the error or `ok`."""
    async with ClientSession() as session, session.post(url, json=payload) as response:
        answer = await response.json()
        return response.status, "ok" if answer["ok"] else answer["error"]


async def test_a_response_url_serves_five_times(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    answer = await slack.command("/sco")
    url = answer.payload["response_url"]
    assert await post(url, {"text": "", "blocks": []}) == (400, "no_text")
    assert await post(url, {"text": "a", "blocks": [section()] * 51}) == (400, "invalid_blocks")
    for number in range(5):
        assert await post(url, {"text": str(number)}) == (200, "ok")
    assert await post(url, {"text": "6"}) == (404, "used_url")
    assert [message.text for message in answer.messages] == list("01234")
    assert (await answer.nth(5)).ephemeral_to == "U_ALICE"
    assert [refusal.error for refusal in answer.refusals] == ["no_text", "invalid_blocks"]


async def test_a_response_url_lives_half_an_hour(slack: SlackWorkspace, http_bot: HttpBot, clock: FakeClock) -> None:
    url = (await slack.command("/sco")).payload["response_url"]
    clock.now += 1800
    assert await post(url, {"text": "in time"}) == (200, "ok")
    clock.now += 1
    assert await post(url, {"text": "late"}) == (404, "expired_url")
    assert await post(f"{slack.base_url}/commands/T/1/guessed", {"text": "a"}) == (404, "invalid_url")


async def test_a_response_url_fails_as_told_and_loses_no_use(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    answer = await slack.command("/sco")
    url = answer.payload["response_url"]
    slack.fail_next("response_url", status=500)
    slack.fail_next("response_url", status=429, retry_after=1)
    assert await post(url, {"text": "a"}) == (500, "internal_error")
    assert await post(url, {"text": "a"}) == (429, "ratelimited")
    assert answer.url is not None and answer.url.uses == 0
    slack.cut_next("response_url")
    with pytest.raises((ServerDisconnectedError, ConnectionResetError, OSError)):
        await post(url, {"text": "unheard"})
    assert [message.text for message in answer.messages] == ["unheard"]


async def test_a_message_is_replaced_and_deleted_through_its_click(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C_WORLD", text="old", blocks=[actions(button("More", action_id="more"))])
    message = slack.visible("C_WORLD", "U_BOB")[0]
    url = (await slack.click(message, user="U_BOB", label="More")).payload["response_url"]
    await post(url, {"text": "beside"})
    await post(url, {"text": "new", "replace_original": True})
    assert [seen.text for seen in slack.visible("C_WORLD", "U_BOB")] == ["new", "beside"]
    assert [seen.text for seen in slack.visible("C_WORLD", "U_ALICE")] == ["new"]
    await post(url, {"delete_original": True})
    assert [seen.text for seen in slack.visible("C_WORLD", "U_BOB")] == ["beside"]


async def clicked(slack: SlackWorkspace, http_bot: HttpBot, message: Any, **how: Any) -> Json:
    payload = (await slack.click(message, **how)).payload
    assert http_bot.got[-1][1].startswith(b"payload=%7B%22type%22%3A+%22block_actions%22")
    return payload


async def test_a_click_on_a_message_looks_like_slacks(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    blocks = [actions(button("More", action_id="more", value="2")), section(accessory=menu(option("Two", "2")))]
    await client.chat_postMessage(channel="C_WORLD", text="a", blocks=blocks)
    message = slack.visible("C_WORLD", "U_BOB")[0]
    payload = await clicked(slack, http_bot, message, user="U_BOB", action_id="more")
    assert payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "C_WORLD",
        "is_ephemeral": False,
    }
    action = payload["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("more", "2", "button")
    assert action["block_id"] == payload["message"]["blocks"][0]["block_id"]
    assert float(action["action_ts"]) > float(message.ts)
    assert payload["user"] == {"id": "U_BOB", "username": "bob", "name": "bob", "team_id": "T_SUMMIT"}
    chosen = await clicked(slack, http_bot, message, user="U_BOB", label="Two")
    assert chosen["actions"][0]["selected_option"] == option("Two", "2")


async def test_a_click_on_an_ephemeral_message_carries_no_message(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    blocks = [actions(button("More", action_id="more"))]
    await client.chat_postEphemeral(channel="C_WORLD", user="U_BOB", text="a", blocks=blocks)
    message = slack.visible("C_WORLD", "U_BOB")[0]
    payload = await clicked(slack, http_bot, message, user="U_BOB", label="More")
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload and payload["response_url"].startswith(slack.base_url)
    with pytest.raises(AssertionError, match="does not see"):
        await slack.click(message, user="U_ALICE", label="More")
    with pytest.raises(AssertionError, match="no element"):
        await slack.click(message, user="U_BOB", label="Less")


async def test_a_click_at_home_carries_the_view_and_no_response_url(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    await client.views_publish(user_id="U_BOB", view=HOME)
    view = slack.home("U_BOB")
    payload = await clicked(slack, http_bot, view, user="U_BOB", label="More")
    assert isinstance(view, View) and payload["view"]["hash"] == view.hash
    assert payload["container"] == {"type": "view", "view_id": view.id}
    assert not {"message", "response_url", "channel"} & set(payload)


async def test_events_of_a_person_look_like_slacks(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    direct = await slack.direct_message("members & more", "U_BOB")
    event = direct.payload["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "D_U_BOB")
    assert (event["text"], problems(event["blocks"])) == ("members &amp; more", [])
    home = (await slack.open_home("U_BOB")).payload["event"]
    assert (home["type"], home["tab"], home["user"]) == ("app_home_opened", "home", "U_BOB")
    shortcut = (await slack.shortcut("verify_quote", "they said so")).payload
    assert (shortcut["type"], shortcut["callback_id"]) == ("message_action", "verify_quote")
    assert shortcut["message"]["text"] == "they said so"
    lightning = (await slack.global_shortcut("ask")).payload
    assert lightning["type"] == "shortcut" and "response_url" not in lightning


async def test_a_modal_is_submitted_and_says_what_is_wrong(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    await client.views_open(trigger_id=slack.triggers.issue("U_BOB"), view=MODAL)
    http_bot.answers = [web.json_response({"response_action": "errors", "errors": {"b0000": "No."}})]
    values = {"b0000": {"n": {"type": "plain_text_input", "value": "x"}}}
    answer = await slack.submit(values, "U_BOB")
    assert answer.payload["view"]["state"]["values"] == values
    assert answer.attempts[-1].response["errors"] == {"b0000": "No."}
    assert slack.modal("U_BOB") is not None
    await slack.submit(values, "U_BOB")
    assert slack.modal("U_BOB") is None


async def test_a_removed_app_hears_of_it_and_has_no_token(
    slack: SlackWorkspace, http_bot: HttpBot, client: AsyncWebClient
) -> None:
    told = await slack.uninstall()
    assert [answer.payload["event"]["type"] for answer in told] == ["tokens_revoked", "app_uninstalled"]
    assert await error_of(client.auth_test()) == "token_revoked"


async def test_another_team_has_its_own_bot_and_channels(slack: SlackWorkspace, http_bot: HttpBot) -> None:
    slack.add_team("T_OTHER", "Other")
    slack.add_channel("C_OTHER", "other", team="T_OTHER")
    slack.add_user("U_EVE", "eve", team="T_OTHER")
    asked = await slack.command("/sco", user="U_EVE", channel="C_OTHER")
    assert (asked.payload["team_id"], asked.payload["team_domain"]) == ("T_OTHER", "other")
    mention = await slack.mention("hello", "U_EVE", "C_OTHER")
    assert mention.payload["authorizations"][0]["user_id"] == "U_DESK_OTHER"
