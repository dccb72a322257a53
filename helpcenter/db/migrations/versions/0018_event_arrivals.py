"""What arrives from each mail provider, by day."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "event_arrivals",
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("provider", "day", "kind", "name", name="pk_event_arrivals"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("event_arrivals")
