"""Schedules: made, read, changed, paused, removed. What an asker may change is decided before it comes here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, update

from data.models import Occurrence
from data.models import Schedule as Table
from data.operations.writing import utc
from data.store import Reader, Store

DESK = "desk"
"""As `paused_by`: the desk itself, because it cannot post there; it lifts such a pause by itself."""

SAYS = ("channel", "kind", "subject", "leads", "years", "empty", "times", "days", "zone")
"""In what two schedules of a workspace are the same: they post the same in a channel at the same times."""

_WRITERS = "summitdesk schedules"
"""The kind of PostgreSQL's advisory locks that writers of schedules take, beside the place as its second key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a schedule says, as it is kept: numbers and times as text with commas between."""

    platform: str
    workspace: str
    channel: str
    channel_name: str | None
    kind: str
    subject: str
    leads: str
    years: int
    empty: str
    times: str
    days: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Written):
    """A schedule. `state` is active, paused or removed; `paused_until` None: until somebody resumes it."""

    id: int
    token: str
    maker: str
    made_at: datetime
    state: str
    paused_by: str | None
    reason: str | None
    paused_at: datetime | None
    paused_until: datetime | None
    absent_since: datetime | None
    since: datetime
    planned_until: date

    def is_paused(self, now: datetime) -> bool:
        """Whether it is paused at that moment."""
        return self.state == "paused" and (self.paused_until is None or now < self.paused_until)

    def was_paused(self, then: datetime) -> bool:
        """Whether its pause, which may be over by now, held at that earlier moment."""
        return self.is_paused(then) and self.paused_at is not None and self.paused_at <= then


