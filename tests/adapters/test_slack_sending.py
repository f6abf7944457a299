"""Where answers are sent: to Slack and nowhere else, whatever address came with a request."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from adapters.slack.sending import NotSent, Sending

SLACK = "https://slack.com/api/"


class Here(AbstractResolver):
    """Every name is this machine, so that whatever is called is called here."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        return


@dataclass
class Somebody:
    """A server that counts who connects and what is posted."""

    port: int = 0
    posted: list[str] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.posted.append(request.host)
        return web.Response(text="ok")


@pytest.fixture
async def somebody() -> AsyncIterator[Somebody]:
    found, app = Somebody(), web.Application()
    app.router.add_post("/{rest:.*}", found.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.port = runner.addresses[0][1]
    yield found
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=Here())) as opened:
        yield opened


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/commands/1",
        "http://hooks.slack.com:{port}/commands/1",
        "http://example.org:{port}/hooks.slack.com/1",
        "http://slack.com.example.org:{port}/1",
        "https://hooks.slack.com@example.org:{port}/1",
        "https://hooks.slack.com.example.org:{port}/1",
        "https://evilslack.com:{port}/1",
        "//hooks.slack.com:{port}/1",
        "http://[{port}",
        "",
    ],
)
async def test_an_address_that_is_not_slacks_is_not_called(
    somebody: Somebody, session: aiohttp.ClientSession, address: str
) -> None:
    with pytest.raises(NotSent, match="not an address of Slack's"):
        await Sending(session, api_url=SLACK).respond(address.format(port=somebody.port), {"text": "members"})
    assert somebody.posted == []


async def test_the_api_that_is_set_in_slacks_place_is_called(
    somebody: Somebody, session: aiohttp.ClientSession
) -> None:
    sending = Sending(session, api_url=f"http://slack.test:{somebody.port}/api/")
    await sending.respond(f"http://slack.test:{somebody.port}/commands/1", {"text": "members"})
    assert somebody.posted == [f"slack.test:{somebody.port}"]


@pytest.mark.parametrize("host", ["hooks.slack.com", "hooks.slack-gov.com"])
async def test_slack_is_called_over_tls(somebody: Somebody, session: aiohttp.ClientSession, host: str) -> None:
    with pytest.raises(NotSent, match=r"SSL|Connector"):
        await Sending(session, api_url=SLACK).respond(f"https://{host}:{somebody.port}/1", {"text": "members"})
    assert somebody.posted == []
