"""Forgets a person or a workspace: what is stored of them is changed so that it names nobody, or deleted.

A schedule outlives whoever made it, for it is the channel's and others rely on it; of a workspace nothing is left.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, inspect, or_, select, update

from data.models import Base, Inbound, Installation, Line, Notice, Occurrence, Schedule, Setting, Shown
from data.models.schedules import WAITING
from data.store import Reader, Store, StoreError

FORGOTTEN = "forgotten"
"""In the place of a person's id: no platform has such an id."""

_NAMING: Mapping[type[Base], tuple[str, ...]] = {
    Schedule: ("maker", "paused_by", "subject", "reason"),
    Occurrence: ("detail", "title"),
    Notice: ("detail",),
    Setting: ("value",),
    Installation: ("installer",),
}
"""Where a person's id can stand: as who did something, or in what somebody wrote."""

_TEXTS: Mapping[type[Base], str] = {Line: "text", Inbound: "id"}
"""What belongs to no platform: deleted where an id stands in it. Both are dropped by themselves in time."""

_OF_A_POST = ("claimed", "sending")
_CHECKPOINT_SECONDS = 3


class UnderWay(StoreError):
    """A post of this is on its way at the moment; nothing was changed. Try again in a minute."""

    def __init__(self) -> None:
        super().__init__(UnderWay.__doc__)


@dataclass(frozen=True, slots=True)
class Found:
    """What is stored, as rows by table: those that would be, or were, changed and deleted."""

    changed: Mapping[str, int]
    deleted: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.changed or self.deleted)


def look_for_person(store: Store, platform: str, id: str) -> Found:
    """What is stored of a person; nothing is changed."""
    with store.read() as reader:
        changed = {table.__tablename__: len(list(_naming(reader, table, platform, id))) for table in _NAMING}
        return _found(changed, _count_texts(reader, id))


def forget_person(store: Store, platform: str, id: str, *, now: datetime, under_way: timedelta) -> Found:
    """Take a person's id out of every row. What they would have been told is told to the admins.

    `under_way`: how long a post can be on its way. Raises UnderWay and StoreError; then nothing was changed.
    """
    theirs = (Schedule.platform == platform, or_(Schedule.maker == id, Schedule.paused_by == id))
    with store.write() as connection:
        _secure(connection)
        _hold_still(connection, and_(*theirs), now, under_way)
        of = select(Schedule.id).where(Schedule.platform == platform, Schedule.maker == id)
        open_ones = update(Notice).where(Notice.schedule_id.in_(of), Notice.state.in_(("waiting", "claimed")))
        connection.execute(open_ones.values(to_admins=True))
        changed = {table.__tablename__: _rename(connection, table, platform, id) for table in _NAMING}
        deleted = _delete_texts(connection, id)
    _sweep(store)
    return _found(changed, deleted)


def look_for_workspace(store: Store, platform: str, id: str) -> Found:
    """What is stored of a workspace; nothing is changed."""
    with store.read() as reader:
        rows = {table.__tablename__: _count(reader, table, where) for table, where in _rows(platform, id)}
        return _found({}, {**rows, **_count_texts(reader, id)})


def forget_workspace(store: Store, platform: str, id: str, *, now: datetime, under_way: timedelta) -> Found:
    """Delete a workspace: its schedules with their ledger, its settings, its installation with the tokens.

    `under_way`: how long a post can be on its way. Raises UnderWay and StoreError; then nothing was deleted.
    """
    with store.write() as connection:
        _secure(connection)
        _hold_still(connection, and_(*_of(Schedule, platform, id)), now, under_way)
        deleted = {
            table.__tablename__: connection.execute(delete(table).where(where)).rowcount
            for table, where in _rows(platform, id)
        }
        deleted |= _delete_texts(connection, id)
    _sweep(store)
    return _found({}, deleted)


def drop_removed(connection: Connection, before: datetime) -> int:
    """Drop schedules that were removed before a moment and have no ledger any more; how many those were.

    Of one whose ledger is kept for longer, because it says what was shown, nobody needs to know who made it.
    """
    old = (Schedule.state == "removed", Schedule.paused_at < before)
    bare = ~select(Occurrence.id).where(Occurrence.schedule_id == Schedule.id).exists()
    bare_ids = select(Schedule.id).where(*old, bare)
    connection.execute(delete(Notice).where(Notice.schedule_id.in_(bare_ids)))
    dropped = connection.execute(delete(Schedule).where(*old, bare)).rowcount
    named = or_(Schedule.maker != FORGOTTEN, Schedule.paused_by.is_not(None))
    nameless = {"maker": FORGOTTEN, "paused_by": None}
    connection.execute(update(Schedule).where(*old, named).values(**nameless))
    chose = (Occurrence.reason == "user", Occurrence.due < before, Occurrence.detail != FORGOTTEN)
    connection.execute(update(Occurrence).where(*chose).values(detail=FORGOTTEN))
    return dropped


