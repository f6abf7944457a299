"""`summitdesk load`, `migrate` and `check-data`: the store's tables and what goes into them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TextIO

from adapters.loading import NotLoaded, Progress
from adapters.neutral import clean
from adapters.nightly import before_migration
from bot import say
from bot.settings import Settings
from bot.texts import terminal as texts
from data import articles as files
from data import loader
from data import migrate as migrations
from data.folder import Fault, Faulty
from data.store import Store
from data.version import SHIPPED, version


def load(
    settings: Settings, folder: Path | None, *, now: datetime, progress: Progress, out: TextIO, err: TextIO
) -> int:
    """Load a folder; every fault of a refused one goes to `err`, a line each. Raises StoreError and NotLoaded."""
    path = folder or settings.data or SHIPPED
    store = Store(settings.database_url)
    try:
        before_migration(store, settings, now)
        migrations.migrate(store)
        done = loader.load(store, path, progress=progress)
    except Faulty as fault:
        err.writelines(f"{clean(str(one))}\n" for one in fault.faults)
        counted = say.figure(len(fault.faults), texts.FAULT_ONE, texts.FAULT_MANY)
        raise NotLoaded(texts.REFUSED.format(folder=_named(path), count=counted)) from None
    finally:
        store.close()
    records = say.figure(done.records, texts.RECORD_ONE, texts.RECORD_MANY)
    said = texts.LOADED if done.changed else texts.UNCHANGED
    out.write(said.format(folder=_named(path), records=records, version=done.data_version) + "\n")
    return 0


def migrate(settings: Settings, *, now: datetime, out: TextIO) -> int:
    """Bring the tables up to date, after a backup, and say from where to where. Raises StoreError."""
    store = Store(settings.database_url)
    try:
        before_migration(store, settings, now)
        before = migrations.migrate(store)
    finally:
        store.close()
    said = texts.MIGRATED if before else texts.MIGRATED_NEW
    said = texts.MIGRATED_ALREADY if before == migrations.HEAD else said
    out.write(said.format(before=before, after=migrations.HEAD) + "\n")
    return 0


def check(folder: Path | None, articles: Path | None, *, out: TextIO) -> int:
    """Write every fault, a line each, or one line that there is none."""
    path = folder or SHIPPED
    found = loader.faults(path)
    if articles is not None and not articles.is_dir():
        found.append(Fault(str(articles), "-", texts.NO_ARTICLES))
    quotes = 0
    if articles is not None and not found:
        quotes, found = files.check(path, articles)
    if found:
        out.writelines(f"{clean(str(fault))}\n" for fault in found)
        return 1
    out.write(texts.CHECKED.format(folder=_named(path), version=version(path)) + "\n")
    if articles is not None:
        counted = say.figure(quotes, texts.QUOTE_ONE, texts.QUOTE_MANY)
        out.write(texts.CHECKED_QUOTES.format(quotes=counted, articles=clean(str(articles))) + "\n")
    return 0


def _named(path: Path) -> str:
    return texts.SHIPPED.capitalize() if path == SHIPPED else clean(str(path))
