"""The results page, and suggestions while somebody is typing. Never kept: what people look for is nobody else's business.

Whoever pastes an error message here is answered by the explainer, and nothing of it is counted. With script it does not even come this way:
search.js sends it to the page of the explainer, by POST.
"""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request

from helpcenter.bounces import words as explained
from helpcenter.bounces.desk import find_answer
from helpcenter.search.events import SearchAnswered, tell
from helpcenter.search.excerpts import Part
from helpcenter.search.plan import MAX_LETTERS
from helpcenter.search.service import Answer, Searches, ShownResult
from helpcenter.web.limits import limiter, network_key

bp = Blueprint("search", __name__)
# One network may be a town hall with twenty clerks; each letter may ask once.
PAGES_LIMIT, SUGGESTIONS_LIMIT = "180 per minute", "900 per minute"
NOT_KEPT = "private, no-store"
SHORTEST = 2
# Without an index, each request tries to write one.
TRY_AGAIN_SECONDS = 30


def the_searches() -> Searches:
    """The search of this application."""
    found: Searches = current_app.extensions["search"]
    return found


@bp.get("/<locale:locale>/search")
@limiter.limit(PAGES_LIMIT, key_func=network_key)
def results(locale: str) -> Response:
    """What was found; without a query, how to search."""
    query = _query()
    is_exact = request.args.get("exact") == "1"
    answer = the_searches().answer(query, locale, is_exact=is_exact) if query else Answer("")
    error = find_answer(query, locale)
    if query and not error and answer.is_available:
        tell(current_app, SearchAnswered(query, locale, len(answer.results)))
    response = make_response(render_template("search/results.html", query=query, answer=answer, error=error, explained=explained))
    response.headers["Cache-Control"] = NOT_KEPT
    if not (answer.is_available or error):
        response.status_code = 503
        response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
    if error:
        # What was pasted here names people: the next page need not learn of it.
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.get("/<locale:locale>/search/suggest")
@limiter.limit(SUGGESTIONS_LIMIT, key_func=network_key)
def suggest(locale: str) -> Response:
    """A few results as JSON, for the script of the search box; titles are rows of [text, is marked]."""
    query = _query(strip=False)
    found = the_searches().suggest(query, locale) if len(query.strip()) >= SHORTEST else ()
    response = jsonify(results=[_suggestion(result) for result in found])
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def _query(*, strip: bool = True) -> str:
    # Characters that no keyboard types would only disturb the page that shows the query again.
    text = "".join(letter for letter in request.args.get("q", "")[:MAX_LETTERS] if letter.isprintable())
    return text.strip() if strip else text.lstrip()


def _suggestion(result: ShownResult) -> dict[str, Any]:
    return {"title": _row(result.title_parts), "heading": _row(result.heading_parts), "kind": result.kind, "url": result.url}


def _row(parts: tuple[Part, ...]) -> list[list[str | bool]]:
    return [[part.text, part.is_marked] for part in parts]
