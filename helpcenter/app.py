"""create_app: a table of contents of what is wired together; nothing happens at import."""

from flask import Flask

from helpcenter.accounts import routes as accounts
from helpcenter.accounts import setup as accounts_setup
from helpcenter.accounts import staff as accounts_staff
from helpcenter.articles import branded as articles_branded
from helpcenter.articles import machines as articles_machines
from helpcenter.articles import routes as articles
from helpcenter.articles import setup as articles_setup
from helpcenter.batches import setup as batches_setup
from helpcenter.batches import staff as batches_staff
from helpcenter.bounces import routes as bounces
from helpcenter.bounces import setup as bounces_setup
from helpcenter.bounces import staff as bounces_staff
from helpcenter.config import Settings
from helpcenter.consent import data_pages as consent_data
from helpcenter.consent import routes as consent
from helpcenter.consent import setup as consent_setup
from helpcenter.db.clock import Clock, utc_now
from helpcenter.db.domain_events import DomainEvents
from helpcenter.db.engine import init_database, own_sessions
from helpcenter.db.migrate import init_migrations
from helpcenter.delivery import routes as delivery
from helpcenter.delivery import setup as delivery_setup
from helpcenter.delivery import staff as delivery_staff
from helpcenter.events import routes as events
from helpcenter.events import setup as events_setup
from helpcenter.events import staff as events_staff
from helpcenter.feedback import routes as feedback
from helpcenter.feedback import setup as feedback_setup
from helpcenter.feedback import staff as feedback_staff
from helpcenter.handover import answer_pages as handover_answers
from helpcenter.handover import routes as handover
from helpcenter.handover import setup as handover_setup
from helpcenter.handover import staff as handover_staff
from helpcenter.intake import explained as intake_explained
from helpcenter.intake import family as intake_families
from helpcenter.intake import many as intake_many
from helpcenter.intake import routes as intake
from helpcenter.intake import setup as intake_setup
from helpcenter.intake import software as intake_software
from helpcenter.intake import visitors as intake_visitors
from helpcenter.jobs import make_jobs
from helpcenter.jobs import tasks as jobs_tasks
from helpcenter.jobs.timers import SessionFactory, Timers
from helpcenter.kit import routes as kit
from helpcenter.kit import setup as kit_setup
from helpcenter.kit import staff as kit_staff
from helpcenter.labels import setup as labels_setup
from helpcenter.labels import staff as labels_staff
from helpcenter.mail.service import make_mailer
from helpcenter.organisations import routes as organisations
from helpcenter.organisations import setup as organisations_setup
from helpcenter.organisations import staff as organisations_staff
from helpcenter.pdf.service import make_pdfs
from helpcenter.providers import setup as providers_setup
from helpcenter.providers import staff as providers_staff
from helpcenter.replies import setup as replies_setup
from helpcenter.replies import staff as replies_staff
from helpcenter.retention import address_pages as retention_addresses
from helpcenter.retention import organisation_pages as retention_members
from helpcenter.retention import setup as retention_setup
from helpcenter.retention import staff as retention_staff
from helpcenter.search import routes as search
from helpcenter.search import setup as search_setup
from helpcenter.studio import routes as studio
from helpcenter.studio import setup as studio_setup
from helpcenter.suppressions import routes as suppressions
from helpcenter.suppressions import setup as suppressions_setup
from helpcenter.suppressions import staff as suppressions_staff
from helpcenter.texts import make_library
from helpcenter.tutorials import contact_files as tutorials_files
from helpcenter.tutorials import finder as tutorials_finder
from helpcenter.tutorials import routes as tutorials
from helpcenter.tutorials import setup as tutorials_setup
from helpcenter.tutorials import staff_rendering as tutorials_staff
from helpcenter.tutorials import stuck as tutorials_stuck
from helpcenter.unblock import routes as unblock
from helpcenter.unblock import setup as unblock_setup
from helpcenter.unblock import staff as unblock_staff
from helpcenter.web.context import Services
from helpcenter.web.heavy_uploads import UploadRequest
from helpcenter.web.kit import init_web, wrap
from helpcenter.web.logs import configure_logs
from helpcenter.writing import setup as writing_setup
from helpcenter.writing import staff as writing_staff

# From the bottom of the house upwards: a higher room listens to a lower one, and fills its slots.
SETUPS = (
    accounts_setup,
    organisations_setup,
    bounces_setup,
    events_setup,
    search_setup,
    articles_setup,
    labels_setup,
    tutorials_setup,
    kit_setup,
    studio_setup,
    feedback_setup,
    writing_setup,
    delivery_setup,
    providers_setup,
    consent_setup,
    unblock_setup,
    retention_setup,
    batches_setup,
    replies_setup,
    intake_setup,
    handover_setup,
    suppressions_setup,
)
PAGES = (
    accounts,
    organisations,
    search,
    articles,
    articles_branded,
    articles_machines,
    tutorials,
    tutorials_stuck,
    tutorials_finder,
    tutorials_files,
    kit,
    studio,
    feedback,
    consent,
    consent_data,
    unblock,
    retention_members,
    handover,
    handover_answers,
    bounces,
    events,
    delivery,
    suppressions,
)
STAFF_PAGES = (
    accounts_staff,
    organisations_staff,
    bounces_staff,
    tutorials_staff,
    labels_staff,
    kit_staff,
    feedback_staff,
    writing_staff,
    unblock_staff,
    retention_staff,
    retention_addresses,
    providers_staff,
    batches_staff,
    replies_staff,
    intake,
    intake_many,
    intake_visitors,
    intake_families,
    intake_software,
    intake_explained,
    handover_staff,
    events_staff,
    delivery_staff,
    suppressions_staff,
)


def create_app(settings: Settings, clock: Clock = utc_now) -> Flask:
    """The whole site as a WSGI application."""
    # Static files have a layer of their own before Flask (web/static.py).
    app = Flask("helpcenter", static_folder=None)
    app.request_class = UploadRequest
    app.testing = settings.testing
    configure_logs(settings.log_format)
    init_database(app, settings.database_url)
    init_migrations(app)
    init_web(app, settings)
    app.extensions["helpcenter"] = make_services(settings, clock, own_sessions(app))
    _add_rooms(app)
    wrap(app, settings)
    # Outside of all: kept pages never reach Flask, and their readers count (docs/decisions/0014).
    feedback_setup.wrap(app)
    return app


def _add_rooms(app: Flask) -> None:
    for setup in SETUPS:
        setup.init(app)
    for pages in PAGES:
        app.register_blueprint(pages.bp)
    for pages in STAFF_PAGES:
        app.register_blueprint(pages.bp)


def make_services(settings: Settings, clock: Clock, sessions: SessionFactory) -> Services:
    """The collaborators that rooms reach through web.context.services()."""
    jobs, timers = make_jobs(settings), Timers()
    jobs_tasks.register(jobs, timers, sessions, clock)
    return Services(
        settings=settings,
        clock=clock,
        events=DomainEvents(),
        jobs=jobs,
        timers=timers,
        library=make_library(settings),
        mail=make_mailer(settings, jobs, sessions, clock),
        pdfs=make_pdfs(settings, jobs),
    )
