"""A stand-in that serves from a thread of its own, for tests whose desk runs in other processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from .gateway import FakeDiscord

SECONDS = 10
"""How long it may take to begin and to end."""


@contextmanager
def serving(server: FakeDiscord) -> Iterator[FakeDiscord]:
    """The server, reachable at `base`; what it counts may be read from here, and its knobs turned between requests."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="fake-discord", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(SECONDS)
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result(SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
