"""What every `bot.sender.Sender` owes the delivery, as tests that run over any platform.

A platform joins with a driver: what can happen there, and what people then see. Nothing here knows a platform;
`tests/adapters/contract/test_posting_contract.py` runs it for each.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import pytest

from bot.contract import Answer, Button, Item, Part, Reply, Source
from bot.sender import SendFailed, SendUnknown, Sent, Target, Trouble

K1, K2 = "k2345abcdefghijklmnopqrs", "k2345abcdefghijklmnopqrt"
"""Two keys that differ in their last character."""

HOSTILE = (
    "@everyone @here <!channel> <@U_BOB> <@1100000000000000012> <#C_WORLD> **bold** *b* `c` [a](https://x.example)"
)


class Platform(Protocol):
    """One platform, its sender, a channel in which the desk may post, and a person to whom it may write."""

    sender: Any
    here: Target
    person: Target

    def now(self) -> datetime:
        """The time on the platform's clock."""

    def standing(self, key: str) -> list[Any]:
        """The messages of a key that stand there, in any channel."""

    def words(self, message: Any) -> str:
        """All words of a message, as people read them."""

    def mentions(self, message: Any) -> list[str]:
        """What in a message would notify somebody, or act as a mark."""

    def is_direct(self, message: Any) -> bool:
        """Whether only the person reads it."""

    async def delete(self) -> None:
        """The channel is gone."""

    async def forbid(self) -> str:
        """The desk may not write in the channel any more; the name of what it then lacks."""

    async def allow(self) -> None:
        """It may write again."""


class RemotePlatform(Platform, Protocol):
    """One that is reached over a network."""

    def lose_answers(self) -> None:
        """What is sent next is taken, however often it is tried, and the answers are lost."""

    def be_busy(self, seconds: float) -> None:
        """The next request is refused, for there were too many; so long is to be waited."""

    def refuse_direct(self) -> None:
        """The person takes no direct messages."""


def card(*, title: str = "A title", lead: str = "A lead.", items: tuple[str, ...] = (), **more: Any) -> Answer:
    """A card as it is posted: with a source, and with a button."""
    source = Source(id="s1", number=1, publisher="Publisher", title="Title", date="2016-07-01", url="https://a.example")
    parts = (Part(kind="list", items=tuple(Item(text=text, sources=("s1",)) for text in items)),) if items else ()
    given = {"canonical": "members 2016", "data_version": "v1", "parts": parts, **more}
    return Answer(title=title, lead=lead, as_of=date(2016, 12, 31), sources=(source,), **given)


async def refused(call: Callable[[], Awaitable[Any]]) -> SendFailed:
    """How a call fails that must."""
    with pytest.raises(SendFailed) as caught:
        await call()
    return caught.value


