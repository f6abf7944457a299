"""What is posted by itself: schedules, the ledger of their posts, what was shown, notices, workers, and settings.

Nothing here is deleted because a channel or a workspace is gone. Times are UTC, days are local to the schedule's zone.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base

WAITING = ("planned", "unknown")
"""States in which a post waits for its moment: to be sent, or to be looked for."""

STATES = (
    *WAITING,
    "claimed",  # a worker composes it; it was not sent
    "sending",  # a worker is sending it
    "sent",
    "silent",  # there was nothing to post
    "skipped",  # somebody chose to leave it out
    "paused",  # the schedule was paused at that moment
    "missed",  # nobody was there to send it in time
    "failed",  # it could not be sent
    "uncertain",  # whether it was sent cannot be found out; it is not sent again
    "replaced",  # the schedule was changed or removed before it was due
)


class Schedule(Base):
    """What is posted where and when. A removed one stays, for its ledger does."""

    __tablename__ = "schedule"
    __table_args__ = (
        Index("ix_schedule_plan_at", "plan_at"),
        Index("ix_schedule_place", "platform", "workspace", "channel"),
        CheckConstraint("state IN ('active', 'paused', 'removed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40))
    """Chosen by chance when it was made: the keys of its posts come from it."""
    platform: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(120))
    channel: Mapped[str] = mapped_column(String(400))
    channel_name: Mapped[str | None]
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str]
    leads: Mapped[str]
    years: Mapped[int]
    empty: Mapped[str] = mapped_column(String(20))
    times: Mapped[str]
    days: Mapped[str]
    zone: Mapped[str] = mapped_column(String(60))
    maker: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(String(20))
    paused_by: Mapped[str | None] = mapped_column(String(120))
    """Whoever paused it; `desk` where it was the desk."""
    reason: Mapped[str | None]
    paused_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    paused_until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    absent_since: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    """When the channel was first found gone; a second look later decides."""
    since: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    """When it was made or last changed: it has no posts before."""
    planned_until: Mapped[dt.date]
    """The last local day whose posts stand in the ledger."""
    plan_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class Occurrence(Base):
    """One planned post: a row of the ledger. `slot` is "" where the schedule has one post a day, else its time."""

    __tablename__ = "occurrence"
    __table_args__ = (
        Index(
            "uq_occurrence_slot",
            "schedule_id",
            "day",
            "slot",
            unique=True,
            sqlite_where=text("state <> 'replaced'"),
            postgresql_where=text("state <> 'replaced'"),
        ),
        Index("ix_occurrence_ready", "platform", "state", "ready_at"),
        Index("ix_occurrence_due", "due"),
        CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in STATES)), name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"))
    platform: Mapped[str] = mapped_column(String(20))
    day: Mapped[dt.date]
    slot: Mapped[str] = mapped_column(String(40))
    time: Mapped[str] = mapped_column(String(5))
    """The wall-clock time that was meant; `due` is the moment that this was."""
    due: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    until: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    is_test: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20))
    ready_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    attempts: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(40))
    claimed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    place: Mapped[str | None] = mapped_column(String(400))
    """The channel to which it was last sent, or perhaps: the schedule may post elsewhere by now."""
    first_try_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    """When it may first have left, of the tries whose outcome is not known."""
    reason: Mapped[str | None]
    """Why it is as it is, in a word of ours; `detail` is the platform's word, or a sentence."""
    detail: Mapped[str | None]
    title: Mapped[str | None]
    sent_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    message: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None]


class Shown(Base):
    """What a post showed in its channel: the id of a record with its print at that time, or a mark of the content's."""

    __tablename__ = "shown"
    __table_args__ = (Index("ix_shown_place", "platform", "workspace", "channel", "mark"),)

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(200), primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(120))
    channel: Mapped[str] = mapped_column(String(400))
    day: Mapped[dt.date]
    counts: Mapped[bool]
    """Whether it is not to be repeated; else it only stood in the post."""
    print: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    """When the record was found to say something else than it did in the post."""


class Notice(Base):
    """Something that whoever made a schedule is told, once."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_ready", "state", "ready_at"),
        CheckConstraint("state IN ('waiting', 'claimed', 'told', 'failed', 'uncertain')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(String(200), unique=True)
    """What it is about, so that it is written once."""
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"))
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(String(20))
    ready_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    attempts: Mapped[int] = mapped_column(default=0)
    to_admins: Mapped[bool] = mapped_column(default=False)
    """Whether the one who made the schedule could not be reached, so that the admin channel is told."""
    claim: Mapped[str | None] = mapped_column(String(40))
    claimed_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))


class Worker(Base):
    """A process that delivers, as of when it last said so: the platforms' pace is shared by those that live."""

    __tablename__ = "worker"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seen_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class Setting(Base):
    """What was chosen for a workspace, or for one channel of it; `channel` is "" for the whole workspace."""

    __tablename__ = "setting"

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    workspace: Mapped[str] = mapped_column(String(120), primary_key=True)
    channel: Mapped[str] = mapped_column(String(400), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]
