"""init, serve, work, doctor: the first and the daily steps of those who operate the site."""

import os
from collections.abc import Iterator

import click

from helpcenter.articles.setup import the_catalogue
from helpcenter.articles.tasks import follow_files
from helpcenter.bounces.desk import the_explainer
from helpcenter.config import SettingError
from helpcenter.consent.setup import current_desk
from helpcenter.db import db, utc_now
from helpcenter.db.migrate import LaterVersionError, upgrade
from helpcenter.documents.errors import ContentError
from helpcenter.events.desk import the_receiver
from helpcenter.jobs.consumer import run_consumer
from helpcenter.labels.quotations import the_quoting_room
from helpcenter.operations import custody_commands, neighbours
from helpcenter.operations import doctor as examination
from helpcenter.operations.authoring import serve_content
from helpcenter.operations.demo import load_all, print_welcome
from helpcenter.operations.findings import Finding, Level
from helpcenter.operations.serving import end_with_parent
from helpcenter.operations.serving import serve as run_server
from helpcenter.search.routes import the_searches
from helpcenter.search.tasks import follow_texts
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services


@click.command()
@click.option("--demo", is_flag=True, help="Load the demo organisations too.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def init(demo: bool, as_json: bool) -> None:
    """Make the instance folder, create or upgrade the database."""
    settings = services().settings
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        upgrade()
    except LaterVersionError as error:
        raise click.ClickException(str(error)) from error
    # The first look at thousands of articles takes a while: no reader should wait for it.
    the_catalogue().look()
    if demo:
        welcome = load_all(db.session, services(), current_desk(), the_quoting_room())
        db.session.commit()
        print_welcome(welcome, as_json=as_json)
        return
    answer({"instance": str(settings.instance), "database": db.engine.dialect.name}, f"Ready: {settings.instance}", as_json=as_json)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=os.cpu_count() or 2, show_default="number of cores")
def serve(host: str, port: int, workers: int) -> None:
    """Run the production server, with one queue process beside its workers."""
    run_server(host, port, workers)


@click.command()
@click.option("--parent", default=0, hidden=True, help="End when this process ends.")
@with_app
def work(parent: int) -> None:
    """Run the queue alone: mails and PDFs."""
    if parent:
        end_with_parent(parent)
    follow_files(the_catalogue())
    follow_texts(the_searches())
    run_consumer(services().jobs)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def doctor(as_json: bool) -> None:
    """Name what is missing or misconfigured; exit 1 when something does not work."""
    settings = services().settings
    more = [
        lambda: neighbours.check_proxy(settings),
        lambda: neighbours.check_mail_server(settings),
        lambda: neighbours.check_mailbox(settings),
        lambda: neighbours.check_redis(settings),
        lambda: neighbours.check_clock(db.session, utc_now()),
        examine_keys,
        lambda: examination.check_work(db.session, services().clock()),
        lambda: examination.check_printing(services().pdfs.pool),
        lambda: examination.check_explainer(the_explainer()),
        lambda: examination.check_arrivals(db.session, the_receiver(), services().clock()),
    ]
    findings = examination.examine(settings, more)
    value = [{"level": item.level.value, "subject": item.subject, "message": item.message} for item in findings]
    text = "\n".join(f"{item.level.value:8} {item.subject}: {item.message}" for item in findings)
    answer(value, text, as_json=as_json)
    if any(item.level is Level.ERROR for item in findings):
        raise SystemExit(1)


def examine_keys() -> Iterator[Finding]:
    """Are the keys there that the evidence refers to?"""
    return examination.check_keys(db.session, services().settings.instance / "keys")


@click.command("serve")
@click.option("--port", default=8001, show_default=True)
def serve_texts(port: int) -> None:
    """Show the content folder on this machine, drafts too; each save appears at once, and its mistakes here."""
    try:
        serve_content(port, click.echo)
    except OSError as error:
        raise click.ClickException(f"port {port} cannot be used ({os.strerror(error.errno or 0)}); choose another one: --port") from error
    except (SettingError, ContentError) as error:
        raise click.ClickException(str(error)) from error


CONTENT_COMMANDS: tuple[click.Command, ...] = (serve_texts,)
COMMANDS: tuple[click.Command, ...] = (init, serve, work, doctor, *custody_commands.COMMANDS)
