"""Slack over HTTP, on a real port: what Slack signed now is taken once, the rest refused before it is read."""

from __future__ import annotations

import gzip
import io
import json
import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_over_http import COMMAND, FORM, OTHER, SIGNING, WROTE, Slack, Time, counting, served, served_desk

from adapters.slack.http import LARGEST, OLDEST, Endpoint
from bot.desk import Desk


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    ran: list[str] = []
    async with served(counting(ran), Time(), ran) as opened:
        yield opened


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines of the log, which never say what was sent."""
    caplog.set_level(logging.DEBUG, "summitdesk")

    def lines() -> list[str]:
        found = [one for one in caplog.records if one.name.startswith(("summitdesk.slack", "aiohttp"))]
        assert "Bob" not in "".join(record.getMessage() for record in found)
        assert not any(record.exc_info for record in found)
        return [record.getMessage() for record in found]

    return lines


Said = Callable[[], list[str]]


def refusal(status: int, reason: str) -> list[str]:
    return [f"slack: a request was refused: {status}, {reason}"]


# What Slack signed


async def test_what_slack_signed_is_taken(slack: Slack, said: Said) -> None:
    assert await slack.send(COMMAND) == (200, b'{"response_type": "ephemeral", "text": "taken"}')
    assert slack.ran == [WROTE]
    assert said() == []


async def test_a_request_is_as_old_or_new_as_slack_allows_and_no_more(slack: Slack) -> None:
    now = int(slack.time.stamp)
    found = [
        (await slack.send(COMMAND, slack.signed(COMMAND, stamp=str(now + off))))[0]
        for off in (-OLDEST, OLDEST, -OLDEST - 1, OLDEST + 1)
    ]
    assert found == [200, 200, 401, 401]


async def test_a_payload_in_a_form_and_one_as_json_are_both_read(slack: Slack) -> None:
    event = json.dumps({"type": "event_callback", "event": {"type": "nothing"}}).encode()
    assert (await slack.send(event, kind="application/json; charset=utf-8"))[0] == 200
    assert (await slack.send(urlencode({"payload": event.decode()}).encode()))[0] == 200


async def test_the_desk_answers_in_the_acknowledgement(desk: Desk) -> None:
    async with served_desk(desk) as slack:
        body = COMMAND.replace(b"members+written+by+Bob", b"members+2016")
        status, answer = await slack.send(body)
    assert status == 200
    assert json.loads(answer)["response_type"] == "ephemeral"
    assert "SCO members on 31 December 2016" in json.loads(answer)["text"]


# What it did not


@pytest.mark.parametrize(
    "missing", [{}, {"X-Slack-Signature": "v0=00"}, {"X-Slack-Request-Timestamp": "1"}, {"X-Slack-Signature": ""}]
)
async def test_what_is_not_signed_is_refused(slack: Slack, said: Said, missing: dict[str, str]) -> None:
    assert await slack.send(COMMAND, missing) == (401, b"")
    assert (slack.ran, said()) == ([], refusal(401, "not signed"))


@pytest.mark.parametrize(
    "forge",
    [
        lambda slack: slack.signed(COMMAND, secret=OTHER),
        lambda slack: slack.signed(COMMAND + b"&"),
        lambda slack: {**slack.signed(COMMAND), "X-Slack-Request-Timestamp": str(int(slack.time.stamp) + 1)},
        lambda slack: {**slack.signed(COMMAND), "X-Slack-Signature": slack.signed(COMMAND)["X-Slack-Signature"][3:]},
        lambda slack: {**slack.signed(COMMAND), "X-Slack-Signature": "v0="},
        lambda slack: {**slack.signed(COMMAND), "X-Slack-Signature": "v0=" + "é" * 64},
        lambda slack: (
            slack.signed(COMMAND, stamp="00" + slack.time.stamp) | {"X-Slack-Request-Timestamp": slack.time.stamp}
        ),
    ],
)
async def test_what_is_forged_is_refused(slack: Slack, said: Said, forge: Callable[[Slack], dict[str, str]]) -> None:
    assert await slack.send(COMMAND, forge(slack)) == (401, b"")
    assert (slack.ran, said()) == ([], refusal(401, "forged"))


@pytest.mark.parametrize("off", [-OLDEST - 1, OLDEST + 1, -(10**9)])
async def test_what_is_too_old_or_too_new_is_refused(slack: Slack, said: Said, off: int) -> None:
    headers = slack.signed(COMMAND, stamp=str(int(slack.time.stamp) + off))
    assert (await slack.send(COMMAND, headers))[0] == 401
    assert (slack.ran, said()) == ([], refusal(401, "too old or too new"))


@pytest.mark.parametrize("stamp", ["now", "1.5", "-1", "+1", "1e9", "0x1", "١٧٠٠", "²", "9" * 5000])
async def test_a_time_that_is_no_number_is_refused(slack: Slack, said: Said, stamp: str) -> None:
    assert (await slack.send(COMMAND, slack.signed(COMMAND, stamp=stamp)))[0] == 401
    assert said() == refusal(401, "no time")


async def test_what_was_taken_is_not_taken_again(slack: Slack, said: Said) -> None:
    headers = slack.signed(COMMAND)
    assert [(await slack.send(COMMAND, headers))[0] for _ in range(3)] == [200, 401, 401]
    assert (slack.ran, said()) == ([WROTE], refusal(401, "played again") * 2)


async def test_what_was_taken_is_refused_for_as_long_as_its_signature_is_good(slack: Slack) -> None:
    headers = slack.signed(COMMAND, stamp=str(int(slack.time.stamp) + OLDEST))
    assert (await slack.send(COMMAND, headers))[0] == 200
    slack.time.now += timedelta(seconds=2 * OLDEST)
    assert (await slack.send(COMMAND, headers))[0] == 401
    assert slack.ran == [WROTE]


async def test_what_slack_itself_repeats_is_acknowledged_and_runs_once(slack: Slack, said: Said) -> None:
    headers = slack.signed(COMMAND)
    again = {**headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await slack.send(COMMAND, headers))[0] == 200
    assert await slack.send(COMMAND, again) == (200, b"")
    assert (slack.ran, said()) == ([WROTE], [])


async def test_a_repetition_that_is_not_signed_is_refused(slack: Slack) -> None:
    await slack.send(COMMAND)
    forged = {**slack.signed(COMMAND, secret=OTHER), "X-Slack-Retry-Num": "1"}
    assert (await slack.send(COMMAND, forged))[0] == 401
    assert slack.ran == [WROTE]


# What cannot be read

DEEP = 100_000
UNREADABLE = (
    (b"", FORM),
    (b"payload=", FORM),
    (b"payload=%7B%22a", FORM),
    (b"payload=%5B1%5D", FORM),
    (b"payload=null", FORM),
    (b"payload=" + b"[" * DEEP, FORM),
    (b"text=Bob\xff", FORM),
    (b"no form at all", FORM),
    (b"a=1&" * 201, FORM),
    (b'{"a": 1', "application/json"),
    (b"[1]", "application/json"),
    (b"{}", "application/json"),
    (b"null", "application/json"),
    (b'"Bob"', "application/json"),
    (b'{"a":' * (DEEP // 10), "application/json"),
    (b"[" * DEEP, "application/json"),
    (b"9" * 10_000, "application/json"),
    (b'{"text": "Bob\xff"}', "application/json"),
    (b'{"text": "Bob\0"}', "application/json"),
    (b"\xff\xfe{\0}\0", "application/json"),
    (b"", "application/json"),
    (b"\0", "text/plain"),
)


@pytest.mark.parametrize(("body", "kind"), UNREADABLE, ids=range(len(UNREADABLE)))
async def test_what_is_signed_but_cannot_be_read_is_refused(slack: Slack, said: Said, body: bytes, kind: str) -> None:
    assert await slack.send(body, kind=kind) == (400, b"")
    assert (slack.ran, said()) == ([], refusal(400, "not readable"))


@pytest.mark.parametrize("declared", [True, False])
async def test_what_is_too_large_is_refused_unread(slack: Slack, said: Said, declared: bool) -> None:
    large = COMMAND + b"x" * LARGEST

    async def chunks() -> AsyncIterator[bytes]:
        yield large

    data: Any = io.BytesIO(large) if declared else chunks()
    async with slack.session.post(slack.url, data=data, headers=slack.signed(large)) as answer:
        assert answer.status == 413
    assert (slack.ran, said()) == ([], refusal(413, "too large"))


@pytest.mark.parametrize(
    "body", [b"not gzip at all", gzip.compress(COMMAND, mtime=0)[:-12], gzip.compress(b"Bob" * 2_000_000)]
)
async def test_a_body_that_does_not_unpack_is_refused(slack: Slack, said: Said, body: bytes) -> None:
    status, _ = await slack.send(body, {**slack.signed(body), "Content-Encoding": "gzip"})
    assert 400 <= status < 500
    assert slack.ran == []
    assert len(said()) == 1


# What Slack asks of an address


async def test_slacks_check_of_the_certificate_comes_unsigned(slack: Slack, said: Said) -> None:
    assert await slack.send(b"ssl_check=1&token=x", {}) == (200, b"")
    assert (slack.ran, said()) == ([], [])


async def test_a_command_does_not_run_as_a_check_of_the_certificate(slack: Slack) -> None:
    assert (await slack.send(COMMAND + b"&ssl_check=1", {}))[0] in (200, 401)
    assert (await slack.send(COMMAND + b"&ssl_check=1&x=" + b"y" * 500, {}))[0] == 401
    assert slack.ran == []


async def test_an_address_is_confirmed_to_slack_and_to_nobody_else(slack: Slack) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    status, answer = await slack.send(body, kind="application/json")
    assert (status, json.loads(answer)) == (200, {"challenge": "3eZbrw1a"})
    assert await slack.send(body, {}, kind="application/json") == (401, b"")


async def test_only_posts_are_taken(slack: Slack) -> None:
    async with slack.session.get(slack.url) as answer:
        assert answer.status == 405


# Anything at all


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=10)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
KEYS = st.sampled_from(
    "type command text team_id user_id channel_id event event_id team user channel actions message container view "
    "callback_id trigger_id response_url authorizations enterprise_id is_enterprise_install api_app_id".split()
)
KINDS = st.sampled_from(["block_actions", "event_callback", "message_action", "shortcut", "view_submission", "x", ""])
PAYLOADS = st.builds(
    lambda kind, rest: {"type": kind, **rest} if kind else rest, KINDS, st.dictionaries(KEYS, JSON, max_size=6)
)
BODIES = st.one_of(
    st.tuples(PAYLOADS.map(lambda p: json.dumps(p).encode()), st.just("application/json")),
    st.tuples(PAYLOADS.map(lambda p: urlencode({"payload": json.dumps(p)}).encode()), st.just(FORM)),
    st.tuples(
        st.dictionaries(KEYS, st.text(max_size=20)).map(lambda f: urlencode({"command": "/sco", **f}).encode()),
        st.just(FORM),
    ),
    st.tuples(st.binary(max_size=60), st.sampled_from([FORM, "application/json", "text/plain", "*/;"])),
    st.tuples(
        st.just(b'{"type": "block_actions", "actions": ' + b"[" * 900 + b"]" * 900 + b"}"), st.just("application/json")
    ),
    st.tuples(st.just(b'{"command": "/sco", "text": "\\ud800 \\u0000"}'), st.just("application/json")),
)


async def fuzzed(desk: Desk, bodies: list[tuple[bytes, str, bool]]) -> list[int]:
    async with served_desk(desk) as slack:
        return [(await slack.send(body, None if is_signed else {}, kind=kind))[0] for body, kind, is_signed in bodies]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(BODIES, min_size=10, max_size=20))
async def test_nothing_that_is_sent_breaks_the_endpoint(desk: Desk, bodies: list[tuple[bytes, str]]) -> None:
    """Each of some hundred bodies, signed and not; the same desk answers afterwards."""
    signed = await fuzzed(desk, [(body, kind, True) for body, kind in [*bodies, (COMMAND + b"&last=1", FORM)]])
    unsigned = await fuzzed(desk, [(body, kind, False) for body, kind in bodies])
    assert set(signed) <= {200, 400, 401}
    assert signed[-1] == 200
    assert set(unsigned) <= {200, 401}


def test_the_signatures_are_those_of_slacks_documents() -> None:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack#validating-a-request"""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&"
        b"channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&"
        b"response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        b"trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    endpoint = Endpoint(counting([]), SIGNING, clock=Time(), new_reference=str)
    good = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert endpoint._is_genuine(body, "1531420618", good)
    assert not endpoint._is_genuine(body, "1531420619", good)
