"""The reading commands, one file for each family."""

from __future__ import annotations

from bot.commands.members import members
from bot.registry import Registry


def registry() -> Registry:
    """Every command of the desk, in the order in which help lists them."""
    return Registry((members,))
