"""Commands of two words are groups with subcommands, whose options have Discord's own forms where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from discord import app_commands
from fakes.discord_api import payloads, schemas

from adapters.asking import Asking
from adapters.discord import limits
from adapters.discord.answering import Answering
from adapters.discord.commands import commands, length, normalised
from adapters.discord.render import Json
from adapters.work import Work
from bot.desk import Desk
from bot.registry import Choice, Command, Example, Option, Registry
from data.store import Store


def option(name: str, *types: Any, **more: Any) -> Option:
    return Option(name=name, help=f"The {name}", types=types, **more)


def command(name: str, *options: Option, manages: bool = True) -> Command:
    example = Example(line=name, shows=name)
    return Command(name=name, help=f"To {name}", options=options, examples=(example,), handler=print, manages=manages)


ADD = command(
    "schedule add",
    option("what", "text", required=True),
    option("in", "channel"),
    option("for", "person-here"),
    option("zone", "zone"),
    option("years", "number"),
    option("empty", "choice", choices=(Choice(id="silent", label="silent"), Choice(id="next", label="next"))),
)
DECLARED = Registry([
    ADD,
    command("schedule list"),
    command("settings", option("zone", "zone")),
    command("members", option("country", "country"), manages=False),
])  # fmt: skip


@pytest.fixture
def found(sco: Store) -> Iterator[dict[str, Json]]:
    """The definitions of the small registry, as they are registered everywhere."""
    asking = asked_of(sco, DECLARED)
    yield {one["name"]: one for one in definitions(asking, everywhere=True)}
    asking.close()


def asked_of(store: Store, registry: Registry) -> Asking:
    desk = Desk(store, registry, new_reference=lambda: "r1", new_token=lambda: "t1")
    return Asking(desk, clock=lambda: datetime(2026, 11, 24, tzinfo=UTC))


def definitions(asking: Asking, *, everywhere: bool) -> list[Json]:
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    answering = Answering(asking, Work(), new_reference=lambda: "r0")
    made = commands(answering, asking.desk.registry, everywhere=everywhere)
    return [one.to_dict(tree) for one in made]


async def test_a_command_of_two_words_is_a_subcommand(found: dict[str, Json]) -> None:
    assert set(found) == {"schedule", "settings", "members"}
    group = found["schedule"]
    assert [(one["name"], one["type"]) for one in group["options"]] == [("add", 1), ("list", 1)]
    assert group["options"][0]["description"] == "To schedule add" and group["description"]
    assert schemas.check("PUT", "/applications/1/commands", list(found.values())) == []
    assert all(length(one) <= limits.COMMAND for one in found.values())


async def test_each_option_has_the_form_that_discord_has_for_it(found: dict[str, Json]) -> None:
    options = {one["name"]: one for one in found["schedule"]["options"][0]["options"]}
    kinds = {name: (one["type"], bool(one.get("autocomplete"))) for name, one in options.items()}
    assert kinds == {
        "what": (3, True),
        "in": (7, False),
        "for": (6, False),
        "zone": (3, True),
        "years": (4, False),
        "empty": (3, False),
    }
    assert set(options["in"]["channel_types"]) == {0, 2, 5, 10, 11, 12, 13}
    assert [one["value"] for one in options["empty"]["choices"]] == ["silent", "next"]


async def test_what_manages_is_private_and_stands_in_servers_that_have_the_app(found: dict[str, Json]) -> None:
    for name in ("schedule", "settings"):
        assert (found[name]["contexts"], found[name]["integration_types"]) == ([0], [0])
        assert "private" not in str(found[name]) and found[name]["default_member_permissions"] is None
    assert found["members"]["options"][-1]["name"] == "private" and found["members"]["contexts"] == [0, 1, 2]


async def test_a_group_equals_what_discord_gives_back_for_it(found: dict[str, Json]) -> None:
    ours = found["schedule"]
    theirs = payloads.without_localizations(payloads.command(ours, held=None))
    assert normalised(theirs) == normalised(ours)
    options = theirs["options"][0]["options"]
    for index, key, changed in ((1, "channel_types", [0]), (0, "description", "x"), (3, "autocomplete", False)):
        other = [{**one, key: changed} if one is options[index] else one for one in options]
        group = {**theirs, "options": [{**theirs["options"][0], "options": other}, theirs["options"][1]]}
        assert normalised(group) != normalised(ours)


async def test_a_group_holds_no_more_than_discord_takes(sco: Store) -> None:
    many = [command(f"schedule c{number}") for number in range(limits.SUBCOMMANDS + 1)]
    asking = asked_of(sco, Registry(many))
    with pytest.raises(ValueError, match="maximum number"):
        definitions(asking, everywhere=True)
    asking.close()
