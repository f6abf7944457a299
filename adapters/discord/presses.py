"""What the buttons do. A button carries all that is needed: it works after a restart, and on another replica."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import discord

from adapters.discord import translate
from adapters.discord.answering import Answering, Making, Outcome
from adapters.discord.cards import Card, view
from adapters.discord.render import to_message
from adapters.discord.sending import MAY_NOT, NO_MENTIONS, sentence, told
from adapters.discord.translate import Where
from adapters.pressing import Place, Unpacked, unpack
from bot.contract import Reply
from bot.texts import discord as texts
from bot.texts import platforms

log = logging.getLogger("summitdesk.discord")

PlaceOf = Callable[[Reply], Place]


async def press(on: Answering, interaction: discord.Interaction[Any]) -> None:
    """Do what the pressed button says."""
    async with told(interaction, on.new_reference):
        await on.work.run(_press(on, interaction))


async def _press(on: Answering, interaction: discord.Interaction[Any]) -> None:
    unpacked = unpack(_carried(interaction))
    if unpacked is None:
        await sentence(interaction, platforms.OLD_BUTTON)
        return
    where = translate.of_interaction(interaction)
    if unpacked.press.act == "share":
        await _share(on, interaction, where, unpacked)
        return
    here = _here(interaction, where, unpacked)
    if here is None:
        making = _pressed(on, where, unpacked, lambda reply: translate.private_place(where))
        await on.show(interaction, making, hidden=not where.alone)
    else:
        await on.update(interaction, _in_place(on, where, unpacked, here), here)


def _carried(interaction: discord.Interaction[Any]) -> str:
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", ""))


def _here(interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked) -> Place | None:
    """The place of the card, if this press turns it where it stands: it is private, or the presser had asked for it."""
    if unpacked.press.act not in ("turn", "ask"):
        return None
    if where.alone or (interaction.message and interaction.message.flags.ephemeral):
        return translate.private_place(where)
    return Place(private=False, asker=where.user) if unpacked.press.asker == where.user else None


def _in_place(on: Answering, where: Where, unpacked: Unpacked, here: Place) -> Making:
    def place(reply: Reply) -> Place:
        return here if here.private else translate.place(reply, where)

    return _pressed(on, where, unpacked, place)


async def _pressed(on: Answering, where: Where, unpacked: Unpacked, place: PlaceOf) -> Outcome:
    """The card that the button stands for, or why there is none."""
    pressed = unpacked.press
    line = await on.asking.line(unpacked)
    if line is None:
        return platforms.LOST_LINE
    request = translate.to_request(where, on.asking.clock(), text=line, page=pressed.page)

    def make(reply: Reply) -> Card:
        full = pressed.full and reply.kind == "answer"
        return on.cards.card(reply, place(reply), sheet=pressed.sheet, full=full)

    return await on.made(request, make)


async def _share(on: Answering, interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked) -> None:
    """Post the card for everybody, once, and note on the private one what came of it."""
    await interaction.response.defer()
    if not await on.asking.first(f"discord:{interaction.id}"):
        return
    private = await _pressed(on, where, unpacked, lambda reply: translate.private_place(where))
    if isinstance(private, str):
        await sentence(interaction, private)
        return
    note = await _posted(on, interaction, where, unpacked, private.reply)
    pressed = unpacked.press
    place = replace(private.place, alone=True) if note == platforms.SHARED else private.place  # shared is shared
    noted = to_message(private.reply, place, sheet=pressed.sheet, full=pressed.full, note=note)
    await interaction.edit_original_response(view=view(noted.components), allowed_mentions=NO_MENTIONS)


async def _posted(
    on: Answering, interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked, reply: Reply
) -> str:
    """Post it; the note that says so, or why not."""
    place = Place(private=False, asker=where.user)
    pressed = unpacked.press
    public = to_message(reply, place, sheet=pressed.sheet, full=pressed.full, shared_by=where.name)
    await on.asking.keep(public.kept)
    try:
        sent = await interaction.followup.send(
            view=view(public.components), ephemeral=False, allowed_mentions=NO_MENTIONS, wait=True
        )
    except discord.HTTPException as fault:
        log.warning("a card could not be shared: %s %s", fault.status, fault.code)
        reason = texts.NOT_ALLOWED if fault.code in MAY_NOT else texts.NOT_TAKEN
        return platforms.NOT_SHARED.format(reason=reason)
    if sent.flags.ephemeral:  # Discord hides what an app says where it is not allowed to be heard
        return platforms.NOT_SHARED.format(reason=texts.NOT_ALLOWED)
    return platforms.SHARED
