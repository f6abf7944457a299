"""Pictures of Discord messages, by the preview of the simulator simcord."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.preview import _markdown

NAME = "Summit Desk"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUOTED = re.compile(r"^(> .*)\n(?![>\n])", re.MULTILINE)

HEIGHT = 6000
"""Of the window, in CSS pixels: more than any card takes, for a picture holds what the window shows."""

Asked = Mapping[Path, tuple[str, Mapping[str, Any]]]
"""The line and the body of its answer, by the file of the picture."""


class Answering(discord.Client):
    """Answers each mention with the next of some bodies, as they are."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(intents=discord.Intents.default())
        self.tree = discord.app_commands.CommandTree(self)
        self._bodies = iter(body for _, body in asked.values())

    async def on_message(self, message: discord.Message) -> None:
        """Answer, once."""
        if message.author.bot:
            return
        route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=message.channel.id)
        await self.http.request(route, json={**next(self._bodies), "message_reference": {"message_id": message.id}})


async def draw(asked: Asked, *, width: int) -> None:
    """Draw each answer, with the question above it."""
    _end_quotations()
    env = simcord.Env(Answering(asked))
    await env.start()
    try:
        await env.advance_time((NOW - env.now()).total_seconds())
        await env.bot.user.edit(username=NAME)
        channel = env.create_guild().create_text_channel("summits")
        alice = env.guild.add_member(env.create_user("Alice"))
        for picture, (line, _) in asked.items():
            await alice.send(channel, f"<@{env.bot.user.id}> {line}")
            async with env.preview(channel, viewers=[alice], width=width, height=HEIGHT) as preview:
                await preview.screenshot(picture)
    finally:
        await env.shutdown()


def _end_quotations() -> None:
    """Have a quotation end with its line, as in Discord; the preview's Markdown is CommonMark's, where it goes on."""
    parser = _markdown._markdown_parser

    def ending(*how: Any) -> Any:
        made = parser(*how)
        parse = made.parse
        made.parse = lambda text, env=None: parse(QUOTED.sub(r"\1\n\n", text), env)
        return made

    _markdown._markdown_parser = ending
