"""Buttons whose line is too long for them: it is kept wherever such a card goes, so that they outlive the process."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from conftest import open_desk
from fakes.slack import Message, SlackWorkspace, View
from slack_desk import NOW, Running, running

from adapters.pressing import Press, pack, unpack
from bot.texts import platforms as texts
from data.store import Store

SAID = "“The SCO has become something of a Putin-Xi show” " + " ".join(f"word{number}" for number in range(90))
LONG = f"verify {SAID}"

Way = Callable[[SlackWorkspace, Running], Awaitable[Message | View]]


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


def desk(slack: SlackWorkspace, store: Store) -> AbstractAsyncContextManager[Running]:
    """A desk that has only just been started."""
    return running(slack, open_desk(store), way="http")


async def commanded(slack: SlackWorkspace, one: Running) -> Message:
    return await (await slack.command("/sco", LONG)).first()


async def mentioned(slack: SlackWorkspace, one: Running) -> Message:
    return await (await slack.mention(LONG)).first()


async def chosen(slack: SlackWorkspace, one: Running) -> Message:
    return await (await slack.shortcut("verify_quote", SAID)).first()


async def shared(slack: SlackWorkspace, one: Running) -> Message:
    await slack.click(await commanded(slack, one), label=texts.SHARE)
    await one.work.finish(5)
    return slack.visible("C_WORLD", "U_BOB")[-1]


async def at_home(slack: SlackWorkspace, one: Running) -> View:
    home = await (await slack.open_home()).home()
    value = pack(Press(act="ask", line=LONG), 2000).text
    next(buttons(home))["value"] = value
    return await (await slack.click(home, value=value)).home()


def buttons(card: Message | View) -> Iterator[dict[str, Any]]:
    for block in card.stored_blocks:
        yield from (element for element in block.get("elements", []) if element.get("type") == "button")


async def answered(slack: SlackWorkspace, one: Running, card: Message | View, label: str) -> str:
    """What a press of a button of the card is answered with."""
    answer = await slack.click(card, label=label)
    await one.work.finish(5)
    return (await answer.home()).plain if isinstance(card, View) else (await answer.first()).plain


@pytest.mark.parametrize("way", [commanded, mentioned, chosen, shared, at_home])
async def test_a_long_line_behind_a_button_is_there_after_a_restart(
    slack: SlackWorkspace, own_sco: Store, way: Way
) -> None:
    async with desk(slack, own_sco) as one:
        card = await way(slack, one)
        await one.work.finish(5)
    (value,) = [one["value"] for one in buttons(card) if one["text"]["text"] == texts.CITE]
    read = unpack(value)
    assert read is not None and read.token is not None
    async with desk(slack, own_sco) as one:
        assert "Sources: Verify" in await answered(slack, one, card, texts.CITE)


async def test_a_reply_that_is_held_has_its_lines_kept_too(slack: SlackWorkspace, own_sco: Store) -> None:
    async with desk(slack, own_sco) as one:
        await commanded(slack, one)
        with own_sco.write() as connection:
            connection.exec_driver_sql("DELETE FROM line")
        one.asking._kept.clear()
        card = await commanded(slack, one)
    async with desk(slack, own_sco) as one:
        assert "Sources: Verify" in await answered(slack, one, card, texts.CITE)


async def test_a_line_of_the_log_for_each_request_whether_its_reply_was_held_or_its_lines_are_kept(
    slack: SlackWorkspace, own_sco: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "summitdesk.desk")
    async with desk(slack, own_sco) as one:
        for number in range(1, 4):
            await commanded(slack, one)
            await one.work.finish(5)
            lines = [record.getMessage() for record in caplog.records if record.name == "summitdesk.desk"]
            assert len(lines) == number
        assert all(line.startswith("slack verify answer ") for line in lines)
