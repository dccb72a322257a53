"""The one mail to a reader who wants to know when an article has changed; the address goes with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpcenter.feedback.models import ArticleText, CorrectionRequest
from helpcenter.feedback.versions import TextNow
from helpcenter.mail import MailError
from helpcenter.mail.service import Mailer

log = structlog.get_logger()
MAIL = "article-corrected"


@dataclass(frozen=True)
class Due:
    """One mail that is to be sent."""

    address: str
    locale: str
    text: TextNow


def send_corrections(session: Session, mailer: Mailer, texts: Iterable[TextNow], url_of: Callable[[str, str], str]) -> int:
    """Send what is due once the transaction is stored; gives the number of mails. `url_of(slug, locale)` is the article's address."""
    due = take_due(session, {text.key: text for text in texts})
    for each in due:
        link = url_of(each.text.slug, each.text.locale)
        try:
            mailer.send(MAIL, each.address, each.locale, {"title": each.text.title, "link": link}, session=session)
        except MailError as error:
            # The address cannot be written to: it is gone with its request all the same.
            log.warning("correction_not_sent", kind=type(error).__name__)
    return len(due)


def take_due(session: Session, current: Mapping[tuple[str, str], TextNow]) -> list[Due]:
    """Remove the requests whose text has changed, and give one mail for each person and article.

    Only who removes a row sends its mail: two processes at once send one.
    """
    changed = [request.id for request, text in _waiting(session) if _has_changed(text, current.get((text.slug, text.locale)))]
    if not changed:
        return []
    removal = delete(CorrectionRequest).where(CorrectionRequest.id.in_(changed))
    removed = session.execute(removal.returning(CorrectionRequest.address, CorrectionRequest.locale, CorrectionRequest.text_id)).all()
    texts = {text.id: text for text in session.scalars(select(ArticleText).where(ArticleText.id.in_({row.text_id for row in removed})))}
    due: dict[tuple[str, str, str], Due] = {}
    for address, locale, text_id in removed:
        key = texts[text_id].slug, texts[text_id].locale
        due[address, *key] = Due(address, locale, current[key])
    return list(due.values())


def _waiting(session: Session) -> Iterable[tuple[CorrectionRequest, ArticleText]]:
    query = select(CorrectionRequest, ArticleText).join(ArticleText, CorrectionRequest.text_id == ArticleText.id)
    return [(request, text) for request, text in session.execute(query)]


def _has_changed(text: ArticleText, now: TextNow | None) -> bool:
    # An article that is not public at the moment may come back corrected.
    return now is not None and now.digest != text.digest
