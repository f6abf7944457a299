"""The Slack manifest: within the form's limits, no more rights than needed, and a link that fits."""

import json
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import SAMPLES

from adapters.slack import limits
from adapters.slack.blocks import Json
from adapters.slack.manifest import RESERVED, VERIFY, NotLinked, link, manifest
from bot.commands import registry
from bot.registry import Command, Registry

URL = "https://desk.example.org"


def written(*, commands: Any = "short", url: str | None = None, lookup: bool = False) -> Json:
    declared = registry("sco", SAMPLES)
    return manifest(declared, name="Summit Desk", umbrella="sco", commands=commands, url=url, lookup=lookup)


def slashes(form: Json) -> list[str]:
    return [one["command"] for one in form["features"]["slash_commands"]]


def addresses(value: Any) -> set[str]:
    """Every web address of a manifest."""
    if isinstance(value, dict):
        return set().union(*map(addresses, value.values()))
    if isinstance(value, list):
        return set().union(*map(addresses, value))
    return {value} if isinstance(value, str) and value.startswith("http") else set()


def test_the_single_form_has_the_umbrella_alone() -> None:
    assert slashes(written(commands="single")) == ["/sco"]


def test_the_short_form_has_every_command_whose_name_is_free() -> None:
    found = slashes(written())
    assert found[0] == "/sco"
    assert {"/members", "/summit", "/quote", "/onthisday", "/today", "/about"} <= set(found)
    assert not {"/who", "/search", "/help"} & set(found)
    assert len(found) == len(set(found)) <= limits.COMMANDS


def test_the_names_that_slack_keeps_are_known() -> None:
    kept = "who search help status topic away active archive call collapse dm msg dnd expand feed feedback invite join"
    more = "kick leave me mute open part prefs remind remove rename shortcuts shrug star apps todo hide people"
    assert set(f"{kept} {more}".split()) <= RESERVED


@pytest.mark.parametrize("commands", ["single", "short"])
@pytest.mark.parametrize("url", [None, URL])
def test_every_text_is_within_its_limit(commands: str, url: str | None) -> None:
    form = written(commands=commands, url=url, lookup=True)
    shown = form["display_information"]
    assert 1 <= len(shown["name"]) <= limits.APP_NAME
    assert 1 <= len(shown["description"]) <= limits.APP_DESCRIPTION
    assert limits.LONG_DESCRIPTION_LEAST <= len(shown["long_description"]) <= limits.LONG_DESCRIPTION
    for one in form["features"]["slash_commands"]:
        assert one["should_escape"] is True
        assert 2 <= len(one["command"]) <= limits.COMMAND
        assert 1 <= len(one["description"]) <= limits.COMMAND_DESCRIPTION
        assert 1 <= len(one.get("usage_hint", "x")) <= limits.USAGE_HINT
    (shortcut,) = form["features"]["shortcuts"]
    assert shortcut["callback_id"] == VERIFY
    assert len(shortcut["name"]) <= limits.SHORTCUT_NAME
    assert len(shortcut["description"]) <= limits.SHORTCUT_DESCRIPTION


def test_an_overlong_name_is_shortened() -> None:
    form = manifest(registry("sco", SAMPLES), name="x" * 99, umbrella="sco", commands="single", url=None, lookup=False)
    assert len(form["display_information"]["name"]) == limits.APP_NAME


def test_socket_mode_names_no_address() -> None:
    form = written()
    assert form["settings"]["socket_mode_enabled"] is True
    assert addresses(form) == set()
    assert "redirect_urls" not in form["oauth_config"]


def test_over_http_all_requests_go_to_one_address() -> None:
    form = written(url=f"{URL}/")
    assert form["settings"]["socket_mode_enabled"] is False
    assert addresses(form) == {f"{URL}/slack/events", f"{URL}/slack/oauth_redirect"}
    assert form["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert all(one["url"] == f"{URL}/slack/events" for one in form["features"]["slash_commands"])


def test_no_message_of_a_channel_is_read_unless_posts_are_to_be_looked_up() -> None:
    scopes = written()["oauth_config"]["scopes"]["bot"]
    assert scopes[:4] == ["commands", "chat:write", "app_mentions:read", "im:history"]
    assert scopes[4:] == ["channels:read", "groups:read", "users:read"]
    with_lookup = written(lookup=True)["oauth_config"]["scopes"]["bot"]
    assert set(with_lookup) - set(scopes) == {"channels:history", "groups:history"}


def test_commands_of_two_words_are_one_command_by_the_first_of_them() -> None:
    add, pause = (
        Command(name=f"schedule {word}", help=word, options=(), examples=(), handler=lambda: None, manages=True)  # type: ignore[arg-type,return-value]
        for word in ("add", "pause")
    )
    form = manifest(
        Registry((add, pause)), name="Summit Desk", umbrella="sco", commands="short", url=None, lookup=False
    )
    assert slashes(form) == ["/sco", "/schedule"]
    assert form["features"]["slash_commands"][1]["description"] == "What the desk posts by itself: add, pause."


def test_over_http_slack_asks_there_for_the_time_zones_of_the_form() -> None:
    assert written(url=URL)["settings"]["interactivity"]["message_menu_options_url"] == f"{URL}/slack/events"
    assert "message_menu_options_url" not in written()["settings"]["interactivity"]


def test_a_hint_shows_what_can_be_typed_after_the_command() -> None:
    hints = {one["command"]: one.get("usage_hint") for one in written()["features"]["slash_commands"]}
    assert hints["/members"] == "2016 \u00b7 Belarus \u00b7 observers 2016"
    assert hints["/sco"].startswith("members 2016 \u00b7 summit 2025")


def test_the_link_carries_the_manifest() -> None:
    form = written(commands="single")
    head, _, carried = link(form).partition("&manifest_json=")
    assert head == "https://api.slack.com/apps?new_app=1"
    assert json.loads(unquote(carried)) == form


@pytest.mark.parametrize("url", [None, URL, "https://" + "long-name." * 8 + "example.org"])
def test_a_link_fits_and_keeps_every_command(url: str | None) -> None:
    form = written(url=url, lookup=True)
    address = link(form)
    assert len(address) < limits.MANIFEST_LINK
    assert address.isascii()
    carried = json.loads(unquote(address.partition("&manifest_json=")[2]))
    assert slashes(carried) == slashes(form)
    assert all(one["description"] for one in carried["features"]["slash_commands"])


def test_a_manifest_that_no_shortening_makes_fit_is_refused() -> None:
    with pytest.raises(NotLinked, match="too long for a link"):
        link(written(url="https://" + "x" * 2900))
