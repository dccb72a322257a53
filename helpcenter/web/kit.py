"""Wires the HTTP kit into an application; app.py calls it once."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

from helpcenter.config import Settings
from helpcenter.db.engine import READ_ONLY, db
from helpcenter.web import addresses, errors, headers, kept, layout, limits, locale, logs, metrics, pages, requests, sitemap, static

csrf = CSRFProtect()
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
MEGABYTE = 1024 * 1024


class Sessions(SecureCookieSessionInterface):
    """Flask's own sessions; what signs them is made once, for the secret does not change while the site runs."""

    def __init__(self) -> None:
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie."""
        self._serializer = self._serializer or super().get_signing_serializer(app)
        return self._serializer


def init_web(app: Flask, settings: Settings) -> None:
    """Everything that each request meets, whatever page it asks for."""
    _configure(app, settings)
    # Before the first page is registered: what is registered keeps its class.
    app.url_rule_class = addresses.LateRule
    app.session_interface = Sessions()
    requests.init_requests(app)
    csrf.init_app(app)
    locale.init_locale(app)
    layout.init_layout(app, settings)
    limits.init_limits(app, settings)
    errors.init_errors(app)
    logs.init_request_log(app)
    app.before_request(_choose_engine)
    app.register_blueprint(pages.bp)
    app.register_blueprint(sitemap.bp)
    metrics.init_metrics(app)


def wrap(app: Flask, settings: Settings) -> None:
    """Put the WSGI layers around the application, the outermost last."""
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    app.wsgi_app = static.make_static_layer(app.wsgi_app, app.extensions["static_tree"])  # type: ignore[method-assign]
    app.wsgi_app = headers.SecurityHeaders(app.wsgi_app, is_https=settings.is_https)  # type: ignore[method-assign]
    # Outermost, so that a kept page, headers and all, passes nothing more; it is kept as it came out of the layers below.
    app.wsgi_app = kept.KeptPages(app.wsgi_app, app.config["TRUSTED_HOSTS"])  # type: ignore[method-assign]


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=[settings.public_host.split(":")[0], *settings.trusted_hosts],
        MAX_CONTENT_LENGTH=4 * MEGABYTE,
        # Three times the longest text that staff may write (documents/saving.py).
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        SESSION_COOKIE_NAME="helpcenter",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        # As long as the session: a form that was open over lunch can be sent.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _choose_engine() -> None:
    # Pages that only look must not queue for the write lock.
    if request.method in SAFE_METHODS:
        db.session.info[READ_ONLY] = True
