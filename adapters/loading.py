"""Brings a store up to date: its tables, and the data that it shall hold.

On Linux that is done by a child process. Reading a dataset takes more memory than answering from it, and what the
child took goes with it.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts import terminal as texts
from data import migrate
from data.store import Store, StoreError
from data.version import is_settled

if TYPE_CHECKING:
    from data.schema import Organisation

log = logging.getLogger("summitdesk.loading")

Progress = Callable[[int, int], None]
"""Told how many rows of how many are written."""


Task = Callable[[Store, Path | None, Progress], None]


class NotLoaded(Exception):
    """The dataset is refused; the message is one sentence."""


def bring_up_to_date(store: Store, folder: Path | None, *, progress: Progress) -> None:
    """Migrate, and load `folder` (None: the shipped dataset) where the store is empty or behind.

    Raises StoreError and NotLoaded.
    """
    run = _in_child if sys.platform == "linux" else _here
    if migrate.revision(store) != migrate.HEAD:
        store.close()
        run(migrated, store.url, folder, progress)
    if not is_settled(store.loaded(), folder):
        store.close()
        run(loaded, store.url, folder, progress)


def migrated(store: Store, folder: Path | None, progress: Progress) -> None:
    """Bring the tables up to date. A process of its own: its library and the loader's do not add up."""
    migrate.migrate(store)


def loaded(store: Store, folder: Path | None, progress: Progress) -> None:
    """Load the folder, or the shipped dataset where the store is behind it. Raises NotLoaded."""
    from data import loader
    from data.folder import Faulty

    try:
        if folder is not None:
            loader.load(store, folder, progress=progress)
        elif loader.is_behind(store):
            loader.load(store, progress=progress)
    except Faulty as fault:
        raise NotLoaded(faulty(folder, len(fault.faults), str(fault.faults[0]))) from None


def organisation(folder: Path | None) -> Organisation:
    """What a dataset says of its organisation, without a store. Raises NotLoaded."""
    from data.folder import Faulty
    from data.folder import organisation as read
    from data.version import SHIPPED

    try:
        return read(folder or SHIPPED)
    except Faulty as fault:
        raise NotLoaded(faulty(folder, len(fault.faults), str(fault.faults[0]))) from None


def faulty(folder: Path | None, count: int, first: str) -> str:
    """What is said of a dataset that is refused."""
    counted = f"{count:,} {texts.FAULT_ONE if count == 1 else texts.FAULT_MANY}"
    return texts.FAULTY.format(folder=folder or texts.SHIPPED, count=counted, first=first)


def _here(task: Task, url: str, folder: Path | None, progress: Progress) -> None:
    store = Store(url)
    try:
        task(store, folder, progress)
    finally:
        store.close()


def _in_child(task: Task, url: str, folder: Path | None, progress: Progress) -> None:
    """The child tells over a pipe how far it is, and at the end why it failed, if it did."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_child, args=(theirs, task, url, folder), daemon=True)
    child.start()
    theirs.close()
    failed: Exception | None = StoreError(texts.LOAD_STOPPED)
    try:
        while True:
            told = ours.recv()
            if told is None or isinstance(told, Exception):
                failed = told
                break
            progress(*told)
    except EOFError:
        pass  # it was killed; `failed` says so
    finally:
        ours.close()
        if failed is not None:
            child.terminate()
        child.join()
    if failed is not None:
        raise failed


def _child(pipe: Connection, task: Task, url: str, folder: Path | None) -> None:
    try:
        _here(task, url, folder, lambda done, total: pipe.send((done, total)))
        pipe.send(None)
    except (StoreError, NotLoaded) as fault:
        pipe.send(fault)
    except (BrokenPipeError, KeyboardInterrupt):
        return  # whoever started this is gone, and the transaction with it
    except Exception:
        log.exception("the load broke")
        pipe.send(StoreError(texts.LOAD_STOPPED))
