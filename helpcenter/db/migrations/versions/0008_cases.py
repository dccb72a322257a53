"""Cases: where they come from, what kind of block it is, how they end, and notes about them."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from helpcenter.consent.addresses import canonical_address
from helpcenter.db.types import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CASES = sa.table(
    "unblock_cases", sa.column("id"), sa.column("address"), sa.column("mailbox_key"), sa.column("record_id"), sa.column("organisation_id")
)
INVITATIONS = sa.table("invitations", sa.column("case_id"), sa.column("address"), sa.column("record_id"))


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("mailbox_key", sa.String(254), nullable=False, server_default=""),
        sa.Column("record_id", sa.String(32), nullable=False, server_default=""),
        sa.Column("source", sa.String(20), nullable=False, server_default="member"),
        sa.Column("ticket", sa.String(40), nullable=False, server_default=""),
        sa.Column("error_text", sa.Text(), nullable=False, server_default=""),
        sa.Column("kind", sa.String(20), nullable=False, server_default="unknown"),
        sa.Column("provider", sa.String(40), nullable=False, server_default="mailjet"),
        sa.Column("order", sa.String(20), nullable=False, server_default="ask_first"),
        sa.Column("blocked_until_on", sa.Date(), nullable=True),
        sa.Column("address_confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("assigned_to_id", sa.Integer(), nullable=True),
        sa.Column("ending", sa.String(20), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("suppressed_again_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    ]


def upgrade() -> None:
    """Add the columns, fill what can be known, and make the table of notes."""
    with op.batch_alter_table("unblock_cases") as table:
        for column in _columns():
            table.add_column(column)
        table.create_foreign_key("fk_unblock_cases_assigned_to_id_users", "users", ["assigned_to_id"], ["id"], ondelete="SET NULL")
        table.create_foreign_key(
            "fk_unblock_cases_duplicate_of_id_unblock_cases", "unblock_cases", ["duplicate_of_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_unblock_cases_mailbox", "unblock_cases", ["organisation_id", "mailbox_key"])
    _fill()
    # The defaults were for the rows that were there: new rows say it themselves.
    with op.batch_alter_table("unblock_cases") as table:
        for column in _columns():
            if column.server_default is not None:
                table.alter_column(column.name, server_default=None)
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("is_for_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_case_notes_author_id_users", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["case_id"], ["unblock_cases.id"], name="fk_case_notes_case_id_unblock_cases", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_notes"),
    )
    op.create_index("ix_case_notes_case_id", "case_notes", ["case_id"])


def _fill() -> None:
    connection = op.get_bind()
    for case in connection.execute(sa.select(CASES.c.id, CASES.c.address)).all():
        record = sa.select(INVITATIONS.c.record_id).where(INVITATIONS.c.case_id == case.id, INVITATIONS.c.address == case.address)
        values = {
            "mailbox_key": canonical_address(case.address),
            "record_id": connection.scalar(record.limit(1)) or uuid4().hex,
        }
        connection.execute(sa.update(CASES).where(CASES.c.id == case.id).values(**values))


def downgrade() -> None:
    """Take all of it back."""
    op.drop_table("case_notes")
    op.drop_index("ix_unblock_cases_mailbox", "unblock_cases")
    with op.batch_alter_table("unblock_cases") as table:
        table.drop_constraint("fk_unblock_cases_duplicate_of_id_unblock_cases", type_="foreignkey")
        table.drop_constraint("fk_unblock_cases_assigned_to_id_users", type_="foreignkey")
        for column in _columns():
            table.drop_column(column.name)
