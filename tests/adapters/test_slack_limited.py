"""On Slack one question too many is refused where it was asked, for the asker alone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, Running, running
from watched import Seconds

from adapters.rates import Rates
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture
async def limited(slack: SlackWorkspace, own_sco: Store) -> AsyncIterator[Running]:
    """A desk that takes one question a minute of each person."""
    async with running(slack, open_desk(own_sco), way="http") as one:
        one.asking._rates = Rates(user=1, channel=0, clock=Seconds())
        yield one


@pytest.mark.parametrize("line", ["members 2016", "schedule list"])
async def test_a_command_too_many_is_acknowledged_with_the_refusal(
    slack: SlackWorkspace, limited: Running, line: str
) -> None:
    assert "SCO had" in (await slack.command("/sco", "members 2016")).message.plain  # type: ignore[union-attr]
    answer = await slack.command("/sco", line)
    assert answer.is_ok and answer.message is not None
    assert answer.message.ephemeral_to == "U_ALICE" and "Ask again in 60 seconds." in answer.message.plain


async def test_a_mention_too_many_is_refused_to_the_asker_alone(slack: SlackWorkspace, limited: Running) -> None:
    for line in ("members 2016", "members 2017", "schedule list"):
        await slack.mention(line)
    await limited.work.finish(5)
    seen = {user: str([one.plain for one in slack.visible("C_WORLD", user)]) for user in ("U_ALICE", "U_BOB")}
    assert seen["U_ALICE"].count("Too many questions") == 2 and "Too many" not in seen["U_BOB"]


async def test_what_is_refused_costs_slack_no_question_about_who_asks(slack: SlackWorkspace, limited: Running) -> None:
    """Or a member could use up, by managing lines without end, how often the app may ask Slack."""
    for _ in range(6):
        await slack.mention("schedule list")
    await limited.work.finish(5)
    assert len(slack.web.called("users.info")) == 1
