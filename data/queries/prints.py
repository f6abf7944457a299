"""The print of a record: a hash of what a card says of it, by which a later change is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from sqlalchemy import select

from data.models import Record
from data.store import Reader


def prints(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """The print of each of these records that is there."""
    said = (Record.text, Record.date, Record.certainty, Record.value, Record.unit, Record.place, Record.said_by)
    wanted = select(Record.id, *said, Record.cited, Record.disputed).where(Record.id.in_(ids))
    return {row[0]: hashlib.sha256(repr(tuple(row[1:])).encode()).hexdigest() for row in reader.execute(wanted)}
