"""create_app: a table of contents of what is wired together; nothing happens at import."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from flask import Flask

from helpcenter.config import Settings
from helpcenter.db.clock import Clock, utc_now
from helpcenter.db.domain_events import DomainEvents
from helpcenter.db.engine import init_database
from helpcenter.db.migrate import init_migrations
from helpcenter.documents.checks import Check
from helpcenter.documents.library import Library
from helpcenter.jobs import make_jobs
from helpcenter.mail.service import make_mailer
from helpcenter.pdf.service import make_pdfs
from helpcenter.web.context import Services
from helpcenter.web.kit import init_web, wrap
from helpcenter.web.logs import configure_logs

ROOMS = ("mail", "accounts", "organisations", "articles", "tutorials", "consent", "unblock")


def create_app(settings: Settings, clock: Clock = utc_now) -> Flask:
    """The whole site as a WSGI application."""
    app = Flask("helpcenter", static_folder=None)
    app.testing = settings.testing
    configure_logs(settings.log_format)
    init_database(app, settings.database_url)
    init_migrations(app)
    init_web(app, settings)
    app.extensions["helpcenter"] = make_services(settings, clock)
    _setup_rooms(app)
    wrap(app, settings)
    return app


def make_services(settings: Settings, clock: Clock) -> Services:
    """The collaborators that rooms reach through web.context.services()."""
    jobs = make_jobs(settings)
    return Services(
        settings=settings,
        clock=clock,
        events=DomainEvents(),
        jobs=jobs,
        library=make_library(settings),
        mail=make_mailer(settings, jobs, clock),
        pdfs=make_pdfs(settings, jobs),
    )


def make_library(settings: Settings) -> Library:
    """The texts of content/, of every kind that a room knows."""
    return Library(settings.content, [shelf for module in _content_modules() for shelf in module.SHELVES])


def content_checks() -> list[Check]:
    """What `helpcenter content check` looks at: the checks of every room."""
    return [check for module in _content_modules() for check in module.CHECKS]


def _content_modules() -> list[Any]:
    # BUILDING PHASE ONLY: each room with texts has content.py with SHELVES and CHECKS.
    names = [f"helpcenter.{room}.content" for room in ROOMS]
    return [importlib.import_module(name) for name in names if importlib.util.find_spec(name) is not None]


def _setup_rooms(app: Flask) -> None:
    # BUILDING PHASE ONLY: each room may have routes.bp, staff.bp and setup.init_<room>(app).
    for room in ROOMS:
        for part in ("models", "setup", "routes", "staff"):
            name = f"helpcenter.{room}.{part}"
            if importlib.util.find_spec(name) is None:
                continue
            module = importlib.import_module(name)
            if part == "setup":
                module.init(app)
            elif part != "models":
                app.register_blueprint(module.bp)
