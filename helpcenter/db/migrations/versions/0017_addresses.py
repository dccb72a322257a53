"""Second addresses of a case, and time stamps of the ledger's head."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
KEY = "fk_unblock_cases_beside_id_unblock_cases"


def upgrade() -> None:
    """Let a case stand beside the one of the family's first address."""
    with op.batch_alter_table("unblock_cases") as table:
        table.add_column(sa.Column("beside_id", sa.Integer(), nullable=True))
        table.create_foreign_key(KEY, "unblock_cases", ["beside_id"], ["id"], ondelete="SET NULL")
        table.create_index("ix_unblock_cases_beside_id", ["beside_id"])
    op.create_table(
        "head_stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(64), nullable=False),
        sa.Column("authority", sa.String(200), nullable=False),
        sa.Column("stamped_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_head_stamps"),
    )


def downgrade() -> None:
    """Each address is a case of its own again."""
    op.drop_table("head_stamps")
    with op.batch_alter_table("unblock_cases") as table:
        table.drop_index("ix_unblock_cases_beside_id")
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("beside_id")
