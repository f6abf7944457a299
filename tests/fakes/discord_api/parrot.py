"""A bot of a few lines on the real discord.py, to show that the stand-ins behave."""

from __future__ import annotations

import discord
from discord import app_commands


class Parrot(discord.AutoShardedClient):
    """Repeats what it hears: by command, button, menu, mention and direct message."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            guild_ready_timeout=0.01,
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Interaction] = []
        self.raised: list[Exception] = []
        self.tree.add_command(app_commands.Command(name="say", description="Repeat", callback=self.say))
        self.tree.add_command(app_commands.Command(name="later", description="Repeat later", callback=self.later))
        self.tree.add_command(app_commands.ContextMenu(name="Repeat this", callback=self.repeat))
        self.tree.get_command("say").autocomplete("text")(self.complete)  # type: ignore[union-attr]
        self.tree.error(self.note)

    async def say(self, interaction: discord.Interaction, text: str) -> None:
        self.heard.append(interaction)
        view = discord.ui.LayoutView(timeout=None)
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        row.add_item(discord.ui.Button(label="Again", custom_id="again:1"))
        view.add_item(discord.ui.Container(discord.ui.TextDisplay(text), row))
        await interaction.response.send_message(view=view)

    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content="here")
        await interaction.followup.send("and there")

    async def repeat(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content, ephemeral=True)

    async def complete(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=current * 2, value=current)]

    async def note(self, interaction: discord.Interaction, error: Exception) -> None:
        self.raised.append(error)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.defer()
            await interaction.followup.send("again")

    async def on_message(self, message: discord.Message) -> None:
        if message.author.id != self.user.id:  # type: ignore[union-attr]
            await message.channel.send(message.clean_content, nonce=str(message.id))
