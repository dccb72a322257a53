"""One row for each browser in which somebody is signed in: signing out ends that one, wherever its cookie was copied to."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; whoever is signed in now signs in once more."""
    op.create_table(
        "sign_ins",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("era", sa.String(64), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sign_ins_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_user_id", "sign_ins", ["user_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("sign_ins")
