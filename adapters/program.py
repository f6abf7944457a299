"""Which program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from bot.texts import terminal as texts


def program() -> str:
    """The version of the program."""
    try:
        return version("summitdesk")
    except PackageNotFoundError:
        return texts.NOT_INSTALLED
