"""The link of Socket Mode: lost in every way that links are lost, and found again."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, Running, running

from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture
async def linked(slack: SlackWorkspace, own_sco: Store) -> AsyncIterator[Running]:
    async with running(slack, open_desk(own_sco), way="socket") as one:
        yield one


async def answers(slack: SlackWorkspace) -> bool:
    return (await slack.command("/sco", "members")).is_ok


async def test_a_reset_link_is_back_within_two_seconds(slack: SlackWorkspace, linked: Running) -> None:
    before, started = slack.socket.opened, time.monotonic()
    slack.socket.reset()
    await slack.socket.reconnected(before, timeout=5)
    assert time.monotonic() - started < 2.5
    assert await answers(slack)


async def test_a_half_open_link_is_noticed_within_ten_seconds(slack: SlackWorkspace, linked: Running) -> None:
    before, started = slack.socket.opened, time.monotonic()
    slack.socket.half_open()
    await slack.socket.reconnected(before, timeout=12)
    assert time.monotonic() - started < 10
    assert await answers(slack)


async def test_slack_moves_the_link_without_a_gap(slack: SlackWorkspace, linked: Running) -> None:
    before = slack.socket.opened
    await slack.socket.send_disconnect("refresh_requested")
    await slack.socket.reconnected(before)
    await slack.socket.connected(1)
    assert await answers(slack) and linked.state.is_up


async def test_a_closed_link_is_opened_again(slack: SlackWorkspace, linked: Running) -> None:
    before = slack.socket.opened
    await slack.socket.close()
    await slack.socket.reconnected(before, timeout=5)
    assert await answers(slack)


async def test_a_refresh_that_slack_cannot_serve_does_not_leave_the_desk_deaf(
    slack: SlackWorkspace, linked: Running
) -> None:
    before = slack.socket.opened
    slack.fail_next("apps.connections.open", status=500, times=2)
    await slack.socket.send_disconnect("warning")
    await slack.socket.close()
    await slack.socket.reconnected(before, timeout=15)
    assert await answers(slack)


async def test_what_is_no_envelope_does_not_end_the_link(slack: SlackWorkspace, linked: Running) -> None:
    for text in ("not json", "[]", "{", '{"type":"slash_commands"}', '{"type":"hello"}'):
        await slack.socket.send_raw(text)
    assert await answers(slack)


async def test_a_token_that_slack_refuses_is_said_and_not_hammered(
    slack: SlackWorkspace, own_sco: Store, caplog: pytest.LogCaptureFixture
) -> None:
    slack.tokens.revoke_team(next(iter(slack.world.teams)))
    with pytest.raises(TimeoutError):
        async with running(slack, open_desk(own_sco), way="socket"):
            pass
    assert "SLACK_BOT_TOKEN" in caplog.text and "token_revoked" in caplog.text
    assert len([call for call in slack.calls if call.method == "auth.test"]) == 1


async def test_slack_away_at_the_start_is_waited_for(slack: SlackWorkspace, own_sco: Store) -> None:
    slack.fail_next("apps.connections.open", status=503, times=2)
    async with running(slack, open_desk(own_sco), way="socket"):
        assert await answers(slack)


def test_the_link_is_pinged_often_enough_for_its_promises() -> None:
    from adapters.slack import socket_mode

    assert 4 * socket_mode.PING_SECONDS + socket_mode.GONE_SECONDS < 10
    assert socket_mode.GONE_SECONDS + 2 * socket_mode.WATCH_SECONDS < 2
