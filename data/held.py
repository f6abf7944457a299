"""Small tables held in memory for each data version: they are read once, for records do not change between loads.

What is held belongs to the version that the reader's own transaction sees, so two transactions on two sides of a load
never share it. Only what stays small in any dataset is held: standings, summits, disagreements, sources in use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, select

from data.models import Organisation

T = TypeVar("T")

_VERSION = select(Organisation.data_version)
_VERSIONS_KEPT = 2

Held = dict[str, dict[str, Any]]
"""What is held, by data version and by name."""


def attach(connection: Connection, held: Held) -> None:
    """Let a connection's next transaction use what its store holds."""
    connection.info["held"] = held
    connection.info.pop("version", None)


def version(connection: Connection) -> str | None:
    """The data version that this transaction sees, asked for once; None without data."""
    if "version" not in connection.info:
        connection.info["version"] = connection.execute(_VERSION).scalar()
    return cast("str | None", connection.info["version"])


def held(connection: Connection, name: str, read: Callable[[], T]) -> T:
    """What `read` gives, read at most once for each data version."""
    everything: Held = connection.info["held"]
    of_version = everything.get(version(connection) or "")
    if of_version is None:
        for old in list(everything)[: 1 - _VERSIONS_KEPT]:
            everything.pop(old, None)  # another thread may have been here
        of_version = everything.setdefault(version(connection) or "", {})
    if name not in of_version:
        of_version[name] = read()
    return cast("T", of_version[name])
