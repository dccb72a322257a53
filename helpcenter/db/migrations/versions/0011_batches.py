"""Requests to providers, in batches."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.String(40), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_table(
        "provider_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("mailbox_key", sa.String(254), nullable=False),
        sa.Column("open_key", sa.String(300), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("call", sa.String(20), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("call_after_at", UtcDateTime(), nullable=True),
        sa.Column("call_detail", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_provider_requests"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_provider_requests_batch_id_batches", ondelete="CASCADE"),
        sa.UniqueConstraint("open_key", name="uq_provider_requests_open_key"),
    )
    op.create_index("ix_provider_requests_batch_id", "provider_requests", ["batch_id"])
    op.create_index("ix_provider_requests_mailbox_key", "provider_requests", ["mailbox_key"])
    op.create_table(
        "requested_cases",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("request_id", "case_id", name="pk_requested_cases"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["provider_requests.id"], name="fk_requested_cases_request_id_provider_requests", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["unblock_cases.id"], name="fk_requested_cases_case_id_unblock_cases", ondelete="CASCADE"),
    )
    op.create_index("ix_requested_cases_case_id", "requested_cases", ["case_id"])
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_dossiers_batch_id_batches", ondelete="CASCADE"),
    )
    op.create_index("ix_dossiers_batch_id", "dossiers", ["batch_id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("dossiers", "requested_cases", "provider_requests", "batches"):
        op.drop_table(table)
