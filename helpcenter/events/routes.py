"""Where mail providers send their events: /events/<provider>. Answers are for machines; 200 means that everything is stored."""

import structlog
from flask import Blueprint, Response, jsonify, request
from limits import RateLimitItemPerMinute
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import RequestEntityTooLarge

from helpcenter.db import db
from helpcenter.events.desk import the_receiver
from helpcenter.events.provider import Call, Provider, UnreachableError, UnreadableError, read_document
from helpcenter.events.service import Stored, store
from helpcenter.events.tasks import CONFIRM
from helpcenter.web.context import services
from helpcenter.web.kit import csrf
from helpcenter.web.limits import count_once, network_key

bp = Blueprint("events", __name__)
# A machine calls: its secret or its signature takes the place of the session's token.
csrf.exempt(bp)
# Providers gather some hundred events in one call, about a kilobyte each.
LARGEST = 2 * 1024 * 1024
# A provider knows its secret: so many wrong ones a minute are somebody else's guesses.
WRONG = RateLimitItemPerMinute(60)
log = structlog.get_logger()


@bp.post("/events/<provider_id>")
def receive(provider_id: str) -> Response:
    """Take in a provider's events; whatever is not 200 is sent again by the provider, and changes nothing twice."""
    provider = the_receiver().find(provider_id)
    if provider is None:
        return _refuse(404, "no events are expected from this provider: see HELPCENTER_EVENTS_SECRETS")
    try:
        return _receive(provider)
    except RequestEntityTooLarge:
        return _refuse(413, f"at most {LARGEST} bytes in one call: send fewer events at once")
    except UnreadableError as error:
        return _refuse(400, str(error))
    except UnreachableError as error:
        log.warning("events_unreachable", provider=provider_id, reason=str(error))
        return _refuse(503, "the signature could not be checked just now: send it again")
    except OperationalError as error:
        db.session.rollback()
        log.warning("events_not_stored", provider=provider_id, reason=type(error).__name__)
        return _refuse(503, "the database is busy: send it again")


def _receive(provider: Provider) -> Response:
    request.max_content_length = LARGEST
    headers = {name.lower(): value for name, value in request.headers.items()}
    call = Call(headers, request.get_data(cache=False), services().clock())
    if not the_receiver().is_genuine(provider, call):
        return _refuse_stranger(provider)
    document = read_document(call.body)
    stored = _store(provider, document, call)
    if url := provider.confirmation(document):
        services().jobs.enqueue(CONFIRM, url=url)
    log.info("events", provider=provider.id, new=stored.new, known=stored.known, too_old=stored.too_old)
    return jsonify(stored=stored.new, known=stored.known, too_old=stored.too_old)


def _store(provider: Provider, document: object, call: Call) -> Stored:
    found = services()
    events = provider.normalise(document, call.now)
    stored = store(db.session, events, found.clock, found.events.publish, found.settings.keep_events_days)
    db.session.commit()
    return stored


def _refuse_stranger(provider: Provider) -> Response:
    log.warning("events_refused", provider=provider.id)
    if not count_once(WRONG, "events", network_key()):
        return _refuse(429, "too many wrong secrets")
    answer = _refuse(401, "the secret or the signature is not the one that is expected")
    answer.headers["WWW-Authenticate"] = 'Basic realm="events"'
    return answer


def _refuse(status: int, reason: str) -> Response:
    answer = jsonify(error=reason)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
