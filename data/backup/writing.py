"""A store into the file of a backup, in one read transaction, so that all of it belongs to one moment.

The tables are read as they are in the database, not as today's program would have them: a store is also backed up
right before it is migrated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, inspect, select, text

from data import migrate
from data.backup import container, dataset
from data.backup.container import Writer
from data.backup.faults import Halted, NewerStore, Nothing
from data.backup.kept import COUNTED, KEPT
from data.backup.manifest import DATASET, FORMAT, NAME, TABLES, Dataset, Manifest, Member, Rows, Sealed
from data.backup.sealed import Opened
from data.backup.values import encoder
from data.sealing import Sealer
from data.store import BUSY_SECONDS, Loaded, Reader, Store

_BATCH = 1000
"""Rows that are in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who makes a backup: the version of the program, the key that it seals with, and whether it is to give up."""

    program: str
    sealer: Sealer | None
    halted: Callable[[], bool] = lambda: False


def write(store: Store, target: Path, *, maker: Maker, now: datetime) -> Manifest:
    """Write a backup; what is in it comes back. Raises StoreError, Nothing, NewerStore and Halted, and OSError."""
    if store.file is not None and not store.file.exists():
        raise Nothing  # to look would make one
    with store.read() as reader:
        reader.execution_options(compiled_cache=None)  # each table is read as it is found: nothing of it is asked again
        wait_no_longer(reader)
        names = set(inspect(reader).get_table_names())
        if "alembic_version" not in names:
            raise Nothing
        with container.created(target, now) as writer:
            manifest = _members(reader, writer, names, maker=maker, now=now)
            with writer.member(NAME) as sink:
                sink.write(manifest.to_json())
    return manifest


def wait_no_longer(connection: Connection) -> None:
    """Let PostgreSQL wait for what another has locked as long as SQLite does, and not for ever."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))


def _members(reader: Reader, writer: Writer, names: set[str], *, maker: Maker, now: datetime) -> Manifest:
    revision = reader.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if revision > migrate.HEAD:
        raise NewerStore(revision)  # it may have tables that this program would leave out without a word
    opened = Opened(maker.sealer)
    tables = {name: _table(reader, writer, name, maker, opened) for name in KEPT if name in names}
    return Manifest(
        format=FORMAT,
        program=maker.program,
        revision=revision,
        made_at=now,
        dialect=reader.dialect.name,
        tables=tables,
        dataset=_dataset(reader, writer) if "organisation" in names else None,
        sealed=Sealed(tokens=opened.tokens, opened=opened.opened if maker.sealer else None),
    )


def _table(reader: Reader, writer: Writer, name: str, maker: Maker, opened: Opened) -> Rows:
    table = Table(name, MetaData(), autoload_with=reader, resolve_fks=False)
    encode, count = encoder(table), 0
    wanted = select(table).order_by(*table.primary_key.columns)
    found = reader.execute(wanted, execution_options={"stream_results": True, "yield_per": _BATCH})
    with writer.member(f"{TABLES}{name}.jsonl") as sink:
        for batch in found.partitions():
            if maker.halted():
                raise Halted
            rows = [row._asdict() for row in batch]
            count += len(rows)
            if name == "installation":
                opened.look(rows)
            sink.write(b"".join(map(encode, rows)))
    written = sink.member()
    last = _last_id(reader, name) if name in COUNTED else None
    return Rows(bytes=written.bytes, sha256=written.sha256, rows=count, last_id=last)


def _last_id(reader: Connection, name: str) -> int:
    """The highest number that was ever given, also to a row that is no more; 0: none was."""
    if reader.dialect.name == "sqlite":
        found = reader.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": name}).scalar()
    else:
        given = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))")
        found = reader.execute(given, {"name": name}).scalar()
    return int(found or 0)


def _dataset(reader: Reader, writer: Writer) -> Dataset | None:
    row = reader.execute(text("SELECT id, data_version, edition, origin FROM organisation")).first()
    if row is None:
        return None
    loaded = Loaded(*row)
    contents, missing = dataset.files(loaded)
    return Dataset(
        organisation=loaded.organisation,
        edition=loaded.edition,
        version=loaded.data_version,
        origin=loaded.origin,
        missing=missing,
        files={name: _file(writer, name, content) for name, content in contents.items()},
    )


def _file(writer: Writer, name: str, content: bytes) -> Member:
    with writer.member(DATASET + name) as sink:
        sink.write(content)
    return sink.member()
