"""What came from Discord as a question for the desk: who asks, where, and what. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.pressing import Place, is_private
from adapters.spoken import question
from bot.contract import Reply, Request

if TYPE_CHECKING:
    import discord

PLATFORM = "discord"

_MENTION = re.compile(r"<@!?(\d+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Who asks, and where. `alone`: a direct conversation with the app, in which nobody else reads."""

    user: str
    name: str
    channel: str | None
    guild: str | None
    locale: str = "en"
    alone: bool = False
    heard: discord.Interaction | discord.Message = field(repr=False)
    """What it was read from, for what else may have to be learnt of it."""


def of_interaction(interaction: discord.Interaction) -> Where:
    """Where a command was used or a button pressed."""
    guild = interaction.guild_id
    return Where(
        user=str(interaction.user.id),
        name=interaction.user.display_name,
        channel=_id(interaction.channel_id),
        guild=_id(guild),
        locale=interaction.locale.value,
        alone=guild is None and not interaction.context.private_channel,
        heard=interaction,
    )


def of_message(message: discord.Message) -> Where:
    """Where the app was mentioned or written to."""
    return Where(
        user=str(message.author.id),
        name=message.author.display_name,
        channel=str(message.channel.id),
        guild=_id(message.guild.id if message.guild else None),
        alone=message.guild is None,
        heard=message,
    )


def to_request(
    where: Where,
    now: datetime,
    *,
    text: str = "",
    command: str | None = None,
    options: Mapping[str, str] | None = None,
    page: int = 1,
    private: bool | None = None,
) -> Request:
    """The question: a line, or a command with its options as text."""
    return Request(
        now=now,
        text=text,
        command=command,
        options=options or {},
        platform=PLATFORM,
        workspace=where.guild,
        channel=where.channel,
        user=where.user,
        locale=where.locale,
        page=page,
        private=private,
    )


def place(reply: Reply, where: Where) -> Place:
    """Where the card stands: public, unless it was asked or is meant for the asker only."""
    if where.alone:
        return Place(private=True, alone=True)
    private = is_private(reply, habit=False)
    return Place(private=private, asker="" if private else where.user)


def place_of_message(reply: Reply, where: Where) -> Place:
    """Where the answer to a message stands: in its channel, unless it must go to the asker directly."""
    if where.alone or reply.private is True:
        return Place(private=True, alone=True)
    return Place(private=False, asker=where.user)


def private_place(where: Where) -> Place:
    """A place that only the asker sees."""
    return Place(private=True, alone=where.alone)


def is_addressed(content: str, me: int) -> bool:
    """Whether the text itself mentions the app; answering one of its messages does not."""
    return any(int(id) == me for id in _MENTION.findall(content))


def line(content: str, me: int, names: Mapping[int, str], *, references: bool = False) -> str:
    """The text without the app's own mention, and with the names of others where they are known.

    `references`: others stay as Discord writes them, `<@80351110224678912>`, for whoever needs their ids.
    """

    def named(match: re.Match[str]) -> str:
        id = int(match[1])
        if references and id != me:
            return f"<@{id}>"
        return f"@{names[id]}" if id != me and id in names else ""

    return question(" ".join(_MENTION.sub(named, content).split()))


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
