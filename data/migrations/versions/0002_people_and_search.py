"""Terms of office, quotations, disagreements, and the full-text index.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of what people held and said, and the index."""
    _term()
    _utterance()
    _quote()
    _disagreement()
    _search()


def _term() -> None:
    op.create_table(
        "term",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=120), nullable=False),
        sa.Column("office_id", sa.String(length=120), nullable=False),
        sa.Column("of", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("start", sa.String(), nullable=True),
        sa.Column("end", sa.String(), nullable=True),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("seen", sa.String(), nullable=True),
        sa.CheckConstraint("first_day IS NULL OR last_day IS NULL OR first_day <= last_day", name="ck_term_days"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_term_office_id"),
        sa.ForeignKeyConstraint(["person_id"], ["record.id"], name="fk_term_person_id"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_term_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record_id", name="pk_term"),
    )
    op.create_index("ix_term_of", "term", ["of"], unique=False)
    op.create_index("ix_term_person_id", "term", ["person_id"], unique=False)


def _utterance() -> None:
    op.create_table(
        "utterance",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("speaker_id", sa.String(length=120), nullable=False),
        sa.Column("latest", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["record.id"], name="fk_utterance_speaker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_utterance"),
    )
    op.create_index("ix_utterance_latest", "utterance", ["latest", "position"], unique=False)
    op.create_index("ix_utterance_speaker", "utterance", ["speaker_id", "latest", "position", "size"], unique=False)


def _quote() -> None:
    op.create_table(
        "quote",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("utterance_id", sa.String(length=120), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("written_as", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("told_to", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("context", sa.String(), nullable=True),
        sa.Column("inserted", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("plain_sha256", sa.String(), nullable=False),
        sa.CheckConstraint("form IN ('sentence', 'fragment', 'term')", name="ck_quote_form"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_quote_record_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterance.id"], name="fk_quote_utterance_id"),
        sa.PrimaryKeyConstraint("record_id", name="pk_quote"),
        sa.UniqueConstraint("utterance_id", "part", name="uq_quote_utterance_id_part"),
    )
    op.create_index("ix_quote_plain_sha256", "quote", ["plain_sha256"], unique=False)


def _disagreement() -> None:
    op.create_table(
        "disagreement",
        sa.Column("record_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'time', 'wording', 'error')", name="ck_disagreement_kind"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_disagreement_record_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("record_id", name="pk_disagreement"),
    )


def _search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')")
    else:
        op.execute(
            "CREATE TABLE search (seq integer NOT NULL CONSTRAINT pk_search PRIMARY KEY, body tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_body ON search USING gin (body) WITH (fastupdate = off)")


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE search")
    for table in ("disagreement", "quote", "utterance", "term"):
        op.drop_table(table)
