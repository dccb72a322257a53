"""Second addresses of a case."""

import sqlalchemy as sa
from alembic import op

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


def downgrade() -> None:
    """Each address is a case of its own again."""
    with op.batch_alter_table("unblock_cases") as table:
        table.drop_index("ix_unblock_cases_beside_id")
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("beside_id")
