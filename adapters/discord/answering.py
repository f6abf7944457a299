"""Shows what was asked for: at once where it is at hand, else it asks Discord for time and shows it later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import discord

from adapters.asking import Asking
from adapters.discord import limits, translate
from adapters.discord.cards import Card, card
from adapters.discord.learning import Learn, NotLearnt, learned
from adapters.discord.sending import NO_MENTIONS, Again, insist, sentence, told
from adapters.discord.translate import Where
from adapters.pressing import ALWAYS_PRIVATE, Place
from adapters.rendered import Rendered
from adapters.work import Work
from bot.contract import Reply, Request
from bot.texts import discord as texts

REFUSING = ("refusal", "not-found", "error")
"""Kinds of reply that those who manage get where there is no server, and so nothing that they could manage."""

Make = Callable[[Reply], Card]
"""Makes the card of a reply, for the place where it will stand."""

Outcome = Card | str
"""A card, or a sentence for the asker alone."""

Making = Coroutine[Any, Any, Outcome]


class Answering:
    """The desk's answers on Discord. `patience`: seconds that it waits for one before it asks for more time."""

    def __init__(
        self,
        asking: Asking,
        work: Work,
        *,
        new_reference: Callable[[], str],
        learn: Learn = learned,
        patience: float = limits.PATIENCE,
    ) -> None:
        self.asking, self.work, self.new_reference, self.patience = asking, work, new_reference, patience
        self._learn = learn
        self.card: Rendered[Card] = Rendered(card)

    async def command(
        self,
        interaction: discord.Interaction[Any],
        name: str,
        options: Mapping[str, str],
        *,
        private: bool | None = None,
    ) -> None:
        """Answer a command with its options."""
        where = translate.of_interaction(interaction)
        request = translate.to_request(where, self.asking.clock(), command=name, options=options, private=private)
        request = self.asking.desk.here(request)
        await told(self._answer(interaction, request, where), interaction, self.new_reference)

    async def _answer(self, interaction: discord.Interaction[Any], request: Request, where: Where) -> None:
        def make(reply: Reply) -> Card:
            return self.card(reply, place=translate.place(reply, where))

        card = self.at_hand(request, make)
        if card and not card.message.kept:
            await say(interaction, card)
            return
        making = self.held(card) if card else self.made(request, make, where)
        await self.work.run(self.show(interaction, making, hidden=request.private is True))

    def at_hand(self, request: Request, make: Make) -> Card | None:
        """The card, where its reply is held in memory."""
        stored = self.asking.stored(request)
        return make(stored) if stored else None

    async def made(self, request: Request, make: Make, where: Where) -> Card:
        """The card for a request, its buttons' lines held."""
        channels = await self.asking.concerning(request)
        reply = self.asking.answer(request) if channels is None else self._managed(request, channels, where)
        return await self.held(make(await reply))

    async def _managed(self, request: Request, channels: tuple[str, ...], where: Where) -> Reply:
        """The reply to a question that may change something, once for each time that it was asked. Raises Again."""
        refusal = self.asking.limited(request)
        if refusal is not None:
            return refusal
        if not await self.asking.first(f"discord:manage:{where.heard.id}"):
            raise Again
        try:
            reply = await self.asking.answer(await self._learn(request, channels, where.heard), counted=True)
        except NotLearnt as fault:
            return Reply(kind="error", title=texts.NOT_LEARNT_TITLE, lead=str(fault))
        if where.guild is None and reply.personal and reply.kind in REFUSING:
            return replace(reply, title=texts.NO_SERVER_TITLE, lead=texts.NO_SERVER, parts=(), buttons=())
        return reply

    async def held(self, card: Card) -> Card:
        """The card, once the lines of its buttons are held."""
        await self.asking.keep(card.message.kept)
        return card

    async def show(self, interaction: discord.Interaction[Any], making: Making, *, hidden: bool) -> None:
        """Show it as a new message. `hidden`: what stands there meanwhile is for the asker alone."""
        task = asyncio.ensure_future(making)
        if await self._is_soon(task):
            await say(interaction, task.result())
            return
        await insist(lambda: interaction.response.defer(ephemeral=hidden, thinking=True))
        outcome = await task
        if is_hidden(outcome) and not hidden:
            await interaction.delete_original_response()
            await say(interaction, outcome)
        elif isinstance(outcome, str):
            await interaction.edit_original_response(content=outcome, allowed_mentions=NO_MENTIONS)
        else:
            await insist(lambda: interaction.edit_original_response(view=outcome.view, allowed_mentions=NO_MENTIONS))

    async def update(self, interaction: discord.Interaction[Any], making: Making, here: Place) -> None:
        """Put it in the place of the card whose button was pressed."""
        task = asyncio.ensure_future(making)
        if not await self._is_soon(task):
            await insist(interaction.response.defer)
        await put(interaction, await task, here)

    async def _is_soon(self, task: asyncio.Future[Outcome]) -> bool:
        done, _ = await asyncio.wait((task,), timeout=self.patience)
        return bool(done)


async def put(interaction: discord.Interaction[Any], outcome: Outcome, here: Place) -> None:
    """Put it in the place of the card whose button was pressed; what does not belong there, beside it."""
    if isinstance(outcome, str) or outcome.reply.kind in ALWAYS_PRIVATE or outcome.place != here:
        await say(interaction, outcome)
    elif interaction.response.is_done():
        await insist(lambda: interaction.edit_original_response(view=outcome.view, allowed_mentions=NO_MENTIONS))
    else:
        await insist(lambda: interaction.response.edit_message(view=outcome.view, allowed_mentions=NO_MENTIONS))


async def say(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Say it as a new message: the first response, or one that follows it."""
    hidden = is_hidden(outcome)
    if isinstance(outcome, str):
        await sentence(interaction, outcome)
    elif interaction.response.is_done():
        await interaction.followup.send(view=outcome.view, ephemeral=hidden, allowed_mentions=NO_MENTIONS)
    else:
        await insist(
            lambda: interaction.response.send_message(view=outcome.view, ephemeral=hidden, allowed_mentions=NO_MENTIONS)
        )


def is_hidden(outcome: Outcome) -> bool:
    """Whether only the asker shall see it. Where nobody else is, it stays unless that was asked for."""
    if isinstance(outcome, str):
        return True
    return outcome.reply.private is True if outcome.place.alone else outcome.place.private
