"""A progress bar on standard error for work that takes long, where there is a terminal to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from adapters.loading import Progress
from bot.texts import terminal as texts

if TYPE_CHECKING:
    from prompt_toolkit.shortcuts import ProgressBar, ProgressBarCounter


@contextmanager
def shown() -> Iterator[Progress]:
    """What is to be told of the progress; the bar appears when it is told first, and goes at the end."""
    if not sys.stderr.isatty():
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
    """The bar of prompt_toolkit. It reads from a pipe of its own, or it would eat what is typed meanwhile."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._bar: ProgressBar | None = None
        self._counter: ProgressBarCounter[object] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None:
            self._show(total)
        if self._counter is not None and self._bar is not None:
            self._counter.items_completed = done
            self._bar.invalidate()

    def _show(self, total: int) -> None:
        from prompt_toolkit.input import create_pipe_input
        from prompt_toolkit.output import create_output
        from prompt_toolkit.shortcuts import ProgressBar

        deaf = self._open.enter_context(create_pipe_input())
        self._bar = self._open.enter_context(ProgressBar(input=deaf, output=create_output(stdout=sys.stderr)))
        self._counter = self._bar(label=texts.LOADING, total=total, remove_when_done=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._counter is not None:
            self._counter.done = True
        self._open.close()
