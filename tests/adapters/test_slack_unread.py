"""Slack over HTTP, byte by byte: bodies that never end, come too slowly or are too large hold nothing up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest
from slack_over_http import COMMAND, FORM, Slack, Time, counting, served
from yarl import URL

from adapters.slack import http

MORE = {"Content-Length": "100000"}
CHUNKED = {"Transfer-Encoding": "chunked"}
AT_ONCE = 3
"""Seconds, less than a body is waited for."""


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    ran: list[str] = []
    async with served(counting(ran), Time(), ran) as opened:
        yield opened


async def begun(slack: Slack, headers: Mapping[str, str], body: bytes = b"") -> int:
    """Send the beginning of a request and nothing more; the status that comes all the same."""
    url = URL(slack.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    lines = [f"POST {url.path} HTTP/1.1", "Host: desk", f"Content-Type: {FORM}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    try:
        async with asyncio.timeout(AT_ONCE):
            return int((await reader.readline()).split()[1])
    finally:
        writer.close()
        await writer.wait_closed()


def chunk(body: bytes) -> bytes:
    return f"{len(body):x}\r\n".encode() + body + b"\r\n"


async def test_an_unsigned_request_is_refused_at_once_however_long_its_body_takes(slack: Slack) -> None:
    assert await begun(slack, MORE) == 401
    assert await begun(slack, {**MORE, "X-Slack-Signature": "v0=00"}, b"ssl_check=1&") == 401


async def test_an_unsigned_body_without_a_length_is_read_no_further_than_a_check_is_long(slack: Slack) -> None:
    assert await begun(slack, CHUNKED, chunk(b"x" * (http.SMALLEST + 1))) == 413


async def test_a_request_of_another_time_is_refused_at_once_however_long_its_body_takes(slack: Slack) -> None:
    old = slack.signed(COMMAND, stamp=str(int(slack.time.stamp) - http.OLDEST - 1))
    assert await begun(slack, {**MORE, **old}) == 401


@pytest.mark.parametrize("length", [MORE, CHUNKED])
async def test_a_signed_body_that_does_not_arrive_in_time_is_given_up(
    slack: Slack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, length: dict[str, str]
) -> None:
    assert http.READ_SECONDS > AT_ONCE
    monkeypatch.setattr(http, "READ_SECONDS", 0.05)
    assert await begun(slack, {**length, **slack.signed(COMMAND)}, chunk(COMMAND)) == 408
    assert [record.getMessage() for record in caplog.records] == ["slack: a request was refused: 408, too slow"]
    assert slack.ran == []
    assert (await slack.send(COMMAND))[0] == 200


async def test_a_body_that_grows_too_large_is_refused_before_its_end(slack: Slack) -> None:
    headers = {**CHUNKED, **slack.signed(COMMAND)}
    assert await begun(slack, headers, chunk(COMMAND) + chunk(b"x" * http.LARGEST)) == 413
    assert slack.ran == []


async def test_a_body_that_says_it_is_too_large_is_refused_unread(slack: Slack) -> None:
    headers = {"Content-Length": str(http.LARGEST + 1), **slack.signed(COMMAND)}
    assert await begun(slack, headers) == 413
