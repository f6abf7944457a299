"""A dataset is loaded whole or refused whole, and every fault is named by file, record and reason."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BRICS
from sqlalchemy import Table, func, select

from data import loader
from data.folder import Faulty
from data.loader import load
from data.models import Base
from data.queries import frame, records
from data.store import Store

Change = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BRICS, tmp_path / "brics"))


def edit(folder: Path, old: str, new: str, *, file: str = "records.yaml") -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def test_loading_twice_changes_nothing(store: Store) -> None:
    first, second = load(store, BRICS), load(store, BRICS)
    assert first.changed and not second.changed
    assert first.data_version == second.data_version


def test_loading_another_edition_replaces_the_records(store: Store, folder: Path) -> None:
    load(store, BRICS)
    edit(folder, "Brazil has met with the group", "Brazil took part")
    assert load(store, folder).changed
    with store.read() as reader:
        assert records.by_ids(reader, ["BR-2009-member"])["BR-2009-member"].text.startswith("Brazil took part")


MADE = {
    "inbound", "install_state", "installation", "line", "notice", "occurrence", "schedule", "setting", "shown",
    "upkeep", "worker",
}  # fmt: skip
"""What people and the desk write. A table that is new belongs here, or to the records."""


def test_a_load_leaves_all_that_is_no_record(store: Store, folder: Path) -> None:
    load(store, BRICS)
    made = [table for table in Base.metadata.sorted_tables if table.name in MADE]
    with store.write() as connection:
        for table in made:
            connection.execute(table.insert().values(**row_of(table)))
    edit(folder, "Brazil has met with the group", "Brazil took part")
    assert load(store, folder).changed
    with store.read() as reader:
        assert [t.name for t in made if reader.execute(select(func.count()).select_from(t)).scalar() != 1] == []


def test_every_table_is_one_of_the_records_or_left_by_a_load() -> None:
    assert loader._RECORDS.isdisjoint(MADE)
    assert set(Base.metadata.tables) == loader._RECORDS | MADE


def row_of(table: Table) -> dict[str, object]:
    """A row that the table takes, whatever it says."""
    made: dict[type, object] = {
        int: 1, str: "08:30", dt.date: dt.date(2026, 1, 1), dt.datetime: dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        bytes: b"x", bool: True,
    }  # fmt: skip
    states = {"schedule": "active", "occurrence": "planned", "notice": "waiting"}
    found = {column.name: made[column.type.python_type] for column in table.columns}
    return {**found, **({"state": states[table.name]} if table.name in states else {})}


FAULTS = [
    ("a missing source", "src: [delhi-2012]}", "src: []}", "brics-4", "src"),
    ("an unknown source", "src: [delhi-2012]}", "src: [delhi-2013]}", "brics-4", "there is no source 'delhi-2013'"),
    (
        "a broken interval",
        "2011-04-14/.., in_force",
        "2011-04-14/2010-01-01, in_force",
        "ZA-2011-member",
        "ends before",
    ),
    ("a date that does not exist", "dates: 2012-03-29", "dates: 2012-02-30", "brics-4", "does not exist"),
    ("an unknown id", "about: [ZA, membership]", "about: [ZA, nonsense]", "b-20110414", "there is no 'nonsense'"),
    ("a duplicate id", "id: brics-4,", "id: brics-2,", "brics-2", "given twice"),
    ("an altered quotation", "words: Broad Vision", "words: Broader Vision", "BQ1", "altered"),
    ("a bare on: key", "  date: 2012-03-29\n", "  on: 2012-03-29\n", "delhi-2012", "on: there is no such field"),
    ("an unknown status", "status: member, decided: 2011", "status: x, decided: 2011", "ZA-2011-member", "'x'"),
    ("a main day outside", "main_day: 2012-03-29", "main_day: 2012-03-30", "brics-4", "is not within"),
    ("an edition that cannot be ordered", "edition: 2013-12-31.1", "edition: 2013-beta", "brics", "edition"),
    (
        "an unknown standing begun",
        "summit on., src: [sanya-2011]}]\npeople:",
        "summit on., src: [sanya-2011]}]\n"
        "  steps: [{id: ZA-step, date: 2011-04-14, begins: ZA-2011, text: It joins., src: [sanya-2011]}]\npeople:",
        "ZA-step",
        "begins: there is no 'ZA-2011' among standings",
    ),
    (
        "an unknown answer to a plan",
        "milestones:\n",
        "statements: [{id: P1, kind: plan, text: A bank., src: [sanya-2011], answered_by: [P2]}]\nmilestones:\n",
        "P1",
        "answered_by: there is no 'P2'",
    ),
    ("an unknown country", "about: [ZA, membership]", "about: [QQ, membership]", "b-20110414", "'QQ'"),
]


@pytest.mark.parametrize(("old", "new", "record", "reason"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_named_by_file_record_and_reason(folder: Path, old: str, new: str, record: str, reason: str) -> None:
    file = "organisation.yaml" if record == "brics" else "records.yaml"
    edit(folder, old, new, file=file)
    told = [str(fault) for fault in loader.faults(folder)]
    assert any(t.startswith(f"{file}: {record}: ") and reason in t for t in told), told


def test_overlapping_standings_are_refused(folder: Path) -> None:
    second = (
        "{id: ZA-2012-member, status: member, decided: 2012-01-01/.., "
        "text: South Africa goes on., src: [sanya-2011]}, {id: ZA-2011-member"
    )
    edit(folder, "{id: ZA-2011-member", second)
    assert any("overlaps ZA-2011-member" in fault.reason for fault in loader.faults(folder))


def test_every_fault_is_told_not_only_the_first(folder: Path) -> None:
    edit(folder, "src: [delhi-2012]}", "src: [delhi-2013]}")
    edit(folder, "about: [ZA, membership]", "about: [ZA, nonsense]")
    assert {fault.record for fault in loader.faults(folder)} == {"brics-4", "b-20110414"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sources: [", "line"),
        ("sources:\n- {id: a, id: b}", "the key 'id' is given twice"),
        ("- just\n- a list", "does not hold lists"),
        ("nonsense: []", "no list of that name"),
        ("sources: {}", "it is not a list"),
        ("sources: [7]", "mapping"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(folder: Path, text: str, reason: str) -> None:
    (folder / "wrong.yaml").write_text(text, "utf-8")
    told = [str(f) for f in loader.faults(folder)]
    assert any(t.startswith("wrong.yaml: ") and reason in t.replace("dictionary", "mapping") for t in told), told


def test_a_missing_folder_and_an_empty_one_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no such folder" in str(loader.faults(tmp_path / "none")[0])
    assert any("no YAML files" in fault.reason for fault in loader.faults(tmp_path / "empty"))


def test_a_faulty_dataset_leaves_the_loaded_one_as_it_was(store: Store, folder: Path) -> None:
    before = load(store, BRICS).data_version
    edit(folder, "src: [delhi-2012]}", "src: [delhi-2013]}")
    with pytest.raises(Faulty):
        load(store, folder)
    with store.read() as reader:
        assert frame.data_version(reader) == before


KILLED = """
import sys, os, signal
from pathlib import Path
from data import loader
from data.store import Store
def die(done, total):
    if done * 2 > total:
        os.kill(os.getpid(), signal.SIGKILL)
loader.load(Store(sys.argv[1]), Path(sys.argv[2]), progress=die)
"""


def test_a_killed_load_leaves_the_old_data(store: Store, folder: Path) -> None:
    before = load(store, BRICS).data_version
    edit(folder, "Brazil has met with the group", "Brazil took part")
    run = subprocess.run([sys.executable, "-c", KILLED, store.url, str(folder)], env=os.environ, check=False)
    assert run.returncode == -signal.SIGKILL
    with store.read() as reader:
        assert frame.data_version(reader) == before
        assert len(records.of_kinds(reader, ["standing"])) == 5
    assert load(store, folder).changed
