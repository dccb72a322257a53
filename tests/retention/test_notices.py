"""The notice to whoever holds a copy: it names the day on which the copy left, by the house's clock."""

from datetime import UTC, datetime

from helpcenter.retention.models import Erasure, ErasureNotice
from helpcenter.retention.notices import write_notice


def test_what_left_after_midnight_here_left_on_that_day() -> None:
    notice = ErasureNotice(what="dossier", recipient="Mailjet", left_at=datetime(2026, 7, 14, 22, 30, tzinfo=UTC))
    text = write_notice(Erasure(record_id="a" * 32), notice, "ANI")
    assert "15 juillet 2026" in text.replace("\u00a0", " ")
    assert "14" not in text
