"""Errors as pages in the reader's language, with a way out; machines get plain text."""

import errno
from dataclasses import dataclass

import structlog
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from helpcenter.jobs import QueueError
from helpcenter.web.layout import signed_in_user
from helpcenter.web.locale import _

log = structlog.get_logger()
# What a database that restarts needs.
TRY_AGAIN_SECONDS = 30
# Where only people work who have signed in.
WORKSPACE = ("/account/", "/organisation/", "/staff/")
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Explanation:
    """What an error page says: what happened and what to do."""

    title: str
    advice: str


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(OperationalError, handle_database)
    app.register_error_handler(InterfaceError, handle_database)
    app.register_error_handler(QueueError, handle_queue)
    app.register_error_handler(OSError, handle_system)
    app.register_error_handler(Exception, handle_unexpected)


def explain(code: int) -> Explanation:
    """Plain words for a status code."""
    known = {
        400: Explanation(_("This request is not complete"), _("Go back, reload the page and try again.")),
        401: Explanation(_("Please sign in"), _("This page is for people who have an account.")),
        403: Explanation(_("This page is not for this account"), _("If you need it, ask the person who invited you.")),
        404: Explanation(_("This page does not exist"), _("The address may be mistyped, or the page may have moved.")),
        405: Explanation(_("This cannot be done here"), _("Go back to the page before and use its buttons.")),
        409: Explanation(_("Something changed meanwhile"), _("Reload the page, read it again and answer once more.")),
        413: Explanation(
            _("This file is too large"), _("Go back with your browser: most of what you typed is still there. Then choose a smaller file.")
        ),
        429: Explanation(_("Too many attempts"), _("Wait a few minutes, then try again.")),
    }
    fallback = Explanation(_("Something went wrong on our side"), _("Try again in a few minutes. If you sent a form, send it again."))
    # Whatever else a request may have wrong is nothing of ours, and trying again later would not help.
    return known.get(code, fallback if code >= 500 else known[400])


def handle_http_error(error: HTTPException) -> ResponseReturnValue:
    """The page of an expected error; redirects and ready answers pass through."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):
        # The host name itself is not ours: no page with links may be built from it.
        return "400 Bad Request\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
    is_inside = request.path.startswith(WORKSPACE) and error.code < 500 and signed_in_user() is not None
    said = explain(error.code)
    if isinstance(error, CSRFError):
        said = Explanation(_("This form was open for too long"), _("Go back, reload the page and send it again."))
    return render_error(error.code, said.title, said.advice, is_inside=is_inside)


def handle_unexpected(error: Exception) -> ResponseReturnValue:
    """Log an unforeseen error without its data, and answer in words."""
    log.exception("unexpected_error", endpoint=request.endpoint, kind=type(error).__name__)
    said = explain(500)
    return render_error(500, said.title, said.advice)


def handle_database(error: OperationalError | InterfaceError) -> ResponseReturnValue:
    """The database cannot be reached, has no room or no time: it is nobody's mistake, and over in a while."""
    log.error("database_unavailable", endpoint=request.endpoint, kind=type(error.orig).__name__)
    # The page of the error must not ask the database who reads it.
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    return _say_later()


def handle_queue(error: QueueError) -> ResponseReturnValue:
    """The queue cannot take a job."""
    log.error("queue_unavailable", endpoint=request.endpoint, kind=str(error))
    return _say_later()


def handle_system(error: OSError) -> ResponseReturnValue:
    """A disk without room is over in a while too; every other error of the system is unforeseen."""
    if error.errno not in NO_ROOM:
        return handle_unexpected(error)
    log.error("disk_full", endpoint=request.endpoint)
    return _say_later()


def _say_later() -> ResponseReturnValue:
    said = explain(503)
    page, code, headers = render_error(503, said.title, said.advice)
    return page, code, {**headers, "Retry-After": str(TRY_AGAIN_SECONDS)}


def render_error(code: int, title: str, advice: str, *, is_inside: bool = False) -> tuple[str, int, dict[str, str]]:
    """An error page, for somebody who is signed in or for anybody; never kept by a browser or proxy."""
    page = render_template("web/error.html", code=code, title=title, advice=advice, is_inside=is_inside)
    return page, code, {"Cache-Control": "no-store"}
