"""Suppressions."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Compared letter by letter, so that the beginning of an address is found through the index.
KEY = sa.String(254).with_variant(sa.String(254, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "suppressions",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("mailbox_key", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("since_at", UtcDateTime(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(300), nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("created_by", sa.String(40), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_because", sa.String(20), nullable=True),
        sa.Column("lifted_by", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_suppressions_organisation_id_organisations", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_suppressions"),
    )
    _add_indexes()


def _add_indexes() -> None:
    active, over = sa.text("lifted_at IS NULL"), sa.text("lifted_at IS NOT NULL")

    def add(name: str, columns: list[str], where: sa.TextClause | None = None, *, unique: bool = False) -> None:
        op.create_index(name, "suppressions", columns, unique=unique, sqlite_where=where, postgresql_where=where)

    nobody = sa.text("lifted_at IS NULL AND organisation_id IS NULL")
    add("uq_suppressions_active", ["organisation_id", "mailbox_key"], active, unique=True)
    add("uq_suppressions_active_nobody", ["mailbox_key"], nobody, unique=True)
    add("ix_suppressions_mailbox", ["mailbox_key"])
    add("ix_suppressions_found", ["organisation_id", "mailbox_key"])
    add("ix_suppressions_active", ["organisation_id", "id"], active)
    add("ix_suppressions_active_kind", ["organisation_id", "kind", "id"], active)
    add("ix_suppressions_over", ["organisation_id", "id"], over)
    add("ix_suppressions_all_active", ["id"], active)
    add("ix_suppressions_all_active_kind", ["kind", "id"], active)
    add("ix_suppressions_all_over", ["id"], over)
    add("ix_suppressions_until_on", ["until_on"], active)
    add("ix_suppressions_lifted_at", ["lifted_at"], over)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("suppressions")
