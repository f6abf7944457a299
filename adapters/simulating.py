"""Writes what a schedule would post: as text for a terminal, as CSV, or as a calendar that others can read."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO, Literal
from zoneinfo import ZoneInfo

from adapters.layout import width, wrap
from adapters.neutral import clean
from bot import say
from bot.contract import Reply, Source
from bot.schedules.rule import NAMES
from bot.schedules.simulate import Row
from bot.texts import posts as texts

Form = Literal["text", "csv", "ics"]
FORMS: tuple[Form, ...] = ("text", "csv", "ics")

COLUMNS = 80
HEADER = ("slot_local", "slot_utc", "action", "title", "records")
PRODUCT = "-//Summit Desk//schedule simulate//EN"


def write(rows: Iterable[Row], form: Form, out: BinaryIO, *, place: ZoneInfo, stamp: datetime) -> None:
    """Write the rows in UTF-8, text and CSV one by one as they come.

    `place` is the zone of the rule. `stamp`, an aware instant, is when a calendar says that it was made.
    """
    if form == "ics":
        out.write(_calendar(rows, place, stamp))
        return
    for line in _csv(rows, place) if form == "csv" else _text(rows, place):
        out.write(line.encode())


def _csv(rows: Iterable[Row], place: ZoneInfo) -> Iterator[str]:
    yield _csv_line(HEADER)
    for row in rows:
        utc = f"{row.slot.due.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        yield _csv_line((_local(row, place).isoformat(), utc, row.action, clean(row.title), " ".join(row.records)))


def _csv_line(values: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _text(rows: Iterable[Row], place: ZoneInfo) -> Iterator[str]:
    """A line for each slot, a note under it where the clock changes, and at the end how many there were."""
    count = posts = 0
    before: str | None = None
    for row in rows:
        count += 1
        posts += row.action == "post"
        local = _local(row, place)
        offset = local.isoformat()[len("2026-10-25T02:30:00") :]
        head = f"{local.date()} {NAMES[local.weekday()].capitalize()} {local:%H:%M} {offset}  {row.action:<6}  "
        rest = " " * width(head)
        lines = wrap(clean(row.title or row.reason), columns=COLUMNS, first=head, rest=rest)
        if note := _note(row, offset, before):
            lines += wrap(f"({note})", columns=COLUMNS, first=rest, rest=rest)
        yield "".join(f"{line}\n" for line in lines)
        before = offset
    yield f"{_summed(count, posts, place)}\n"


def _note(row: Row, offset: str, before: str | None) -> str | None:
    """What the clock does at this slot, or did since the one before it."""
    if row.slot.turn is not None:
        form = texts.GAP if row.slot.turn == "gap" else texts.FOLD
        return form.format(time=f"{row.slot.time:%H:%M}")
    return texts.CHANGED.format(offset=before) if before not in (None, offset) else None


def _summed(count: int, posts: int, place: ZoneInfo) -> str:
    if not count:
        return texts.NO_SLOT
    told = say.count(posts, *texts.POSTS)
    return texts.SUMMED.format(slots=say.count(count, *texts.SLOTS), zone=place.key, posts=told, silent=count - posts)


def _local(row: Row, place: ZoneInfo) -> datetime:
    """When it is posted, as the clocks of the zone show it then."""
    return row.slot.due.astimezone(place)


def _calendar(rows: Iterable[Row], place: ZoneInfo, stamp: datetime) -> bytes:
    """The posts as events without a length (https://www.rfc-editor.org/rfc/rfc5545#section-3.6.1)."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{texts.CALENDAR} ({place.key})")
    for row in rows:
        if row.reply is None:
            continue
        event = Event()
        event.add("uid", _uid(row, place))
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", row.slot.due.astimezone(UTC))
        event.add("summary", clean(row.title))
        event.add("description", _described(row.reply))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(row: Row, place: ZoneInfo) -> str:
    """The same for the same post of the same slot, so that a calendar takes it once."""
    what = "\x1f".join((place.key, row.title, *row.records))
    digest = hashlib.sha256(what.encode()).hexdigest()[:16]
    return f"{row.slot.day.isoformat().replace('-', '')}T{row.slot.time:%H%M}-{digest}@summitdesk"


def _described(reply: Reply) -> str:
    """The lead, then each source on a line with its link."""
    return "\n".join([clean(reply.lead), "", *map(_source, reply.sources)])


def _source(source: Source) -> str:
    told = (source.publisher, source.title, say.when(source.date) if source.date else None, source.url)
    return texts.SOURCE.format(number=source.number, named=clean(", ".join(filter(None, told))))
