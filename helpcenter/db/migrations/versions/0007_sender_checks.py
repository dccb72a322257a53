"""What the domains of sender addresses publish, the last time somebody asked."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sender_checks",
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_sender_checks"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("sender_checks")
