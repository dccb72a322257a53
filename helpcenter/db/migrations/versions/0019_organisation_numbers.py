"""The last number that an organisation was given."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and remember the numbers of those who are here and of those who left."""
    op.create_table(
        "organisation_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_numbers"),
    )
    op.execute(
        "INSERT INTO organisation_numbers (id, number) SELECT 1, COALESCE(MAX(n), 0) FROM "
        "(SELECT id AS n FROM organisations UNION ALL SELECT organisation_id AS n FROM left_organisations) AS given"
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("organisation_numbers")
