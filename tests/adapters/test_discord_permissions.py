"""Permissions are computed as Discord's library computes them, for any roles and overwrites."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from fakes.discord_api import payloads, rights
from fakes.discord_api.payloads import ALICE, BOB, GENERAL, GUILD, Json
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import permissions
from adapters.discord.permissions import NAMES, allowed, missing

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ROLES = ("31", "32", "33")
SEEN = [*NAMES, permissions.MANAGE_CHANNELS, permissions.MANAGE_GUILD, permissions.MANAGE_THREADS]
BITS = st.sets(st.sampled_from(SEEN)).map(sum)
ROLE = st.tuples(st.sampled_from(ROLES), BITS | st.just(permissions.ADMINISTRATOR))
OVERWRITE = st.tuples(st.sampled_from([*ROLES, GUILD, BOB["id"]]), BITS, BITS)
STATE: Any = discord.Client(intents=discord.Intents(guilds=True))._connection
UNTIL = st.sampled_from([None, "2026-11-23T00:00:00+00:00", "2999-01-01T00:00:00+00:00"])


def guild(everyone: int, roles: dict[str, int], owner: str) -> Json:
    made = payloads.guild(GUILD, [], members=[])
    made["roles"] = [payloads.role(id, id, permissions=bits) for id, bits in {GUILD: everyone, **roles}.items()]
    return {**made, "owner_id": owner}


def by_the_library(server: Json, member: Json, channel: Json) -> int:
    known = discord.Guild(data=server, state=STATE)  # type: ignore[arg-type]
    who = discord.Member(data=member, guild=known, state=STATE)  # type: ignore[arg-type]
    place = discord.TextChannel(state=STATE, guild=known, data=channel)  # type: ignore[arg-type]
    return place.permissions_for(who).value


@given(
    everyone=BITS,
    roles=st.lists(ROLE).map(dict),
    held=st.sets(st.sampled_from(ROLES)),
    overwrites=st.lists(OVERWRITE, unique_by=lambda one: one[0]),
    owner=st.sampled_from([ALICE["id"], BOB["id"]]),
    until=UNTIL,
)
def test_the_library_says_the_same(
    everyone: int,
    roles: dict[str, int],
    held: set[str],
    overwrites: list[tuple[str, int, int]],
    owner: str,
    until: str | None,
) -> None:
    server = guild(everyone, roles, owner)
    member = {**payloads.member(BOB, roles=sorted(held)), "communication_disabled_until": until}
    channel = payloads.channel(GENERAL, "general")
    channel["permission_overwrites"] = [
        {"id": id, "type": int(id == BOB["id"]), "allow": str(allow), "deny": str(deny)}
        for id, allow, deny in overwrites
    ]
    bits = allowed(server, member, channel, now=NOW)
    theirs = by_the_library(server, member, channel)
    assert {name for name in SEEN if bits & name} == {name for name in SEEN if theirs & name}
    if until is None:
        fake = rights.permissions({**server, "members": [member]}, channel, BOB["id"], {})
        assert {name for name in SEEN if fake & name} == {name for name in SEEN if theirs & name}


def test_what_is_missing_is_named_as_a_manager_reads_it() -> None:
    assert missing(0, thread=False) == ("View Channel",)
    assert missing(permissions.VIEW_CHANNEL, thread=False) == ("Send Messages", "Read Message History")
    assert missing(permissions.VIEW_CHANNEL, thread=True) == ("Send Messages in Threads", "Read Message History")
    assert missing(permissions.EVERYTHING, thread=True) == ()


@pytest.mark.parametrize(
    ("bit", "flag"),
    [
        (permissions.VIEW_CHANNEL, "view_channel"),
        (permissions.SEND_MESSAGES, "send_messages"),
        (permissions.SEND_IN_THREADS, "send_messages_in_threads"),
        (permissions.READ_MESSAGE_HISTORY, "read_message_history"),
        (permissions.MANAGE_CHANNELS, "manage_channels"),
        (permissions.MANAGE_GUILD, "manage_guild"),
        (permissions.MANAGE_THREADS, "manage_threads"),
        (permissions.ADMINISTRATOR, "administrator"),
    ],
)
def test_each_bit_is_the_one_that_it_is_called(bit: int, flag: str) -> None:
    assert discord.Permissions(**{flag: True}).value == bit
