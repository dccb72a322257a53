"""Sets up signing in: Flask-Security with argon2id, generic answers, our mails, our words and rate limits."""

from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from flask import Flask, Response, render_template, request
from flask_security import FSQLALiteUserDatastore, Security

from helpcenter.accounts import staff_mails
from helpcenter.accounts.mails import AccountMails
from helpcenter.accounts.models import Role, User
from helpcenter.accounts.sessions import init_sessions
from helpcenter.accounts.words import SecurityWords
from helpcenter.db import db
from helpcenter.mail.models import MailState
from helpcenter.mail.queries import count_by_state
from helpcenter.web.limits import limiter, network_key
from helpcenter.web.metrics import add_figure
from helpcenter.web.slots import fill_slot

# Imported so that its pages register on the blueprint of staff.py.
PAGES = (staff_mails,)
PASSWORD_LENGTH = 12
# For the tests only: argon2 with the smallest costs.
QUICK_HASHES = {"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
OPTIONS = {
    "URL_PREFIX": "/account",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "RESET_URL": "/reset-password",
    "CHANGE_URL": "/password",
    "POST_LOGIN_VIEW": "/organisation/",
    "POST_LOGOUT_VIEW": "/account/sign-in",
    "POST_CHANGE_VIEW": "/account/",
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RESET_PASSWORD_WITHIN": timedelta(hours=4),
    # Whether somebody has an account is nobody else's business.
    "RETURN_GENERIC_RESPONSES": True,
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    # The hash before the hash is meant for bcrypt, which reads 72 bytes; argon2 takes passwords of any length.
    "PASSWORD_SINGLE_HASH": {"argon2"},
    "PASSWORD_LENGTH_MIN": PASSWORD_LENGTH,
    # What stands in a signed link, to see whether the password has changed since: nobody guesses there, so it may be quick.
    "HASHING_SCHEMES": ["hex_sha256"],
    # Who signs in does not wait for the name system.
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    # Our mailer writes the texts, in the language of the person.
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    # None stands for a word without a value: "private", where True would make "private=True" of it.
    "CACHE_CONTROL": {"private": None, "no-store": None},
    # What this site does not use has no page either.
    "FRESHNESS": timedelta(minutes=-1),
    "API_ENABLED_METHODS": ["session"],
    "STATIC_FOLDER": None,
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
}


def init(app: Flask) -> None:
    """Let people sign in to this application."""
    settings, clock = app.extensions["helpcenter"].settings, app.extensions["helpcenter"].clock
    app.config.update({f"SECURITY_{name}": value for name, value in OPTIONS.items()})
    app.config.update(REMEMBER_COOKIE_SECURE=settings.is_https, REMEMBER_COOKIE_SAMESITE="Lax")
    if settings.testing:
        app.config["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] = QUICK_HASHES
    security = Security(app, FSQLALiteUserDatastore(db, User, Role), mail_util_cls=AccountMails)
    security.i18n_domain = SecurityWords(app)  # type: ignore[no-untyped-call]
    # No tokens and no JSON: the session cookie is the only way in.
    security.want_json(lambda _request: False)
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    init_sessions(app, clock)
    _limit_guessing(app)
    fill_slot(app, "staff_overview", overview_card)
    for state in (MailState.WAITING, MailState.FAILED):
        add_figure(app, f"helpcenter_mails_{state.value}", f"Mails of the outbox that are {state.value}", partial(_count, state))


def overview_card() -> str:
    """Mails that did not leave, on the staff's overview; nothing when all did."""
    counts = count_by_state(db.session)
    return render_template("accounts/mails_card.html", failed=counts[MailState.FAILED], waiting=counts[MailState.WAITING])


def _count(state: MailState) -> float:
    return count_by_state(db.session)[state]


def _limit_guessing(app: Flask) -> None:
    """Slow down whoever tries passwords, addresses or links; people who get in are not counted."""
    for endpoint, per_network, per_address in (
        ("security.login", "30 per 15 minutes", "10 per 15 minutes"),
        ("security.forgot_password", "20 per hour", "5 per hour"),
        ("security.reset_password", "30 per hour", ""),
    ):
        view: Any = app.view_functions[endpoint]
        view = limiter.limit(per_network, key_func=network_key, methods=["POST"], deduct_when=_has_failed)(view)
        if per_address:
            view = limiter.limit(per_address, key_func=_address_key, methods=["POST"], deduct_when=_has_failed)(view)
        app.view_functions[endpoint] = view


def _has_failed(response: Response) -> bool:
    # A success leads to another page; the form that comes back means that something was not right.
    return response.status_code == 200


def _address_key() -> str:
    # Hashed: what somebody typed has no place in the store of the limits, neither the words nor their length.
    return "address:" + sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()[:32]
