"""Articles as an organisation's families read them: its own sender address, name, colour and logo. Not for search engines."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from helpcenter.articles.pages import Reading, render_article
from helpcenter.articles.routes import answer_article_pdf
from helpcenter.organisations.public_pages import get_public_branding, public_stamp

bp = Blueprint("branded_articles", __name__)


@bp.get("/<locale:locale>/o/<organisation>/articles/<slug>")
def article(locale: str, organisation: str, slug: str) -> str:
    """One article with this organisation's sender address; its links stay with the organisation."""
    reading = Reading(locale, get_public_branding(organisation))
    found = reading.get_article(slug)
    reading.keep(*found.files, public_stamp(organisation))
    return render_article(reading, found)


@bp.get("/<locale:locale>/o/<organisation>/articles/<slug>.pdf")
def paper(locale: str, organisation: str, slug: str) -> ResponseReturnValue:
    """The same article to print, with this organisation's head."""
    return answer_article_pdf(Reading(locale, get_public_branding(organisation)), slug)
