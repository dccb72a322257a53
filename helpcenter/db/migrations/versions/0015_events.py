"""Events of mail providers, and their counts by day."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "provider_events",
        sa.Column("id", BIG, nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("message_id", sa.String(100), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("is_blocking", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.String(300), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_provider_events_organisation_id_organisations", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_provider_events"),
    )
    op.create_index("uq_provider_events_key", "provider_events", ["provider", "key"], unique=True)
    op.create_index("ix_provider_events_organisation", "provider_events", ["organisation_id", "id"])
    op.create_index("ix_provider_events_address", "provider_events", ["address", "id"])
    op.create_index("ix_provider_events_happened_at", "provider_events", ["happened_at"])
    op.create_table(
        "event_day_counts",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "day", "kind", name="pk_event_day_counts"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("event_day_counts")
    op.drop_table("provider_events")
