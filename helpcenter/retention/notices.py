"""The notices to those who hold a copy of what was erased: ready to send, and noted when told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.formats import format_date, house_day
from helpcenter.retention.models import Erasure, ErasureNotice, Reason

MOST = 100
# Providers read English, organisations and authorities French.
LOCALES = ("fr", "en")


def list_open_erasures(session: Session) -> Sequence[Erasure]:
    """The erasures that somebody asked for, the newest first."""
    query = select(Erasure).where(Erasure.reason.in_([Reason.REQUEST, Reason.REPLAYED])).options(selectinload(Erasure.notices))
    return session.scalars(query.order_by(Erasure.id.desc()).limit(MOST)).all()


def find_notice(session: Session, notice_id: int) -> ErasureNotice | None:
    """One notice by its number."""
    return session.get(ErasureNotice, notice_id)


def mark_told(notice: ErasureNotice, now: datetime, actor: str) -> None:
    """Keep when somebody was told first."""
    # Pressed twice, the first time and the first person stay.
    if notice.told_at is None:
        notice.told_at, notice.told_by = now, actor


def write_notice(erasure: Erasure, notice: ErasureNotice, vendor: str) -> str:
    """The text to send, in French and in English; it names the record by its number, and nobody."""
    return "\n\n".join(_write(locale, erasure, notice, vendor) for locale in LOCALES)


def _write(locale: str, erasure: Erasure, notice: ErasureNotice, vendor: str) -> str:
    _ = translations_of(locale).gettext
    # The day by the house's clock, as on every page: what left shortly before midnight in UTC left on the next day here.
    day = format_date(house_day(notice.left_at), locale)
    text = _(
        "On %(day)s we sent you evidence that holds the record %(record)s. This record was erased at the person’s request. "
        "Please erase your copy too, and tell us when it is done (article 19 of the GDPR). %(vendor)s"
    )
    return text % {"day": day, "record": erasure.record_id, "vendor": vendor}
