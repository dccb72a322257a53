"""Labels: decisions of staff, what readers reported."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _create_decisions()
    op.create_table(
        "label_flags",
        sa.Column("client", sa.String(40), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("tutorial", sa.String(80), nullable=False),
        sa.Column("step", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name="fk_label_flags_closed_by_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("client", "key", "locale", "tutorial", "step", "reason", "reported_on", name="pk_label_flags"),
    )
    op.create_index("ix_label_flags_closed_by_id", "label_flags", ["closed_by_id"])


def _create_decisions() -> None:
    op.create_table(
        "label_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(40), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("text", sa.String(120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name="fk_label_decisions_decided_by_id_users", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["users.id"], name="fk_label_decisions_revoked_by_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_label_decisions"),
    )
    in_force = sa.text("revoked_at IS NULL")
    op.create_index(
        "uq_label_decisions_in_force",
        "label_decisions",
        ["client", "key", "locale", "text"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    for column in ("decided_by_id", "revoked_by_id"):
        op.create_index(f"ix_label_decisions_{column}", "label_decisions", [column])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("label_flags")
    op.drop_table("label_decisions")
