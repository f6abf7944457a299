"""Messages as a platform takes them, held for the replies that the desk holds: the same reply is rendered once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

from bot.contract import Reply

Message = TypeVar("Message")

HELD = 128
"""Messages; a few kilobytes each."""


class Rendered(Generic[Message]):
    """Renders a reply, or gives the message that was made of the same reply object in the same way."""

    def __init__(self, render: Callable[..., Message]) -> None:
        self._render = render
        self._held: LRUCache[Hashable, tuple[Reply, Message]] = LRUCache(HELD)

    def __call__(self, reply: Reply, **how: Hashable) -> Message:
        """The message. The reply is held with it, so that its identity stands for it."""
        key = (id(reply), *how.items())
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = (reply, self._render(reply, **how))
        return held[1]
