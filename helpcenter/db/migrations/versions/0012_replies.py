"""Answers by mail, and what is attached to evidence."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _make_attachments()
    _make_replies()
    op.create_table(
        "mailbox_places",
        sa.Column("mailbox", sa.String(64), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(200), nullable=False),
        sa.Column("left_alone", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name="pk_mailbox_places"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("mailbox_places", "mail_replies", "attachments"):
        op.drop_table(table)


def _make_attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("media_type", sa.String(80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("record_id", sa.String(32), nullable=True),
        sa.Column("kept_by", sa.String(40), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    for column in ("sha256", "organisation_id", "case_id", "record_id"):
        op.create_index(f"ix_attachments_{column}", "attachments", [column])


def _make_replies() -> None:
    op.create_table(
        "mail_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(254), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("signed_by", sa.String(254), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("decision", sa.String(20), nullable=True),
        sa.Column("received_by", sa.String(40), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(40), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name="fk_mail_replies_invitation_id_invitations", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mail_replies_organisation_id_organisations", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mail_replies"),
        sa.UniqueConstraint("sha256", name="uq_mail_replies_sha256"),
    )
    for column in ("invitation_id", "record_id", "case_id", "organisation_id"):
        op.create_index(f"ix_mail_replies_{column}", "mail_replies", [column])
