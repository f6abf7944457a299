"""Schedules, the ledger of their posts, what was shown, notices, workers, and settings.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
LIVE = sa.text("state <> 'replaced'")
SCHEDULE_STATES = "state IN ('active', 'paused', 'removed')"
STATES = (
    "state IN ('planned', 'unknown', 'claimed', 'sending', 'sent', 'silent', 'skipped', 'paused', 'missed', 'failed',"
    " 'uncertain', 'replaced')"
)
NOTICE_STATES = "state IN ('waiting', 'claimed', 'told', 'failed', 'uncertain')"


def upgrade() -> None:
    """Make the tables."""
    _schedule()
    _occurrence()
    _shown()
    _notice()
    op.create_table(
        "worker",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )
    op.create_table(
        "setting",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "channel", "name", name="pk_setting"),
    )


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=400), nullable=False),
        sa.Column("channel_name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("leads", sa.String(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("empty", sa.String(length=20), nullable=False),
        sa.Column("times", sa.String(), nullable=False),
        sa.Column("days", sa.String(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("maker", sa.String(length=120), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("paused_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("paused_at", TIME, nullable=True),
        sa.Column("paused_until", TIME, nullable=True),
        sa.Column("absent_since", TIME, nullable=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=False),
        sa.Column("plan_at", TIME, nullable=False),
        sa.CheckConstraint(SCHEDULE_STATES, name="ck_schedule_state"),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_schedule_plan_at", "schedule", ["plan_at"], unique=False)
    op.create_index("ix_schedule_place", "schedule", ["platform", "workspace", "channel"], unique=False)


def _occurrence() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ready_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=40), nullable=True),
        sa.Column("claimed_at", TIME, nullable=True),
        sa.Column("place", sa.String(length=400), nullable=True),
        sa.Column("first_try_at", TIME, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("message", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.CheckConstraint(STATES, name="ck_occurrence_state"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_occurrence_schedule_id"),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_occurrence_slot",
        "occurrence",
        ["schedule_id", "day", "slot"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.create_index("ix_occurrence_ready", "occurrence", ["platform", "state", "ready_at"], unique=False)
    op.create_index("ix_occurrence_due", "occurrence", ["due"], unique=False)


def _shown() -> None:
    op.create_table(
        "shown",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=400), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("print", sa.String(length=64), nullable=True),
        sa.Column("changed_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_shown_occurrence_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("occurrence_id", "mark", name="pk_shown"),
    )
    op.create_index("ix_shown_place", "shown", ["platform", "workspace", "channel", "mark"], unique=False)


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=200), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ready_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("to_admins", sa.Boolean(), nullable=False),
        sa.Column("claim", sa.String(length=40), nullable=True),
        sa.Column("claimed_at", TIME, nullable=True),
        sa.CheckConstraint(NOTICE_STATES, name="ck_notice_state"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_notice_schedule_id"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_notice_occurrence_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("once", name="uq_notice_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_ready", "notice", ["state", "ready_at"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    for table in ("setting", "worker", "notice", "shown", "occurrence", "schedule"):
        op.drop_table(table)
