"""The form for a new schedule in Slack: opened at once, kept open with what was typed, and its card for one person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from fakes.slack import Answer, SlackWorkspace, View
from fakes.slack.rules import view_problems
from slack_desk import NOW, ManagingDesk, Running, managing_desk, running, typed

from adapters.slack import form
from bot.completion import Suggestion
from bot.contract import Button, Reply
from bot.texts import platforms
from bot.texts import slack as texts
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        workspace.change_user("U_ALICE", is_admin=True)
        yield workspace


@pytest.fixture
def desk(own_sco: Store) -> ManagingDesk:
    return managing_desk(own_sco)


@pytest.fixture(params=["socket", "http"])
async def one(request: pytest.FixtureRequest, slack: SlackWorkspace, desk: ManagingDesk) -> AsyncIterator[Running]:
    async with running(slack, desk, way=request.param) as found:
        yield found


async def sent(slack: SlackWorkspace, one: Running, **fields: Any) -> Answer:
    """Open the form by a command, fill it, and send it off."""
    await (await slack.command("/sco", "schedule add")).modal()
    answer = await slack.submit(typed(**fields))
    await one.work.finish(5)
    return answer


def shown(slack: SlackWorkspace) -> View:
    view = slack.modal("U_ALICE")
    assert view is not None
    return view


def private(slack: SlackWorkspace, channel: str = "C_WORLD") -> list[str]:
    """What Alice alone is shown."""
    return [message.plain for message in slack.visible(channel, "U_ALICE") if message.ephemeral_to == "U_ALICE"]


@pytest.mark.parametrize(
    ("command", "line"), [("/sco", "schedule add"), ("/schedule", "add"), ("/sco", "Schedule  ADD ")]
)
async def test_the_command_alone_opens_the_form(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, command: str, line: str
) -> None:
    answer = await slack.command(command, line)
    view = await answer.modal()
    assert (answer.is_ok, answer.messages, desk.asked) == (True, [], [])
    assert texts.FIELD_WHAT in view.plain and texts.WHAT_QUOTE in view.labels


async def test_with_words_behind_it_no_form_opens(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    await (await slack.command("/sco", "schedule add onthisday at 8")).first()
    assert slack.modal("U_ALICE") is None
    assert desk.asked[-1].text == "sco schedule add onthisday at 8"


async def test_a_form_that_slack_does_not_open_is_said_in_words(slack: SlackWorkspace, one: Running) -> None:
    slack.fail_next("views.open", error="expired_trigger_id")
    answer = await slack.command("/sco", "schedule add")
    assert (await answer.first()).text == texts.NOT_OPENED


async def test_the_form_asks_the_desk_as_its_options_and_with_what_was_learnt(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    await sent(slack, one)
    (found,) = desk.asked
    assert found.command == "schedule add"
    assert found.options == {
        "what": "onthisday",
        "at": "08:30",
        "zone": "Asia/Tashkent",
        "days": "weekdays",
        "in": "<#C_WORLD>",
    }
    assert (found.admin, found.user, found.timezone) == (True, "U_ALICE", "Europe/London")
    assert found.channels["C_WORLD"].may_manage


async def test_a_command_other_days_and_leads_are_taken_as_typed(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    what = {"selected_option": {"value": "command"}}
    await sent(slack, one, what=what, line={"value": "members 2016"}, other={"value": " 1,15 "}, zone={})
    assert desk.asked[-1].options == {"what": "members 2016", "at": "08:30", "days": "1,15", "in": "<#C_WORLD>"}
    await sent(slack, one, what={"selected_option": {"value": "reminder"}}, lead={"value": "7d,0d"})
    assert desk.asked[-1].options["lead"] == "7d,0d"


async def test_a_form_that_was_taken_closes_and_its_card_comes_where_it_was_opened(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    answer = await sent(slack, one)
    assert answer.is_ok and not answer.is_malformed
    assert slack.modal("U_ALICE") is None
    assert len(private(slack)) == 1 and "It is kept." in private(slack)[0]
    assert [m for m in slack.visible("C_WORLD", "U_BOB") if m.author == "U_DESK_SUMMIT"] == []


async def test_where_the_way_back_is_closed_the_card_comes_as_a_direct_message(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.fail_next("response_url", status=404, error="expired_url")
    await sent(slack, one)
    (message,) = slack.visible("D_U_ALICE", "U_ALICE")
    assert "It is kept." in message.plain
    assert platforms.SHARE not in message.labels


@pytest.mark.parametrize("kind", ["refusal", "choice", "not-found", "error"])
async def test_a_refusal_stands_under_its_field_and_the_form_stays(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, kind: Any
) -> None:
    desk.reply = Reply(kind=kind, title="Not read", lead="\u201csoonish\u201d is not a day.")
    answer = await sent(slack, one, other={"value": "soonish"})
    assert answer.is_ok and not answer.is_malformed
    assert shown(slack).errors == {"other": "\u201csoonish\u201d is not a day."}
    assert private(slack) == []


async def test_a_form_that_was_refused_may_be_sent_again(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    kept, desk.reply = desk.reply, Reply(kind="refusal", title="No", lead="Not yours to manage.")
    await sent(slack, one)
    assert shown(slack).errors == {"what": "Not yours to manage."}
    desk.reply = kept
    await slack.submit(typed())
    await one.work.finish(5)
    assert (slack.modal("U_ALICE"), len(private(slack))) == (None, 1)


async def test_what_is_offered_stands_in_the_sentence(slack: SlackWorkspace, desk: ManagingDesk, one: Running) -> None:
    offers = (Button(label="Europe/Berlin", command="a"), Button(label="Europe/Bern", command="b"))
    desk.reply = Reply(kind="choice", title="Which zone?", lead="Several are meant.", buttons=offers)
    await sent(slack, one)
    assert shown(slack).errors == {"zone": "Several are meant. Perhaps: Europe/Berlin, Europe/Bern."}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"what": {"selected_option": {"value": "command"}}}, {"line": texts.LINE_MISSING}),
        ({"line": {"value": "members"}}, {"line": texts.LINE_UNUSED}),
    ],
)
async def test_what_the_form_itself_lacks_is_said_without_asking_anybody(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running, fields: dict[str, Any], errors: dict[str, str]
) -> None:
    await sent(slack, one, **fields)
    assert (shown(slack).errors, desk.asked) == (errors, [])


async def test_a_slack_that_cannot_be_asked_is_said_in_the_form(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.fail_next("users.info", status=503)
    await sent(slack, one)
    assert (list(shown(slack).errors.values()), desk.asked) == ([texts.NOT_LEARNT.format(reason="HTTP 503")], [])


async def test_a_form_delivered_twice_is_taken_once(slack: SlackWorkspace, desk: ManagingDesk) -> None:
    async with running(slack, desk, way="socket") as one:
        answer = await sent(slack, one)
        await slack.deliver_again(answer)
        await one.work.finish(5)
    assert (len(desk.asked), len(private(slack))) == (1, 1)


@pytest.mark.parametrize("kind", ["help", "refusal"])
async def test_a_slow_slack_closes_the_form_in_time_and_the_card_follows_whatever_it_says(
    slack: SlackWorkspace, desk: ManagingDesk, kind: Any
) -> None:
    desk.reply = replace(desk.reply, kind=kind)
    async with running(slack, desk, way="http", patience=0.1) as one:
        slack.slow_next("users.info", 0.4)
        answer = await sent(slack, one)
        assert answer.is_ok and answer.ack_ms < 400
    assert len(private(slack)) == 1 and "It is kept." in private(slack)[0]


async def test_a_button_with_the_line_opens_the_form_too(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    desk.reply = replace(desk.reply, buttons=(Button(label="Another", command="schedule add"),))
    card = await (await slack.command("/sco", "schedule list")).first()
    await (await slack.click(card, label="Another")).modal()
    slack.fail_next("views.open", error="fatal_error")
    told = await slack.click(card, label="Another")
    await one.work.finish(5)
    assert [message.text for message in told.messages] == [texts.NOT_OPENED]


async def test_zones_are_suggested_as_somebody_types(slack: SlackWorkspace, one: Running) -> None:
    await one.asking.refresh()
    await (await slack.command("/sco", "schedule add")).modal()
    found = await slack.suggest(shown(slack), "zone", "tash")
    assert any("Tashkent" in option["text"]["text"] for option in found)
    assert found == form.choices(one.asking.suggestions("schedule add", "zone", "tash", place=("slack", "")))


def test_suggestions_are_within_what_slack_takes() -> None:
    found = [Suggestion("Europe/Berlin", "Berlin " * 20), Suggestion("x" * 151, "too long"), Suggestion("UTC", "")]
    assert [(one["value"], len(one["text"]["text"]) <= 75) for one in form.choices(found)] == [
        ("Europe/Berlin", True),
        ("UTC", True),
    ]


def test_the_form_is_within_what_slack_takes() -> None:
    assert view_problems(form.view(back="https://hooks.slack.com/commands/T0/1/x")) == []
    assert form.view(back="x" * 3001)["private_metadata"] == ""


def test_nothing_that_slack_sends_is_believed_unseen() -> None:
    for body in (
        {},
        {"view": 5, "user": [], "team": "x"},
        {"view": {"state": {"values": {"at": 5, "in": {"in": []}}}}},
    ):
        found = form.filled(body, workspace="T0ACME")
        assert form.options(found) == {}
        assert form.mistakes(found)["in"] == texts.CHANNEL_MISSING