class SenderContract:
    """To be inherited by a test class that has a fixture `platform`."""

    async def test_what_is_sent_stands_once_and_is_found_by_its_key(self, platform: Platform) -> None:
        sent = await platform.sender.send(platform.here, card(), K1)
        (message,) = platform.standing(K1)
        assert "A title" in platform.words(message) and "A lead." in platform.words(message)
        assert sent.message and await platform.sender.find(platform.here, K1, platform.now()) == sent

    async def test_what_was_not_sent_is_not_found(self, platform: Platform) -> None:
        assert await platform.sender.find(platform.here, K1, platform.now()) is None
        await platform.sender.send(platform.here, card(), K2)
        assert await platform.sender.find(platform.here, K1, platform.now()) is None

    async def test_each_post_is_found_by_its_own_key(self, platform: Platform) -> None:
        first = await platform.sender.send(platform.here, card(title="First"), K1)
        second = await platform.sender.send(platform.here, card(title="Second"), K2)
        found = [await platform.sender.find(platform.here, key, platform.now()) for key in (K1, K2)]
        assert found == [first, second] and first.message != second.message

    async def test_what_is_called_repeatable_does_not_double_and_nothing_else_is(self, platform: Platform) -> None:
        times = [await platform.sender.send(platform.here, card(), K1) for _ in range(2)]
        is_repeatable = platform.sender.repeatable > timedelta(0)
        assert len(platform.standing(K1)) == (1 if is_repeatable else 2)
        assert not is_repeatable or times[0] == times[1]

    async def test_in_a_channel_that_is_gone_nothing_is_sent(self, platform: Platform) -> None:
        await platform.delete()
        for call in (lambda: platform.sender.send(platform.here, card(), K1), self._inspect(platform)):
            assert (await refused(call)).reason == "gone"
        assert platform.standing(K1) == []

    async def test_a_permission_that_is_lost_is_named_before_and_after_until_it_is_back(
        self, platform: Platform
    ) -> None:
        lacks = await platform.forbid()
        assert lacks in await platform.sender.inspect(platform.here)
        fault = await refused(lambda: platform.sender.send(platform.here, card(), K1))
        assert (fault.reason, fault.permanent) == ("forbidden", True)
        assert lacks in fault.missing and platform.standing(K1) == []
        await platform.allow()
        assert await platform.sender.inspect(platform.here) == ()
        assert (await platform.sender.send(platform.here, card(), K1)).message

    async def test_a_person_is_told_alone(self, platform: Platform) -> None:
        notice = Reply(kind="help", title="Schedule 1 is paused", lead="The channel is archived.", private=True)
        await platform.sender.send(platform.person, notice, K1)
        (message,) = platform.standing(K1)
        assert platform.is_direct(message) and "The channel is archived." in platform.words(message)

    async def test_a_long_card_is_one_message_that_begins_as_it_should(self, platform: Platform) -> None:
        items = tuple(f"Number {number}: " + "words and words " * 20 for number in range(120))
        long = card(title="T" * 200, lead="A long lead. " * 150, items=items, pages=9)
        sent = await platform.sender.send(platform.here, long, K1)
        (message,) = platform.standing(K1)
        assert "A long lead." in platform.words(message) and "Number 0:" in platform.words(message)
        assert await platform.sender.find(platform.here, K1, platform.now()) == sent

    async def test_a_line_too_long_for_a_button_hinders_no_post(self, platform: Platform) -> None:
        button = Button(label="More", command="verify " + "more words " * 90)
        reply = card(canonical="search " + "words " * 200, buttons=(button,))
        assert (await platform.sender.send(platform.here, reply, K1)).message
        assert len(platform.standing(K1)) == 1

    async def test_what_stands_in_the_data_mentions_nobody_and_is_readable(self, platform: Platform) -> None:
        await platform.sender.send(platform.here, card(title=HOSTILE, lead=HOSTILE, items=(HOSTILE,)), K1)
        (message,) = platform.standing(K1)
        assert platform.mentions(message) == []
        assert "everyone" in platform.words(message) and "bold" in platform.words(message)

    @staticmethod
    def _inspect(platform: Platform) -> Callable[[], Awaitable[tuple[str, ...]]]:
        return lambda: platform.sender.inspect(platform.here)


class RemoteSenderContract(SenderContract):
    """The same, and what a network does."""

    async def test_an_answer_that_is_lost_leaves_it_open_and_the_post_is_found(self, platform: RemotePlatform) -> None:
        platform.lose_answers()
        with pytest.raises(SendUnknown):
            await platform.sender.send(platform.here, card(), K1)
        found = await platform.sender.find(platform.here, K1, platform.now())
        assert isinstance(found, Sent) and len(platform.standing(K1)) == 1

    async def test_only_what_was_posted_since_is_looked_for(self, platform: RemotePlatform) -> None:
        await platform.sender.send(platform.here, card(), K1)
        assert await platform.sender.find(platform.here, K1, platform.now() - timedelta(hours=2)) is not None
        assert await platform.sender.find(platform.here, K1, platform.now() + timedelta(hours=2)) is None

    async def test_too_much_at_once_is_said_with_how_long_to_wait(self, platform: RemotePlatform) -> None:
        platform.be_busy(30)
        fault = await refused(lambda: platform.sender.send(platform.here, card(), K1))
        assert (fault.reason, fault.retry_after, fault.permanent) == ("busy", 30, False)
        assert platform.standing(K1) == []

    async def test_a_person_who_takes_no_messages_is_a_permanent_trouble(self, platform: RemotePlatform) -> None:
        platform.refuse_direct()
        reasons: tuple[Trouble, ...] = ("refused", "forbidden", "gone")
        fault = await refused(lambda: platform.sender.send(platform.person, card(), K1))
        assert fault.reason in reasons and fault.permanent
        assert platform.standing(K1) == []
