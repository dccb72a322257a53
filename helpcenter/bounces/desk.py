"""What the pages of this and higher rooms share: the explainer of this application, and an answer with its words."""

from dataclasses import dataclass
from typing import Protocol

import structlog
from flask import Flask, current_app

from helpcenter.bounces.article_link import ArticleLink, find_shown_article
from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.reader import ReaderFailedError
from helpcenter.bounces.reason_words import ReasonWords, Wordings
from helpcenter.bounces.recognise import looks_like_error
from helpcenter.bounces.worker import Refused
from helpcenter.documents.variables import site_variables
from helpcenter.web.context import Services, services

log = structlog.get_logger()
EXPLAINER, WORDINGS = "explainer", "wordings"
UNKNOWN = Explanation(kind=Kind.NOT_A_BOUNCE, reason="unclear")


class AnyExplainer(Protocol):
    """Whoever explains a message within a hard limit."""

    def explain(self, message: bytes) -> Explanation | Refused:
        """What the message says."""
        ...


@dataclass(frozen=True)
class Answer:
    """An explanation as a page shows it."""

    explanation: Explanation
    words: ReasonWords
    article: ArticleLink | None


def put_wordings(app: Flask) -> None:
    """Read the words of the reasons for this application."""
    found: Services = app.extensions["helpcenter"]
    app.extensions[WORDINGS] = Wordings(found.settings.content, site_variables(found.settings))


def the_wordings() -> Wordings:
    """The words of the reasons."""
    found: Wordings = current_app.extensions[WORDINGS]
    return found


def the_explainer() -> AnyExplainer:
    """The explainer of the application that answers this request."""
    found: AnyExplainer = current_app.extensions[EXPLAINER]
    return found


def explain_message(message: bytes) -> Explanation | None:
    """What a message says; None when that cannot be told within the limit, or while staff mend what is known of wordings."""
    try:
        found = the_explainer().explain(message)
    except ReaderFailedError:
        log.exception("explainer_failed")
        return None
    return None if isinstance(found, Refused) else found


def explain_text(text: str) -> Explanation:
    """What an error text says; unknown when there is none, or when nothing can be told."""
    return (explain_message(text.encode()) if text.strip() else None) or UNKNOWN


def find_answer(text: str, locale: str) -> Answer | None:
    """The answer when somebody put an error message where words are looked for; None for an ordinary question."""
    said = explain_text(text) if looks_like_error(text) else UNKNOWN
    return None if said.kind is Kind.NOT_A_BOUNCE else make_answer(said, locale)


def make_answer(explanation: Explanation, locale: str) -> Answer:
    """The words and the article that go with an explanation."""
    words = the_wordings().of(explanation.reason, locale)
    return Answer(explanation, words, find_shown_article(services().library, explanation.article, locale))
