"""Consent and cases: invitations, the ledger with its guards, archived notices, unblock cases and their history."""

import sqlalchemy as sa
from alembic import op

from helpcenter.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Erasure may empty these two; nothing may touch the rest.
SEALED = ("seq", "record_id", "schema", "kind", "case_id", "organisation_id", "at_utc", "leaf", "prev", "hash")
REFUSAL = "evidence is append-only"


def upgrade() -> None:
    """Make the tables, then the guards of the ledger."""
    _create_invitations()
    _create_evidence()
    _create_notices()
    _create_cases()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("needs_whole_address", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(10), nullable=True),
        sa.Column("carrier", sa.String(20), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("failed_posts", sa.Integer(), nullable=False),
        sa.Column("paused_until_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("receipt_number", sa.String(20), nullable=True),
        sa.Column("answer_seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_invitations_organisation_id_organisations"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("code_hash", name="uq_invitations_code_hash"),
    )
    for column in ("record_id", "case_id", "organisation_id"):
        op.create_index(f"ix_invitations_{column}", "invitations", [column])


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("schema", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at_utc", sa.String(32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(64), nullable=True),
        sa.Column("leaf", sa.String(64), nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("(payload IS NULL) = (salt IS NULL)", name="ck_evidence_erased_together"),
        sa.PrimaryKeyConstraint("seq", name="pk_evidence"),
        sa.UniqueConstraint("prev", name="uq_evidence_prev"),
        sa.UniqueConstraint("hash", name="uq_evidence_hash"),
    )
    for column in ("record_id", "case_id"):
        op.create_index(f"ix_evidence_{column}", "evidence", [column])


def _create_notices() -> None:
    op.create_table(
        "archived_notices",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text_id", sa.String(40), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("locale", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_archived_notices"),
    )


def _create_cases() -> None:
    op.create_table(
        "unblock_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("last_mail_on", sa.Date(), nullable=False),
        sa.Column("locale", sa.String(10), nullable=True),
        sa.Column("consent_track", sa.String(20), nullable=False),
        sa.Column("provider_track", sa.String(20), nullable=False),
        sa.Column("corrected_address", sa.String(254), nullable=True),
        sa.Column("opened_by", sa.String(40), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_unblock_cases_organisation_id_organisations"),
        sa.PrimaryKeyConstraint("id", name="pk_unblock_cases"),
    )
    op.create_index("ix_unblock_cases_organisation_id", "unblock_cases", ["organisation_id"])
    op.create_table(
        "case_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(20), nullable=False),
        sa.Column("before", sa.String(20), nullable=False),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["unblock_cases.id"], name="fk_case_changes_case_id_unblock_cases", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_case_changes"),
    )
    op.create_index("ix_case_changes_case_id", "case_changes", ["case_id"])


def _guard_sqlite() -> None:
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in SEALED)
    op.execute(
        f"CREATE TRIGGER evidence_keeps_rows BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    op.execute(
        f"CREATE TRIGGER evidence_keeps_content BEFORE UPDATE ON evidence "
        f"WHEN NOT ({same} AND NEW.payload IS NULL AND NEW.salt IS NULL) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    # INSERT OR REPLACE would remove the old row without asking the guard of deletions.
    op.execute(
        f"CREATE TRIGGER evidence_grows_at_the_end BEFORE INSERT ON evidence "
        f"WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM evidence) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _guard_postgresql() -> None:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in SEALED)
    op.execute(
        f"CREATE FUNCTION evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute("CREATE TRIGGER evidence_keeps_rows BEFORE DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION evidence_refuse()")
    op.execute("CREATE TRIGGER evidence_keeps_table BEFORE TRUNCATE ON evidence EXECUTE FUNCTION evidence_refuse()")
    op.execute(
        f"CREATE TRIGGER evidence_keeps_content BEFORE UPDATE ON evidence FOR EACH ROW "
        f"WHEN ({changed} OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL) EXECUTE FUNCTION evidence_refuse()"
    )


def downgrade() -> None:
    """Remove the tables, children first; the guards go with theirs."""
    for table in ("case_changes", "unblock_cases", "archived_notices", "evidence", "invitations"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION evidence_refuse()")
