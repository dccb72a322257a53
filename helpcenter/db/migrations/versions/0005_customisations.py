"""Customisations of sheets, one row per saved version."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "customisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("restored_number", sa.Integer(), nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_customisations_organisation_id_organisations", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name="fk_customisations_saved_by_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_customisations"),
        sa.UniqueConstraint("organisation_id", "number", name="uq_customisations_organisation_id_number"),
    )
    for column in ("organisation_id", "saved_by_id"):
        op.create_index(f"ix_customisations_{column}", "customisations", [column])


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("customisations")
