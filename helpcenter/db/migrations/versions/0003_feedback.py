"""Feedback: versions of articles, votes, remarks, requests for a mail, counts of views and searches."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _create_votes()
    _create_remarks()
    _create_counts()


def _create_votes() -> None:
    op.create_table(
        "article_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("digest", sa.String(12), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_texts"),
        sa.UniqueConstraint("slug", "locale", "digest", name="uq_article_texts_slug_locale_digest"),
    )
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("voted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["article_texts.id"], name="fk_votes_text_id_article_texts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
    )
    for column in ("text_id", "voted_on"):
        op.create_index(f"ix_votes_{column}", "votes", [column])


def _create_remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name="fk_remarks_vote_id_votes", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name="fk_remarks_changed_by_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_remarks"),
        sa.UniqueConstraint("vote_id", name="uq_remarks_vote_id"),
    )
    for column in ("state", "changed_by_id"):
        op.create_index(f"ix_remarks_{column}", "remarks", [column])
    op.create_table(
        "correction_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["article_texts.id"], name="fk_correction_requests_text_id_article_texts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction_requests"),
        sa.UniqueConstraint("text_id", "address", name="uq_correction_requests_text_id_address"),
    )
    for column in ("address", "asked_at"):
        op.create_index(f"ix_correction_requests_{column}", "correction_requests", [column])


def _create_counts() -> None:
    op.create_table(
        "article_views",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "slug", "locale", name="pk_article_views"),
    )
    op.create_table(
        "searched_words",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("words", sa.String(100), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("vain", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "locale", "words", name="pk_searched_words"),
    )
    op.create_table(
        "words_decisions",
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("words", sa.String(100), nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name="fk_words_decisions_decided_by_id_users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("locale", "words", name="pk_words_decisions"),
    )
    op.create_index("ix_words_decisions_decided_by_id", "words_decisions", ["decided_by_id"])
    op.create_table(
        "ingested_tallies",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("ingested_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_ingested_tallies"),
    )
    op.create_index("ix_ingested_tallies_ingested_at", "ingested_tallies", ["ingested_at"])


def downgrade() -> None:
    """Remove the tables, children first."""
    for table in (
        "ingested_tallies",
        "words_decisions",
        "searched_words",
        "article_views",
        "correction_requests",
        "remarks",
        "votes",
        "article_texts",
    ):
        op.drop_table(table)
