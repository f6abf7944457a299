"""Posts of the terminal: into the terminal itself or into a file, so that all can be tried with no account."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from adapters.render_text import render
from bot.contract import Channel, Reply
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target
from bot.texts import deliveries as texts

PLATFORM = "terminal"
HERE = "terminal"
"""The channel that is the terminal itself; any other is the path of a file."""

MARK = "[{key}]"
"""What stands in a file above each post, so that it is found again."""


def channel(id: str, folder: Path | None = None) -> Channel:
    """What is known of a channel of the terminal for whoever sits there: nothing is made or written.

    A path that begins with `~` is told in full, for who posts there later may have another home.
    """
    if id == HERE:
        return Channel(id=id, may_manage=True)
    try:
        path = Path(id).expanduser()
    except RuntimeError:
        return Channel(id=id, may_manage=True, trouble="no-folder")
    full = str(path) if id.startswith("~") else id
    return Channel(id=full, may_manage=True, trouble=_in_the_way((folder or Path.cwd()) / path))


class TerminalSender:
    """`clock` gives the local time that stands above a post. `folder` is where the files are: whoever sits at the
    terminal may name any path, in it or outside. None: there are no files, and all is shown in the terminal."""

    repeatable = timedelta(0)

    def __init__(
        self, out: TextIO, folder: Path | None, *, clock: Callable[[], datetime], colour: bool = False
    ) -> None:
        self._out, self._folder, self._clock, self._colour = out, folder, clock, colour

    def share(self, processes: int) -> None:
        """A terminal has no limit."""

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        """Write the card. Raises SendFailed where it cannot be written, SendUnknown where a part may be shown."""
        path = self._path(target)
        text = render(reply, colour=self._colour and path is None, full=True)
        head = texts.POSTED.format(moment=f"{(now := self._clock()):%a} {now.isoformat(' ', 'minutes')}")
        if path is None:
            await self._show(f"\n{head}\n{text}\n")
            return Sent(message=key)
        if _in_the_way(path) == "no-file":
            raise SendFailed("forbidden", texts.NO_FILE, missing=(texts.WRITING,))
        try:
            await asyncio.to_thread(_append, path, f"{head} {MARK.format(key=key)}\n{text}\n\n")
        except (FileNotFoundError, NotADirectoryError) as fault:
            raise SendFailed("gone", fault.strerror or "") from None
        except (PermissionError, IsADirectoryError) as fault:
            raise SendFailed("forbidden", fault.strerror or "", missing=(texts.WRITING,)) from None
        except OSError as fault:
            raise SendFailed("down", fault.strerror or type(fault).__name__) from None
        return Sent(message=key, link=str(path))

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        """The post in its file, whenever it was written: no other post has its key.

        Raises NotFindable for the terminal itself, which nobody can read back.
        """
        path = self._path(target)
        if path is None:
            raise NotFindable(texts.NOT_READ_BACK)
        if _in_the_way(path) == "no-file":
            raise NotFindable(texts.NO_FILE)
        try:
            text = await asyncio.to_thread(path.read_text, "utf-8", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            raise NotFindable(fault.strerror or type(fault).__name__) from None
        return Sent(message=key, link=str(path)) if MARK.format(key=key) in text else None

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """Whether the file can be written, which is not tried. Raises SendFailed where its folder is gone."""
        path = self._path(target)
        if path is None:
            return ()
        trouble = _in_the_way(path)
        if trouble == "no-folder":
            raise SendFailed("gone", str(path.parent))
        return (texts.WRITING,) if trouble else ()

    async def _show(self, text: str) -> None:
        """Write into the terminal, beside the loop: a reader that stopped reading keeps nobody else waiting."""
        try:
            await asyncio.to_thread(self._write, text)
        except BrokenPipeError as fault:
            raise SendFailed("gone", fault.strerror or "") from None
        except OSError as fault:
            raise SendUnknown(fault.strerror or type(fault).__name__) from None

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()

    def _path(self, target: Target) -> Path | None:
        """The file that is meant; None: the terminal itself."""
        return None if self._folder is None or target.channel in (None, HERE) else self._folder / target.channel


def _in_the_way(path: Path) -> str | None:
    """Why a file cannot be posted to: `no-folder`, `no-file` (a folder, a pipe, a device), `closed`; else None."""
    try:
        if not path.parent.is_dir():
            return "no-folder"
        if path.exists():
            if not path.is_file():
                return "no-file"
            return None if os.access(path, os.W_OK) else "closed"
        return None if os.access(path.parent, os.W_OK | os.X_OK) else "closed"
    except (OSError, ValueError):
        return "closed"


def _append(path: Path, text: str) -> None:
    """Write at the end of a file in one call, so that a post stands there whole or not at all."""
    data = text.encode()
    with path.open("ab", buffering=0) as file:
        written = file.write(data)
        if written != len(data):  # the disk is full
            file.truncate(file.tell() - written)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