@dataclass(frozen=True, slots=True)
class Most:
    """How many schedules there may be, without those that were removed: in a channel, and in the whole workspace."""

    channel: int
    workspace: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a schedule was not written: another says the `same`, or its channel or workspace is `full`."""

    same: Schedule | None = None
    full: Literal["channel", "workspace"] | None = None


def says_the_same(one: Written, other: Written) -> bool:
    """Whether two schedules of a workspace post the same in a channel at the same times."""
    return all(getattr(one, name) == getattr(other, name) for name in SAYS)


def add(
    store: Store, new: Written, *, token: str, maker: str, now: datetime, planned_until: date, most: Most | None = None
) -> int | Refused:
    """Write a new schedule; its number. The slots after `planned_until` are planned at the next tick.

    With `most` it is refused where another says the same, or where there are that many; what stands is looked at in
    the transaction that writes, which nobody else does in that workspace meanwhile. Without, nothing is looked at.
    """
    values = {
        **asdict(new),
        "token": token,
        "maker": maker,
        "made_at": now,
        "since": now,
        "state": "active",
        "planned_until": planned_until,
        "plan_at": now,
    }
    with store.write() as connection:
        alone(connection, new.platform, new.workspace)
        if most is not None and (refused := _refused(connection, new, most)):
            return refused
        key = connection.execute(insert(Table).values(**values)).inserted_primary_key
    assert key is not None  # noqa: S101  (an INSERT of one row has one)
    return int(key[0])


def find(reader: Reader, platform: str, workspace: str, number: int) -> Schedule | None:
    """The schedule of that number, if it belongs to the workspace; a removed one too."""
    found = reader.execute(select(Table.__table__).where(Table.id == number, *_in(platform, workspace))).first()
    return read(found) if found else None


def every(reader: Reader, platform: str, workspace: str, channel: str | None = None) -> list[Schedule]:
    """The schedules of a workspace, or of one channel of it, by number, without those that were removed."""
    wanted = select(Table.__table__).where(*_in(platform, workspace), Table.state != "removed")
    if channel is not None:
        wanted = wanted.where(Table.channel == channel)
    return [read(row) for row in reader.execute(wanted.order_by(Table.id))]


def change(
    store: Store, number: int, new: Written, *, now: datetime, yesterday: date, most: Most | None = None
) -> int | Refused:
    """Write what a schedule says from now on; how many planned posts are replaced by that.

    A post whose time has come stays, and says what the schedule says when it is sent. A day that has its post is not
    planned again; where a schedule had and has several a day, its other posts of that day are. All else is planned anew
    at the next tick, from the day after `yesterday` on. With `most` it is refused as a new one is; the most of a
    channel counts where the schedule moves there.
    """
    with store.write() as connection:
        alone(connection, new.platform, new.workspace)
        if most is not None and (refused := _refused(connection, new, most, but=number)):
            return refused
        _lock(connection, number)
        replaced = _replace(connection, number, "changed", after=now)
        done = connection.execute(_done(number, now, several="," in new.times)).scalar()
        values: dict[str, Any] = {**asdict(new), "since": now, "plan_at": now, "absent_since": None}
        values["planned_until"] = max(done or yesterday, yesterday)
        connection.execute(update(Table).where(Table.id == number).values(**values))
    return replaced


def pause(
    store: Store, number: int, *, by: str, reason: str | None, now: datetime, until: datetime | None = None
) -> bool:
    """Pause it; False where it was removed, or is paused already and the desk only would do so again."""
    with store.write() as connection:
        return hold(connection, number, by=by, reason=reason, now=now, until=until)


def resume(store: Store, number: int, *, only_by: str | None = None) -> bool:
    """Let it post again; False where it was not paused. `only_by`: only if that one had paused it."""
    with store.write() as connection:
        return lift(connection, number, only_by=only_by)


def remove(store: Store, number: int, *, now: datetime) -> bool:
    """Take it away; its ledger stays. False where it was removed before."""
    with store.write() as connection:
        _lock(connection, number)
        _replace(connection, number, "removed")
        removed = update(Table).where(Table.id == number, Table.state != "removed")
        return connection.execute(removed.values(state="removed", paused_at=now)).rowcount == 1


def hold(
    connection: Connection, number: int, *, by: str, reason: str | None, now: datetime, until: datetime | None
) -> bool:
    """Pause it within a transaction, as `pause` does."""
    where = [Table.id == number, Table.state != "removed"]
    if by == DESK:
        where.append(Table.state == "active")
    values = {"state": "paused", "paused_by": by, "reason": reason, "paused_at": now, "paused_until": until}
    return connection.execute(update(Table).where(*where).values(**values)).rowcount == 1


def lift(connection: Connection, number: int, *, only_by: str | None = None) -> bool:
    """Let it post again within a transaction, as `resume` does."""
    where = [Table.id == number, Table.state == "paused"]
    if only_by is not None:
        where.append(Table.paused_by == only_by)
    return connection.execute(update(Table).where(*where).values(**_RESUMED)).rowcount == 1


def absent(connection: Connection, number: int, since: datetime | None) -> None:
    """Remember when its channel was first found gone; None: it is there."""
    connection.execute(update(Table).where(Table.id == number).values(absent_since=since))


_RESUMED: Mapping[str, Any] = {
    "state": "active",
    "paused_by": None,
    "reason": None,
    "paused_at": None,
    "paused_until": None,
    "absent_since": None,
}


def read(row: Row[Any]) -> Schedule:
    """A row of the table as a value."""
    values = dict(row._mapping)  # (the documented way to a row's names)
    values.pop("plan_at", None)
    for name in ("made_at", "paused_at", "paused_until", "absent_since", "since"):
        values[name] = utc(values[name])
    return Schedule(**values)


def alone(connection: Connection, platform: str, workspace: str) -> None:
    """Be the only writer of the schedules of a workspace until the transaction ends.

    SQLite has one writer anyway. On PostgreSQL it waits for an advisory lock
    (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), and sees what others committed.
    """
    if connection.dialect.name == "postgresql":
        place = func.hashtext(f"{platform}\x1f{workspace}")
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(_WRITERS), place)))


def _refused(connection: Connection, new: Written, most: Most, *, but: int | None = None) -> Refused | None:
    """Why a schedule cannot be written; None: it can. `but`: the one that is changed into it."""
    stand = [*_in(new.platform, new.workspace), Table.state != "removed"]
    if but is not None:
        stand.append(Table.id != but)
    alike = [getattr(Table, name) == getattr(new, name) for name in SAYS]
    if same := connection.execute(select(Table.__table__).where(*stand, *alike).order_by(Table.id)).first():
        return Refused(same=read(same))
    before = connection.execute(select(Table.channel).where(Table.id == but)).scalar() if but is not None else None
    if before != new.channel and _count(connection, *stand, Table.channel == new.channel) >= most.channel:
        return Refused(full="channel")
    if but is None and _count(connection, *stand) >= most.workspace:
        return Refused(full="workspace")
    return None


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(Table).where(*which)).scalar() or 0)


def _lock(connection: Connection, number: int) -> None:
    """Let nobody plan for it meanwhile: the posts that are being planned would be written after those were replaced."""
    connection.execute(select(Table.id).where(Table.id == number).with_for_update())


def _replace(connection: Connection, number: int, reason: str, *, after: datetime | None = None) -> int:
    """Mark what is planned and was never tried as replaced. `after`: only what is due after that."""
    untried = [Occurrence.schedule_id == number, Occurrence.state == "planned", Occurrence.attempts == 0]
    if after is not None:
        untried.append(Occurrence.due > after)
    return connection.execute(update(Occurrence).where(*untried).values(state="replaced", reason=reason)).rowcount


def _done(number: int, now: datetime, *, several: bool) -> Select[date]:
    """The last day that has its post. `several`: a schedule with several a day, of which each is told by its time."""
    wanted = select(Occurrence.day).where(Occurrence.schedule_id == number, Occurrence.is_test.is_(False))
    wanted = wanted.where(Occurrence.state != "replaced", Occurrence.due <= now)
    if several:
        wanted = wanted.where(Occurrence.slot == "")
    return wanted.order_by(Occurrence.day.desc()).limit(1)


def _in(platform: str, workspace: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Table.platform == platform, Table.workspace == workspace
