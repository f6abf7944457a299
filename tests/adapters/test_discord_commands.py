"""The application commands are what the declarations say, in Discord's form and limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from discord import app_commands
from fakes.discord_api import schemas

from adapters.asking import Asking
from adapters.discord import limits, translate
from adapters.discord.answering import Answering
from adapters.discord.cards import card
from adapters.discord.commands import commands, length, normalised
from adapters.discord.invite import invite, invite_user
from adapters.discord.render import Json, to_message
from adapters.pressing import Place
from adapters.rendered import Rendered
from adapters.work import Work
from bot.contract import Request
from bot.desk import Desk


@pytest.fixture
def answering(desk: Desk) -> Iterator[Answering]:
    asking = Asking(desk, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))
    yield Answering(asking, Work(), new_reference=lambda: "r0")
    asking.close()


def definitions(answering: Answering, *, everywhere: bool = True) -> dict[str, Json]:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    made = commands(answering, answering.asking.desk.registry, everywhere=everywhere)
    return {command.name: command.to_dict(tree) for command in made}


async def test_every_definition_keeps_the_limits(answering: Answering) -> None:
    found = definitions(answering)
    assert schemas.check("PUT", "/applications/1/commands", list(found.values())) == []
    assert set(found) == {c.name.split()[0] for c in answering.asking.desk.registry.commands} | {"Verify quote"}
    assert max(map(length, found.values())) <= limits.COMMAND


async def test_options_are_those_of_the_declaration(answering: Answering) -> None:
    options = {o["name"]: o for o in definitions(answering)["members"]["options"]}
    assert list(options) == ["country", "as_of", "kind", "private"]
    assert options["country"]["autocomplete"] and options["country"]["max_length"] == 4000
    assert options["private"]["type"] == 5 and options["private"]["description"] == "Only you see the answer"


async def test_a_closed_choice_lists_its_words_and_required_options_come_first(answering: Answering) -> None:
    found = definitions(answering)
    span = next(o for o in found["onthisday"]["options"] if o["name"] == "span")
    assert [c["value"] for c in span["choices"]] == ["day", "week", "month"] and not span.get("autocomplete")
    words = found["search"]["options"][0]
    assert (words["name"], words["required"], words["max_length"]) == ("words", True, limits.OPTION_TEXT)
    assert next(o["name"] for o in found["diff"]["options"]) == "from"


async def test_commands_work_everywhere_and_ask_for_no_permission(answering: Answering) -> None:
    managing = {c.name.split()[0] for c in answering.asking.desk.registry.commands if c.manages}
    for name, definition in definitions(answering).items():
        where = ([0], [0]) if name in managing else ([0, 1, 2], [0, 1])
        assert (definition["contexts"], definition["integration_types"]) == where
        assert definition["default_member_permissions"] is None


def test_a_definition_equals_what_discord_gives_back_for_it() -> None:
    ours = {"name": "a", "description": "b", "options": [], "contexts": [0, 1], "integration_types": [0], "nsfw": False}
    theirs = {"id": 1, "name": "a", "type": 1, "description": "b", "contexts": [1, 0], "integration_types": [0]}
    assert normalised(ours) == normalised(theirs)
    assert normalised(ours) != normalised({**theirs, "contexts": [0]})
    assert normalised(ours, everywhere=False) == normalised({**theirs, "contexts": None}, everywhere=False)


async def test_a_view_is_the_payload_and_is_not_listened_to(answering: Answering, desk: Desk) -> None:
    reply = desk.answer(Request(text="quote Umarov", now=datetime(2026, 11, 24, tzinfo=UTC)))
    place = Place(private=False, asker="1")
    held = Rendered(card)
    one = held(reply, place=place)
    assert one.view.to_components() == to_message(reply, place).components
    assert one.view.is_finished()
    assert held(reply, place=place) is one and held(reply, place=Place(private=True)) is not one


def test_a_line_is_the_text_without_our_mention() -> None:
    names = {7: "Bob"}
    assert translate.line("<@1>  members <@!7> <@8>\n2016 <@!1>", 1, names) == "members @Bob 2016"
    assert translate.is_addressed("x <@!1>", 1) and not translate.is_addressed("x <@2>", 1)


def test_the_invitation_asks_for_no_more_than_it_uses() -> None:
    asked = parse_qs(urlsplit(invite(12)).query)
    assert asked == {"client_id": ["12"], "scope": ["bot applications.commands"], "permissions": ["274877975552"]}
    allowed = discord.Permissions(int(asked["permissions"][0]))
    assert [name for name, given in allowed if given] == [
        "read_messages",
        "send_messages",
        "read_message_history",
        "send_messages_in_threads",
    ]
    assert parse_qs(urlsplit(invite_user(12)).query)["integration_type"] == ["1"]
