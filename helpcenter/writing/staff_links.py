"""What the link button offers: articles and their headings, as data for the script."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.writing.desk import the_desk
from helpcenter.writing.links import article_goals, heading_goals
from helpcenter.writing.staff import bp


@bp.get("/staff/texts/links/<locale:text_locale>")
@staff_required
def links(text_locale: str) -> ResponseReturnValue:
    """The articles of a language whose title holds what was typed."""
    goals = article_goals(the_desk().catalogue, text_locale, request.args.get("q", "")[:100])
    return jsonify([{"label": goal.label, "target": goal.target} for goal in goals])


@bp.get("/staff/texts/<slug>/<locale:text_locale>/headings")
@staff_required
def headings(slug: str, text_locale: str) -> ResponseReturnValue:
    """The headings of an article."""
    goals = heading_goals(the_desk().library, slug, text_locale)
    return jsonify([{"label": goal.label, "target": goal.target} for goal in goals])
