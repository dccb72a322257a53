"""Lists of blocks run by the day on which each began or ended, as people read them, not by the order in which they were noted."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ACTIVE, OVER = "lifted_at IS NULL", "lifted_at IS NOT NULL"
# Name, where, columns before the moment, the moment.
LISTS: tuple[tuple[str, str, list[str], str], ...] = (
    ("ix_suppressions_active", ACTIVE, ["organisation_id"], "since_at"),
    ("ix_suppressions_active_kind", ACTIVE, ["organisation_id", "kind"], "since_at"),
    ("ix_suppressions_over", OVER, ["organisation_id"], "lifted_at"),
    ("ix_suppressions_all_active", ACTIVE, [], "since_at"),
    ("ix_suppressions_all_active_kind", ACTIVE, ["kind"], "since_at"),
    ("ix_suppressions_all_over", OVER, [], "lifted_at"),
)


def upgrade() -> None:
    """Order by the moment, then by the number."""
    op.drop_index("ix_suppressions_lifted_at", "suppressions")
    for name, where, columns, moment in LISTS:
        op.drop_index(name, "suppressions")
        _add(name, [*columns, moment, "id"], where)


def downgrade() -> None:
    """Order by the number alone."""
    for name, where, columns, _moment in LISTS:
        op.drop_index(name, "suppressions")
        _add(name, [*columns, "id"], where)
    _add("ix_suppressions_lifted_at", ["lifted_at"], OVER)


def _add(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "suppressions", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
