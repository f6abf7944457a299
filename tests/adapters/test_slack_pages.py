"""The pages with which a workspace installs the app, called by anybody with anything: never a trace, never a 500."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, running

from adapters.slack.http import INSTALL
from adapters.slack.manifest import REDIRECT_PATH
from data.operations import installations
from data.store import Store

COOKIE = "slack-app-oauth-state"


@dataclass
class Pages:
    """The two pages, and a browser's way through them."""

    session: aiohttp.ClientSession
    url: str
    slack: SlackWorkspace
    now: datetime = NOW
    kept: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, *, body: bytes = b"", **headers: str) -> tuple[int, str]:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        address = f"{self.url}{path}"
        async with self.session.get(address, data=body or None, headers={**self.kept, **given}) as page:
            cookie = SimpleCookie(page.headers.get("Set-Cookie", "")).get(COOKIE)
            if cookie is not None and cookie.value:
                self.kept = {"Cookie": f"{COOKIE}={cookie.value}"}
            return page.status, await page.text()

    async def come_back(self) -> tuple[int, str]:
        """Come back from Slack with a code, in the browser that began."""
        return await self.get(f"{REDIRECT_PATH}?code=c1&state={self.kept['Cookie'].partition('=')[2]}")


@pytest.fixture
async def pages(own_sco: Store) -> AsyncIterator[Pages]:
    async with SlackWorkspace(clock=NOW.timestamp) as slack, aiohttp.ClientSession() as session:
        found = Pages(session, "", slack)
        async with running(slack, open_desk(own_sco), way="http", installable=True, clock=lambda: found.now) as one:
            found.url = one.url
            yield found


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines of the log, none of which has a trace."""
    caplog.set_level(logging.INFO)

    def lines() -> list[str]:
        found = [one for one in caplog.records if one.levelno >= logging.WARNING]
        assert not any(record.exc_info for record in found)
        return [record.getMessage() for record in found]

    return lines


Said = Callable[[], list[str]]


def go_away(store: Store) -> None:
    """A folder stands where the database was."""
    file = Path(store.url.removeprefix("sqlite:///"))
    store.close()
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "nothing"},
        {"Content_Type": "text/plain; charset=no-such-thing"},
        {"Content_Type": "application/json; charset=utf-16"},
        {"Content_Type": "multipart/form-data"},
        {"Cookie": '"; \x80=1; slack-app-oauth-state'},
    ],
)
async def test_of_a_request_only_the_query_and_the_cookie_are_looked_at(
    pages: Pages, said: Said, headers: dict[str, str]
) -> None:
    begun, back = [(await pages.get(path, body=b"\xff{", **headers))[0] for path in (INSTALL, REDIRECT_PATH)]
    assert begun == 200
    assert 400 <= back < 500
    assert said() == []


async def test_without_the_store_both_pages_say_a_reference_that_is_in_the_log(
    pages: Pages, own_sco: Store, said: Said
) -> None:
    await pages.get(INSTALL)
    go_away(own_sco)
    for status, page in (await pages.get(INSTALL), await pages.come_back()):
        assert (status, "r1" in page) == (503, True)
    assert said() == ["r1 slack: an installation broke (Unusable)"] * 2


async def test_with_slack_out_of_reach_the_page_says_a_reference_that_is_in_the_log(pages: Pages, said: Said) -> None:
    await pages.get(INSTALL)
    pages.slack.cut_next("oauth.v2.access", times=5)
    status, page = await pages.come_back()
    assert (status, "r1" in page) == (503, True)
    (line,) = said()
    assert line.removesuffix("(ClientOSError)").removesuffix("(ServerDisconnectedError)") == (
        "r1 slack: an installation broke "
    )


async def test_what_stands_in_the_address_does_not_reach_slacks(pages: Pages) -> None:
    _, plain = await pages.get(INSTALL)
    status, page = await pages.get(f"{INSTALL}?team=T0%26scope%3Dadmin&user_scope=admin&scope=admin")
    assert status == 200
    assert "admin" not in page and "T0" not in page
    assert len(page) == len(plain)


async def test_what_slack_is_said_to_have_said_is_shown_as_text(pages: Pages) -> None:
    status, page = await pages.get(f"{REDIRECT_PATH}?error=%3Cscript%3Ealert(1)%3C/script%3E")
    assert status < 500
    assert "<script>" not in page
    assert "script&amp;gt;alert(1)" in page


async def test_whoever_only_begins_installations_fills_the_store_no_further(
    pages: Pages, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installations, "MOST_STATES", 2)
    found = [(await pages.get(INSTALL))[0] for _ in range(4)]
    pages.now += timedelta(minutes=installations.STATE_MINUTES, seconds=1)
    assert [*found, (await pages.get(INSTALL))[0]] == [200, 200, 503, 503, 200]
    assert said() == ["r1 slack: an installation broke (StoreError)"] * 2
