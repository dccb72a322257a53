"""What the pages of this and higher rooms share: the explainer of this application, and an answer with its words."""

from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app

from helpcenter.bounces.article_link import ArticleLink, find_shown_article
from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.reason_words import ReasonWords, Wordings
from helpcenter.bounces.worker import Refused
from helpcenter.documents.variables import site_variables
from helpcenter.web.context import Services, services

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


def explain_text(text: str) -> Explanation:
    """What an error text says; unknown when there is none, or when it cannot be read within the limit."""
    found = the_explainer().explain(text.encode()) if text.strip() else UNKNOWN
    return UNKNOWN if isinstance(found, Refused) else found


def make_answer(explanation: Explanation, locale: str) -> Answer:
    """The words and the article that go with an explanation."""
    words = the_wordings().of(explanation.reason, locale)
    return Answer(explanation, words, find_shown_article(services().library, explanation.article, locale))
