"""`helpcenter content import-freshdesk` and `content remind`: articles of another help centre, and those that must be read again."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from helpcenter.articles.checks import check_article
from helpcenter.articles.commands import choose_section
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.skeleton import write_article
from helpcenter.documents.checks import Level
from helpcenter.documents.commands import OpenContent, shown
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.web.cli import answer, with_app
from helpcenter.writing.bundles import BundleError, open_bundle
from helpcenter.writing.importing import Import, Imported, ImportOptions, plan_import
from helpcenter.writing.tasks import remind


def make_commands(open_content: OpenContent, today: Callable[[], date]) -> list[click.Command]:
    """The commands of this room, for the group `content`."""

    @click.command("import-freshdesk")
    @click.argument("export", type=click.Path(path_type=Path))
    @click.option("--section", default="", help="Id of the section of all articles; without it, the first one.")
    @click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
    def import_freshdesk(export: Path, section: str, dry_run: bool, as_json: bool) -> None:
        """Make drafts of the articles in EXPORT: a .json, .xml or .zip file of Freshdesk, or a folder of them."""
        library, _checks = open_content()
        options = ImportOptions(choose_section(library, section), today())
        try:
            found = plan_import(open_bundle(export), options, lambda slug: _is_taken(library, slug), _titles(library))
        except BundleError as error:
            raise click.ClickException(str(error)) from error
        if not dry_run:
            for article in found.articles:
                list(write_article(_folder(library, article.slug), article.texts, article.pictures))
        errors = [] if dry_run else list(_errors(library, found.articles, today()))
        answer(_as_value(found, errors, is_dry=dry_run), "\n".join(_as_lines(library, found, errors, is_dry=dry_run)), as_json=as_json)

    return [import_freshdesk, remind_owners]


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Say who would get a mail, and send none.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def remind_owners(dry_run: bool, as_json: bool) -> None:
    """Remind the owners of articles that must be read again, once a week at most; the queue process does this daily."""
    reminders = remind(is_dry=dry_run).reminders
    value = [{"to": each.to, "locale": each.locale, "articles": [article.slug for article in each.articles]} for each in reminders]
    lines = [f"{each.to}: {', '.join(article.slug for article in each.articles)}" for each in reminders]
    answer({"sent": not dry_run, "mails": value}, "\n".join(lines) or "Nobody is to be reminded.", as_json=as_json)


def _folder(library: Library, slug: str) -> Path:
    return library.root / ARTICLES.folder / slug


def _is_taken(library: Library, slug: str) -> bool:
    return _folder(library, slug).exists()


def _titles(library: Library) -> Iterator[tuple[str, str]]:
    for slug in library.slugs(ARTICLES):
        for locale in library.locales(ARTICLES, slug):
            try:
                page = library.find(ARTICLES, slug, locale)
            except ContentError:
                continue
            if page:
                yield locale, page.meta.title


def _errors(library: Library, articles: Iterable[Imported], today: date) -> Iterator[str]:
    for article in articles:
        yield from (str(found) for found in check_article(library, article.slug, today) if found.level is Level.ERROR)


def _as_value(found: Import, errors: list[str], *, is_dry: bool) -> dict[str, object]:
    articles = [
        {
            "slug": article.slug,
            "title": article.title,
            "freshdesk": [number for number in article.numbers if number],
            "folder": article.folder,
            "locales": list(article.texts),
            "pictures": list(article.pictures),
            "dropped": [{"what": what, "reason": reason} for what, reason in article.dropped],
            "to_do": article.to_do,
        }
        for article in found.articles
    ]
    skipped = [{"name": each.name, "reason": each.reason} for each in found.skipped]
    return {"written": not is_dry, "articles": articles, "skipped": skipped, "errors": errors}


def _as_lines(library: Library, found: Import, errors: list[str], *, is_dry: bool) -> Iterator[str]:
    for article in found.articles:
        yield f"{shown(_folder(library, article.slug))}: {article.title} ({', '.join(article.texts)})"
        yield from (f"  dropped: {what}: {reason}" for what, reason in article.dropped)
        yield from (f"  to do: {words}" for words in article.to_do)
    yield from (f"skipped: {each.name}: {each.reason}" for each in found.skipped)
    yield from (f"error: {error}" for error in errors)
    count = len(found.articles)
    yield f"{count} {'article' if count == 1 else 'articles'} {'would be written' if is_dry else 'written, all drafts'}."
    if found.articles and not is_dry:
        yield "Next: read each one, run “helpcenter content check”, then set status: published. --json names the old number of each."
