"""What Slack sends, as the desk takes it: to the byte where it matters, and nothing believed that was not looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import translate
from adapters.slack.translate import Heard, Pressed
from bot.contract import Request
from bot.grammar import LONGEST_TEXT

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DESK = "U0DESK"

COMMAND = {
    "token": "legacy",
    "team_id": "T0ACME",
    "channel_id": "C0NEWS",
    "user_id": "U0ALICE",
    "command": "/sco",
    "text": "members 2016",
    "response_url": "https://hooks.slack.com/commands/T0ACME/1/x",
    "trigger_id": "1.2.3",
}


def reading(request: Request) -> bool:
    """Every line is a question that anybody may ask."""
    return False


def mention(text: str, **more: Any) -> dict[str, Any]:
    event = {"type": "app_mention", "user": "U0ALICE", "text": text, "ts": "1700.1", "channel": "C0NEWS", **more}
    return {"team_id": "T0ACME", "event": {key: value for key, value in event.items() if value is not None}}


def direct(text: str, **more: Any) -> dict[str, Any]:
    return mention(text, **{"type": "message", "channel_type": "im", "channel": "D0ALICE", **more})


def heard(body: dict[str, Any]) -> Heard:
    found = translate.message(body, NOW, workspace="T0ACME", bot_user=DESK, manages=reading)
    assert found is not None
    return found


def pressed(**more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": "U0ALICE", "team_id": "T0ACME"},
        "team": {"id": "T0ACME"},
        "channel": {"id": "C0NEWS"},
        "container": {"type": "message", "channel_id": "C0NEWS", "is_ephemeral": True},
        "message": {"ts": "1700.1", "thread_ts": "1699.1"},
        "actions": [{"value": "sd1s1.1|members", "action_ts": "1700.2"}],
        "response_url": "https://hooks.slack.com/actions/T0ACME/1/x",
        "trigger_id": "1.2.3",
        **more,
    }


# Slash commands


def test_a_slash_command_is_the_line_that_was_typed() -> None:
    assert translate.command(COMMAND, NOW, workspace="T0ACME", manages=reading) == Request(
        text="sco members 2016",
        now=NOW,
        platform="slack",
        workspace="T0ACME",
        channel="C0NEWS",
        user="U0ALICE",
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", "sco"),
        ("  members  ", "sco   members"),
        ("quote Li &amp; Wang", "sco quote Li & Wang"),
        ("verify a &lt;b&gt;", "sco verify a <b>"),
        ("verify &amp;lt;", "sco verify &lt;"),
    ],
)
def test_what_slack_escaped_is_read_as_it_was_typed(typed: str, line: str) -> None:
    assert translate.command({**COMMAND, "text": typed}, NOW, workspace="T0ACME", manages=reading).text == line


@given(st.dictionaries(st.sampled_from(list(COMMAND)), st.one_of(st.none(), st.integers(), st.lists(st.text()))))
def test_a_command_of_wrong_types_is_an_empty_line(body: dict[str, Any]) -> None:
    assert translate.command(body, NOW, workspace="T0ACME", manages=reading) == Request(
        text="", now=NOW, platform="slack", workspace="T0ACME"
    )


# Mentions and direct messages


def test_a_mention_is_answered_in_a_thread_under_it() -> None:
    found = heard(mention(f"<@{DESK}> members 2016"))
    assert (found.request.text, found.request.thread) == ("members 2016", None)
    assert (found.channel, found.user, found.thread) == ("C0NEWS", "U0ALICE", "1700.1")
    assert found.delivery == "slack:T0ACME:C0NEWS:1700.1"
    assert not found.is_direct


def test_a_mention_in_a_thread_is_answered_in_it() -> None:
    found = heard(mention(f"<@{DESK}> members", thread_ts="1600.1"))
    assert (found.thread, found.request.thread) == ("1600.1", "1600.1")


def test_a_direct_message_is_answered_beside_it_and_in_a_thread_only_where_it_stood_in_one() -> None:
    assert heard(direct("members")).is_direct
    assert heard(direct("members")).thread is None
    assert heard(direct("members", thread_ts="1600.1")).thread == "1600.1"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"<@{DESK}> members", "members"),
        (f"<@{DESK}|desk> members", "members"),
        (f"members <@{DESK}> 2016", "members   2016"),
        ("members <@U0BOB>", "members @U0BOB"),
        (f"<@{DESK}>", ""),
        (f"<@{DESK}> quote &lt;!channel&gt;", "quote <!channel>"),
    ],
)
def test_only_the_desks_own_name_is_taken_out_of_a_message(text: str, line: str) -> None:
    assert heard(mention(text)).request.text == line


@pytest.mark.parametrize(
    "text",
    [
        f"<@{DESK}>: members 2016",
        f"<@{DESK}>, members 2016",
        f"<@{DESK}> — members 2016",
        f"<@{DESK}> `members 2016`",
        f"<@{DESK}> ```\nmembers 2016\n```",
        f"&gt; <@{DESK}> members 2016",
        f"<@{DESK}> &gt; members 2016",
        f"<@{DESK}> *members 2016*",
        f"*<@{DESK}> members 2016*",
        f"<@{DESK}> _members 2016_",
        f"<@{DESK}> “members 2016”",
        f"<@{DESK}> <@U0BOB> members 2016",
        f"<@U0BOB> <@{DESK}>: *members 2016*",
        f"<@{DESK}> <@U0BOB|bob> &gt; `members 2016`",
    ],
)
def test_what_people_put_around_a_question_is_taken_off(text: str) -> None:
    assert heard(mention(text)).request.text == "members 2016"


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_what_somebody_wrote_beside_a_file_or_for_the_channel_too_is_heard(subtype: str) -> None:
    assert heard(direct("members", subtype=subtype)).request.text == "members"
    assert heard(mention(f"<@{DESK}> members", subtype=subtype)).request.text == "members"


def test_a_mention_that_also_comes_as_a_message_is_the_same_delivery() -> None:
    both = [heard(mention("members", channel="D0ALICE")), heard(direct("members"))]
    assert both[0].delivery == both[1].delivery


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event": None},
        {"event": "members"},
        direct("members", subtype="message_changed"),
        direct("members", bot_id="B0OTHER"),
        direct("members", user=DESK),
        direct("members", user=None),
        direct("members", ts=None),
        direct("members", ts=1700.1),
        direct("members", channel_type="channel"),
        direct("members", channel_type="mpim"),
        direct("members", channel=None),
    ],
)
def test_what_nobody_wrote_to_the_desk_is_not_heard(body: dict[str, Any]) -> None:
    assert translate.message(body, NOW, workspace="T0ACME", bot_user=DESK, manages=reading) is None


# Buttons


def test_a_press_is_what_the_button_carries_and_where_its_card_stands() -> None:
    assert translate.press(pressed(), workspace="T0ACME") == Pressed(
        value="sd1s1.1|members",
        card="C0NEWS:",
        user="U0ALICE",
        workspace="T0ACME",
        channel="C0NEWS",
        thread="1699.1",
        response_url="https://hooks.slack.com/actions/T0ACME/1/x",
        is_private=True,
        is_home=False,
        trigger="1.2.3",
    )


def test_a_press_at_home_has_neither_channel_nor_address() -> None:
    body = pressed(container={"type": "view", "view_id": "V1"}, channel=None, message=None, response_url=None)
    found = translate.press(body, workspace="T0ACME")
    assert found is not None
    assert found.is_home
    assert (found.channel, found.thread, found.response_url, found.is_private) == (None, None, None, False)


def test_the_thread_of_a_private_card_stands_in_its_container() -> None:
    container = {"type": "message", "channel_id": "C0NEWS", "thread_ts": "1500.1", "is_ephemeral": True}
    found = translate.press(pressed(container=container, message=None), workspace="T0ACME")
    assert found is not None
    assert found.thread == "1500.1"


@pytest.mark.parametrize(
    "body",
    [
        {},
        pressed(actions=[]),
        pressed(actions={}),
        pressed(actions=["x"]),
        pressed(actions=[{"value": 5}]),
        pressed(actions=[{"value": ""}]),
        pressed(user=None),
        pressed(user={"id": 7}),
    ],
)
def test_a_press_without_a_value_or_a_user_is_none(body: dict[str, Any]) -> None:
    assert translate.press(body, workspace="T0ACME") is None


def test_a_line_behind_a_button_is_asked_by_the_one_who_pressed_it() -> None:
    found = translate.press(pressed(), workspace="T0ACME")
    assert found is not None
    request = translate.line("members", found, NOW, page=2)
    assert (request.text, request.page, request.user) == ("members", 2, "U0ALICE")
    assert (request.workspace, request.channel, request.thread) == ("T0ACME", "C0NEWS", "1699.1")


# The message shortcut


def test_the_message_shortcut_verifies_what_the_message_says() -> None:
    body = {
        "team": {"id": "T0ACME"},
        "channel": {"id": "C0NEWS"},
        "user": {"id": "U0BOB"},
        "message": {"text": " a &amp; b "},
    }
    assert translate.shortcut(body, NOW, workspace="T0ACME") == Request(
        command="verify",
        options={"text": "a & b"},
        now=NOW,
        platform="slack",
        workspace="T0ACME",
        channel="C0NEWS",
        user="U0BOB",
    )


def test_a_message_is_handed_on_whole_however_long() -> None:
    found = translate.shortcut({"message": {"text": "x" * (LONGEST_TEXT + 1)}}, NOW, workspace=None)
    assert found is not None
    assert found.options == {"text": "x" * (LONGEST_TEXT + 1)}


@pytest.mark.parametrize("message", [None, {}, {"text": "  \n "}, {"text": 5}, "text"])
def test_a_message_without_a_text_is_none(message: object) -> None:
    assert translate.shortcut({"message": message}, NOW, workspace=None) is None


# Anything at all

ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["event", "actions", "container", "user", "team", "channel", "message", "trigger_id", "team_id"]
)


@given(st.dictionaries(NAMES, ANYTHING))
def test_nothing_that_can_be_sent_breaks_the_reading(body: dict[str, Any]) -> None:
    translate.command(body, NOW, workspace="T0ACME", manages=reading)
    translate.shortcut(body, NOW, workspace="T0ACME")
    found = (
        translate.message(body, NOW, workspace="T0ACME", bot_user=DESK, manages=reading),
        translate.press(body, workspace="T0ACME"),
    )
    assert all(one is None or one.user for one in found)
