"""What readers do in these tests: answer below an article, write on the next page; and articles that change."""

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpcenter.config import Settings
from helpcenter.feedback.models import ArticleText, Reason, Remark, RemarkState, Vote
from tests.factories import NOW
from tests.fakes import FakeClock

SLUG = "mail-delivery"
ARTICLE = f"/fr/articles/{SLUG}"
FEEDBACK = f"{ARTICLE}/feedback"


def field_of(page: TestResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page.get_data(as_text=True))
    assert found, f"no field {name} on this page"
    return unescape(found[1])


def vote(client: FlaskClient, answer: str, *, at: str = ARTICLE, **more: str) -> TestResponse:
    """Press a button below the article."""
    stamp = field_of(client.get(at), "stamp")
    return client.post(f"{at}/feedback", data={"stamp": stamp, "answer": answer, **more})


def open_reasons(client: FlaskClient, *, at: str = ARTICLE) -> TestResponse:
    """Press No, and follow to the next page."""
    answer = vote(client, "no", at=at)
    assert answer.status_code == 303
    return client.get(answer.location)


def write(client: FlaskClient, clock: FakeClock, *, at: str = ARTICLE, **fields: str) -> TestResponse:
    """Press No, take some time, and send the form of the next page."""
    page = open_reasons(client, at=at)
    clock.advance(seconds=20)
    return client.post(page.request.path, data=fields)


def copy_content(settings: Settings, target: Path) -> Settings:
    """The same settings with a copy of the texts, which a test may change."""
    shutil.copytree(settings.content, target)
    return replace(settings, content=target)


def correct_article(app: Flask, slug: str = SLUG, locale: str = "fr") -> None:
    """Somebody adds a sentence to an article."""
    content: Path = app.extensions["helpcenter"].settings.content
    file = content / "articles" / slug / f"{locale}.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")


def make_text(session: Session, *, slug: str = SLUG, locale: str = "fr", digest: str = "0123456789ab") -> ArticleText:
    """A version of an article."""
    text = ArticleText(slug=slug, locale=locale, digest=digest, seen_at=NOW)
    session.add(text)
    session.flush()
    return text


def make_votes(session: Session, text: ArticleText, *, yes: int, no: int) -> None:
    """Votes for a version."""
    answers = [True] * yes + [False] * no
    session.add_all(Vote(text=text, is_helpful=answer, voted_on=NOW.date()) for answer in answers)
    session.flush()


def make_remark(
    session: Session,
    *,
    text: ArticleText | None = None,
    reason: Reason = Reason.HARD,
    comment: str = "Je n’ai pas compris.",
    state: RemarkState = RemarkState.NEW,
) -> Remark:
    """What a reader wrote."""
    vote_of_reader = Vote(text=text or make_text(session), is_helpful=False, voted_on=NOW.date())
    remark = Remark(vote=vote_of_reader, reason=reason, comment=comment, state=state, received_at=NOW)
    session.add(remark)
    session.flush()
    return remark
