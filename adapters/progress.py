"""A progress bar on standard error for work that takes long, where there is a terminal to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from adapters.loading import Progress
from bot.texts import terminal as texts

if TYPE_CHECKING:
    from prompt_toolkit.shortcuts import ProgressBar, ProgressBarCounter


@contextmanager
def shown() -> Iterator[Progress]:
    """What is to be told of the progress; the bar appears when it is told first, and goes at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _unseen
        return
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()


def _unseen(done: int, total: int) -> None:
    """Nobody is looking."""


class _Bar:
    def __init__(self) -> None:
        self._bar: ProgressBar | None = None
        self._counter: ProgressBarCounter[object] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            self._open(total)
        if self._counter is not None and self._bar is not None:
            self._counter.items_completed = done
            self._bar.invalidate()

    def _open(self, total: int) -> None:
        from prompt_toolkit.output import create_output
        from prompt_toolkit.shortcuts import ProgressBar

        self._bar = ProgressBar(output=create_output(stdout=sys.stderr))
        self._bar.__enter__()
        self._counter = self._bar(label=texts.LOADING, total=total, remove_when_done=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._counter is not None:
            self._counter.done = True
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
