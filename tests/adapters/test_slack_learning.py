"""Who asks in Slack, and what they may manage: learnt anew before each managing question, and never guessed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from fakes.slack import Answer, SlackWorkspace
from slack_desk import NOW, ManagingDesk, Running, managing_desk, running

from bot.contract import Button, Channel, Reply, Request
from bot.texts import slack as texts
from data.store import Store

PAUSE = "schedule pause 12"


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    """Alice is an admin, Bob made one channel, and Charlie nothing."""
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        workspace.change_user("U_ALICE", is_admin=True)
        workspace.add_channel("C_BOBS", "bobs", creator="U_BOB")
        yield workspace


@pytest.fixture
def desk(own_sco: Store) -> ManagingDesk:
    return managing_desk(own_sco)


@pytest.fixture(params=["socket", "http"])
async def one(request: pytest.FixtureRequest, slack: SlackWorkspace, desk: ManagingDesk) -> AsyncIterator[Running]:
    async with running(slack, desk, way=request.param) as found:
        yield found


async def asked(slack: SlackWorkspace, desk: ManagingDesk, line: str, **where: str) -> Request:
    """What the desk was asked, once the adapter had learnt what it needs."""
    answer = await slack.command("/sco", line, **where)
    assert answer.is_ok
    await answer.first()
    return desk.asked[-1]


async def test_an_admin_may_manage_everywhere(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    found = await asked(slack, desk, PAUSE)
    assert (found.admin, found.may_manage, found.user) == (True, True, "U_ALICE")
    assert found.channels == {"C_WORLD": Channel(id="C_WORLD", name="world", may_manage=True)}


@pytest.mark.parametrize("role", ["is_owner", "is_admin"])
async def test_owners_are_admins(slack: SlackWorkspace, desk: ManagingDesk, one: Running, role: str) -> None:
    slack.change_user("U_CHARLIE", **{role: True})
    assert (await asked(slack, desk, PAUSE, user="U_CHARLIE")).admin


async def test_whoever_made_a_channel_may_manage_that_one(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    here = await asked(slack, desk, PAUSE, user="U_BOB", channel="C_BOBS")
    assert (here.admin, here.may_manage) == (False, True)
    there = await asked(slack, desk, "schedule list in #bobs", user="U_BOB")
    assert (there.admin, there.may_manage) == (False, False)
    assert {id: known.may_manage for id, known in there.channels.items()} == {"C_BOBS": True, "C_WORLD": False}


async def test_a_stranger_may_manage_nothing(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    found = await asked(slack, desk, "schedule pause 12 #bobs", user="U_CHARLIE")
    assert (found.admin, found.may_manage) == (False, False)
    assert not any(known.may_manage for known in found.channels.values())


@pytest.mark.parametrize(
    "change",
    [{"is_deleted": True}, {"is_bot": True}, {"is_restricted": True}, {"home_team": "T_ELSEWHERE"}],
    ids=["deleted", "bot", "guest", "stranger"],
)
async def test_who_is_not_of_this_workspace_manages_nothing_and_costs_one_question(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, change: dict[str, Any]
) -> None:
    slack.change_user("U_BOB", is_admin=True, **change)
    slack.calls.clear()
    told = await (await slack.command("/sco", "schedule list all", user="U_BOB", channel="C_BOBS")).first()
    assert "may be changed by workspace admins" in told.plain and told.ephemeral_to == "U_BOB"
    await (await slack.open_home("U_BOB")).home()
    assert [call.method for call in slack.calls if call.method.endswith(".info")] == ["users.info"] * 2
    assert desk.asked == []


async def test_an_admins_list_of_everything_asks_only_for_the_channel_in_which_it_is_asked(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    for number in range(20):
        slack.add_channel(f"C_{number}", f"c{number}")
    found = await asked(slack, desk, " ".join(["schedule list", *(f"#c{number}" for number in range(20))]))
    assert len(found.channels) == 21 and all(known.may_manage for known in found.channels.values())
    assert [call.args["channel"] for call in slack.web.called("conversations.info")] == ["C_WORLD"]


async def test_whoever_made_a_private_channel_manages_it_only_while_they_are_in_it(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.add_channel("G_IN", "inner", is_private=True, creator="U_BOB", members=("U_BOB",))
    before = await asked(slack, desk, "schedule list #inner #bobs", user="U_BOB")
    slack.world.channels["G_IN"].members.clear()
    after = await asked(slack, desk, "schedule list #inner #bobs", user="U_BOB")
    assert (before.channels["G_IN"].may_manage, before.channels["C_BOBS"].may_manage) == (True, True)
    assert (after.channels["G_IN"].may_manage, after.channels["C_BOBS"].may_manage) == (False, True)
    assert after.channels["G_IN"].name is None


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("users.info", {"ok": True, "user": ["U_ALICE"]}),
        ("users.info", [1]),
        ("conversations.info", {"ok": True, "channel": "C_WORLD"}),
        ("conversations.info", {"ok": True}),
    ],
)
async def test_an_answer_of_another_shape_gives_no_permission(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, method: str, said: Any
) -> None:
    slack.fail_next(method, says=said)
    told = await (await slack.command("/sco", PAUSE)).first()
    assert texts.NOT_LEARNT.format(reason="an answer that cannot be read") in told.plain
    assert desk.asked == []


async def test_permission_is_asked_for_anew_each_time(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    assert (await asked(slack, desk, PAUSE)).admin
    slack.change_user("U_ALICE", is_admin=False)
    assert not (await asked(slack, desk, PAUSE)).admin


async def test_the_time_zone_is_the_askers(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    slack.change_user("U_ALICE", tz="Asia/Tashkent")
    assert (await asked(slack, desk, PAUSE)).timezone == "Asia/Tashkent"
    slack.change_user("U_ALICE", tz="Mars/Olympus")
    assert (await asked(slack, desk, PAUSE)).timezone == "UTC"


async def test_a_reading_question_costs_slack_nothing(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    slack.calls.clear()
    await (await slack.command("/sco", "members 2016")).first()
    assert (slack.calls, desk.asked) == ([], [])


async def test_a_channel_that_is_gone_archived_or_without_the_app_is_said_so(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.add_channel("C_OLD", "old", is_archived=True)
    slack.add_channel("C_AWAY", "away", is_bot_member=False)
    slack.add_channel("C_GONE", "gone")
    slack.world.channels["C_GONE"].is_deleted = True
    found = (await asked(slack, desk, "schedule list #old #away #gone")).channels
    assert (found["C_OLD"].trouble, found["C_OLD"].missing) == ("archived", ())
    assert (found["C_AWAY"].trouble, found["C_AWAY"].missing) == (None, (texts.LACKS_MEMBERSHIP,))
    assert found["C_GONE"] == Channel(id="C_GONE", may_manage=True, trouble="gone")


async def test_the_name_of_a_private_channel_is_not_told_to_others(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.add_channel("G_IN", "inner", is_private=True, creator="U_BOB", members=("U_BOB",))
    charlie = await asked(slack, desk, "schedule list #inner", user="U_CHARLIE")
    bob = await asked(slack, desk, "schedule list #inner", user="U_BOB")
    assert (charlie.channels["G_IN"].name, bob.channels["G_IN"].name) == (None, "inner")


async def test_references_stay_in_a_managing_line_and_are_words_in_others(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    found = await asked(slack, desk, "schedule list in #bobs for @bob & <all>")
    assert found.text == "sco schedule list in <#C_BOBS|bobs> for <@U_BOB|bob> & <all>"
    read = await slack.command("/sco", "verify #bobs")
    assert "#bobs" in (await read.first()).plain.replace("\u2060", "")
    heard = await slack.mention("schedule list #bobs")
    await heard.first()
    assert desk.asked[-1].text == "schedule list <#C_BOBS>"


async def test_in_a_direct_message_the_channels_of_the_line_count(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    await (await slack.direct_message("schedule pause 12 #bobs", "U_BOB")).first()
    found = desk.asked[-1]
    assert (found.channel, found.may_manage, list(found.channels)) == (None, False, ["C_BOBS"])
    assert found.channels["C_BOBS"].may_manage
    typed = await slack.command("/sco", PAUSE, user="U_BOB", channel="D_U_BOB")
    await typed.first()
    assert (desk.asked[-1].channel, desk.asked[-1].channels) == (None, {})


async def test_a_mention_and_a_button_are_learnt_of_too(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    desk.reply = with_button(desk, "schedule pause 12")
    card = await (await slack.mention("schedule list", "U_BOB", "C_BOBS")).first()
    assert card.ephemeral_to == "U_BOB"
    assert desk.asked[-1].may_manage
    slack.world.channels["C_BOBS"].creator = "U_ALICE"
    await slack.click(card, user="U_BOB", label="Pause")
    await one.work.finish(5)
    assert (desk.asked[-1].text, desk.asked[-1].may_manage) == ("schedule pause 12", False)


@pytest.mark.parametrize(
    ("method", "fault", "sentence"),
    [
        ("users.info", {"status": 500}, texts.NOT_LEARNT.format(reason="HTTP 500")),
        ("conversations.info", {"error": "internal_error"}, texts.NOT_LEARNT.format(reason="internal_error")),
        ("users.info", {"status": 429, "retry_after": 9}, texts.NOT_LEARNT_BUSY),
        ("users.info", {"error": "user_not_found"}, texts.NOT_LEARNT.format(reason="user_not_found")),
    ],
)
async def test_a_slack_that_does_not_say_gives_no_permission_and_the_asker_a_sentence(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, method: str, fault: dict[str, Any], sentence: str
) -> None:
    slack.fail_next(method, **fault)
    said = await (await slack.command("/sco", PAUSE)).first()
    assert sentence in said.plain and said.ephemeral_to == "U_ALICE"
    assert desk.asked == []


@pytest.mark.parametrize("scope", ["users:read", "channels:read"])
async def test_a_scope_that_lacks_is_named(slack: SlackWorkspace, desk: ManagingDesk, one: Running, scope: str) -> None:
    slack.withdraw(scope)
    said = await (await slack.command("/sco", PAUSE)).first()
    assert texts.NOT_LEARNT_SCOPE.format(scopes=scope) in said.plain
    assert desk.asked == []


async def test_what_is_delivered_twice_is_done_once(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    answer = await slack.command("/sco", PAUSE)
    await answer.first()
    if not slack.is_http:  # over HTTP the same signature is refused before that
        await slack.deliver_again(answer)
    desk.reply = with_button(desk, "schedule pause 13")
    card = await (await slack.command("/sco", PAUSE)).first()
    pressed = await slack.click(card, label="Pause")
    await one.work.finish(5)
    if not slack.is_http:
        await slack.deliver_again(pressed)
        await one.work.finish(5)
    assert [found.text.removeprefix("sco ") for found in desk.asked] == [PAUSE, PAUSE, "schedule pause 13"]


async def test_a_slow_slack_is_acknowledged_in_time_and_the_answer_follows(
    slack: SlackWorkspace, desk: ManagingDesk
) -> None:
    async with running(slack, desk, way="http", patience=0.1):
        slack.slow_next("users.info", 0.4)
        answer: Answer = await slack.command("/sco", PAUSE)
        assert answer.is_ok and answer.ack_ms < 400
        assert "It is kept." in (await answer.first()).plain


async def test_a_managing_card_is_never_shared(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    desk.reply = with_button(desk, "schedule list", canonical="schedule list")
    card = await (await slack.command("/sco", "schedule list")).first()
    told = await slack.click(card, label="Share to channel")
    await one.work.finish(5)
    assert [message.plain for message in told.messages] == [texts.FOR_MANAGERS]
    assert [m for m in slack.visible("C_WORLD", "U_BOB") if m.ephemeral_to is None] == []


def with_button(desk: ManagingDesk, line: str, **more: Any) -> Reply:
    return replace(desk.reply, buttons=(Button(label="Pause", command=line),), **more)
