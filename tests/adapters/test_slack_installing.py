"""The app in many workspaces: installed by a browser, used, exchanged, removed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_browser import back, begun, install
from slack_desk import KEY, Running, running

from adapters.slack.installing import EXCHANGED_BEFORE
from data.operations import installations
from data.operations.installations import Installed
from data.sealing import Sealer
from data.store import Store

TEAM = "T_SUMMIT"


class Clock:
    """A clock that tests move; it begins now, for Bolt reckons from the machine's clock when a token ends."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def timestamp(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=clock.timestamp) as workspace:
        yield workspace


@asynccontextmanager
async def desk(slack: SlackWorkspace, store: Store, clock: Clock) -> AsyncIterator[Running]:
    async with running(slack, open_desk(store), way="http", installable=True, clock=lambda: clock.now) as one:
        slack.oauth.redirect_uris.add(f"{one.url}/slack/oauth_redirect")
        yield one


async def test_a_workspace_installs_the_app_and_is_answered(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        assert not (await slack.command("/sco", "members")).message or not slack.visible("C_WORLD", "U_BOB")
        status, _ = await install(slack, one)
        assert status == 200
        answer = await slack.command("/sco", "members 2016")
        assert answer.message and "6 members" in answer.message.plain
        assert "6 members" in (await (await slack.mention("members 2016")).first()).plain


async def test_no_request_asks_slack_who_it_is(slack: SlackWorkspace, own_sco: Store, clock: Clock) -> None:
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        before = len(slack.web.called("auth.test"))
        for _ in range(5):
            await slack.command("/sco", "members 2016")
        assert len(slack.web.called("auth.test")) == before


async def test_tokens_cannot_be_read_in_the_store(slack: SlackWorkspace, own_sco: Store, clock: Clock) -> None:
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        found = installations.find(own_sco, Sealer(KEY), "slack", (TEAM,))
        assert found and found.token in slack.tokens.known
        own_sco.close()
        assert found.token.encode() not in Path(own_sco.url.removeprefix("sqlite:///")).read_bytes()
        assert found.token not in repr(found)


async def test_a_state_is_good_once_and_only_in_the_browser_that_began(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one, slack.browser() as session:
        address, cookie = await begun(session, one.url)
        assert (await back(session, address, None))[0] == 400
        assert (await back(session, address, "slack-app-oauth-state=other"))[0] == 400
        assert (await back(session, address, cookie))[0] == 200
        assert (await back(session, address, cookie))[0] == 401


async def test_a_state_made_up_or_too_old_is_refused(slack: SlackWorkspace, own_sco: Store, clock: Clock) -> None:
    async with desk(slack, own_sco, clock) as one, slack.browser() as session:
        address, cookie = await begun(session, one.url)
        state = parse_qs(urlsplit(address).query)["state"][0]
        made_up = address.replace(state, "made-up")
        assert (await back(session, made_up, cookie.replace(state, "made-up")))[0] == 401
        clock.now += timedelta(minutes=11)
        assert (await back(session, address, cookie))[0] == 401
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) is None


async def test_whoever_presses_cancel_is_told(slack: SlackWorkspace, own_sco: Store, clock: Clock) -> None:
    async with desk(slack, own_sco, clock) as one:
        slack.oauth.deny_next()
        status, page = await install(slack, one)
        assert status == 200 and "access_denied" in page
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) is None


async def test_a_token_is_exchanged_before_it_ends_and_the_desk_goes_on(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    slack.oauth.is_rotating = True
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        first = installations.find(own_sco, Sealer(KEY), "slack", (TEAM,))
        assert first
        await one.adapter.exchange_tokens()
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) == first
        clock.now += timedelta(hours=12) - EXCHANGED_BEFORE + timedelta(minutes=1)
        await one.adapter.exchange_tokens()
        second = installations.find(own_sco, Sealer(KEY), "slack", (TEAM,))
        assert second and second.token != first.token and second.refresh != first.refresh
        clock.now += timedelta(hours=11)
        assert (await (await slack.mention("members 2016")).first()).author == "U_DESK_SUMMIT"


