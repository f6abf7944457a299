"""Discord calls the desk: what is not signed by it or not now is refused, and everything else is answered in time."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from discord_driver import buttons, shown
from discord_over_http import STAMP, Called, called, served
from fakes.discord_api import payloads
from fakes.discord_api.calling import signed
from fakes.discord_api.events import IN_PRIVATE
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, GENERAL, GUILD, Json
from nacl.signing import SigningKey

from adapters.asking import Asking
from adapters.discord import http
from adapters.pressing import Press, pack
from bot.contract import Reply, Request
from bot.desk import Desk
from bot.texts import discord as texts
from data.operations import schedules

PING = b'{"type": 1, "id": "1", "token": "t", "application_id": "1", "version": 1}'
MEMBERS = {"id": "5", "name": "members", "type": 1, "options": [{"name": "as_of", "type": 3, "value": "2016"}]}
LEAST: Json = {"id": "7", "application_id": "1", "type": 2, "token": "t", "user": ALICE, "data": MEMBERS}


@pytest.fixture
async def desk(api: FakeDiscord, asking: Asking) -> AsyncIterator[Called]:
    """The desk, which Discord calls."""
    async with called(api, asking) as opened:
        yield opened


class Slow(Asking):
    """A desk that answers when it is told to."""

    def __init__(self, desk: Desk, **more: Any) -> None:
        super().__init__(desk, **more)
        self.go = asyncio.Event()

    def stored(self, request: Request) -> Reply | None:
        return None

    async def answer(self, request: Request) -> Reply:
        await self.go.wait()
        return await super().answer(request)


@pytest.fixture
async def slow(api: FakeDiscord, asking: Asking) -> AsyncIterator[Slow]:
    """A slow desk, which Discord calls; it asks for more time almost at once."""
    opened = Slow(asking.desk, clock=asking.clock)
    async with called(api, opened, patience=0.02):
        yield opened
        opened.go.set()
    opened.close()


async def test_a_ping_is_answered_before_anything_else_is_ready(api: FakeDiscord, asking: Asking) -> None:
    async with served(api, asking) as port:
        assert await port.caller.post(PING) == (200, b'{"type": 1}')


FORGED: dict[str, dict[str, str]] = {
    "none": {},
    "empty": {**signed(PING, STAMP), "X-Signature-Ed25519": ""},
    "no hex": {**signed(PING, STAMP), "X-Signature-Ed25519": "no hexadecimal"},
    "short": {**signed(PING, STAMP), "X-Signature-Ed25519": "00"},
    "other time": {**signed(PING, STAMP), "X-Signature-Timestamp": str(int(STAMP) + 1)},
    "other key": signed(PING, STAMP, key=SigningKey(bytes(32))),
    "other body": signed(PING + b" ", STAMP),
    "no time": signed(PING, "soon"),
    "old": signed(PING, str(int(STAMP) - http.OLDEST - 1)),
    "future": signed(PING, str(int(STAMP) + http.OLDEST + 1)),
}

UNREADABLE: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b"\xff", 400),
    (b"[" * 100_000, 400),
    (b"{}", 400),
    (json.dumps({**LEAST, "type": 9}).encode(), 400),
    (json.dumps({**LEAST, "user": None}).encode(), 400),
    (json.dumps({**LEAST, "id": "x"}).encode(), 400),
    (b" " * (http.LARGEST + 1), 413),
]


async def test_what_is_not_signed_now_by_discord_is_refused(api: FakeDiscord, asking: Asking) -> None:
    async with served(api, asking) as desk:
        for name, headers in FORGED.items():
            assert await desk.caller.post(PING, headers) == (401, b""), name
        assert (await desk.caller.post(PING, signed(PING, str(int(STAMP) - http.OLDEST))))[0] == 200


async def test_what_is_signed_and_no_interaction_is_refused(desk: Called) -> None:
    for body, status in UNREADABLE:
        assert await desk.caller.post(body) == (status, b""), body[:50]


async def test_the_least_that_discord_promises_is_enough(desk: Called) -> None:
    where = {"channel_id": GENERAL, "guild_id": GUILD, "channel": {"id": GENERAL, "type": 11}, "user": None}
    where["member"] = payloads.member(ALICE)
    for payload in (LEAST, {**LEAST, "channel_id": "8"}, {**LEAST, **where}):
        status, body = await desk.caller.post(json.dumps(payload).encode())
        assert status == 200 and "6 members" in shown(json.loads(body)["data"])


async def test_a_form_that_nobody_sent_out_is_told_as_that(desk: Called) -> None:
    form = {**LEAST, "type": 5, "data": {"custom_id": "x", "components": []}}
    status, body = await desk.caller.post(json.dumps(form).encode())
    assert status == 200 and json.loads(body)["data"]["flags"] == 64


async def test_before_the_token_is_known_to_be_good_people_are_asked_to_wait(api: FakeDiscord, asking: Asking) -> None:
    async with served(api, asking):
        assert (await api.slash("members")).data["content"] == texts.NOT_READY
        assert (await api.autocomplete("members", "country", "Bel")).choices == []


async def test_a_slow_answer_is_deferred_and_then_given(api: FakeDiscord, slow: Slow) -> None:
    answer = await api.slash("members", {"as_of": "2016"})
    assert answer.response == {"type": 5}
    slow.go.set()
    assert "6 members" in shown((await answer.edited()).edits[0])


async def test_a_webhook_that_discord_does_not_know_yet_is_tried_again(
    api: FakeDiscord, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.inline.PAUSES", (0.01, 0.01, 0.01))
    api.fail("PATCH", "/webhooks/*", status=404, code=10015, times=2)
    answer = await api.slash("members", {"as_of": "2016"})
    slow.go.set()
    assert "6 members" in shown((await answer.edited()).edits[0])


async def test_what_comes_too_late_for_the_answer_goes_its_own_way(
    api: FakeDiscord, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.limits.INLINE", 0.05)
    opened = Slow(asking.desk, clock=asking.clock)
    async with called(api, opened) as desk:
        asked = await api.slash("members", {"as_of": "2016"}, wait=False)
        await desk.caller.settled()
        assert desk.caller.statuses == [202] and asked.response is None
        opened.go.set()
        assert "6 members" in shown((await asked.acknowledged()).data)
    opened.close()


async def test_a_user_installed_app_answers_in_a_private_channel(api: FakeDiscord, desk: Called) -> None:
    answer = await api.slash("members", {"as_of": "2016"}, guild=None, context=IN_PRIVATE)
    assert "6 members" in shown(answer.data) and "Share to channel" not in buttons(answer.data)


async def test_an_autocompletion_offers_what_fits(api: FakeDiscord, desk: Called) -> None:
    choices = (await api.autocomplete("members", "country", "Belar")).choices
    assert choices == [{"name": "Belarus", "value": "Belarus"}]
    assert len((await api.autocomplete("quote", "speaker", "a")).choices or []) <= 25


async def test_what_changes_something_is_done_once_however_often_it_comes(
    api: FakeDiscord, desk: Called, asking: Asking
) -> None:
    answer = await api.slash("schedule add", {"what": "quote", "at": "09:00", "zone": "UTC"})
    await api.deliver_again(answer)
    await desk.caller.settled()
    assert desk.caller.statuses == [200, 202]
    with asking.desk.store.read() as reader:
        assert len(schedules.every(reader, "discord", GUILD)) == 1, shown(answer.message)


async def test_a_lost_store_is_told_with_a_reference(api: FakeDiscord, desk: Called, asking: Asking) -> None:
    asking.desk.store.close()
    database = asking.desk.store.file
    assert database is not None
    database.unlink()
    answer = await (await api.slash("search", {"words": "oil"})).finished()
    assert answer.is_ephemeral and "r1" in shown(answer.data)


async def test_a_break_is_told_with_its_reference(
    api: FakeDiscord, desk: Called, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("adapters.discord.translate.of_interaction", breaks)
    custom_id = pack(Press(act="open", line="about"), 100).text
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "About", "custom_id": custom_id}]}
    card = payloads.message({"components": [row], "flags": 32768}, channel=GENERAL, author=payloads.BOT)
    for answer in (await api.slash("members"), await api.click(card, custom_id)):
        assert answer.is_ephemeral and answer.data["content"] == texts.BROKE.format(reference="r1")
    assert "secret" not in caplog.text and desk.caller.statuses == [200, 200]


async def test_a_signature_that_discord_sends_to_try_us_is_no_warning(
    desk: Called, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "summitdesk.discord"):
        await desk.caller.post(PING, signed(PING, STAMP, key=SigningKey(bytes(32))))
    assert [(one.levelname, one.message) for one in caplog.records] == [
        ("INFO", "discord: a request was refused: 401, forged")
    ]
