"""Replies held in memory by exactly what was asked, as many as there is room for."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from contextlib import suppress
from threading import Lock

from cachetools import LRUCache

from bot.contract import Reply

CHARACTERS = 4_000_000
"""How many characters of replies are kept: about a thousand pages, or some ten megabytes."""

LONG_KEY = 200
"""Characters of a question; a longer one is held as its hash."""


class Kept:
    """The replies. Threads may share it."""

    def __init__(self) -> None:
        self._replies: LRUCache[Hashable, Reply] = LRUCache(CHARACTERS, getsizeof=_size)
        self._lock = Lock()

    def get(self, key: Hashable) -> Reply | None:
        """The reply under a key, if it is still there."""
        with self._lock:
            return self._replies.get(key)

    def put(self, key: Hashable, reply: Reply) -> None:
        """Hold a reply under a key."""
        with self._lock, suppress(ValueError):  # a reply larger than all room is not kept
            self._replies[key] = reply


def mark(text: str) -> str:
    """The text, or what stands for a long one in a key."""
    return text if len(text) <= LONG_KEY else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(reply: Reply) -> int:
    """About how many characters a reply holds."""
    items = sum(200 + len(item.text) for part in reply.parts for item in part.items)
    buttons = sum(100 + len(button.label) + len(button.command) for button in reply.buttons)
    own = len(reply.title) + len(reply.lead) + len(reply.canonical or "")
    return 500 + own + items + buttons + 300 * len(reply.sources)
