"""A restore that is killed at any moment leaves the old store or the new one, and succeeds when it is run again."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import text
from upgrades.compare import contents
from upgrades.rows import KEY, NOON, fill

from data.backup import reading, replacing, restoring, writing
from data.backup.writing import Maker
from data.sealing import Sealer
from data.store import Reader, Store

Call = Callable[..., Any]


def before(call: Call) -> Call:
    """Die before it."""
    return lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)


def behind(call: Call) -> Call:
    """Die as soon as it is done."""

    def both(*given: Any, **named: Any) -> None:
        call(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    return both


STEPS: dict[str, tuple[ModuleType, str, Callable[[Call], Call]]] = {
    "tables made": (restoring, "_table", before),
    "rows written": (restoring, "_dataset", before),
    "filled": (restoring, "_doubt", behind),
    "built": (replacing, "_alone", before),
    "set aside": (replacing, "_put_aside", behind),
    "about to be put in place": (replacing, "_put_in_place", before),
    "put in place": (replacing, "sync_folder", before),
}
BOTH = ("rows written", "filled")
"""Those that PostgreSQL has too, and which are no more of the same."""


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    """A backup of a store with something in every table."""
    shutil.copyfile(migrated_file, tmp_path / "from.db")
    store = Store(f"sqlite:///{tmp_path}/from.db")
    with store.write() as connection:
        fill(connection)
    writing.write(store, tmp_path / "b.zip", maker=Maker(program="1", sealer=Sealer(KEY)), now=NOON)
    store.close()
    return tmp_path / "b.zip"


def restore(store: Store, file: Path, *, step: str) -> int | None:
    """Restore in a process of its own, which dies at that step; its exit code."""
    process = multiprocessing.get_context("fork").Process(target=_restore, args=(store.url, file, step))
    process.start()
    process.join(60)
    return process.exitcode


def _restore(url: str, file: Path, step: str) -> None:
    place, name, wrap = STEPS.get(step, (replacing, "replace", lambda call: call))
    setattr(place, name, wrap(getattr(place, name)))
    store = Store(url)
    with reading.opened(file, sealer=Sealer(KEY)) as found:

        def fill_in(inner: Store, connection: Reader) -> None:
            restoring.fill(inner, connection, found, now=NOON, settle=lambda within: None)

        replacing.replace(store, fill_in, now=NOON, aside=lambda: file)
    store.close()


def is_new(store: Store) -> bool:
    """Whether it is whole and the restored one; else it is whole and the one from before."""
    lines = [row["text"] for row in contents(store)["line"]]
    rows = {name: len(found) for name, found in contents(store).items()}
    assert store.is_sqlite is False or _is_sound(store)
    store.close()
    if lines == ["old"]:
        assert sum(rows.values()) == 1
        return False
    assert (rows["occurrence"], rows["schedule"], len(lines)) == (6, 3, 1)
    return True


def _is_sound(store: Store) -> bool:
    with store.read() as reader:
        return reader.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_killed_restore_leaves_one_of_the_two_stores_and_can_be_repeated(store: Store, file: Path) -> None:
    with store.write() as connection:
        connection.execute(text("INSERT INTO line VALUES ('t', 'old', '2026-11-24 12:00:00.000000')"))
    store.close()
    for step in STEPS if store.is_sqlite else BOTH:
        assert restore(store, file, step=step) == -signal.SIGKILL
        assert is_new(store) == (step == "put in place"), step
    assert restore(store, file, step="none") == 0
    assert is_new(store)
    assert not list(file.parent.glob("*.restoring*"))
