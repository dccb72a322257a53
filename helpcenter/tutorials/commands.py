"""`helpcenter tutorial`: which tutorials there are; their sheets as PDF, one or all."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from helpcenter.db import db
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation, list_organisations
from helpcenter.organisations.shown_branding import ShownBranding, find_public_branding
from helpcenter.pdf import PdfError
from helpcenter.pdf.cache import write_whole
from helpcenter.tutorials.choices import list_tutorials
from helpcenter.tutorials.customisation import Customisation
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.rerendering import Progress as RunProgress
from helpcenter.tutorials.rerendering import find_progress, go_on, list_failures, retry_failures, start_run
from helpcenter.tutorials.sheet import Sheet, make_sheet
from helpcenter.tutorials.tasks import the_press
from helpcenter.tutorials.tutorial import GENERIC, Tutorial
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services

WAITING = "its sender address has not been verified yet, so there is no PDF"


@dataclass(frozen=True)
class Row:
    """A tutorial as `tutorial list` names it; a generic one stands in for a mail client without tutorial of its own."""

    id: str
    client: str
    platform: str
    method: str
    locales: tuple[str, ...]
    generic: bool = False


@click.group()
def tutorial() -> None:
    """Trusted-sender tutorials: list them, print them."""


@tutorial.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def list_all(as_json: bool) -> None:
    """Every tutorial with its languages."""
    tutorials = the_tutorials()
    rows = [_row(tutorials, each) for each in tutorials.ids()]
    lines = (f"{row.id:36} {', '.join(row.locales)}{' (generic)' if row.generic else ''}" for row in rows)
    answer([asdict(row) for row in rows], "\n".join(lines), as_json=as_json)


@tutorial.command()
@click.option("--organisation", metavar="SLUG", help="Whose sheet.")
@click.option("--tutorial", "tutorial_id", metavar="ID", help="Which tutorial (see `tutorial list`).")
@click.option("--locale", metavar="LOCALE", help="Language of the text, such as fr.")
@click.option("--screen-locale", metavar="LOCALE", help="Language of the mail client's screen; the text's when left out.")
@click.option("--all", "is_all", is_flag=True, help="Every sheet of every organisation.")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="File to write; with --all a folder.")
@with_app
def pdf(
    organisation: str | None, tutorial_id: str | None, locale: str | None, screen_locale: str | None, is_all: bool, output: Path
) -> None:
    """Write a sheet as PDF, or all of them."""
    one = (organisation, tutorial_id, locale)
    if is_all:
        if any((*one, screen_locale)):
            raise click.UsageError("--all prints every sheet: it goes with --output only")
        _print_all(output)
    elif organisation and tutorial_id and locale:
        _print_one(organisation, tutorial_id, locale, screen_locale, output)
    else:
        raise click.UsageError("give --organisation, --tutorial and --locale, or --all")


@tutorial.command("render-all")
@click.option("--retry", is_flag=True, help="Only what failed in the last run.")
@with_app
def render_all(retry: bool) -> None:
    """Make the PDFs of all organisations anew, here and now; after a cut it goes on where it was."""
    press, clock = the_press(), services().clock
    if not retry or not retry_failures(db.session, clock):
        start_run(db.session, press)
    db.session.commit()
    with Progress(console=Console(stderr=True)) as shown:
        bar = shown.add_task("PDF", total=None)
        # Short slices: the bar moves, and what is cut off is little.
        while go_on(db.session, press, seconds=1):
            if progress := find_progress(db.session, clock):
                shown.update(bar, total=progress.total, completed=progress.done + progress.failed)
    _report(find_progress(db.session, clock))


def _report(progress: RunProgress | None) -> None:
    if progress is None:
        return
    click.echo(f"{progress.done} of {progress.total} sheets made")
    for item in list_failures(db.session, progress.run.id):
        click.echo(f"{item.organisation.slug} {item.tutorial} {item.locale}: {item.problem}", err=True)
    # The lock of the run is another process's: nothing was made here.
    if progress.is_running:
        raise click.ClickException("the queue process is at it: see /staff/sheets")
    if progress.failed:
        raise click.ClickException(f"{progress.failed} sheets could not be made")


def _print_one(slug: str, tutorial_id: str, locale: str, screen_locale: str | None, output: Path) -> None:
    branding, custom = _get_branding(slug)
    sheet = make_sheet(the_tutorials(), _get_tutorial(tutorial_id, locale), branding, SheetOptions(screen=screen_locale), custom)
    if screen_locale and sheet.screen.code != screen_locale:
        click.echo(f"{screen_locale}: not all labels are known; the sheet shows screens in {sheet.screen.code}", err=True)
    try:
        _write(output, _render(sheet))
    except PdfError as error:
        raise click.ClickException(str(error)) from error
    click.echo(output)


def _print_all(folder: Path) -> None:
    # A list first: the bar must know how many there are.
    sheets = list(_all_sheets())
    failed = 0
    with Progress(console=Console(stderr=True)) as progress:
        for name, sheet in progress.track(sheets, description="PDF"):
            try:
                _write(folder / name, _render(sheet))
            except PdfError as error:
                failed += 1
                progress.console.print(f"{name}: {error}", markup=False)
    click.echo(f"{len(sheets) - failed} PDFs in {folder}")
    if failed:
        raise click.ClickException(f"{failed} sheets could not be printed")


def _all_sheets() -> Iterator[tuple[Path, Sheet]]:
    tutorials = the_tutorials()
    for organisation in list_organisations(db.session):
        branding = find_public_branding(db.session, organisation, services().settings)
        if branding is None:
            click.echo(f"{organisation.slug}: {WAITING}", err=True)
            continue
        custom = find_customisation(db.session, organisation.id)
        for locale, each in _tutorials_of(organisation, tutorials):
            yield Path(organisation.slug) / f"{each.id}-{locale}.pdf", make_sheet(tutorials, each, branding, custom=custom)


def _tutorials_of(organisation: Organisation, tutorials: Tutorials) -> Iterator[tuple[str, Tutorial]]:
    for locale in organisation.locales:
        for each in list_tutorials(tutorials, locale):
            yield locale, each


def _row(tutorials: Tutorials, tutorial_id: str) -> Row:
    locales = tutorials.locales(tutorial_id)
    meta = _get_tutorial(tutorial_id, locales[0]).meta
    return Row(tutorial_id, meta.client, meta.platform, meta.method, locales, meta.method == GENERIC)


def _get_tutorial(tutorial_id: str, locale: str) -> Tutorial:
    tutorials = the_tutorials()
    if found := tutorials.find_shown(tutorial_id, locale):
        return found
    known = ", ".join(tutorials.locales(tutorial_id))
    raise click.ClickException(
        f"{tutorial_id} is not there in {locale}, but in: {known}" if known else f"there is no tutorial {tutorial_id}"
    )


def _get_branding(slug: str) -> tuple[ShownBranding, Customisation]:
    organisation = find_organisation(db.session, slug)
    if organisation is None:
        raise click.ClickException(f"there is no organisation {slug}")
    branding = find_public_branding(db.session, organisation, services().settings)
    if branding is None:
        raise click.ClickException(f"{slug}: {WAITING}")
    return branding, find_customisation(db.session, organisation.id)


def _render(sheet: Sheet) -> bytes:
    return services().pdfs.render_now(make_document(sheet, services().settings.public_url))


def _write(file: Path, data: bytes) -> None:
    """Write whole or not at all: nobody finds half a PDF."""
    write_whole(file, data)
    # For whoever hands sheets out; the cache of PDFs is for this program alone.
    file.chmod(0o644)


COMMANDS: tuple[click.Command, ...] = (tutorial,)
