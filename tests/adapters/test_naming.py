"""People and channels that a managing card names are real ones on each platform; in data the characters are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import open_desk
from managing_desk import NOON, Office
from posting_desk import DAILY
from slack_messages import of_type

from adapters import references, render_json, render_text
from adapters.discord import render as discord
from adapters.pressing import Place
from adapters.slack import render as slack
from bot.contract import Button, Item, Part, Reply
from data.operations import schedules
from data.store import Store

PRIVATE = Place(private=True)
HOSTILE = "members <@U1> <@U0BOB> <@1100000000000000012> <#C9> <#C0WORLD> <!channel> @everyone"
"""Some of it is named by the desk as well."""

BOB = {"slack": "U0BOB", "discord": "1100000000000000012", "terminal": "bob"}
WORLD = {"slack": "C0WORLD", "discord": "1200000000000000001", "terminal": "terminal"}
REPLY = Reply(
    kind="choice",
    title="Settings of <#C0WORLD|world>",
    lead="<@U0BOB> asks for “<@U0EVE> <!here>”.",
    parts=(Part(kind="facts", items=(Item(text="by <@U0BOB|Bob>", label="In <#C0WORLD|world>", sources=("s1",)),)),),
    buttons=(Button(label="settings managers add <@U0BOB|bob>", command="settings managers add <@U0BOB|bob>"),),
    personal=True,
    named=frozenset(("U0BOB", "C0WORLD")),
)


def kept(store: Store, platform: str, *, name: str = "world", line: str = "members", once: str = "1") -> Reply:
    """The card of a schedule that Bob paused."""
    new = replace(DAILY, platform=platform, channel=WORLD[platform], channel_name=name, subject=line)
    number = schedules.add(store, new, token=platform + once, maker=BOB[platform], now=NOON, planned_until=NOON.date())
    schedules.pause(store, number, by=BOB[platform], reason=f"{line} {name}", now=NOON)
    return Office(open_desk(store), platform=platform).ask(f"schedule show {number}", by="admin", channel=None)


def written(message: discord.Message) -> str:
    """All texts of a message for Discord."""
    return "\n".join(one["content"] for one in message.components[0]["components"] if one["type"] == 10)


def test_on_slack_they_are_elements_of_rich_text_and_references_in_a_notification(own_sco: Store) -> None:
    message = slack.to_message(kept(own_sco, "slack"), PRIVATE)
    assert {one["user_id"] for one in of_type(message.blocks, "user")} == {"U0BOB"}
    assert {one["channel_id"] for one in of_type(message.blocks, "channel")} == {"C0WORLD"}
    assert "paused by <@U0BOB>" in message.text and "in <#C0WORLD>" in message.text


def test_on_discord_they_are_mentions_that_notify_nobody(own_sco: Store) -> None:
    message = discord.to_message(kept(own_sco, "discord"), PRIVATE)
    assert f"paused by <@{BOB['discord']}>" in written(message)
    assert f"**Where:** <#{WORLD['discord']}>" in written(message)
    assert discord.to_body(message, private=True)["allowed_mentions"] == {"parse": []}


def test_in_a_terminal_and_in_json_they_are_called_by_their_names(own_sco: Store) -> None:
    reply = kept(own_sco, "terminal")
    assert "paused by @bob" in render_text.render(reply, colour=False, full=False)
    assert "paused by @bob" in render_json.render(reply)["lead"]
    assert render_json.render(REPLY)["title"] == "Settings of #world"


@pytest.mark.parametrize("name", ["<@U1>", "a> <@1234> <!channel>", "x|y> @everyone"])
def test_a_mention_in_data_never_works(own_sco: Store, name: str) -> None:
    on_slack = slack.to_message(kept(own_sco, "slack", name=name, line=HOSTILE), PRIVATE)
    plain = slack.to_message(kept(own_sco, "slack", once="2"), PRIVATE)
    for kind in ("user", "channel", "broadcast"):
        assert list(of_type(on_slack.blocks, kind)) == list(of_type(plain.blocks, kind))
    assert re.findall(r"<[@#!][^>]*>", on_slack.text) == re.findall(r"<[@#!][^>]*>", plain.text) != []
    on_discord = written(discord.to_message(kept(own_sco, "discord", name=name, line=HOSTILE), PRIVATE))
    assert not re.search(r"@(?:everyone|here)", on_discord)
    plain_there = written(discord.to_message(kept(own_sco, "discord", once="3"), PRIVATE))
    assert re.findall(r"(?<!\\)<[@#][^>]*>", on_discord) == re.findall("<[@#][^>]*>", plain_there) != []


def test_what_the_desk_does_not_name_is_only_text() -> None:
    message = slack.to_message(replace(REPLY, named=frozenset()), PRIVATE)
    assert not [*of_type(message.blocks, "user"), *of_type(message.blocks, "channel")]
    assert not re.search("<[@#!]", message.text)


def test_a_header_and_a_button_have_names_in_the_place_of_references() -> None:
    message = slack.to_message(REPLY, PRIVATE)
    assert next(of_type(message.blocks, "header"))["text"]["text"] == "Settings of #world"
    button = next(of_type(message.blocks, "button"))
    assert button["text"]["text"] == "settings managers add @bob"
    assert button["value"].endswith("|settings managers add <@U0BOB|bob>")
    row = discord.to_message(REPLY, PRIVATE).components[-1]
    assert row["components"][0]["label"] == "settings managers add @bob"


def test_an_id_of_another_form_is_a_name_on_each_platform() -> None:
    assert "@\u2060Bob" in written(discord.to_message(REPLY, PRIVATE))
    shown = slack.to_message(replace(REPLY, lead="<@alice|Alice>", named=frozenset(("alice",))), PRIVATE)
    assert "@\u2060Alice" in shown.text and not list(of_type(shown.blocks, "user"))


def test_a_label_that_is_too_long_names_nobody() -> None:
    long = replace(REPLY, lead="<@U0BOB|Bob> " + "x" * 5000)
    assert "<@U0BOB>" not in slack.to_message(long, PRIVATE).text
    assert discord.units(written(discord.to_message(long, PRIVATE))) < 4000


@pytest.mark.parametrize(
    ("link", "is_web"), [("https://x.slack.com/archives/C1/p1?a=1&b=2", True), ("/var/post s.txt", False)]
)
def test_a_line_leads_to_the_message_of_which_it_tells(link: str, is_web: bool) -> None:
    item = Item(text="posted at 08:30", sources=("s1",), link=link)
    reply = replace(REPLY, parts=(Part(kind="list", items=(item,)),))
    links = [(one["url"], one["text"]) for one in of_type(slack.to_message(reply, PRIVATE).blocks, "link")]
    assert links == ([(link, "message")] if is_web else [])
    assert (f"posted at 08:30 [message]({link})" in written(discord.to_message(reply, PRIVATE))) is is_web
    address = link if not is_web else link.replace(" ", "%20")
    assert f"\n    {address}\n" in render_text.render(reply, colour=False, full=False)
    assert render_json.render(reply)["parts"][0]["items"][0]["link"] == link


def test_a_reference_is_read_with_and_without_a_name() -> None:
    named = ("C1", "U1")
    assert references.plain("<#C1|#world>, <#C1>, <@U1|@bob>, <@U2>, <#C1", named) == "#world, #C1, @bob, <@U2>, <#C1"


@pytest.mark.parametrize("render", [slack.to_message, discord.to_message])
def test_a_card_that_cannot_be_turned_has_all_its_choices(
    render: Callable[..., slack.Message | discord.Message],
) -> None:
    offers = tuple(Button(label=f"schedule {n}", command=f"schedule {n}") for n in range(13))
    message = render(replace(REPLY, parts=(), buttons=offers), PRIVATE)
    assert message.sheets == 1
