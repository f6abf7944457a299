"""The records: sources, statements, standings, summits and who was at them.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of the records."""
    _country()
    _name()
    _office()
    _source()
    _record()
    _citation()
    _link()
    _was()
    _organisation()
    _status()
    _series()
    _standing()
    _summit()
    _attendance()


def _country() -> None:
    op.create_table(
        "country",
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_country"),
    )


def _name() -> None:
    op.create_table(
        "name",
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "kind", "position", name="pk_name"),
    )


def _office() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("holder IN ('country', 'organisation', 'summit')", name="ck_office_holder"),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("publisher_from", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("title_from", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("author_note", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("cites", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("written", sa.String(), nullable=True),
        sa.Column("written_note", sa.String(), nullable=True),
        sa.Column("read", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("read IN ('whole', 'excerpt', 'file')", name="ck_source_read"),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
    )


def _record() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("event_kind", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("month_day", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=True),
        sa.Column("date_note", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("time_bound", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("post", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("parent", sa.String(length=120), nullable=True),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("cited", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "confidence IS NULL OR confidence IN ('high', 'medium', 'low')", name="ck_record_confidence"
        ),
        sa.CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="ck_record_days"),
        sa.CheckConstraint("length(text) > 0", name="ck_record_text"),
        sa.ForeignKeyConstraint(
            ["id", "source_id"],
            ["citation.record_id", "citation.source_id"],
            name="fk_record_first_citation",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent"], ["record.id"], name="fk_record_parent", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
        sa.UniqueConstraint("seq", name="uq_record_seq"),
    )
    op.create_index("ix_record_kind", "record", ["kind"], unique=False)
    op.create_index("ix_record_folded_id", "record", [sa.text("lower(id)")], unique=False)
    op.create_index("ix_record_month_day", "record", ["month_day"], unique=False)
    op.create_index("ix_record_parent", "record", ["parent"], unique=False)


def _citation() -> None:
    op.create_table(
        "citation",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.CheckConstraint("role IN ('main', 'note', 'in_force', 'chair', 'passed', 'doubt')", name="ck_citation_role"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_citation_record_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_citation_source_id"),
        sa.PrimaryKeyConstraint("record_id", "source_id", name="pk_citation"),
    )
    op.create_index("ix_citation_source_id", "citation", ["source_id"], unique=False)


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_link_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", "record_id", name="pk_link"),
    )
    op.create_index("ix_link_record_id", "link", ["record_id"], unique=False)


def _was() -> None:
    op.create_table(
        "was",
        sa.Column("old_id", sa.String(length=120), nullable=False),
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_was_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("old_id", name="pk_was"),
    )
    op.create_index("ix_was_folded_id", "was", [sa.text("lower(old_id)")], unique=False)
    op.create_index("ix_was_record_id", "was", ["record_id"], unique=False)
    if op.get_bind().dialect.name != "sqlite":  # there the constraint stands in the table itself
        op.create_foreign_key(
            "fk_record_first_citation",
            "record",
            "citation",
            ["id", "source_id"],
            ["record_id", "source_id"],
            initially="DEFERRED",
            deferrable=True,
        )


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("founded", sa.Date(), nullable=False),
        sa.Column("coverage", sa.Date(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("full_status", sa.String(length=120), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("data_version", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("one", sa.Integer(), sa.Computed("1", persisted=True), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_organisation_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("one", name="uq_organisation_one"),
    )


def _status() -> None:
    op.create_table(
        "status",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("many", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("instead", sa.String(), nullable=True),
        sa.Column("doubt", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_status_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record_id", name="pk_status"),
        sa.UniqueConstraint("id", name="uq_status_id"),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("many", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("status_id", sa.String(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["status_id"], ["status.id"], name="fk_series_status_id"),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )


def _standing() -> None:
    op.create_table(
        "standing",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=120), nullable=False),
        sa.Column("status_id", sa.String(), nullable=False),
        sa.Column("decided", sa.Date(), nullable=False),
        sa.Column("decided_until", sa.Date(), nullable=True),
        sa.Column("in_force", sa.Date(), nullable=True),
        sa.Column("in_force_until", sa.Date(), nullable=True),
        sa.Column("in_force_precision", sa.String(), nullable=False),
        sa.Column("in_force_confidence", sa.String(), nullable=True),
        sa.Column("founding", sa.Boolean(), nullable=False),
        sa.CheckConstraint("decided_until IS NULL OR decided < decided_until", name="ck_standing_decided"),
        sa.CheckConstraint("in_force_until IS NULL OR in_force < in_force_until", name="ck_standing_in_force"),
        sa.ForeignKeyConstraint(["country"], ["country.code"], name="fk_standing_country"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_standing_record_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["status_id"], ["status.id"], name="fk_standing_status_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_standing"),
        sa.UniqueConstraint("country", "decided", name="uq_standing_country_decided"),
    )


def _summit() -> None:
    op.create_table(
        "summit",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("series_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("main_day", sa.Date(), nullable=True),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("chairing_country", sa.String(), nullable=True),
        sa.Column("chair_id", sa.String(length=120), nullable=True),
        sa.Column("chair_title", sa.String(), nullable=True),
        sa.Column("chair_basis", sa.String(), nullable=True),
        sa.Column("passed_to", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint(
            "chair_basis IS NULL OR chair_basis IN ('stated', 'inferred')", name="ck_summit_chair_basis"
        ),
        sa.CheckConstraint("state IN ('held', 'planned')", name="ck_summit_state"),
        sa.CheckConstraint("first_day <= last_day", name="ck_summit_days"),
        sa.ForeignKeyConstraint(["chair_id"], ["record.id"], name="fk_summit_chair_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_summit_record_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name="fk_summit_series_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_summit"),
        sa.UniqueConstraint("series_id", "number", name="uq_summit_series_id_number"),
    )
    op.create_index("ix_summit_chair_id", "summit", ["chair_id"], unique=False)


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("meeting_id", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=120), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("rests_on", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["record.id"], name="fk_attendance_meeting_id"),
        sa.ForeignKeyConstraint(["person_id"], ["record.id"], name="fk_attendance_person_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_attendance_record_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rests_on"], ["record.id"], name="fk_attendance_rests_on"),
        sa.PrimaryKeyConstraint("record_id", name="pk_attendance"),
    )
    op.create_index("ix_attendance_meeting_id", "attendance", ["meeting_id"], unique=False)
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"], unique=False)


def downgrade() -> None:
    """Drop them all."""
    for table in ("attendance", "summit", "standing", "series", "status", "organisation", "was", "link"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_record_first_citation", "record")
    for table in ("citation", "record", "source", "office", "name", "country"):
        op.drop_table(table)
