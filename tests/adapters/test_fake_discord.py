"""The stand-ins for Discord behave as the real one, shown with the real discord.py and a bot of a few lines."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from fakes.discord_api import payloads, schemas, sim
from fakes.discord_api.gateway import FakeDiscord, point_library
from fakes.discord_api.parrot import Parrot
from fakes.discord_api.payloads import BOB, BOT, CHARLIE, GENERAL

TEXT_V2 = discord.MessageFlags(components_v2=True).value


@pytest.fixture
async def discord_api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(check=schemas.check) as server:
        point_library(monkeypatch, server)
        yield server


@pytest.fixture
async def bot(discord_api: FakeDiscord) -> AsyncIterator[Parrot]:
    async with discord_api.running(Parrot()) as running:
        yield running  # type: ignore[misc]


async def test_commands_put_come_back_as_discord_gives_them(discord_api: FakeDiscord, bot: Parrot) -> None:
    say, later, menu = discord_api.rest.commands[None]
    assert (say["nsfw"], say["default_member_permissions"], say["name_localizations"]) == (False, None, None)
    assert say["options"][0]["required"] is True
    assert "options" not in later and menu["type"] == 3
    again = await bot.tree.sync()
    assert [str(one.id) for one in again] == [one["id"] for one in (say, later, menu)]
    assert discord_api.rest.commands[None][0]["version"] == say["version"]


async def test_a_slash_command_is_answered(discord_api: FakeDiscord, bot: Parrot) -> None:
    owners = {"0": "7", "1": BOB["id"]}
    answer = await discord_api.slash(
        "say", {"text": "hello"}, user=BOB, locale="ru", authorizing_integration_owners=owners
    )
    assert answer.data["components"][0]["components"][0]["content"] == "hello"
    assert answer.ack_ms is not None and answer.ack_ms < 1000
    heard = bot.heard[0]
    assert (heard.user.id, heard.locale, heard.context.guild) == (int(BOB["id"]), discord.Locale.russian, True)
    assert heard.guild is not None and heard.channel_id == int(GENERAL)
    assert heard.is_user_integration() and heard.filesize_limit == 10 * 1024 * 1024


@pytest.mark.parametrize("context", [1, 2])
async def test_a_slash_command_outside_a_guild_has_a_user_and_no_guild(
    discord_api: FakeDiscord, bot: Parrot, context: int
) -> None:
    await discord_api.slash("say", {"text": "hello"}, user=CHARLIE, context=context)
    heard = bot.heard[0]
    assert heard.guild is None and heard.user.id == int(CHARLIE["id"])
    assert (heard.context.dm_channel, heard.context.private_channel) == (context == 1, context == 2)


async def test_a_deferred_answer_is_edited_and_followed_up(discord_api: FakeDiscord, bot: Parrot) -> None:
    answer = await (await discord_api.slash("later")).until(lambda one: one.followups)
    assert answer.is_deferred and answer.edits[0]["content"] == "here"
    assert answer.followups[0]["content"] == "and there"
    assert answer.message is not None and answer.message["content"] == "here"


async def test_an_autocompletion_is_answered(discord_api: FakeDiscord, bot: Parrot) -> None:
    answer = await discord_api.autocomplete("say", "text", "ab")
    assert [(one["name"], one["value"]) for one in answer.choices or []] == [("abab", "ab")]


async def test_a_button_is_pressed_on_the_message_that_carries_it(discord_api: FakeDiscord, bot: Parrot) -> None:
    said = await discord_api.slash("say", {"text": "hello"})
    pressed = await discord_api.click(said, "again:1", BOB)
    await pressed.until(lambda one: one.followups)
    assert pressed.response == {"type": 6} and pressed.followups[0]["content"] == "again"
    assert pressed.payload["message"]["interaction_metadata"]["name"] == "say"
    with pytest.raises(AssertionError, match="no component 'other'"):
        await discord_api.click(said, "other")


async def test_a_message_is_picked_mentioned_and_written_to(discord_api: FakeDiscord, bot: Parrot) -> None:
    picked = await discord_api.message_command("Repeat this", "the words of Bob")
    assert picked.data["content"] == "the words of Bob" and picked.is_ephemeral
    mentioned = await discord_api.mention("hello")
    assert mentioned.messages[0]["content"] == f"@{BOT['global_name']} hello"
    alone = await discord_api.direct_message("hello", BOB)
    assert alone.messages[0]["content"] == "hello"


async def test_a_second_callback_is_refused(discord_api: FakeDiscord, bot: Parrot) -> None:
    answer = await discord_api.slash("say", {"text": "hello"})
    await discord_api.deliver_again(answer)
    await answer.until(lambda one: one.refused)
    assert answer.refused == [(400, 40060)]


async def test_a_late_callback_is_refused(discord_api: FakeDiscord, bot: Parrot) -> None:
    late = await discord_api.slash("say", {"text": "hello"}, wait=False, age=3.1)
    await late.until(lambda one: one.refused)
    assert late.refused == [(404, 10062)] and late.response is None


async def test_a_token_dies_after_15_minutes(discord_api: FakeDiscord, bot: Parrot) -> None:
    await discord_api.slash("say", {"text": "hello"})
    discord_api.pass_time(15 * 60 + 1)
    with pytest.raises(discord.HTTPException) as refused:
        await bot.heard[0].followup.send("too late")
    assert (refused.value.status, refused.value.code) == (401, 50027)


@pytest.mark.parametrize("is_global", [False, True])
async def test_a_limit_is_waited_for_as_told(discord_api: FakeDiscord, bot: Parrot, is_global: bool) -> None:
    discord_api.limit("POST", "/channels/*/messages", retry_after=0.3, is_global=is_global)
    await bot.get_partial_messageable(int(GENERAL)).send("hello")
    first, second = discord_api.asked("POST", f"/channels/{GENERAL}/messages")
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 0.3


async def test_after_a_cut_the_bot_resumes_and_hears_what_it_missed(discord_api: FakeDiscord, bot: Parrot) -> None:
    discord_api.drop()
    answer = await discord_api.slash("say", {"text": "missed"})
    assert answer.response is not None
    assert len(discord_api.sessions.resumes) == 1 and len(discord_api.sessions.identifies) == 1
    assert len(bot.heard) == 1


async def test_asked_to_reconnect_the_bot_resumes(discord_api: FakeDiscord, bot: Parrot) -> None:
    await discord_api.reconnect()
    await discord_api.until(lambda: discord_api.sessions.resumes, "a RESUME")
    assert (await discord_api.slash("say", {"text": "hello"})).response is not None


async def test_a_void_session_is_identified_anew(discord_api: FakeDiscord, bot: Parrot) -> None:
    await discord_api.invalidate()
    await discord_api.until(lambda: len(discord_api.sessions.identifies) == 2, "a second IDENTIFY")
    await discord_api.until(lambda: discord_api.sessions.held, "a session")
    assert (await discord_api.slash("say", {"text": "hello"})).response is not None


@pytest.mark.parametrize("status", [503, "reset"])
async def test_a_refused_first_connection_is_tried_again(monkeypatch: pytest.MonkeyPatch, status: int | str) -> None:
    async with FakeDiscord() as server:
        paused = point_library(monkeypatch, server)
        server.refuse_gateway(3, status=status)
        async with server.running(Parrot()):
            assert server.sessions.opened == 1 and 5.0 in paused
            assert [one.status for one in server.asked("GET", "gateway")][:3] == [502 if status == "reset" else 503] * 3
            assert (await server.slash("say", {"text": "hello"})).response is not None


async def test_silence_instead_of_acknowledged_heartbeats_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord() as server:
        point_library(monkeypatch, server)
        server.sessions.heartbeat_interval = 50
        silent = Parrot()
        silent._connection.heartbeat_timeout = 0.3
        async with server.running(silent):
            server.sessions.acknowledges_heartbeats = False
            await server.until(lambda: server.sessions.resumes, "a RESUME")
            server.sessions.acknowledges_heartbeats = True
            assert (await server.slash("say", {"text": "hello"})).response is not None


async def test_a_lookup_of_the_gateway_that_fails_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord() as server:
        point_library(monkeypatch, server)
        server.refuse_lookup(status=503)
        with pytest.raises(discord.GatewayNotFound):
            async with server.running(Parrot()):
                pass


async def test_a_wrong_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord() as server:
        point_library(monkeypatch, server)
        stranger = Parrot()
        with pytest.raises(discord.LoginFailure):
            await stranger.start("another token")
        await stranger.close()


async def test_a_message_with_a_nonce_is_posted_once(discord_api: FakeDiscord, bot: Parrot) -> None:
    posted = [
        await bot.http.request(
            discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=int(GENERAL)),
            json={"content": "hello", "nonce": "slot:1", "enforce_nonce": True},
        )
        for _ in range(2)
    ]
    assert posted[0]["id"] == posted[1]["id"]
    assert len(discord_api.rest.messages) == 1


async def test_a_direct_channel_is_opened_once_and_can_be_closed_to_the_bot(
    discord_api: FakeDiscord, bot: Parrot
) -> None:
    channel = await bot.create_dm(discord.Object(int(CHARLIE["id"])))  # type: ignore[arg-type]
    await channel.send("hello", file=discord.File(io.BytesIO(b"x"), "x.txt"))
    sent = discord_api.asked("POST", f"/channels/{channel.id}/messages")[0]
    assert (sent.status, sent.json["content"], sent.files) == (200, "hello", {"x.txt": b"x"})
    discord_api.rest.closed_to.add(CHARLIE["id"])
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50007


async def test_a_guild_is_joined_and_left(discord_api: FakeDiscord, bot: Parrot) -> None:
    second = payloads.guild("1100000000000000200", [payloads.channel("1100000000000000201", "other")], members=[BOB])
    await discord_api.join(second)
    answer = await discord_api.slash("say", {"text": "x"}, guild=second["id"], channel=second["channels"][0]["id"])
    assert answer.response is not None and len(bot.guilds) == 2
    await discord_api.leave(second["id"])
    await discord_api.slash("say", {"text": "x"})
    assert len(bot.guilds) == 1


async def test_each_shard_has_a_session_and_hears_its_own_guilds(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord(shards=2) as server:
        point_library(monkeypatch, server)
        async with server.running(Parrot()) as two:
            assert sorted(two.shards) == [0, 1]  # type: ignore[attr-defined]
            assert [one["shard"] for one in server.sessions.identifies] == [[0, 2], [1, 2]]
            assert len(two.guilds) == 1
            assert (await server.slash("say", {"text": "hello"})).response is not None
            assert (await server.direct_message("hello")).messages[0]["content"] == "hello"


async def test_intents_that_were_not_granted_close_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord() as server:
        point_library(monkeypatch, server)
        greedy = Parrot()
        greedy._connection._intents.message_content = True
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with server.running(greedy):
                pass


async def test_a_route_that_discord_has_not_is_not_found(discord_api: FakeDiscord, bot: Parrot) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(discord.http.Route("GET", "/no/such/route"))


async def test_a_body_that_discord_would_refuse_is_refused(discord_api: FakeDiscord, bot: Parrot) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await bot.get_partial_messageable(int(GENERAL)).send("x" * 2001)
    assert (refused.value.status, refused.value.code) == (400, 50035)


def test_without_node_the_schemas_are_skipped_but_not_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(RuntimeError, match="node"):
        schemas._written()
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="node"):
        schemas._written()


def _text(length: int) -> dict[str, Any]:
    return {"type": 10, "content": "x" * length}


def _button(custom_id: str) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": custom_id}]}


def _layout(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 4, "data": {"flags": TEXT_V2, "components": list(components)}}


def _choices(count: int, name: str = "a") -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": name, "value": "b"}] * count}}


def _command(**change: Any) -> list[dict[str, Any]]:
    return [{"name": "who", "description": "Who holds an office", "type": 1, **change}]


CALLBACK, COMMANDS = ("POST", "/interactions/1/aW50/callback"), ("PUT", "/applications/1/commands")
OPTION = {"type": 3, "name": "name", "description": "x" * 100}
LONG = [{**OPTION, "name": f"o{n}", "choices": [{"name": "c" * 80, "value": str(n)}] * 20} for n in range(5)]


@pytest.mark.parametrize(
    ("call", "good", "bad", "said"),
    [
        (CALLBACK, _choices(25), _choices(26), "more than 25 items"),
        (CALLBACK, _choices(1, "a" * 100), _choices(1, "a" * 101), "longer than 100"),
        (CALLBACK, _layout(_button("c" * 100)), _layout(_button("c" * 101)), "longer than 100"),
        (CALLBACK, _layout(*[_text(1)] * 40), _layout(*[_text(1)] * 41), "more than 40 items"),
        (
            CALLBACK,
            _layout({"type": 17, "components": [_text(1)] * 39}),
            _layout({"type": 17, "components": [_text(1)] * 38}, _text(1), _text(1)),
            "41 with the nested ones",
        ),
        (CALLBACK, _layout(_text(2000), _text(2000)), _layout(_text(2000), _text(2001)), "4001 characters of text"),
        (CALLBACK, _layout(_button("a"), _button("b")), _layout(_button("a"), _button("a")), "'a' is there twice"),
        (COMMANDS, _command(name="c" * 32), _command(name="c" * 33), "longer than 32"),
        (COMMANDS, _command(), _command(description=""), "no description"),
        (COMMANDS, _command(options=LONG[:4]), _command(options=LONG), "8000 are allowed"),
    ],
)
def test_what_discord_would_refuse_is_found(
    call: tuple[str, str], good: dict[str, Any], bad: dict[str, Any], said: str
) -> None:
    assert schemas.check(*call, good) == []
    assert said in "\n".join(schemas.check(*call, bad))


def test_a_layout_stands_without_content() -> None:
    body = {"flags": TEXT_V2, "components": [_text(1)], "content": "beside"}
    assert schemas.rules(body) == ["components: version 2 stands alone, not beside content"]


@pytest.fixture
async def env() -> AsyncIterator[simcord.Env]:
    async with sim.simulated(Parrot) as simulation:
        yield simulation


async def test_the_simulator_runs_the_bot_and_its_bodies_are_checked(env: simcord.Env) -> None:
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    alice = guild.add_member(env.create_user("alice"))
    said = await alice.slash(channel, "say", text="hello")
    assert said.response is not None
    await env.restart_bot(Parrot())
    pressed = await alice.click(said.response, custom_id="again:1")
    assert [one.content for one in pressed.followups] == ["again"]
    assert (await alice.autocomplete(channel, "say", "text", "ab"))[0]["name"] == "abab"
    mention = await alice.send(channel, f"<@{env.bot.user.id}> hello")  # type: ignore[union-attr]
    picked = await alice.context_menu(channel, "Repeat this", mention)
    assert picked.response is not None and picked.ephemeral
    assert {one.method for one in env.http_requests} == {"GET", "PUT", "POST"}
    assert sim.faults(env) == []


async def test_an_error_inside_the_bot_fails_the_simulation() -> None:
    with pytest.raises(ExceptionGroup) as failed:
        async with sim.simulated(Parrot) as env:
            channel = env.create_guild().create_text_channel("general")
            alice = env.guild.add_member(env.create_user("alice"))
            env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
            await alice.send(channel, f"<@{env.bot.user.id}> hello")  # type: ignore[union-attr]
    assert failed.value.exceptions[0].code == 50013  # type: ignore[attr-defined]


async def test_a_body_that_discord_would_refuse_fails_the_simulation() -> None:
    class Wrong(Parrot):
        async def complete(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name="x" * 101, value=current)]

    with pytest.raises(AssertionError, match="longer than 100"):
        async with sim.simulated(Wrong) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("general")
            alice = guild.add_member(env.create_user("alice"))
            await alice.autocomplete(channel, "say", "text", "ab")
