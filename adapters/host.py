"""The composition: settings to store, data and desk. The one file that puts the running program together."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from adapters import loading
from adapters.loading import NotLoaded, Progress
from bot.settings import Settings
from bot.texts import terminal as texts
from data.store import Store

if TYPE_CHECKING:
    from bot.desk import Desk

Warn = Callable[[str], None]
"""Told one sentence that whoever starts the program must read."""


def open_desk(settings: Settings, *, progress: Progress, warn: Warn) -> Desk:
    """A desk over the store that the settings name, with its data brought up to date.

    Where a new dataset is refused the data from before stays in use, and `warn` is told. Raises StoreError and
    NotLoaded. What the desk needs is imported after the load, for the process that loads is a copy of this one.
    """
    store = Store(settings.database_url)
    try:
        loading.bring_up_to_date(store, settings.data, progress=progress)
    except NotLoaded as fault:
        if store.loaded() is None:
            raise
        warn(texts.STALE.format(reason=fault))
    from bot.commands import registry
    from bot.desk import Desk
    from data.queries import frame

    with store.read() as reader:
        about = frame.frame(reader)
    desk = Desk(store, registry(about.command, about.samples), new_reference=new_reference)
    desk.refresh()
    gc.collect()
    gc.freeze()
    return desk


def new_reference() -> str:
    """A short code for a fault, easy to read aloud; it stands in the reply and in the log."""
    return secrets.token_hex(3)
