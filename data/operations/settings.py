"""What was chosen for a workspace, or for one channel of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from data.models import Setting
from data.operations.writing import insert_once
from data.store import Reader, Store

WHOLE = ""
"""As a channel: the whole workspace."""


def of(reader: Reader, platform: str, workspace: str, channel: str | None = None) -> Mapping[str, str]:
    """What holds in a channel by name: its own settings before those of the workspace."""
    places = (WHOLE, channel) if channel else (WHOLE,)
    wanted = select(Setting.channel, Setting.name, Setting.value).where(
        Setting.platform == platform, Setting.workspace == workspace, Setting.channel.in_(places)
    )
    rows = sorted(reader.execute(wanted).all(), key=lambda row: row.channel != WHOLE)
    return {row.name: row.value for row in rows}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice, and where it holds; `channel` is WHOLE for the whole workspace."""

    platform: str
    workspace: str
    channel: str
    name: str
    value: str


def everywhere(reader: Reader, names: Collection[str]) -> list[Chosen]:
    """The choices of these names in every workspace and channel."""
    columns = (Setting.platform, Setting.workspace, Setting.channel, Setting.name, Setting.value)
    return [Chosen(*row) for row in reader.execute(select(*columns).where(Setting.name.in_(names)))]


def put(store: Store, platform: str, workspace: str, name: str, value: str | None, *, channel: str = WHOLE) -> None:
    """Choose a value; None takes the choice back."""
    key = {"platform": platform, "workspace": workspace, "channel": channel, "name": name}
    where = [getattr(Setting, column) == chosen for column, chosen in key.items()]
    with store.write() as connection:
        if value is None:
            connection.execute(delete(Setting).where(*where))
        elif not insert_once(connection, Setting, {**key, "value": value}):
            connection.execute(update(Setting).where(*where).values(value=value))
