"""The fake Slack, and what plays the bot, for its own tests."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from fake_slack_tools import FakeClock, HttpBot, served
from fakes.slack import SlackWorkspace
from slack_sdk.web.async_client import AsyncWebClient


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def slack(clock: FakeClock) -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=clock, ack_seconds=0.25) as workspace:
        yield workspace


@pytest.fixture
def client(slack: SlackWorkspace) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
async def http_bot(slack: SlackWorkspace) -> AsyncIterator[HttpBot]:
    bot, app = HttpBot(), web.Application()
    app.router.add_post("/slack/events", bot.handle)
    async with served(app) as address:
        slack.serve_http(f"{address}/slack/events")
        yield bot
