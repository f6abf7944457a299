"""What every chat platform owes its users, as tests that run over any adapter.

An adapter joins with a driver: what a person can do on its platform, and what that person then sees. Nothing here
knows a platform; `tests/adapters/contract/` runs it for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

ALICE, BOB = "alice", "bob"
"""Alice asks, Bob reads along."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as a person sees it: all its words, what stands on its buttons, and whether only that person sees it."""

    words: str
    labels: tuple[str, ...]
    is_private: bool
    handle: Any


class Driver(Protocol):
    """One platform with the desk in it, and people who use it."""

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE) -> Seen:
        """A command as it is given on this platform, in a channel."""

    async def mention(self, line: str, *, who: str = ALICE) -> Seen:
        """A line to the desk in a channel."""

    async def write(self, line: str, *, who: str = ALICE) -> Seen:
        """A line to the desk alone."""

    async def verify(self, message: str, *, who: str = ALICE) -> Seen:
        """The message command on somebody's message."""

    async def press(self, card: Seen, label: str, *, who: str = ALICE) -> Seen:
        """Press a button; what the presser looks at then."""

    async def press_twice(self, card: Seen, label: str, *, who: str = ALICE) -> None:
        """Press a button twice, before anything came of the first press."""

    async def look(self, card: Seen, *, who: str = ALICE) -> Seen:
        """The card as it is now."""

    def mentions(self, card: Seen) -> list[str]:
        """What in the card would notify somebody."""

    async def public(self) -> list[Seen]:
        """What the desk has said in the channel for everyone."""

    async def again(self) -> None:
        """The last thing that somebody did is delivered once more."""

    async def restart(self) -> None:
        """The desk is stopped, and another process takes its place."""


COMMANDS: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("members", {}, "10 members"),
    ("members", {"as_of": "2016"}, "6 members"),
    ("members", {"country": "Belarus"}, "Belarus"),
    ("summit", {"which": "2025"}, "Tianjin"),
    ("summit", {"which": "Alaska"}, "not an SCO summit"),
    ("summits", {"place": "Tashkent"}, "Tashkent"),
    ("quote", {"speaker": "Umarov"}, "“The SCO has become something of a Putin-Xi show,”"),
    ("verify", {"text": "The SCO has become something of a Putin-Xi show"}, "Exact"),
    ("onthisday", {"date": "15 June"}, "2001"),
    ("who", {"name_or_office": "Yermekbayev"}, "Yermekbayev"),
    ("timeline", {"years": "2025"}, "2025"),
    ("diff", {"from": "2016", "to": "2026"}, "India"),
    ("fact", {"topic": "population"}, "ExBulletin"),
    ("search", {"words": "oil"}, "oil"),
    ("cite", {"record": "sco-25"}, "sco-25"),
    ("coverage", {}, "sources"),
    ("help", {"command": "summit"}, "summit"),
    ("about", {}, "Summit Desk"),
    ("sco", {}, "members 2016"),
)
"""Every command once or more, with what its answer says."""

REFUSED: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("members", {"country": "Belarussia"}, "Did you mean"),
    ("summit", {"which": "Astana"}, "Which one"),
    ("members", {"as_of": "03/04/2016"}, "03/04/2016"),
    ("members", {"country": "Iraq"}, "Iraq"),
    ("quote", {"speaker": "Umarov", "about": "Taiwan"}, "Nothing"),
    ("cite", {"record": "no-such-id"}, "no-such-id"),
)
"""What the desk cannot answer, each with what it says instead."""

SHARE, FOR_ME = "Share to channel", "Only for me"


