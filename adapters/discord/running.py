"""Discord as one adapter: built from the settings, and connected anew each time the last connection is gone."""

from __future__ import annotations

from collections.abc import Callable

from adapters.asking import Asking
from adapters.discord import client, limits
from adapters.discord.posting import DiscordSender
from adapters.posts import Outlet
from adapters.supervisor import State
from adapters.work import Work
from bot.settings import Discord as Settings


class DiscordAdapter:
    """One Discord app. `run` is to be supervised; `sender` posts, with or without it."""

    def __init__(self, settings: Settings, asking: Asking, work: Work, *, new_reference: Callable[[], str]) -> None:
        self._settings, self._asking, self._work, self._new_reference = settings, asking, work, new_reference
        self._sender: DiscordSender | None = None

    def sender(self) -> DiscordSender:
        """What posts in Discord, always the same one. Whoever asks for it closes it at the end."""
        if self._sender is None:
            settings, asking = self._settings, self._asking
            self._sender = DiscordSender(
                settings.token or "", api=settings.api_url, keep=asking.keep, clock=asking.clock
            )
        return self._sender

    def outlet(self) -> Outlet:
        """What the desk posts by itself goes out here; it needs no `run`."""
        return Outlet(self.sender(), limits.POSTING, limits.UNDER_WAY)

    async def run(self, state: State) -> None:
        """Be connected until that ends. Raises Refused, or what the library and the network raise."""
        opened = client.open_client(
            self._asking,
            self._work,
            new_reference=self._new_reference,
            api=self._settings.api_url,
            guild=self._settings.server,
        )
        await client.run(opened, self._settings.token or "", ready=state.ready)