def _hold_still(connection: Connection, which: ColumnElement[bool], now: datetime, under_way: timedelta) -> None:
    """Let nobody plan, claim or begin a post of these schedules until the transaction ends. Raises UnderWay.

    The planner and whoever begins a post lock the schedule first, whoever claims locks the post; here both in that
    order. A claim that is too old, or lies in the future, belongs to a process that died.
    """
    ids = list(connection.execute(select(Schedule.id).where(which).order_by(Schedule.id).with_for_update()).scalars())
    of = Occurrence.schedule_id.in_(ids)
    connection.execute(select(Occurrence.id).where(of, Occurrence.state.in_(WAITING)).with_for_update()).all()
    lives = Occurrence.claimed_at.between(now - under_way, now + under_way)
    busy = select(Occurrence.id).where(of, Occurrence.state.in_(_OF_A_POST), lives)
    if connection.execute(busy.limit(1)).first() is not None:
        raise UnderWay


def _rows(platform: str, workspace: str) -> Iterator[tuple[type[Base], ColumnElement[bool]]]:
    """Each table with the rows of a workspace in it; those that refer to others come first."""
    schedules = select(Schedule.id).where(*_of(Schedule, platform, workspace))
    posts = select(Occurrence.id).where(Occurrence.schedule_id.in_(schedules))
    yield Shown, or_(and_(*_of(Shown, platform, workspace)), Shown.occurrence_id.in_(posts))
    yield Notice, Notice.schedule_id.in_(schedules)
    yield Occurrence, Occurrence.schedule_id.in_(schedules)
    for table in (Schedule, Setting, Installation):
        yield table, and_(*_of(table, platform, workspace))


def _of(table: Any, platform: str, workspace: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.platform == platform, table.workspace == workspace


def _count(reader: Reader, table: type[Base], where: ColumnElement[bool]) -> int:
    key = inspect(table).primary_key
    return len(reader.execute(select(*key).where(where)).all())


def _naming(
    reader: Reader, table: type[Base], platform: str, person: str
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The rows that name a person: the key of each, and the columns with what is to stand in them."""
    columns, key = [getattr(table, name) for name in _NAMING[table]], inspect(table).primary_key
    wanted = select(*key, *columns).where(or_(*(column.contains(person, autoescape=True) for column in columns)))
    if table is Notice:
        of = select(Schedule.id).where(Schedule.platform == platform)
        wanted = wanted.where(Notice.schedule_id.in_(of))
    else:
        wanted = wanted.where(getattr(table, "platform") == platform)  # noqa: B009  (all others have it)
    without = _replacing(person)
    for row in reader.execute(wanted).all():
        values = row._asdict()
        new = {name: without(values[name]) for name in _NAMING[table] if values[name]}
        changes = {name: value for name, value in new.items() if value != values[name]}
        if changes:
            yield {column.name: values[column.name] for column in key}, changes


def _rename(connection: Connection, table: type[Base], platform: str, person: str) -> int:
    """Write FORGOTTEN in the place of a person; a setting with nobody left in it is taken back."""
    count = 0
    for key, changes in _naming(connection, table, platform, person):
        where = [getattr(table, name) == value for name, value in key.items()]
        if table is Setting:
            changes = {"value": _without(changes["value"])}
        if changes.get("value") == "":
            connection.execute(delete(table).where(*where))
        else:
            connection.execute(update(table).where(*where).values(**changes))
        count += 1
    return count


def _without(people: str) -> str:
    """A list of people without those who are forgotten."""
    return ",".join(one for one in people.split(",") if one != FORGOTTEN)


def _replacing(person: str) -> Callable[[str], str]:
    """Replaces an id where it stands by itself, not as a part of a longer one."""
    whole = _whole(person)
    return lambda text: whole.sub(FORGOTTEN, text)


def _whole(id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_]){re.escape(id)}(?![A-Za-z0-9_])")


def _texts(reader: Reader, id: str) -> Iterator[tuple[type[Base], list[object]]]:
    """The keys of the rows in whose text an id stands."""
    whole = _whole(id)
    for table, name in _TEXTS.items() if id else ():  # (the terminal's workspace has no id)
        column, (key,) = getattr(table, name), inspect(table).primary_key
        rows = reader.execute(select(key, column.label("said")).where(column.contains(id, autoescape=True))).all()
        yield table, [row[0] for row in rows if whole.search(row.said)]


def _count_texts(reader: Reader, id: str) -> dict[str, int]:
    return {table.__tablename__: len(keys) for table, keys in _texts(reader, id)}


def _delete_texts(connection: Connection, id: str) -> dict[str, int]:
    counts = {}
    for table, keys in _texts(connection, id):
        (key,) = inspect(table).primary_key
        for each in keys:
            connection.execute(delete(table).where(key == each))
        counts[table.__tablename__] = len(keys)
    return counts


def _found(changed: Mapping[str, int], deleted: Mapping[str, int]) -> Found:
    return Found(_some(changed), _some(deleted))


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def _secure(connection: Connection) -> None:
    """On SQLite what is deleted is overwritten in the file too (https://sqlite.org/pragma.html#pragma_secure_delete).

    PostgreSQL does so with its next vacuum.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _sweep(store: Store) -> None:
    """On SQLite empty the log of changes too, where the old rows still stand; one that is in use is emptied later
    (https://sqlite.org/pragma.html#pragma_wal_checkpoint)."""
    if store.file is None:
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(store.file, timeout=_CHECKPOINT_SECONDS)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
