"""Small tables held in memory for each data version: they are read once, for records do not change between loads.

What is held belongs to the version that the reader's own transaction sees, so two transactions on two sides of a load
never share it, nor do two that are without different sources. Only what stays small in any dataset is held: standings,
summits, disagreements, sources in use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, select

from data.models import Organisation

T = TypeVar("T")

_VERSION = select(Organisation.data_version)
_STATES_KEPT = 4
"""Of how many versions something is held, and of as many more that are each without different sources: however many
workspaces mute something, what is held for all others stays."""

Held = dict[str, dict[str, Any]]
"""What is held, by data version with the sources that are left out, and by name."""


def attach(connection: Connection, held: Held, *, muted: frozenset[str]) -> None:
    """Let a connection's next transaction use what its store holds; it is without these sources."""
    connection.info["held"] = held
    connection.info["muted"] = muted
    connection.info.pop("version", None)


def version(connection: Connection) -> str | None:
    """The data version that this transaction sees, asked for once; None without data."""
    if "version" not in connection.info:
        connection.info["version"] = connection.execute(_VERSION).scalar()
    return cast("str | None", connection.info["version"])


def held(connection: Connection, name: str, read: Callable[[], T]) -> T:
    """What `read` gives, read at most once for each data version without the same sources."""
    everything: Held = connection.info["held"]
    state = " ".join([version(connection) or "", *sorted(connection.info["muted"])])
    of_state = everything.get(state)
    if of_state is None:
        alike = [old for old in everything.copy() if (" " in old) == (" " in state)]
        for old in alike[: 1 - _STATES_KEPT]:
            everything.pop(old, None)  # another thread may have been here
        of_state = everything.setdefault(state, {})
    if name not in of_state:
        of_state[name] = read()
    return cast("T", of_state[name])
