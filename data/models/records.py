"""The records: read-only between loads, each with at least one source.

`record` holds what every record has; the tables beside it hold what only some have. A record names its first
citation by a deferred foreign key, and every citation its source, so a record without a source cannot be
committed. Dates are ISO text cut to what is known (`2025`, `2025-09`, `2025-09-01`), with the first and the last
day they may mean beside them, so that a window is never mistaken for a day.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy import (
    text as sql,
)
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Id, IdKey, RecordKey


class Organisation(Base):
    """The one organisation that the dataset is about, and which dataset it is."""

    __tablename__ = "organisation"

    id: Mapped[IdKey]
    name: Mapped[str]
    short: Mapped[str]
    command: Mapped[str]
    founded: Mapped[dt.date]
    coverage: Mapped[dt.date]
    checked: Mapped[dt.date]
    edition: Mapped[str]
    full_status: Mapped[Id]
    samples: Mapped[dict[str, str]] = mapped_column(JSON)
    """The words that fit the examples of the commands."""
    data_version: Mapped[str]
    origin: Mapped[str]
    source_id: Mapped[Id] = mapped_column(ForeignKey("source.id"))
    one: Mapped[int] = mapped_column(Computed("1", persisted=True), unique=True)
    """Always 1: there is one organisation in a store."""


class Source(Base):
    """Where something is written: an article, a page, a document."""

    __tablename__ = "source"

    id: Mapped[IdKey]
    kind: Mapped[str]
    publisher: Mapped[str | None]
    publisher_from: Mapped[str]
    title: Mapped[str | None]
    title_from: Mapped[str]
    author: Mapped[str | None]
    author_note: Mapped[str | None]
    url: Mapped[str | None]
    cites: Mapped[str | None]
    date: Mapped[str | None]
    written: Mapped[str | None]
    written_note: Mapped[str | None]
    read: Mapped[str]
    file_sha256: Mapped[str | None]
    note: Mapped[str | None]
    position: Mapped[int]

    __table_args__ = (CheckConstraint("read IN ('whole', 'excerpt', 'file')", name="read"),)


class Record(Base):
    """What every record has. `seq` grows with the date, so that the newest are the highest."""

    __tablename__ = "record"

    id: Mapped[IdKey]
    kind: Mapped[str] = mapped_column(index=True)
    event_kind: Mapped[str | None]
    text: Mapped[str]
    date: Mapped[str | None]
    first_day: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None]
    month_day: Mapped[str | None]
    """`06-15` where the date is one certain day: what "on this day" asks for."""
    certainty: Mapped[str | None]
    date_note: Mapped[str | None]
    as_of: Mapped[str | None]
    said_by: Mapped[str | None]
    value: Mapped[str | None]
    unit: Mapped[str | None]
    place: Mapped[str | None]
    time_bound: Mapped[bool]
    confidence: Mapped[str | None]
    note: Mapped[str | None]
    weight: Mapped[int]
    post: Mapped[bool]
    disputed: Mapped[bool]
    parent: Mapped[Id | None] = mapped_column(
        ForeignKey("record.id", deferrable=True, initially="DEFERRED"), index=True
    )
    source_id: Mapped[Id]
    cited: Mapped[str]
    """Its citations once more, as one text to be read with it: `id` or `id=role`, separated by spaces."""
    seq: Mapped[int] = mapped_column(unique=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["id", "source_id"],
            ["citation.record_id", "citation.source_id"],
            name="fk_record_first_citation",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        CheckConstraint("length(text) > 0", name="text"),
        CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="days"),
        CheckConstraint("confidence IS NULL OR confidence IN ('high', 'medium', 'low')", name="confidence"),
        Index("ix_record_month_day", "month_day"),
        Index("ix_record_folded_id", sql("lower(id)")),
    )


class Citation(Base):
    """A source of a record, in the order in which they are named; `role` is what it carries."""

    __tablename__ = "citation"

    record_id: Mapped[RecordKey]
    source_id: Mapped[str] = mapped_column(ForeignKey("source.id"), primary_key=True, index=True)
    position: Mapped[int]
    role: Mapped[str]

    __table_args__ = (CheckConstraint("role IN ('main', 'note', 'in_force', 'chair', 'passed', 'doubt')", name="role"),)


class Link(Base):
    """What a record is about: a country, a person, a summit, a meeting or a topic."""

    __tablename__ = "link"

    entity_id: Mapped[IdKey]
    record_id: Mapped[RecordKey]
    kind: Mapped[str]

    __table_args__ = (Index("ix_link_record_id", "record_id"),)


class Was(Base):
    """An older id that means a record too."""

    __tablename__ = "was"

    old_id: Mapped[IdKey]
    record_id: Mapped[Id] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), index=True)

    __table_args__ = (Index("ix_was_folded_id", sql("lower(old_id)")),)


class Name(Base):
    """A name by which something can be asked for. The first of an entity is the one that is shown."""

    __tablename__ = "name"

    entity_id: Mapped[IdKey]
    kind: Mapped[IdKey]
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Country(Base):
    """A country that has or had a standing, or that overrules the built-in name."""

    __tablename__ = "country"

    code: Mapped[IdKey]
    name: Mapped[str | None]
    position: Mapped[int]


class Status(Base):
    """A class of standing, with the days between which it existed (`until` no longer counts)."""

    __tablename__ = "status"

    record_id: Mapped[RecordKey]
    id: Mapped[str] = mapped_column(unique=True)
    one: Mapped[str]
    many: Mapped[str]
    first_day: Mapped[dt.date]
    until: Mapped[dt.date | None]
    instead: Mapped[str | None]
    doubt: Mapped[str | None]
    position: Mapped[int]


class Series(Base):
    """A series of summits in which the ordinals count."""

    __tablename__ = "series"

    id: Mapped[IdKey]
    name: Mapped[str]
    many: Mapped[str]
    group_name: Mapped[str]
    first_day: Mapped[dt.date]
    until: Mapped[dt.date | None]
    status_id: Mapped[str] = mapped_column(ForeignKey("status.id"))
    is_main: Mapped[bool]
    position: Mapped[int]


class Office(Base):
    """An office that people hold; `holder` says of what: a country, the organisation, a summit."""

    __tablename__ = "office"

    id: Mapped[IdKey]
    title: Mapped[str]
    holder: Mapped[str]
    position: Mapped[int]

    __table_args__ = (CheckConstraint("holder IN ('country', 'organisation', 'summit')", name="holder"),)


class Standing(Base):
    """A country's standing: by the leaders' decision, and in legal force. The `until` days no longer count."""

    __tablename__ = "standing"

    record_id: Mapped[RecordKey]
    country: Mapped[str] = mapped_column(ForeignKey("country.code"))
    status_id: Mapped[str] = mapped_column(ForeignKey("status.id"))
    decided: Mapped[dt.date]
    decided_until: Mapped[dt.date | None]
    in_force: Mapped[dt.date | None]
    in_force_until: Mapped[dt.date | None]
    in_force_precision: Mapped[str]
    in_force_confidence: Mapped[str | None]
    founding: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("country", "decided"),
        CheckConstraint("decided_until IS NULL OR decided < decided_until", name="decided"),
        CheckConstraint("in_force_until IS NULL OR in_force < in_force_until", name="in_force"),
    )


class Summit(Base):
    """A summit: when, where, who chaired, and to whom the chair passed."""

    __tablename__ = "summit"

    record_id: Mapped[RecordKey]
    series_id: Mapped[str] = mapped_column(ForeignKey("series.id"))
    number: Mapped[int]
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    main_day: Mapped[dt.date | None]
    city: Mapped[str]
    country: Mapped[str]
    format: Mapped[str]
    chairing_country: Mapped[str | None]
    chair_id: Mapped[str | None] = mapped_column(ForeignKey("record.id"), index=True)
    chair_title: Mapped[str | None]
    chair_basis: Mapped[str | None]
    passed_to: Mapped[str | None]
    state: Mapped[str]

    __table_args__ = (
        UniqueConstraint("series_id", "number"),
        CheckConstraint("first_day <= last_day", name="days"),
        CheckConstraint("state IN ('held', 'planned')", name="state"),
        CheckConstraint("chair_basis IS NULL OR chair_basis IN ('stated', 'inferred')", name="chair_basis"),
    )


class Term(Base):
    """A term of office; both days count. An open start or end is NULL; `is_open` means still running."""

    __tablename__ = "term"

    record_id: Mapped[RecordKey]
    person_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    office_id: Mapped[str] = mapped_column(ForeignKey("office.id"))
    of: Mapped[Id] = mapped_column(index=True)
    first_day: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None]
    is_open: Mapped[bool]
    start: Mapped[str | None]
    end: Mapped[str | None]
    acting: Mapped[bool]
    title: Mapped[str | None]
    seen: Mapped[str | None]

    __table_args__ = (CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="days"),)


class Attendance(Base):
    """Who was named as attending, expected or absent at a meeting."""

    __tablename__ = "attendance"

    record_id: Mapped[RecordKey]
    meeting_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    how: Mapped[str]
    rests_on: Mapped[Id | None] = mapped_column(ForeignKey("record.id"))


class Utterance(Base):
    """One statement by one speaker: the parts that belong together."""

    __tablename__ = "utterance"

    id: Mapped[IdKey]
    speaker_id: Mapped[str] = mapped_column(ForeignKey("record.id"))
    latest: Mapped[dt.date]
    """What "newest first" goes by: the window's last day, else the article's, else the first day that is known."""
    first_day: Mapped[dt.date | None]
    last_day: Mapped[dt.date | None]
    """After it the words were certainly not said: the window's last day, else the last of the article's writing."""
    position: Mapped[int]
    size: Mapped[int]
    """How many parts it has."""

    __table_args__ = (
        Index("ix_utterance_speaker", "speaker_id", "latest", "position", "size"),
        Index("ix_utterance_latest", "latest", "position"),
    )


class Quote(Base):
    """One part of a statement, to the letter; the words are the record's text."""

    __tablename__ = "quote"

    record_id: Mapped[RecordKey]
    utterance_id: Mapped[str] = mapped_column(ForeignKey("utterance.id"))
    part: Mapped[int]
    form: Mapped[str]
    written_as: Mapped[str]
    role: Mapped[str | None]
    attribution: Mapped[str]
    told_to: Mapped[str | None]
    channel: Mapped[str | None]
    line: Mapped[int | None]
    context: Mapped[str | None]
    inserted: Mapped[bool]
    sha256: Mapped[str]
    plain_sha256: Mapped[str] = mapped_column(index=True)
    """Of the words without regard to the kind of mark, dash and space: what `verify` looks up."""

    __table_args__ = (
        UniqueConstraint("utterance_id", "part"),
        CheckConstraint("form IN ('sentence', 'fragment', 'term')", name="form"),
    )


class Disagreement(Base):
    """A point on which sources differ; its sides are records of kind `side` whose parent it is."""

    __tablename__ = "disagreement"

    record_id: Mapped[RecordKey]
    kind: Mapped[str]
    point: Mapped[str]
    shown: Mapped[str | None]

    __table_args__ = (CheckConstraint("kind IN ('open', 'time', 'wording', 'error')", name="kind"),)
