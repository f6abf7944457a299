"""The key of a post: the same for every try, and no other post's."""

from __future__ import annotations

import base64
import hashlib

from data.operations.ledger import Due

LENGTH = 24
"""Characters; Discord takes 25 (https://docs.discord.com/developers/resources/message#create-message)."""


def key(due: Due) -> str:
    """The key of a planned post."""
    return _short(f"{due.schedule.token}|{due.day}|{due.slot}")


def of_notice(once: str, token: str) -> str:
    """The key of a notice."""
    return _short(f"{token}|{once}")


def _short(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()[: LENGTH * 5 // 8]
    return base64.b32encode(digest).decode().casefold()
