"""A modal of the fake Slack: what it asks to be filled, how it stays open, and the menus whose options a bot knows."""

import json
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import web
from fake_slack_tools import MODAL, HttpBot, option, plain
from fakes.slack import SlackWorkspace, View
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]

ZONE: Json = {"type": "external_select", "action_id": "zone", "min_query_length": 1}
ASK: Json = {
    **MODAL,
    "blocks": [
        {"type": "input", "block_id": "name", "label": plain("Name"), "element": {"type": "plain_text_input"}},
        {"type": "input", "block_id": "zone", "label": plain("Zone"), "element": ZONE, "optional": True},
    ],
}
NAMED: Json = {"name": {"e0": {"type": "plain_text_input", "value": "Ann"}}}


@pytest.fixture
async def modal(slack: SlackWorkspace, client: AsyncWebClient) -> View:
    await client.views_open(trigger_id=slack.triggers.issue("U_ALICE"), view=ASK)
    shown = slack.modal("U_ALICE")
    assert shown is not None
    return shown


async def test_a_modal_is_not_sent_before_its_fields_are_filled(
    slack: SlackWorkspace, http_bot: HttpBot, modal: View
) -> None:
    with pytest.raises(AssertionError, match="without \\['name'\\]"):
        await slack.submit({"name": {"e0": {"type": "plain_text_input", "value": None}}})
    assert http_bot.got == []


async def test_a_modal_with_errors_stays_and_shows_them_under_their_fields(
    slack: SlackWorkspace, http_bot: HttpBot, modal: View
) -> None:
    http_bot.answers = [web.json_response({"response_action": "errors", "errors": {"name": "No."}}), web.Response()]
    assert not (await slack.submit(NAMED)).is_malformed
    assert (slack.modal("U_ALICE"), modal.errors) == (modal, {"name": "No."})
    await slack.submit(NAMED)
    assert slack.modal("U_ALICE") is None


async def test_errors_under_no_field_are_not_shown(slack: SlackWorkspace, http_bot: HttpBot, modal: View) -> None:
    http_bot.answers = [web.json_response({"response_action": "errors", "errors": {"nobody": "No."}})]
    assert (await slack.submit(NAMED)).is_malformed


async def test_a_menu_shows_what_the_bot_suggests(slack: SlackWorkspace, http_bot: HttpBot, modal: View) -> None:
    http_bot.answers = [web.json_response({"options": [option("Europe/Berlin", "Europe/Berlin")]})]
    assert await slack.suggest(modal, "zone", "ber") == [option("Europe/Berlin", "Europe/Berlin")]
    (_, body) = http_bot.got[0]
    payload = json.loads(web_form(body)["payload"])
    assert (payload["type"], payload["action_id"], payload["value"]) == ("block_suggestion", "zone", "ber")


def web_form(body: bytes) -> dict[str, str]:
    return dict(parse_qsl(body.decode()))
