"""Posts of the terminal: into the terminal itself or into a file, so that all can be tried with no account."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from adapters.render_text import render
from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, Sent, Target
from bot.texts import deliveries as texts

PLATFORM = "terminal"
HERE = "terminal"
"""The channel that is the terminal itself; any other is the path of a file."""

MARK = "[{key}]"
"""What stands in a file above each post, so that it is found again."""


class TerminalSender:
    """`clock` gives the local time that stands above a post; `folder` is where the files are."""

    repeatable = timedelta(0)

    def __init__(self, out: TextIO, folder: Path, *, clock: Callable[[], datetime], colour: bool = False) -> None:
        self._out, self._folder, self._clock, self._colour = out, folder, clock, colour

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        """Write the card. Raises SendFailed where the file cannot be written."""
        text = render(reply, colour=self._colour and self._is_here(target), full=True)
        head = texts.POSTED.format(moment=f"{(now := self._clock()):%a} {now.isoformat(' ', 'minutes')}")
        if self._is_here(target):
            self._out.write(f"\n{head}\n{text}\n")
            self._out.flush()
            return Sent(message=key)
        path = self._folder / (target.channel or "")
        try:
            await asyncio.to_thread(_append, path, f"{head} {MARK.format(key=key)}\n{text}\n\n")
        except FileNotFoundError as fault:
            raise SendFailed("gone", fault.strerror or "") from None
        except (PermissionError, IsADirectoryError) as fault:
            raise SendFailed("forbidden", fault.strerror or "", missing=(texts.WRITING,)) from None
        except OSError as fault:
            raise SendFailed("down", fault.strerror or type(fault).__name__) from None
        return Sent(message=key, link=str(path))

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        """The post in its file. Raises NotFindable for the terminal itself, which nobody can read back."""
        if self._is_here(target):
            raise NotFindable(texts.NOT_READ_BACK)
        path = self._folder / (target.channel or "")
        try:
            text = await asyncio.to_thread(path.read_text, "utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise NotFindable(fault.strerror or type(fault).__name__) from None
        return Sent(message=key, link=str(path)) if MARK.format(key=key) in text else None

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """Whether the file can be written. Raises SendFailed where its folder is gone."""
        if self._is_here(target):
            return ()
        path = self._folder / (target.channel or "")
        if not path.parent.is_dir():
            raise SendFailed("gone", str(path.parent))
        try:
            await asyncio.to_thread(_append, path, "")
        except OSError:
            return (texts.WRITING,)
        return ()

    @staticmethod
    def _is_here(target: Target) -> bool:
        return target.channel in (None, HERE)


def _append(path: Path, text: str) -> None:
    """Write at the end of a file in one call, so that a post stands there whole or not at all."""
    with path.open("ab", buffering=0) as file:
        file.write(text.encode())
