"""What the rooms make of content/: its shelves and its checks, for the site and for commands that need no site."""

from pathlib import Path

from helpcenter.articles import checks as articles_checks
from helpcenter.articles import content as articles_content
from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.drafts import publish
from helpcenter.articles.search import ArticleSource
from helpcenter.bounces import checks as bounces_checks
from helpcenter.bounces import content as bounces_content
from helpcenter.config import Settings
from helpcenter.consent import content as consent_content
from helpcenter.db.clock import utc_now
from helpcenter.documents.checks import Check
from helpcenter.documents.library import Library
from helpcenter.documents.variables import site_variables
from helpcenter.kit import content as kit_content
from helpcenter.mail import content as mail_content
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.providers import content as providers_content
from helpcenter.search.checks import make_search_check
from helpcenter.search.sources import SearchSource
from helpcenter.tutorials import content as tutorials_content
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.search import TutorialSource

TEXTS = (articles_content, tutorials_content, kit_content, consent_content, mail_content)
CHECKED = (
    articles_checks,
    tutorials_content,
    kit_content,
    consent_content,
    mail_content,
    providers_content,
    bounces_checks,
    bounces_content,
)


def make_library(settings: Settings) -> Library:
    """The texts of content/, of every kind that a room knows."""
    adapt = publish if settings.show_drafts else None
    return Library(settings.content, [shelf for texts in TEXTS for shelf in texts.SHELVES], adapt)


def content_checks() -> list[Check]:
    """What `helpcenter content check` looks at: the checks of every room."""
    return [*room_checks(), make_search_check(make_search_sources)]


def room_checks() -> list[Check]:
    """The same without the searches of tests.yaml, for which every text is indexed."""
    return [check for room in CHECKED for check in room.CHECKS]


def make_search_sources(library: Library, folder: Path) -> list[SearchSource]:
    """What is found, for a search outside the site: with the defaults of the settings, and its files in `folder`."""
    settings = Settings()
    articles = ArticleSource(library, Catalogue(library, folder), site_variables(settings), utc_now)
    return [articles, TutorialSource(Tutorials(library), vendor_branding(settings))]
