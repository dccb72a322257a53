"""What is handed over on paper: four printed digits, and the notice that a form to sign was printed with."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; codes that are on their way have no digits."""
    with op.batch_alter_table("invitations") as table:
        table.add_column(sa.Column("digits_hash", sa.String(80), nullable=True))
        table.add_column(sa.Column("digits_left", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("printed_notice", sa.String(64), nullable=True))
    with op.batch_alter_table("invitations") as table:
        table.alter_column("digits_left", server_default=None)


def downgrade() -> None:
    """Take them back."""
    with op.batch_alter_table("invitations") as table:
        for name in ("printed_notice", "digits_left", "digits_hash"):
            table.drop_column(name)
