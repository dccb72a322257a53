"""The addresses of blocks from each of their words on: a part of an address is found through an index."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.String(254).with_variant(sa.String(254, collation="C"), "postgresql")
BLOCKS = sa.table("suppressions", *(sa.column(name) for name in ("id", "organisation_id", "address", "mailbox_key")))
FIRST = re.compile(r"(?<![^\W_])[^\W_]")
AT_ONCE = 2000


def upgrade() -> None:
    """Make the table, and fill it from the blocks that are there."""
    found = op.create_table(
        "suppression_beginnings",
        sa.Column("text", KEY, nullable=False),
        sa.Column("suppression_id", BIG, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["suppression_id"], ["suppressions.id"], name="fk_suppression_beginnings_suppression_id_suppressions", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text", "suppression_id", name="pk_suppression_beginnings"),
    )
    for rows in _parts(op.get_bind()):
        op.bulk_insert(found, rows)
    op.create_index("ix_suppression_beginnings_found", "suppression_beginnings", ["organisation_id", "text"])
    op.create_index("ix_suppression_beginnings_suppression_id", "suppression_beginnings", ["suppression_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("suppression_beginnings")


def _parts(connection: sa.Connection) -> Iterator[list[dict[str, object]]]:
    last = 0
    while blocks := connection.execute(sa.select(BLOCKS).where(BLOCKS.c.id > last).order_by(BLOCKS.c.id).limit(AT_ONCE)).all():
        yield [
            {"text": text, "suppression_id": block.id, "organisation_id": block.organisation_id}
            for block in blocks
            for text in dict.fromkeys([*_texts(block.address), block.mailbox_key])
        ]
        last = blocks[-1].id


def _texts(address: str) -> Iterator[str]:
    # As suppressions/beginnings.py made them when this was written.
    text = unicodedata.normalize("NFC", address).casefold().strip().lstrip(" @.*-_+%")
    at = text.rfind("@") + 1
    for start, end, most in ((0, at, 6), (at, max(text.rfind("."), at + 1), 3)):
        for match in islice(FIRST.finditer(text, start, end), most):
            yield text[match.start() :]
