"""Flask-Login's door to sign_ins.py: whose cookie this is, what signing in and out do to it."""

from functools import wraps
from typing import Any

from flask import Flask, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, user_logged_in
from flask_security.utils import set_request_attr

from helpcenter.accounts import sign_ins
from helpcenter.accounts.models import User
from helpcenter.db import Clock, db

# Flask-Login's key of the session, and what its cookie to remember somebody holds.
KEY = "_user_id"


def init_sessions(app: Flask, clock: Clock) -> None:
    """Let cookies name sign-ins, not people."""

    def note(_sender: Flask, user: User, **_more: Any) -> None:
        # Before any cookie is written: Flask-Login has put the person's own name here.
        session[KEY] = sign_ins.begin(db.session, clock, user)

    # The application keeps it: Blinker alone would forget a function that nobody else holds.
    app.extensions["note_sign_in"] = note
    user_logged_in.connect(note, app)
    app.login_manager.user_loader(_find)  # type: ignore[attr-defined]
    app.view_functions["security.logout"] = _ending(app.view_functions["security.logout"])


def this_sign_in() -> str:
    """The name of this browser's sign-in; for views behind one of the decorators."""
    return str(session[KEY])


def _find(name: str) -> User | None:
    person = sign_ins.find_signed_in(db.session, name)
    if person:
        # What Flask-Security's own loader notes: its pages ask how somebody came in.
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", session.get("fs_paa", 0))
    return person


def _ending(view: Any) -> Any:
    @wraps(view)
    def sign_out() -> ResponseReturnValue:
        # Asked first: a cookie that remembers somebody fills the session only then.
        name = this_sign_in() if current_user.is_authenticated else ""
        answer: ResponseReturnValue = view()
        if name and KEY not in session:
            sign_ins.end(db.session, name)
            db.session.commit()
        return answer

    return sign_out
