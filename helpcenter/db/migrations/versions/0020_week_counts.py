"""The counts of events by week, and of all organisations together; the events of an organisation about an address."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MONDAYS = {"sqlite": "date(day, 'weekday 0', '-6 days')", "postgresql": "CAST(date_trunc('week', CAST(day AS timestamp)) AS date)"}
EVERYBODY = -1
KINDS = ("sent", "delivered", "temporary", "permanent", "blocked", "complaint")


def upgrade() -> None:
    """Make the table, and sum up what was counted by day; make the index of addresses hold the organisation."""
    op.drop_index("ix_provider_events_address", "provider_events")
    op.create_index("ix_provider_events_address", "provider_events", ["address", "organisation_id", "id"])
    op.create_table(
        "event_week_counts",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        *(sa.Column(kind, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False) for kind in KINDS),
        sa.PrimaryKeyConstraint("organisation_id", "monday", name="pk_event_week_counts"),
    )
    monday = MONDAYS[op.get_bind().dialect.name]
    sums = ", ".join(f"SUM(CASE WHEN kind = '{kind}' THEN count ELSE 0 END)" for kind in KINDS)
    words = ", ".join(f"'{kind}'" for kind in KINDS)
    for whose in ("organisation_id", str(EVERYBODY)):
        op.execute(
            f"INSERT INTO event_week_counts (organisation_id, monday, {', '.join(KINDS)}) "  # noqa: S608
            f"SELECT {whose} AS whose, {monday} AS week, {sums} FROM event_day_counts WHERE kind IN ({words}) GROUP BY whose, week"
        )


def downgrade() -> None:
    """Drop the table; the index as it was."""
    op.drop_index("ix_provider_events_address", "provider_events")
    op.create_index("ix_provider_events_address", "provider_events", ["address", "id"])
    op.drop_table("event_week_counts")