class AdapterContract:
    """To be inherited by a test class that has a fixture `chat`, a Driver over the shipped dataset.

    The labels that differ between platforms are none: all come from the same texts. `long`: a line that is more than
    a button of this platform takes.
    """

    long = "verify " + " ".join(f"word{number}" for number in range(90))

    async def test_every_command_is_answered(self, chat: Driver) -> None:
        for command, options, said in COMMANDS:
            card = await chat.ask(command, options)
            assert said in card.words, (command, options, card.words[:300])

    async def test_every_refusal_says_what_to_do(self, chat: Driver) -> None:
        for command, options, said in REFUSED:
            card = await chat.ask(command, options)
            assert said in card.words, (command, options, card.words[:300])

    async def test_every_button_of_every_card_does_something(self, chat: Driver) -> None:
        for command, options, _ in (*COMMANDS[:12], *REFUSED[:2]):
            card = await chat.ask(command, options)
            for label in dict.fromkeys(card.labels):
                fresh = await chat.ask(command, options)
                after = await chat.press(fresh, label)
                assert after.words and "Something broke" not in after.words, (command, label)
                is_new = after.is_private and not fresh.is_private
                assert is_new or after.words != fresh.words, (command, label)

    async def test_an_answer_has_its_sources_and_its_day(self, chat: Driver) -> None:
        card = await chat.ask("members", {"as_of": "2016"})
        assert "[1] President of Russia" in card.words and "as of 31 December 2016" in card.words

    async def test_quotations_are_to_the_letter(self, chat: Driver) -> None:
        card = await chat.ask("quote", {"speaker": "Umarov", "about": "India"})
        assert "there are countries that have fundamentally different views on nearly everything,”" in card.words

    async def test_a_long_answer_is_turned_to_its_end_and_back(self, chat: Driver) -> None:
        card = await chat.ask("timeline", {"years": "2025"})
        seen = [card.words]
        while forward := next((label for label in card.labels if label.endswith("\u25b6") and is_turn(label)), None):
            card = await chat.press(card, forward)
            assert card.words not in seen
            seen.append(card.words)
        turned = [card.words]
        while back := next((label for label in card.labels if label.startswith("\u25c0") and is_turn(label)), None):
            card = await chat.press(card, back)
            turned.append(card.words)
        assert len(seen) > 2 and turned == seen[::-1]

    async def test_a_choice_takes_the_place_of_its_question(self, chat: Driver) -> None:
        card = await chat.ask("summit", {"which": "Astana"})
        answer = await chat.press(card, next(label for label in card.labels if "2017" in label))
        assert "2017" in answer.words and "Which one" not in answer.words
        assert (await chat.look(card)).words == answer.words

    async def test_cite_shows_every_source_to_the_presser_alone(self, chat: Driver) -> None:
        card = await chat.ask("members", {"as_of": "2016"})
        cited = await chat.press(card, "Cite")
        assert cited.is_private and "Sources: SCO members" in cited.words and "[2] China Daily" in cited.words
        assert (await chat.look(card)).words == card.words

    async def test_a_private_card_is_shared_once(self, chat: Driver) -> None:
        card = await chat.ask("members", {"as_of": "2016", "private": "true"})
        assert card.is_private and await chat.public() == []
        after = await chat.press(card, "Share to channel")
        await chat.again()
        public = await chat.public()
        assert len(public) == 1 and "6 members" in public[0].words and "Shared by" in public[0].words
        assert "Shared to the channel." in after.words and "Share to channel" not in after.labels

    async def test_nobody_turns_the_page_under_anothers_eyes(self, chat: Driver) -> None:
        card = await chat.ask("timeline", {"years": "2025", "private": "false"})
        assert not card.is_private
        forward = next(label for label in card.labels if label.endswith("\u25b6") and is_turn(label))
        copy = await chat.press(card, forward, who=BOB)
        assert copy.is_private and copy.words != card.words
        assert (await chat.look(card)).words == card.words
        turned = await chat.press(card, forward)
        assert not turned.is_private and (await chat.look(card)).words == turned.words

    async def test_a_mention_is_answered_for_everyone_and_once(self, chat: Driver) -> None:
        card = await chat.mention("members 2016")
        await chat.again()
        assert not card.is_private and "6 members" in card.words
        assert len(await chat.public()) == 1

    async def test_a_direct_line_is_answered(self, chat: Driver) -> None:
        card = await chat.write("quote Umarov India")
        assert "fundamentally different views" in card.words
        assert not {SHARE, FOR_ME} & set(card.labels)

    async def test_where_nobody_else_is_no_press_offers_to_share(self, chat: Driver) -> None:
        for line, label in (("timeline 2025", "Page 2 \u25b6"), ("timeline 2025", "Cite"), ("summit Astana", "2017")):
            card = await chat.write(line)
            after = await chat.press(card, next(one for one in card.labels if one.startswith(label)))
            assert after.words != card.words, (line, label)
            assert not {SHARE, FOR_ME} & set(after.labels), (line, label)
            if "Cite" in after.labels:
                cited = await chat.press(after, "Cite")
                assert "Sources: " in cited.words and not {SHARE, FOR_ME} & set(cited.labels), (line, label)

    async def test_a_double_press_on_share_posts_once(self, chat: Driver) -> None:
        card = await chat.ask("members", {"as_of": "2016", "private": "true"})
        await chat.press_twice(card, SHARE)
        assert len(await chat.public()) == 1
        assert SHARE not in (await chat.look(card)).labels

    async def test_a_message_can_be_verified(self, chat: Driver) -> None:
        card = await chat.verify("“The SCO has become something of a Putin-Xi show”")
        assert "Exact" in card.words

    async def test_buttons_outlive_a_restart(self, chat: Driver) -> None:
        long = " ".join(f"word{number}" for number in range(90))
        card = await chat.ask("timeline", {"years": "2025"})
        kept = await chat.ask("verify", {"text": long, "private": "true"})
        await chat.restart()
        forward = next(label for label in card.labels if label.endswith("\u25b6") and is_turn(label))
        assert (await chat.press(card, forward)).words != card.words
        await chat.press(kept, "Share to channel")
        assert any("word89" in one.words or "not in the store" in one.words.casefold() for one in await chat.public())

    async def test_a_long_line_of_a_mention_outlives_a_restart(self, chat: Driver) -> None:
        card = await chat.mention(self.long)
        await chat.restart()
        copy = await chat.press(card, FOR_ME, who=BOB)
        assert copy.is_private and head(copy) == head(card)

    async def test_a_long_line_of_a_message_and_of_its_shared_card_outlives_restarts(self, chat: Driver) -> None:
        card = await chat.verify(self.long)
        await chat.restart()
        await chat.press(card, SHARE)
        shared = (await chat.public())[-1]
        assert all(line in shared.words for line in head(card))
        await chat.restart()
        copy = await chat.press(shared, FOR_ME, who=BOB)
        assert copy.is_private and head(copy) == head(card)

    async def test_what_is_typed_can_mention_nobody(self, chat: Driver) -> None:
        hostile = "@everyone @here <!channel> <@U_BOB> <@1100000000000000012> **bold** *b* `c`"
        for card in (
            await chat.ask("search", {"words": hostile}),
            await chat.ask("verify", {"text": hostile}),
            await chat.ask("members", {"country": hostile}),
        ):
            assert chat.mentions(card) == []


def head(card: Seen) -> list[str]:
    """The title and the lead."""
    return card.words.split("\n")[:2]


def is_turn(label: str) -> bool:
    """Whether a button turns pages or parts, as they all are called."""
    return label.strip("\u25c0\u25b6 ").startswith(("Page", "Part"))
