"""Who stood how with the organisation, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select

from data.held import held
from data.models import Country, Standing
from data.models import Record as RecordTable
from data.muting import WHOLE, gone
from data.queries import records
from data.queries.records import COLUMNS, Record, fetch, views
from data.store import Reader


@dataclass(frozen=True, slots=True)
class StandingView:
    """One standing of one country. The `until` days no longer count; no `in_force`: the legal form has not begun."""

    record: Record
    country: str
    status_id: str
    decided: dt.date
    decided_until: dt.date | None
    in_force: dt.date | None
    in_force_until: dt.date | None
    in_force_precision: str
    in_force_confidence: str | None
    founding: bool
    force_left_out: bool = False
    """Whether the sources of its legal form are not there: then nothing is known of it, not that it has not begun."""

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on that day by the leaders' decision."""
        return self.decided <= day and (self.decided_until is None or day < self.decided_until)

    def holds_in_force(self, day: dt.date) -> bool:
        """Whether it holds on that day in its legal form."""
        return bool(
            self.in_force and self.in_force <= day and (self.in_force_until is None or day < self.in_force_until)
        )


_ALL = (
    select(
        *COLUMNS,
        Standing.country,
        Standing.status_id,
        Standing.decided,
        Standing.decided_until,
        Standing.in_force,
        Standing.in_force_until,
        Standing.in_force_precision,
        Standing.in_force_confidence,
        Standing.founding,
    )
    .join(RecordTable, RecordTable.id == Standing.record_id)
    .join(Country, Country.code == Standing.country)
    .order_by(Country.position, Standing.decided)
)

_COUNTRIES = select(Standing.record_id, Standing.country)


def standings(reader: Reader) -> tuple[StandingView, ...]:
    """Every standing, by country in the dataset's order, the oldest first."""
    return held(reader, "standings", lambda: _standings(reader))


def left_out(reader: Reader) -> frozenset[str]:
    """The countries of whose standings nothing is there, for a part of them rests on muted sources alone."""
    missing = set(gone(reader).values())
    if not missing:
        return frozenset()
    every = reader.execute(_COUNTRIES.execution_options(**{WHOLE: True})).all()
    return frozenset(row[1] for row in every if row[0] in missing)


def _standings(reader: Reader) -> tuple[StandingView, ...]:
    found = views(fetch(reader, _ALL), StandingView)
    left_out = records.lost(reader, "in_force")
    return tuple(_without_force(s) if s.record.id in left_out else s for s in found)


def _without_force(standing: StandingView) -> StandingView:
    return replace(standing, in_force=None, in_force_until=None, in_force_confidence=None, force_left_out=True)
