"""What comes in: requests that a member has yet to accept, and the links of the vendor's software that were used."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("mailbox_key", sa.String(254), nullable=False),
        sa.Column("last_mail_on", sa.Date(), nullable=True),
        sa.Column("reach", sa.String(160), nullable=False),
        sa.Column("error_text", sa.Text(), nullable=False),
        sa.Column("ticket", sa.String(40), nullable=False),
        sa.Column("locale", sa.String(10), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_proposals_organisation_id_organisations", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_mailbox", "proposals", ["organisation_id", "mailbox_key"])
    op.create_table(
        "used_links",
        sa.Column("once", sa.String(40), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("used_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_used_links_organisation_id_organisations", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["unblock_cases.id"], name="fk_used_links_case_id_unblock_cases", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("once", "organisation_id", name="pk_used_links"),
    )


def downgrade() -> None:
    """Drop the tables, children first."""
    for table in ("used_links", "proposals"):
        op.drop_table(table)
