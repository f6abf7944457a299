"""Bringing a store up to date: in a process of its own, whole or not at all, and told when it was not."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from adapters import loading
from adapters.loading import NotLoaded, bring_up_to_date
from data.store import Store, StoreError
from data.version import SHIPPED, version


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small dataset of the tests, to be changed."""
    return Path(shutil.copytree(Path(__file__).parent.parent / "brics", tmp_path / "data"))


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store without tables."""
    return Store(f"sqlite:///{tmp_path}/empty.db")


def quiet(done: int, total: int) -> None:
    """Nobody looks at the progress."""


def test_an_empty_store_gets_its_tables_and_the_folder_and_progress_is_told(empty: Store, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    bring_up_to_date(empty, folder, progress=lambda done, total: told.append((done, total)))
    present = empty.loaded()
    assert present is not None
    assert present.data_version == version(folder)
    assert told[-1][0] == told[-1][1] > 0


def test_a_changed_folder_is_loaded_anew_and_an_unchanged_one_is_not(empty: Store, folder: Path) -> None:
    bring_up_to_date(empty, folder, progress=quiet)
    (folder / "organisation.yaml").write_text((folder / "organisation.yaml").read_text("utf-8") + "\n", "utf-8")
    told: list[int] = []
    bring_up_to_date(empty, folder, progress=lambda done, total: told.append(done))
    assert told
    told.clear()
    bring_up_to_date(empty, folder, progress=lambda done, total: told.append(done))
    assert not told


def test_a_store_loaded_from_elsewhere_is_left_alone_when_no_folder_is_set(empty: Store, folder: Path) -> None:
    bring_up_to_date(empty, folder, progress=quiet)
    bring_up_to_date(empty, None, progress=quiet)
    present = empty.loaded()
    assert present is not None
    assert present.data_version == version(folder)


def test_an_empty_store_gets_the_shipped_dataset(empty: Store) -> None:
    bring_up_to_date(empty, None, progress=quiet)
    present = empty.loaded()
    assert present is not None
    assert (present.data_version, present.origin) == (version(SHIPPED), "shipped")


def test_a_faulty_folder_is_refused_in_one_sentence_and_nothing_is_loaded(empty: Store, folder: Path) -> None:
    (folder / "records.yaml").write_text("on: x\nsources: 3\n", "utf-8")
    with pytest.raises(NotLoaded, match=r"has \d+ faults, the first: .*\.yaml: "):
        bring_up_to_date(empty, folder, progress=quiet)
    assert empty.loaded() is None


def test_a_killed_load_is_told_and_leaves_what_was_there(
    empty: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up_to_date(empty, folder, progress=quiet)
    before = empty.loaded()
    (folder / "organisation.yaml").write_text((folder / "organisation.yaml").read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(loading, "loaded", _killed_within)
    with pytest.raises(StoreError, match="stopped"):
        bring_up_to_date(empty, folder, progress=quiet)
    assert empty.loaded() == before


def _killed_within(store: Store, folder: Path | None, progress: loading.Progress) -> None:
    """The real work, until its first rows are written."""
    from data import loader

    def kill(done: int, total: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    loader.load(store, folder or SHIPPED, progress=kill)
