"""What stands in the tables that the desk writes for itself, to be compared between two stores."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, Table, inspect, select

from data.backup.kept import KEPT
from data.operations.writing import utc
from data.store import Store


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The rows by table, in the order of their keys; times with their zone, whatever the database gives back."""
    with store.read() as reader:
        present = set(inspect(reader).get_table_names())
        tables = [Table(name, MetaData(), autoload_with=reader, resolve_fks=False) for name in KEPT if name in present]
        return {
            table.name: [
                {key: utc(value) if hasattr(value, "tzinfo") else value for key, value in row._asdict().items()}
                for row in reader.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in tables
        }
