"""What is vacuumed after an erasure."""

from helpcenter.app import create_app  # noqa: F401 (loads the tables of every room)
from helpcenter.db import Base
from helpcenter.retention.wiping import HOLD_PERSONAL_DATA


def test_every_table_that_names_an_address_is_cleaned_after_an_erasure() -> None:
    """PostgreSQL keeps the bytes of an erased row until its table is vacuumed."""
    # Mails of our own are emptied once they have left; a check of a domain is about what it publishes; who asked to be told of a
    # correction is forgotten with the telling. None of these is a person's erasure.
    elsewhere = {"outbox_mails", "sender_checks", "correction_requests"}
    named = {
        name for name, table in Base.metadata.tables.items() if {"address", "mailbox_key", "sender", "email"} & {*table.columns.keys()}
    }
    assert named - elsewhere <= {*HOLD_PERSONAL_DATA}
    assert {*HOLD_PERSONAL_DATA} <= {*Base.metadata.tables}