async def test_an_exchange_that_fails_is_tried_again_after_its_lease(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    slack.oauth.is_rotating = True
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        clock.now += timedelta(hours=11)
        slack.fail_next("oauth.v2.access", error="internal_error")
        for minutes, calls in ((0, 1), (1, 0), (2, 1)):
            clock.now += timedelta(minutes=minutes)
            before = len(slack.web.called("oauth.v2.access"))
            await one.adapter.exchange_tokens()
            assert len(slack.web.called("oauth.v2.access")) - before == calls
        found = installations.find(own_sco, Sealer(KEY), "slack", (TEAM,))
        assert found and found.expires_at and found.expires_at > clock.now + timedelta(hours=11)


async def test_an_uninstalled_app_drops_its_tokens_and_does_not_answer(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        clock.now += timedelta(minutes=1)
        await slack.uninstall()
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) is None
        await slack.mention("members 2016")
        await one.work.finish(5)
        assert not slack.web.called("chat.postMessage")


async def test_a_late_event_of_an_earlier_removal_leaves_the_new_installation(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        await install(slack, one)
        clock.now += timedelta(minutes=1)
        removed = await slack.uninstall()
        clock.now += timedelta(minutes=1)
        await install(slack, one)
        await slack.deliver_again(removed[1])
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) is not None


# While a token is exchanged


class Meanwhile:
    """Slack's answer to an exchange, and what happens while it is on its way."""

    def __init__(self, slack: SlackWorkspace) -> None:
        self._slack, self._answer = slack, slack.oauth.access

    def do(self, act: Callable[[], object]) -> None:
        self._slack.oauth.access = lambda *given: (act(), self._answer(*given))[1]  # type: ignore[method-assign]

    def say(self, **said: Any) -> None:
        self._slack.oauth.access = lambda *_: {"ok": True, **said}  # type: ignore[method-assign]


async def due(slack: SlackWorkspace, one: Running, clock: Clock) -> Installed:
    """The installation of the workspace, whose token is soon to be exchanged."""
    slack.oauth.is_rotating = True
    await install(slack, one)
    clock.now += timedelta(hours=11)
    found = installations.find(one.asking.desk.store, Sealer(KEY), "slack", (TEAM,))
    assert found is not None
    return found


async def test_an_app_that_is_removed_while_its_token_is_exchanged_stays_removed(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        await due(slack, one, clock)
        Meanwhile(slack).do(lambda: installations.remove(own_sco, "slack", TEAM, clock.now))
        await one.adapter.exchange_tokens()
        assert len(slack.web.called("oauth.v2.access")) == 2
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) is None


async def test_an_app_that_is_installed_anew_while_its_token_is_exchanged_keeps_the_new_token(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        new = replace(await due(slack, one, clock), token="xoxb-new", at=clock.now)  # noqa: S106
        Meanwhile(slack).do(lambda: installations.save(own_sco, Sealer(KEY), new))
        await one.adapter.exchange_tokens()
        assert len(slack.web.called("oauth.v2.access")) == 2
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) == new


async def test_a_token_that_was_sealed_with_another_key_does_not_keep_the_others_from_their_exchange(
    slack: SlackWorkspace, own_sco: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with desk(slack, own_sco, clock) as one:
        old = await due(slack, one, clock)
        installations.save(own_sco, Sealer(KEY[::-1]), replace(old, workspace="T_BEFORE"))
        await one.adapter.exchange_tokens()
        found = installations.find(own_sco, Sealer(KEY), "slack", (TEAM,))
        assert found and found.token != old.token
        (line,) = [record.getMessage() for record in caplog.records if record.levelname != "INFO"]
        assert line.startswith("slack: the token of a workspace could not be exchanged: ") and "SECRET_KEY" in line


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"access_token": "xoxb-odd", "expires_in": 43200},
        {"access_token": "xoxb-odd", "refresh_token": None, "expires_in": 43200},
        {"access_token": "xoxb-odd", "refresh_token": "xoxe-odd", "expires_in": "soon"},
        {"refresh_token": "xoxe-odd", "expires_in": 43200},
    ],
)
async def test_an_odd_answer_to_an_exchange_is_a_line_in_the_log(
    slack: SlackWorkspace, own_sco: Store, clock: Clock, caplog: pytest.LogCaptureFixture, said: dict[str, Any]
) -> None:
    async with desk(slack, own_sco, clock) as one:
        old = await due(slack, one, clock)
        Meanwhile(slack).say(**said)
        await one.adapter.exchange_tokens()
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) == old
        assert [(record.getMessage(), record.exc_info) for record in caplog.records if record.levelname != "INFO"] == [
            ("slack: a token could not be exchanged (an answer without one)", None)
        ]


async def test_an_app_that_is_removed_from_an_organisation_drops_the_organisations_tokens(
    slack: SlackWorkspace, own_sco: Store, clock: Clock
) -> None:
    async with desk(slack, own_sco, clock) as one:
        own = await due(slack, one, clock)
        installations.save(own_sco, Sealer(KEY), replace(own, workspace="E_ALL"))
        answer = await slack.event({"type": "something_else"})
        answer.payload["event"] = {"type": "app_uninstalled"}
        answer.payload["event_time"] += 1
        answer.payload["authorizations"][0] |= {"enterprise_id": "E_ALL", "is_enterprise_install": True}
        await slack.deliver_again(answer)
        assert installations.find(own_sco, Sealer(KEY), "slack", ("E_ALL",)) is None
        assert installations.find(own_sco, Sealer(KEY), "slack", (TEAM,)) == own
