"""What the buttons do. A button carries all that is needed: it works after a restart, and on another replica."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import discord

from adapters.discord import translate
from adapters.discord.answering import Answering, Make, Outcome, put, say
from adapters.discord.cards import Card, view
from adapters.discord.render import to_message
from adapters.discord.sending import NO_MENTIONS, UNREACHED, insist, sentence, told
from adapters.discord.translate import Where
from adapters.discord.troubles import MAY_NOT
from adapters.pressing import SHARED_KINDS, Place, Unpacked, token, unpack
from bot.contract import Reply, Request
from bot.texts import discord as texts
from bot.texts import platforms

log = logging.getLogger("summitdesk.discord")

PlaceOf = Callable[[Reply], Place]


async def press(on: Answering, interaction: discord.Interaction[Any]) -> None:
    """Do what the pressed button says."""
    await told(_press(on, interaction), interaction, on.new_reference)


async def _press(on: Answering, interaction: discord.Interaction[Any]) -> None:
    carried = _carried(interaction)
    unpacked = unpack(carried) if _stands(interaction.message, carried) else None
    if unpacked is None:
        await sentence(interaction, platforms.OLD_BUTTON)
        return
    where = translate.of_interaction(interaction)
    is_private = interaction.message is not None and interaction.message.flags.ephemeral
    if unpacked.press.act == "share" and not is_private:
        await sentence(interaction, platforms.OLD_BUTTON)
        return
    if unpacked.press.act == "share":
        await on.work.run(_share(on, interaction, where, unpacked))
        return
    here = _here(interaction, where, unpacked)
    place = _place_of(where, here)
    card = on.at_hand(*_asked(on, where, unpacked, unpacked.press.line, place)) if unpacked.token is None else None
    if card and not card.message.kept:
        await (say(interaction, card) if here is None else put(interaction, card, here))
        return
    making = on.held(card) if card else _pressed(on, where, unpacked, place)
    showing = on.update(interaction, making, here) if here else on.show(interaction, making, hidden=not where.alone)
    await on.work.run(showing)


def _stands(message: discord.Message | None, carried: str) -> bool:
    """Whether the button is one of the message's own: what is pressed comes from outside."""
    inside = list(getattr(message, "components", ()))
    while inside:
        component = inside.pop()
        if getattr(component, "custom_id", None) == carried:
            return True
        inside += getattr(component, "children", ())
    return False


def _carried(interaction: discord.Interaction[Any]) -> str:
    data: object = interaction.data
    return str(data.get("custom_id", "")) if isinstance(data, Mapping) else ""


def _here(interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked) -> Place | None:
    """The place of the card, if this press turns it where it stands: it is private, or the presser had asked for it."""
    if unpacked.press.act not in ("turn", "ask"):
        return None
    if where.alone or (interaction.message and interaction.message.flags.ephemeral):
        return translate.private_place(where)
    return Place(private=False, asker=where.user) if unpacked.press.asker == where.user else None


def _place_of(where: Where, here: Place | None) -> PlaceOf:
    """Where the card will stand: here or, where it is not turned in place or must not be seen by others, in private."""
    if here is None or here.private:
        return lambda reply: translate.private_place(where)
    return lambda reply: translate.place(reply, where)


def _asked(on: Answering, where: Where, unpacked: Unpacked, line: str, place: PlaceOf) -> tuple[Request, Make]:
    """What the button asks, and how its answer becomes a card."""
    pressed = unpacked.press

    def make(reply: Reply) -> Card:
        full = pressed.full and reply.kind == "answer"
        return on.card(reply, place=place(reply), sheet=pressed.sheet, full=full)

    return translate.to_request(where, on.asking.clock(), text=line, page=pressed.page), make


async def _pressed(on: Answering, where: Where, unpacked: Unpacked, place: PlaceOf) -> Outcome:
    """The card that the button stands for, or why there is none."""
    line = await on.asking.line(unpacked)
    if line is None:
        return platforms.LOST_LINE
    return await on.made(*_asked(on, where, unpacked, line, place), where)


async def _share(on: Answering, interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked) -> None:
    """Post the card for everybody, once however often the button is pressed, and note on the private one what came
    of it. A press that is delivered twice ends at its second first response, which Discord does not take.
    """
    await insist(interaction.response.defer)
    once = f"discord:share:{interaction.message.id if interaction.message else 0}:{token(_carried(interaction))}"
    if not await on.asking.first(once):
        return
    private = await _pressed(on, where, unpacked, lambda reply: translate.private_place(where))
    if isinstance(private, str):
        await sentence(interaction, private)
        return
    if private.reply.kind not in SHARED_KINDS:
        await on.asking.forget(once)
        await say(interaction, private)
        return
    note = await _posted(on, interaction, where, unpacked, private.reply)
    pressed = unpacked.press
    is_done = note in (platforms.SHARED, platforms.PERHAPS_SHARED)
    if not is_done:
        await on.asking.forget(once)
    place = replace(private.place, alone=True) if is_done else private.place
    noted = to_message(private.reply, place, sheet=pressed.sheet, full=pressed.full, note=note)
    shown = view(noted.components)
    await insist(lambda: interaction.edit_original_response(view=shown, allowed_mentions=NO_MENTIONS))


async def _posted(
    on: Answering, interaction: discord.Interaction[Any], where: Where, unpacked: Unpacked, reply: Reply
) -> str:
    """Post it; the note that says so, or why not."""
    place = Place(private=False, asker=where.user)
    pressed = unpacked.press
    public = to_message(reply, place, sheet=pressed.sheet, full=pressed.full, shared_by=where.name)
    await on.asking.keep(public.kept)  # with the asker in them more lines may be too long than on the private card
    try:
        sent = await interaction.followup.send(
            view=view(public.components), ephemeral=False, allowed_mentions=NO_MENTIONS, wait=True
        )
    except discord.HTTPException as fault:
        log.warning("a card could not be shared: %s %s", fault.status, fault.code)
        reason = texts.NOT_ALLOWED if fault.code in MAY_NOT else texts.NOT_TAKEN
        return platforms.NOT_SHARED.format(reason=reason)
    except UNREACHED as fault:
        log.warning("whether a card was shared is not known: %s", type(fault).__name__)
        return platforms.PERHAPS_SHARED
    if sent.flags.ephemeral:  # Discord hides what an app says where it is not allowed to be heard
        return platforms.NOT_SHARED.format(reason=texts.NOT_ALLOWED)
    return platforms.SHARED
