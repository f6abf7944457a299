"""Conversations on a small Discord of our own, with the real discord.py; every body is judged by Discord's schemas."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import TODAY, open_desk
from fakes.discord_api.answers import Answer
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, APPLICATION, BOB, BOT, GENERAL, GUILD, Json, message, walked

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.pressing import Press, pack
from adapters.work import Work
from bot.commands import registry
from bot.contract import Reply, Request
from bot.desk import Desk
from bot.texts import discord as texts
from bot.texts import platforms
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)


def new_client(asking: Asking, *, patience: float = 1.5) -> DeskClient:
    return open_client(asking, Work(), new_reference=lambda: "r0", patience=patience)


class Slow(Asking):
    """An Asking that waits for a word before it answers, as over a slow store."""

    def __init__(self, desk: Desk, **more: Any) -> None:
        super().__init__(desk, **more)
        self.go = asyncio.Event()
        self.make: Reply | None = None

    def stored(self, request: Request) -> Reply | None:
        return None

    async def answer(self, request: Request) -> Reply:
        await self.go.wait()
        return self.make or await super().answer(request)


@pytest.fixture
async def slow(api: FakeDiscord, desk: Desk) -> AsyncIterator[Slow]:
    opened = Slow(desk, clock=lambda: NOW)
    async with api.running(new_client(opened, patience=0.01)):
        yield opened
        opened.go.set()
    opened.close()


def shown(held: Json) -> str:
    return "\n".join(one["content"] for one in walked(held["components"]) if one["type"] == 10)


def button(held: Json, label: str) -> str:
    found = {one["label"]: one["custom_id"] for one in walked(held["components"]) if one["type"] == 2}
    return str(found[label])


def said(answer: Answer) -> Json:
    assert answer.message is not None
    return answer.message


async def settled(api: FakeDiscord, bot: DeskClient) -> None:
    """Everything that was delivered before has been taken up and is done: the gateway is in order."""
    await api.slash("about")
    await bot.answering.work.finish(5)


ON, FOR_ME = platforms.ON.format(page=2), platforms.COPY


@pytest.mark.parametrize("name", registry("sco", {}).names())
async def test_every_command_answers(api: FakeDiscord, bot: DeskClient, name: str) -> None:
    declared = bot.answering.asking.desk.registry.find(name)
    assert declared
    required = {o.name: {"words": "oil", "text": "anti-Nato", "record": "Q001"}[o.name]
                for o in declared.options if o.required}  # fmt: skip
    answer = await api.slash(declared.name, {"from": "2016"} if name == "diff" else required)
    assert answer.response and answer.response["type"] == 4 and not answer.refused
    assert shown(answer.data).startswith("## ") and answer.is_ephemeral is declared.manages


async def test_typed_options_reach_the_desk(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.slash("members", {"country": "Belarus", "as_of": "2016"})
    assert "Belarus" in shown(answer.data) and "31 December 2016" in shown(answer.data)
    back = await api.slash("diff", {"from": "2016", "to": "2026"})
    assert "2016" in shown(back.data).split("\n")[0]


@pytest.mark.parametrize(("options", "hidden"), [({"private": True}, True), ({"private": False}, False), ({}, False)])
async def test_whether_an_answer_is_private_is_chosen(
    api: FakeDiscord, bot: DeskClient, options: Json, hidden: bool
) -> None:
    answer = await api.slash("members", options)
    assert answer.is_ephemeral is hidden
    assert (platforms.SHARE if hidden else FOR_ME) in {b.get("label") for b in walked(answer.data["components"])}


async def test_what_cannot_be_read_is_told_to_the_asker_alone(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.slash("members", {"as_of": "the day before never"})
    assert answer.is_ephemeral


async def test_the_asker_turns_the_page_in_place(api: FakeDiscord, bot: DeskClient) -> None:
    card = await api.slash("summits", user=ALICE)
    pressed = await api.click(card, button(said(card), ON), user=ALICE)
    assert pressed.response and pressed.response["type"] == 7
    assert "page 2 of" in shown(pressed.data)


async def test_another_person_gets_a_private_copy(api: FakeDiscord, bot: DeskClient) -> None:
    card = await api.slash("summits", user=ALICE)
    pressed = await api.click(card, button(said(card), ON), user=BOB)
    assert pressed.response and pressed.response["type"] == 4 and pressed.is_ephemeral
    assert "page 2 of" in shown(pressed.data)
    again = await api.click(pressed, button(said(pressed), platforms.BACK.format(page=1)), user=BOB)
    assert again.response and again.response["type"] == 7


async def test_a_choice_answers_in_the_place_of_the_question(api: FakeDiscord, bot: DeskClient) -> None:
    card = await api.slash("summit", {"which": "Astana"})
    pressed = await api.click(card, button(said(card), "2017"))
    assert pressed.response and pressed.response["type"] == 7
    assert "17th SCO summit" in shown(pressed.data)


@pytest.mark.parametrize(("label", "expected"), [("Cite Q001", "## Record Q001"), (platforms.CITE, "## Sources: "),
                                                 (FOR_ME, "## Quotations")])  # fmt: skip
async def test_open_cite_and_copy_are_private(api: FakeDiscord, bot: DeskClient, label: str, expected: str) -> None:
    card = await api.slash("quote", {"speaker": "Umarov"})
    pressed = await api.click(card, button(said(card), label))
    assert pressed.response and pressed.response["type"] == 4 and pressed.is_ephemeral
    assert shown(pressed.data).startswith(expected)


async def test_a_private_card_is_shared_once(api: FakeDiscord, bot: DeskClient) -> None:
    card = await api.slash("members", {"private": True}, user=BOB)
    pressed = await (await api.click(card, button(said(card), platforms.SHARE), user=BOB)).edited()
    assert not (pressed.followups[0].get("flags", 0) & 64)
    assert shown(pressed.followups[0]).startswith("-# Shared by Bob\n## SCO members")
    assert shown(pressed.edits[0]).endswith(platforms.SHARED)
    before = len(api.requests)
    await api.deliver_again(pressed)
    await api.until(lambda: len(api.requests) > before, "the second delivery was heard")
    await api.slash("about")
    assert len(pressed.followups) == 1


async def test_what_cannot_be_shared_is_noted_on_the_private_card(api: FakeDiscord, bot: DeskClient) -> None:
    card = await api.slash("members", {"private": True})
    api.fail("POST", "/webhooks/*/*", status=403, code=50013)
    pressed = await (await api.click(card, button(said(card), platforms.SHARE))).edited()
    assert shown(pressed.edits[0]).endswith(platforms.NOT_SHARED.format(reason=texts.NOT_ALLOWED))


def held(custom_id: str) -> Json:
    """A message of ours with one button, from another time."""
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": custom_id}]}
    return message({"components": [row], "flags": 32768}, channel=GENERAL, author=BOT)


LONG = Press(act="open", line="verify " + "no such words " * 20)


@pytest.mark.parametrize(("custom_id", "sentence"), [("other:1", platforms.OLD_BUTTON),
                                                     (pack(LONG, 100).text, platforms.LOST_LINE)])  # fmt: skip
async def test_a_button_that_leads_nowhere_says_so(
    api: FakeDiscord, bot: DeskClient, custom_id: str, sentence: str
) -> None:
    pressed = await api.click(held(custom_id), custom_id)
    assert pressed.is_ephemeral and pressed.data["content"] == sentence


async def test_buttons_work_after_a_restart(api: FakeDiscord, bot: DeskClient, own_sco: Store) -> None:
    words = "India and Russia have stood together for a very long time, " * 3
    card = await api.slash("verify", {"text": words})
    assert "#" in button(said(card), FOR_ME)
    await bot.close()
    other = Asking(open_desk(own_sco), clock=lambda: NOW)
    async with api.running(new_client(other)):
        pressed = await api.click(card, button(said(card), FOR_ME))
        assert shown(pressed.data) == shown(card.data)
    other.close()


async def test_an_autocompletion_offers_what_fits(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.autocomplete("members", "country", "bel")
    assert answer.choices == [{"name": "Belarus", "value": "Belarus"}]
    summits = (await api.autocomplete("summit", "which", "")).choices
    assert summits and len(summits) == 25


async def test_the_message_command_verifies_a_message(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.message_command(texts.VERIFY_QUOTE, "The SCO has become something of a Putin-Xi show")
    assert "Putin-Xi show" in shown(answer.data)
    empty = await api.message_command(texts.VERIFY_QUOTE, " ")
    assert empty.is_ephemeral and empty.data["content"] == platforms.NO_TEXT


async def test_a_mention_is_answered_once_as_a_reply(api: FakeDiscord, bot: DeskClient) -> None:
    asked = await api.mention("members 2016", user=BOB)
    sent = asked.messages[0]
    assert str(sent["message_reference"]["message_id"]) == asked.payload["id"]
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert (sent["nonce"], sent["enforce_nonce"]) == (f"sd{asked.payload['id']}", True)
    assert "31 December 2016" in shown(sent)
    await api.deliver_again(asked)
    await settled(api, bot)
    assert len(api.asked("POST", f"/channels/{GENERAL}/messages")) == 1


async def test_turning_a_card_that_answers_a_mention(api: FakeDiscord, bot: DeskClient) -> None:
    asked = await api.mention("summits", user=BOB)
    card = asked.held_messages[0]
    assert (await api.click(card, button(card, ON), user=ALICE)).is_ephemeral
    assert (await api.click(card, button(card, ON), user=BOB)).response["type"] == 7  # type: ignore[index]


async def test_only_what_is_meant_for_the_app_is_answered(api: FakeDiscord, bot: DeskClient) -> None:
    for author, text in ((BOB, "members"), (BOT, f"<@{APPLICATION}> members")):
        said = message({"content": text}, channel=GENERAL, author=author)
        await api.dispatch("MESSAGE_CREATE", {**said, "guild_id": GUILD, "mentions": [BOT]})
    await settled(api, bot)
    assert not api.asked("POST", f"/channels/{GENERAL}/messages")


async def test_a_direct_message_is_answered_and_nothing_there_is_shared(api: FakeDiscord, bot: DeskClient) -> None:
    asked = await api.direct_message("summits", user=BOB)
    labels = {one["label"] for one in walked(asked.messages[0]["components"]) if one["type"] == 2}
    assert ON in labels and not labels & {platforms.SHARE, FOR_ME}
    card = asked.held_messages[0]
    pressed = await api.click(card, button(card, ON), user=BOB, context=1)
    assert pressed.response and pressed.response["type"] == 7


async def test_a_private_answer_to_a_mention_goes_to_the_asker(api: FakeDiscord, bot: DeskClient) -> None:
    await api.mention("members private", user=BOB, wait=False)
    await api.until(lambda: any("/messages" in r.path and r.method == "POST" for r in api.requests), "an answer")
    assert not api.asked("POST", f"/channels/{GENERAL}/messages")


async def test_a_user_installed_app_answers_in_a_private_channel(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.slash("members", context=2, user=ALICE, locale="ru")
    assert shown(answer.data).startswith("## SCO members")
    assert FOR_ME in {b.get("label") for b in walked(answer.data["components"])}


async def test_a_slow_answer_is_deferred_and_then_given(api: FakeDiscord, slow: Slow) -> None:
    answer = await api.slash("members", {"private": True})
    assert answer.response == {"type": 5, "data": {"flags": 64}}
    slow.go.set()
    assert "## SCO members" in shown((await answer.edited()).edits[0])


async def test_a_slow_error_is_not_left_in_public(api: FakeDiscord, slow: Slow) -> None:
    slow.make = Reply(kind="error", title="Broke", lead="Sorry.")
    answer = await api.slash("members")
    slow.go.set()
    await answer.until(lambda one: one.followups)
    assert answer.deleted and answer.followups[0]["flags"] & 64


async def test_a_slow_page_is_turned_late_and_an_error_leaves_the_card(api: FakeDiscord, slow: Slow) -> None:
    custom_id = pack(Press(act="turn", line="summits", page=2, asker=ALICE["id"]), 100).text
    pressed = await api.click(held(custom_id), custom_id, user=ALICE)
    assert pressed.response and pressed.response["type"] == 6
    slow.go.set()
    assert "page 2 of" in shown((await pressed.edited()).edits[0])
    slow.make = Reply(kind="error", title="Broke", lead="Sorry.")
    again = await api.click(held(custom_id), custom_id, user=ALICE)
    await again.until(lambda one: one.followups or (one.response or {}).get("type") == 4)
    assert not again.edits


async def test_a_late_callback_is_one_line(api: FakeDiscord, bot: DeskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "summitdesk.discord"):
        answer = await api.slash("members", age=4.0, wait=False)
        await answer.until(lambda one: one.refused)
        await api.slash("about")
    lines = [r for r in caplog.records if r.name.startswith("summitdesk.")]
    assert [r.getMessage() for r in lines if r.name == "summitdesk.discord"] == ["an interaction was gone: 404 10062"]
    assert not any(r.exc_info for r in lines)


async def test_a_command_that_is_gone_says_so(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.slash("nothing")
    assert answer.is_ephemeral and answer.data["content"] == texts.OLD_COMMAND


async def test_a_break_is_told_with_its_reference(
    api: FakeDiscord, bot: DeskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(bot.answering, "card", breaks)
    command = await api.slash("members")
    custom_id = pack(Press(act="open", line="about"), 100).text
    pressed = await api.click(held(custom_id), custom_id)
    for answer in (command, pressed):
        assert answer.is_ephemeral and answer.data["content"] == texts.BROKE.format(reference="r0")
    told = [r.getMessage() for r in caplog.records if r.name in ("summitdesk.discord", "summitdesk.work")]
    assert len(told) == 2 and all("r0" in line and "RuntimeError" in line and "secret" not in line for line in told)


async def test_nothing_that_was_sent_is_held(api: FakeDiscord, bot: DeskClient) -> None:
    await api.slash("members")
    assert not bot._connection._view_store._views and not bot.cached_messages


async def test_a_public_card_without_an_asker_is_turned_for_nobody(api: FakeDiscord, bot: DeskClient) -> None:
    custom_id = pack(Press(act="turn", line="summits", page=2), 100).text
    pressed = await api.click(held(custom_id), custom_id)
    assert pressed.is_ephemeral


async def test_the_question_says_who_asks_and_where(
    api: FakeDiscord, bot: DeskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Request] = []
    monkeypatch.setattr(bot.answering.asking, "stored", lambda request: asked.append(request))
    await api.slash("members", {"country": "Belarus"}, locale="ru", user=ALICE)
    expected = Request(
        now=NOW, command="members", options={"country": "Belarus"}, platform="discord", workspace=GUILD,
        channel=GENERAL, user=ALICE["id"], locale="ru",
    )  # fmt: skip
    assert replace(asked[0], may_manage=False) == expected


async def test_a_stop_waits_for_an_answer_under_way(api: FakeDiscord, desk: Desk) -> None:
    slow, work = Slow(desk, clock=lambda: NOW), Work()
    async with api.running(open_client(slow, work, new_reference=lambda: "r0", patience=0.01)):
        answer = await api.slash("members")
        stopping = asyncio.create_task(work.finish(5))
        await asyncio.wait((stopping,), timeout=0.05)
        assert not stopping.done()
        slow.go.set()
        assert await stopping == 0
        assert "## SCO members" in shown(answer.edits[0])
    slow.close()
