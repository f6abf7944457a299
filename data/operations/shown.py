"""What a channel was shown, and which of that says something else by now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import func, select, update

from data.models import Occurrence, Shown
from data.operations import notices
from data.store import Reader, Store

COUNTING = ("sending", "unknown", "sent", "uncertain")
"""The states of posts that the channel saw, or may have seen."""


def last(
    reader: Reader, place: tuple[str, str, str], marks: Collection[str], *, but: int | None = None
) -> dict[str, date]:
    """The last day on which each of these was shown in a channel (platform, workspace, channel), by posts but one."""
    platform, workspace, channel = place
    wanted = (
        select(Shown.mark, func.max(Shown.day))
        .join(Occurrence, Occurrence.id == Shown.occurrence_id)
        .where(Shown.platform == platform, Shown.workspace == workspace, Shown.channel == channel)
        .where(Shown.mark.in_(marks), Shown.counts, Occurrence.state.in_(COUNTING), Occurrence.is_test.is_(False))
        .group_by(Shown.mark)
    )
    if but is not None:
        wanted = wanted.where(Occurrence.id != but)
    return {row[0]: row[1] for row in reader.execute(wanted)}


def prints(reader: Reader) -> dict[str, set[str]]:
    """The prints under which each record stands in posts, as far as no change of it is known."""
    wanted = select(Shown.mark, Shown.print).where(Shown.print.is_not(None), Shown.changed_at.is_(None)).distinct()
    found: dict[str, set[str]] = {}
    for mark, shape in reader.execute(wanted):
        if shape is not None:
            found.setdefault(mark, set()).add(shape)
    return found


def mark_changed(store: Store, present: Mapping[str, str | None], now: datetime) -> list[tuple[int, int, str]]:
    """Note for posts that a record of theirs has another print now, or is gone (None), and that this is to be told.

    The (schedule, occurrence, record) of each comes back.
    """
    found: list[tuple[int, int, str]] = []
    with store.write() as connection:
        for mark, shape in present.items():
            old = (Shown.mark == mark, Shown.changed_at.is_(None), Shown.print.is_not(None))
            other = old if shape is None else (*old, Shown.print != shape)
            wanted = select(Occurrence.schedule_id, Occurrence.id).join(Shown, Shown.occurrence_id == Occurrence.id)
            rows = connection.execute(wanted.where(*other, Occurrence.state == "sent")).all()
            found += [(row.schedule_id, row.id, mark) for row in rows]
            connection.execute(update(Shown).where(*other).values(changed_at=now))
        notices.write_changed(connection, found, now)
    return found
