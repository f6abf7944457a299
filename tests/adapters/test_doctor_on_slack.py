"""The doctor looks at Slack: tokens, scopes, workspaces, and whether what is scheduled can be posted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import aiohttp
import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from posting_desk import add
from slack_desk import KEY, NOW, noon, settings

from adapters.asking import Asking
from adapters.doctor.check import run
from adapters.slack import examining
from adapters.slack.examining import IDS, Examining
from bot.checkup import Finding
from bot.settings import Slack
from data.operations import installations
from data.operations.installations import Installed
from data.sealing import Sealer
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture
def asking(own_sco: Store) -> Iterator[Asking]:
    opened = Asking(open_desk(own_sco), clock=noon)
    yield opened
    opened.close()


async def look(given: Slack, asking: Asking, *, key: str = KEY, is_open: bool = True) -> dict[str, Finding]:
    async with aiohttp.ClientSession() as session:
        checks = Examining(given, asking, session, sealer=Sealer(key), is_open=is_open).checks()
        found = {one.id: one for one in await run(checks)}
    assert set(found) == set(IDS)
    return found


def installed(store: Store, workspace: str, token: str, *, key: str = KEY) -> None:
    new = Installed(
        platform="slack", workspace=workspace, name=f"The {workspace}", app="A1", bot="B1", bot_user="U1",
        installer="U2", scopes="chat:write", token=token, refresh=None, expires_at=None, at=NOW,
    )  # fmt: skip
    installations.save(store, Sealer(key), new)


def statuses(found: dict[str, Finding]) -> dict[str, str]:
    return {id.removeprefix("slack-"): finding.status for id, finding in found.items()}


async def test_good_tokens_with_every_scope_are_in_order(slack: SlackWorkspace, asking: Asking) -> None:
    found = await look(settings(slack, way="socket"), asking)
    assert statuses(found) == {
        "token": "ok", "scopes": "ok", "socket": "ok", "workspaces": "skip", "channels": "ok", "commands": "skip",
    }  # fmt: skip
    assert found["slack-token"].detail.startswith("summitdesk in ")
    assert "summitdesk slack-manifest" in found["slack-commands"].remedy
    assert len(slack.web.called("auth.test")) == 1


async def test_scopes_that_lack_are_named(slack: SlackWorkspace, asking: Asking) -> None:
    slack.withdraw("groups:read", "users:read")
    found = await look(settings(slack, way="http"), asking)
    assert found["slack-scopes"].detail == "missing: groups:read and users:read"
    assert found["slack-scopes"].status == "fail" and found["slack-socket"].status == "skip"


@pytest.mark.parametrize(
    ("wrong", "failed"), [({"bot_token": "xoxb-wrong"}, "slack-token"), ({"app_token": "xapp-wrong"}, "slack-socket")]
)
async def test_a_token_that_is_not_taken_is_told_with_slacks_word(
    slack: SlackWorkspace, asking: Asking, wrong: dict[str, str], failed: str
) -> None:
    found = await look(replace(settings(slack, way="socket"), **wrong), asking)
    assert [id for id, finding in found.items() if finding.status == "fail"] == [failed]
    assert "invalid_auth" in found[failed].detail and "summitdesk setup slack" in found[failed].remedy
    assert not [value for value in wrong.values() if value in str(found)]


async def test_a_slack_that_is_out_is_no_wrong_token(slack: SlackWorkspace, asking: Asking) -> None:
    slack.fail_next("auth.test", status=500)
    found = await look(settings(slack, way="socket"), asking)
    assert "could not be reached (HTTP 500)" in found["slack-token"].detail
    assert found["slack-channels"].status == "skip"


async def test_each_scheduled_channel_is_asked_about(slack: SlackWorkspace, asking: Asking) -> None:
    slack.add_channel("C_OLD", "old", is_archived=True)
    slack.add_channel("C_OUT", "out", is_bot_member=False)
    for channel, name in (("C_WORLD", "world"), ("C_OLD", "old"), ("C_OUT", "out")):
        add(asking.desk.store, NOW, platform="slack", workspace="T_SUMMIT", channel=channel, channel_name=name)
    found = (await look(settings(slack, way="socket"), asking))["slack-channels"]
    assert found.detail == (
        "2 of 3 channels cannot be posted to: #old (the channel is archived) and #out (lacks Channel Membership "
        "(/invite the app))"
    )
    assert not slack.posts


async def test_each_workspace_that_installed_the_app_has_its_token_tried(
    slack: SlackWorkspace, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, given = asking.desk.store, settings(slack, way="http", installable=True)
    assert (await look(given, asking))["slack-workspaces"].detail == "no workspace has installed the app yet"
    installed(store, "T_SUMMIT", slack.bot_token)
    assert (await look(given, asking))["slack-workspaces"].detail == "1 workspace looked at, all good"
    installed(store, "T_REVOKED", "xoxb-gone")
    installed(store, "T_SEALED", slack.bot_token, key=f"another {KEY}")
    bad = (await look(given, asking))["slack-workspaces"]
    assert bad.status == "fail" and "2 of 3 workspaces are not good" in bad.detail
    assert "The T_REVOKED (invalid_auth)" in bad.detail and "The T_SEALED (sealed with another key)" in bad.detail
    monkeypatch.setattr(examining, "MOST_WORKSPACES", 1)
    assert "2 more were left out" in (await look(given, asking))["slack-workspaces"].detail


async def test_nothing_is_asked_where_nothing_is_set(slack: SlackWorkspace, asking: Asking) -> None:
    nothing = replace(settings(slack, way="http"), bot_token=None, signing_secret=None)
    found = await look(nothing, asking)
    assert {(one.status, one.detail) for one in found.values()} == {("skip", "not set")}
    assert slack.calls == []


async def test_without_a_store_the_token_is_tried_all_the_same(slack: SlackWorkspace, asking: Asking) -> None:
    found = await look(settings(slack, way="socket"), asking, is_open=False)
    assert (found["slack-token"].status, found["slack-channels"].remedy) == ("ok", "See database.")
