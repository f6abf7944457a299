"""The ledger: which posts are ready, who has claimed them, and what became of each.

    planned → claimed → sending → sent
       ↑         ↓         ↓ ↘ failed, unknown
       └─────────┴─────────┘    silent, paused, missed, uncertain

`claimed` was certainly not sent; `sending` may have been. A worker that dies leaves either behind. After the longest
time that a request can be under way another one takes it up: what was claimed anew, what was being sent as unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, delete, exists, func, insert, or_, select, update

from data.models import Occurrence, Shown
from data.models import Schedule as Table
from data.models.schedules import WAITING
from data.operations import forgetting, notices, schedules
from data.operations.schedules import Schedule, read
from data.operations.writing import utc
from data.store import Reader, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A claimed post. `was_unknown`: it may have been sent at `first_try_at` or later, and is to be looked for.
    `place` is the channel to which that was."""

    id: int
    schedule: Schedule
    day: date
    slot: str
    time: str
    due: datetime
    until: datetime
    is_test: bool
    attempts: int
    was_unknown: bool
    first_try_at: datetime | None
    claim: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a post shows: a record's id with its print, or a mark of the content's. `counts`: not to be repeated."""

    mark: str
    counts: bool
    print: str | None


HELD = timedelta(seconds=5)
"""How long a post that a worker put back to its moment is left to that worker."""

SET_BACK = timedelta(days=1)
"""How far back a post is looked for that was perhaps sent before the clock was set back."""


def claim(
    store: Store, platform: str, now: datetime, *, limit: int, by: str, worker: str, held: timedelta = HELD
) -> list[Due]:
    """Take up what is ready, the oldest first; no other worker gets the same. `by` names this claim alone.

    `held`: how long after its moment a post that was put back is left to the worker that did so; it may have died.
    """
    ready = _ready(platform, now, worker, held)
    with store.read() as reader:
        if not reader.execute(select(exists().where(*ready))).scalar():
            return []
    with store.write() as connection:
        wanted = select(Occurrence.__table__).where(*ready)
        wanted = wanted.order_by(Occurrence.ready_at, Occurrence.id).limit(limit).with_for_update(skip_locked=True)
        rows = connection.execute(wanted).all()
        ids = [row.id for row in rows]
        claimed = {"state": "claimed", "claim": by, "claimed_at": now}
        connection.execute(update(Occurrence).where(Occurrence.id.in_(ids)).values(**claimed))
        of = select(Table.__table__).where(Table.id.in_({row.schedule_id for row in rows}))
        schedules = {row.id: read(row) for row in connection.execute(of)}
    return [_due(dict(row._mapping), schedules[row.schedule_id], by) for row in rows]


def begin(store: Store, due: Due, now: datetime, *, title: str, marks: Iterable[Mark], again: bool) -> bool:
    """It is about to be sent, and shows this; False where another worker has taken it up meanwhile, or its schedule
    was changed, paused or removed since it was claimed.

    `again`: an earlier try may have sent it; else this is the first that can have.
    """
    first = due.first_try_at if again and due.first_try_at else now
    values = {"state": "sending", "attempts": due.attempts + 1, "first_try_at": first, "title": title}
    values["place"] = due.schedule.channel
    place = {"platform": due.schedule.platform, "workspace": due.schedule.workspace, "channel": due.schedule.channel}
    rows = [
        {"occurrence_id": due.id, "day": due.day, **place, "mark": one.mark, "counts": one.counts, "print": one.print}
        for one in marks
    ]
    with store.write() as connection:
        if not (_is_same(connection, due.schedule) and _update(connection, due, values)):
            return False
        connection.execute(delete(Shown).where(Shown.occurrence_id == due.id))
        if rows:
            connection.execute(insert(Shown), rows)
    return True


def _is_same(connection: Connection, schedule: Schedule) -> bool:
    """Whether a schedule still says what it said when its post was claimed; nobody changes it until this ends."""
    wanted = select(Table.state, Table.since).where(Table.id == schedule.id).with_for_update()
    row = connection.execute(wanted).one()
    return row.state == schedule.state and utc(row.since) == schedule.since


def sent(store: Store, due: Due, now: datetime, *, message: str, link: str | None, reason: str | None = None) -> bool:
    """It stands. That is true whoever has claimed it meanwhile; False where it was known.

    A pause of the desk's is over then, which is told.
    """
    values = {"state": "sent", "sent_at": now, "message": message, "link": link, "reason": reason, "detail": None}
    with store.write() as connection:
        where = (Occurrence.id == due.id, Occurrence.state != "sent")
        if connection.execute(update(Occurrence).where(*where).values(**values)).rowcount == 0:
            return False
        number = due.schedule.id
        if schedules.lift(connection, number, only_by=schedules.DESK):
            notices.write(connection, due, "resumed", once=f"resumed:{due.id}", detail="", now=now)
        elif due.schedule.absent_since is not None:
            schedules.absent(connection, number, None)
    return True


def close(
    store: Store,
    due: Due,
    state: str,
    now: datetime,
    *,
    reason: str | None = None,
    detail: str | None = None,
    pause: bool = False,
    tell: str | None = None,
) -> bool:
    """This is what became of it; False where another worker has taken it up meanwhile.

    `pause`: its schedule is paused for that reason. `tell`: whoever made the schedule is told, of that kind of thing;
    of a pause only where it is a new one.
    """
    with store.write() as connection:
        if not _update(connection, due, {"state": state, "reason": reason, "detail": detail}):
            return False
        if pause:
            why = f"{reason}: {detail}" if detail else reason
            is_new = schedules.hold(connection, due.schedule.id, by=schedules.DESK, reason=why, now=now, until=None)
            tell = tell if is_new else None
        if tell is not None:
            said = f"{reason}: {detail}" if detail else reason or ""
            notices.write(connection, due, tell, once=f"{tell}:{due.id}", detail=said, now=now)
    return True


def again(
    store: Store, due: Due, ready_at: datetime, *, reason: str, detail: str | None, absent: datetime | None = None
) -> bool:
    """It was certainly not sent, and is tried again. `absent`: its channel was found gone, at that moment."""
    values = {"state": "planned", "ready_at": ready_at, "first_try_at": None, "reason": reason, "detail": detail}
    values["claim"] = None
    with store.write() as connection:
        if absent is not None:
            schedules.absent(connection, due.schedule.id, absent)
        return _update(connection, due, values)


def unknown(store: Store, due: Due, ready_at: datetime, *, reason: str) -> bool:
    """Whether it was sent is not known; it is looked for later."""
    with store.write() as connection:
        return _update(connection, due, {"state": "unknown", "ready_at": ready_at, "reason": reason, "claim": None})


def put_back(store: Store, found: Iterable[tuple[Due, datetime]], *, worker: str | None) -> None:
    """They were not begun: each waits as before, until its moment. `worker`: it is left to that one."""
    with store.write() as connection:
        for due, ready_at in found:
            state = "unknown" if due.was_unknown else "planned"
            _update(connection, due, {"state": state, "ready_at": ready_at, "claim": worker})


def take_over(store: Store, now: datetime, *, under_way: timedelta, but: Collection[int] = ()) -> int:
    """Let what a dead worker left behind be taken up again; how many those were. `but`: what this process itself has
    under way, for the clock may have jumped meanwhile.

    What was being sent is looked for only when so much time has passed from now on as a request can be under way:
    another worker's clock may be wrong by as much as it likes, and its request only just have left. A claim that lies
    in the future was made before the clock was set back, or by such a worker; what may have been sent then is looked
    for a day before now, for nothing tells when that was.
    """
    old = or_(Occurrence.claimed_at < now - under_way, Occurrence.claimed_at > now + under_way)
    left = (Occurrence.state.in_(("claimed", "sending")), old, Occurrence.id.not_in(but))
    never = Occurrence.first_try_at.is_(None)
    ahead = (Occurrence.state == "unknown", Occurrence.first_try_at > now + under_way)
    with store.read() as reader:
        if not reader.execute(select(or_(exists().where(*left), exists().where(*ahead)))).scalar():
            return 0
    with store.write() as connection:
        values = {
            "state": case((never, "planned"), else_="unknown"),
            "ready_at": case((never, now), else_=now + under_way),
            "claim": None,
        }
        count = connection.execute(update(Occurrence).where(*left).values(**values)).rowcount
        before = {"ready_at": now + under_way, "first_try_at": now - SET_BACK}
        connection.execute(update(Occurrence).where(*ahead).values(**before))
    return count


def next_moment(reader: Reader) -> datetime | None:
    """The earliest moment at which a post or a plan has its turn; None where nothing is scheduled."""
    posts = select(func.min(Occurrence.ready_at)).where(Occurrence.state.in_(WAITING))
    plans = select(func.min(Table.plan_at)).where(Table.state != "removed")
    found = [utc(reader.execute(wanted).scalar()) for wanted in (posts, plans)]
    return min((one for one in found if one is not None), default=None)


def next_ready(store: Store, platform: str, after: datetime, until: datetime) -> datetime | None:
    """When the next post of a platform is ready, if that is between two moments."""
    where = (Occurrence.platform == platform, Occurrence.state.in_(WAITING))
    between = (Occurrence.ready_at > after, Occurrence.ready_at <= until)
    with store.read() as reader:
        return utc(reader.execute(select(func.min(Occurrence.ready_at)).where(*where, *between)).scalar())


def forget(store: Store, now: datetime, kept: timedelta) -> int:
    """Drop rows of the ledger that are older than they are kept, and removed schedules that have none any more; how
    many rows those were.

    A schedule that repeats nothing within more years keeps its rows as long: they say what was shown.
    """
    before = now - kept
    removed = exists().where(Table.state == "removed", Table.paused_at < before)
    with store.read() as reader:
        if not reader.execute(select(or_(exists().where(Occurrence.due < before), removed))).scalar():
            return 0
        years = list(reader.execute(select(Table.years).distinct()).scalars())
    dropped = 0
    with store.write() as connection:
        for each in years:
            old = Occurrence.due < now - max(kept, timedelta(days=366 * each + 1))
            of = select(Table.id).where(Table.years == each)
            dropped += connection.execute(delete(Occurrence).where(old, Occurrence.schedule_id.in_(of))).rowcount
        return dropped + forgetting.drop_removed(connection, before)


def _ready(platform: str, now: datetime, worker: str, held: timedelta) -> tuple[ColumnElement[bool], ...]:
    ours = or_(Occurrence.claim.is_(None), Occurrence.claim == worker, Occurrence.ready_at < now - held)
    return Occurrence.platform == platform, Occurrence.state.in_(WAITING), Occurrence.ready_at <= now, ours


def _update(connection: Connection, due: Due, values: Mapping[str, Any]) -> bool:
    """Change a post that is still ours."""
    ours = (Occurrence.id == due.id, Occurrence.claim == due.claim, Occurrence.state.in_(("claimed", "sending")))
    return connection.execute(update(Occurrence).where(*ours).values(**values)).rowcount == 1


def _due(row: dict[str, Any], schedule: Schedule, by: str) -> Due:
    same = ("id", "day", "slot", "time", "is_test", "attempts", "place")
    return Due(
        **{name: row[name] for name in same},
        due=utc(row["due"]) or row["due"],
        until=utc(row["until"]) or row["until"],
        schedule=schedule,
        was_unknown=row["state"] == "unknown",
        first_try_at=utc(row["first_try_at"]),
        claim=by,
    )
