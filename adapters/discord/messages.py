"""Answers messages that mention the app or are written to it directly."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import discord

from adapters.discord import limits, translate
from adapters.discord.answering import Answering
from adapters.discord.cards import Card
from adapters.discord.sending import NO_MENTIONS, UNREACHED, insist
from bot.contract import Reply
from bot.texts import discord as texts

log = logging.getLogger("summitdesk.discord")

NO_HISTORY = 160002
"""Code: the channel's history may not be read, so no message of it can be answered.
https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""

WRITTEN = (discord.MessageType.default, discord.MessageType.reply)


async def answer(on: Answering, message: discord.Message, *, me: int) -> None:
    """Answer a message to the app, once. Those of bots, and those that only answer one of ours, are left alone."""
    if message.author.bot or message.webhook_id or message.type not in WRITTEN:
        return
    if message.guild and not translate.is_addressed(message.content, me):
        return
    if not await on.asking.first(f"discord:{message.id}"):
        return
    try:
        await on.work.run(_answer(on, message, me))
    except discord.HTTPException as fault:
        log.warning("a message could not be answered: %s %s", fault.status, fault.code)
    except UNREACHED as fault:
        log.warning("discord was not reached: %s", type(fault).__name__)


async def _answer(on: Answering, message: discord.Message, me: int) -> None:
    names = {user.id: user.display_name for user in message.mentions}
    text = translate.line(message.content, me, names)
    where = translate.of_message(message)
    request = translate.to_request(where, on.asking.clock(), text=text)

    if on.asking.desk.manages(request):
        text = translate.line(message.content, me, names, references=True)
        request = translate.to_request(where, on.asking.clock(), text=text)

    def make(reply: Reply) -> Card:
        place = translate.place_of_message(reply, where)
        if reply.personal and place.alone and not where.alone:
            return on.card(_elsewhere(reply), place=place, note=texts.IN_SERVER)
        return on.card(reply, place=place)

    card = await on.made(request, make, where)
    if card.place.alone and not where.alone:
        await _direct(message, card)
    else:
        await _reply(message, view=card.view)


def _elsewhere(reply: Reply) -> Reply:
    """The reply without what would have to be pressed: in a direct message Discord does not say which server is meant,
    so no button there could manage anything."""
    return replace(reply, buttons=(), canonical=None)


async def _direct(message: discord.Message, card: Card) -> None:
    """Write a private answer to the asker; a message in a channel cannot be answered for one reader alone."""
    try:
        await insist(lambda: message.author.send(view=card.view, allowed_mentions=NO_MENTIONS, nonce=_nonce(message)))
    except discord.Forbidden:
        await _reply(message, content=texts.NO_DIRECT)


async def _reply(message: discord.Message, **said: Any) -> None:
    """Answer beside the message; where the history may not be read, without pointing to it."""
    common = {**said, "allowed_mentions": NO_MENTIONS, "nonce": _nonce(message)}
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        await insist(lambda: message.channel.send(**common, reference=reference, mention_author=False))
    except discord.HTTPException as fault:
        if fault.code != NO_HISTORY:
            raise
        await insist(lambda: message.channel.send(**common))


def _nonce(message: discord.Message) -> str:
    """The same for the same message, so that Discord itself refuses a second answer within minutes."""
    return f"sd{message.id}"[: limits.NONCE]
