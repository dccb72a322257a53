"""Which versions of an article's text have stood on the site: votes belong to one, mails wait for the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.feedback.models import ArticleText

# A page that was opened before an edit may still be answered for so long; then the opinion is about something nobody reads.
OLD_TEXT_LIFETIME = timedelta(days=30)


@dataclass(frozen=True)
class TextNow:
    """An article in one locale as readers see it at this moment; `title` is ready to be shown."""

    slug: str
    locale: str
    digest: str
    title: str

    @property
    def key(self) -> tuple[str, str]:
        """Slug and locale."""
        return self.slug, self.locale


def notice_texts(session: Session, texts: Iterable[TextNow], now: datetime) -> int:
    """Remember the versions that were not known yet; gives their number."""
    known = {tuple(row) for row in session.execute(select(ArticleText.slug, ArticleText.locale, ArticleText.digest))}
    fresh = [text for text in texts if (text.slug, text.locale, text.digest) not in known]
    for text in fresh:
        note_text(session, text.slug, text.locale, text.digest, now)
    return len(fresh)


def note_text(session: Session, slug: str, locale: str, digest: str, now: datetime) -> ArticleText:
    """The stored version, stored now if it was not; two at once store one."""
    values = {"slug": slug, "locale": locale, "digest": digest, "seen_at": now}
    session.execute(insert_into(session, ArticleText).values(**values).on_conflict_do_nothing())
    found = find_text(session, slug, locale, digest)
    if found is None:
        raise LookupError("a version that was just stored is gone")
    return found


def find_text(session: Session, slug: str, locale: str, digest: str) -> ArticleText | None:
    """A version that has stood on the site."""
    return session.scalar(select(ArticleText).where(ArticleText.slug == slug, ArticleText.locale == locale, ArticleText.digest == digest))


def is_too_old(session: Session, text: ArticleText, now: datetime) -> bool:
    """True when another version has taken its place long ago."""
    # The first that came after it, for that is when readers no longer found it.
    newer = select(ArticleText.seen_at).where(
        ArticleText.slug == text.slug, ArticleText.locale == text.locale, ArticleText.seen_at > text.seen_at
    )
    replaced_at = session.scalar(newer.order_by(ArticleText.seen_at).limit(1))
    return replaced_at is not None and now - replaced_at > OLD_TEXT_LIFETIME
