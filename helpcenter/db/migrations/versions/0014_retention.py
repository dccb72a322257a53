"""Erasures and what was kept and until when."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    for column in ("record_id", "organisation_id"):
        op.create_index(f"ix_erasures_{column}", "erasures", [column])
    op.create_table(
        "erasure_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("told_by", sa.String(40), nullable=True),
        sa.ForeignKeyConstraint(["erasure_id"], ["erasures.id"], name="fk_erasure_notices_erasure_id_erasures", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_notices"),
    )
    op.create_index("ix_erasure_notices_erasure_id", "erasure_notices", ["erasure_id"])
    op.create_table(
        "left_organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=False),
        sa.Column("keep_until_on", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("emptied_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_left_organisations"),
        sa.UniqueConstraint("organisation_id", name="uq_left_organisations_organisation_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("left_organisations", "erasure_notices", "erasures"):
        op.drop_table(table)
