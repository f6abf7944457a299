"""What the running desk writes for itself: deliveries, long lines, installations.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "inbound",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbound"),
    )
    op.create_index("ix_inbound_at", "inbound", ["at"], unique=False)
    op.create_table(
        "line",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_line"),
    )
    op.create_index("ix_line_at", "line", ["at"], unique=False)
    _installation()
    op.create_table(
        "install_state",
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("state", name="pk_install_state"),
    )
    op.create_index("ix_install_state_expires_at", "install_state", ["expires_at"], unique=False)


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("app", sa.String(), nullable=True),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("installer", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("refresh", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", TIME, nullable=True),
        sa.Column("rotating_until", TIME, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", name="pk_installation"),
    )
    op.create_index("ix_installation_expires_at", "installation", ["expires_at"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    for table in ("install_state", "installation", "line", "inbound"):
        op.drop_table(table)
