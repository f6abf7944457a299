"""The store on both databases: what the constraints refuse, and what a transaction sees."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import BRICS
from sqlalchemy import text

from data import loader, migrate
from data.models import Base
from data.queries import frame, records, standings
from data.store import Empty, Store, StoreError, TooSlow


def test_migrating_twice_changes_nothing(url: str) -> None:
    store = Store(url)
    assert migrate.migrate(store) is None
    assert migrate.migrate(store) == migrate.HEAD
    store.close()


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_make_the_tables_of_the_models(store: Store) -> None:
    with store.write() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": lambda o, n, t, *_: "search" not in n})
        changes = [
            c for c in compare_metadata(context, Base.metadata) if "search" not in str(c) and "folded_id" not in str(c)
        ]
    assert changes == []


def test_several_processes_may_migrate_at_once(url: str) -> None:
    code = "import sys; from data import migrate; from data.store import Store; migrate.migrate(Store(sys.argv[1]))"
    runs = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE) for _ in range(4)]
    said = [run.communicate()[1] for run in runs]
    assert [(run.returncode, text) for run, text in zip(runs, said, strict=True)] == [(0, b"")] * 4


def test_a_newer_store_is_refused_with_a_sentence(store: Store) -> None:
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        migrate.migrate(store)


def test_an_empty_store_says_so(store: Store) -> None:
    assert store.loaded() is None
    with pytest.raises(Empty, match="summitdesk load"), store.read() as reader:
        frame.frame(reader)


def test_a_record_without_a_source_cannot_exist(store: Store) -> None:
    loader.load(store, BRICS)
    with pytest.raises(StoreError) as fault, store.write() as connection:
        connection.execute(text("DELETE FROM citation WHERE record_id = 'brics-4'"))
    assert "foreign key" in fault.value.cause.casefold()


def test_a_country_cannot_have_two_standings_from_one_day(store: Store) -> None:
    loader.load(store, BRICS)
    with pytest.raises(StoreError) as fault, store.write() as connection:
        connection.execute(text("UPDATE standing SET country = 'BR' WHERE country = 'RU'"))
    assert "unique" in fault.value.cause.casefold()


def test_two_reads_of_one_transaction_see_one_state(store: Store) -> None:
    loader.load(store, BRICS)
    other = Store(store.url)
    with store.read() as reader:
        before = records.by_ids(reader, ["brics-4"])["brics-4"].text
        with other.write() as connection:
            connection.execute(text("UPDATE record SET text = 'changed' WHERE id = 'brics-4'"))
        assert records.by_ids(reader, ["brics-4"])["brics-4"].text == before
    with store.read() as reader:
        assert records.by_ids(reader, ["brics-4"])["brics-4"].text == "changed"
    other.close()


def test_a_search_that_takes_too_long_is_ended_by_the_database(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.SEARCH_SECONDS", 0.2)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    limited = Store(store.url)
    with pytest.raises(TooSlow), limited.read(limited=True) as reader:
        reader.execute(text(endless))
    limited.close()


def test_reads_give_values_with_their_sources_and_no_rows(store: Store) -> None:
    loader.load(store, BRICS)
    with store.read() as reader:
        found = standings.standings(reader)
    assert [s.country for s in found] == ["BR", "RU", "IN", "CN", "ZA"]
    assert found[-1].record.sources == ("sanya-2011",)


@pytest.mark.parametrize(
    "address", ["mysql://root@127.0.0.1/test", "nonsense", "", "postgresql://u:secret@127.0.0.1:port/x"]
)
def test_an_address_that_cannot_work_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="DATABASE_URL") as fault:
        Store(address)
    assert "secret" not in str(fault.value) and fault.value.__cause__ is None


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database, only some text that is long enough to be looked at" * 20)
    opened = Store(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(StoreError, match="cannot be") as fault:
        migrate.migrate(opened)
    assert "not a database" in fault.value.cause
    opened.close()


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = Store(f"sqlite:///{tmp_path / 'desk.db'}")
        migrate.migrate(store)
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert modes["desk.db"] == 0o600
    assert set(modes.values()) == {0o600}
