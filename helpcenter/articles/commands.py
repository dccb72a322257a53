"""`helpcenter content new` and `content accept`: begin an article; say that a translation still says the same."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import click

from helpcenter.articles.accepting import Acceptance, AcceptError, accept
from helpcenter.articles.content import ARTICLES, TITLE
from helpcenter.articles.sections import read_sections
from helpcenter.articles.skeleton import make_skeleton, write_article
from helpcenter.documents.commands import OpenContent, shown
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.saving import write_whole
from helpcenter.documents.shelf import SLUG
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.web.cli import answer

Outcome = tuple[str, str, Acceptance | str]


def make_commands(open_content: OpenContent, today: Callable[[], date]) -> list[click.Command]:
    """The commands of this room, for the group `content`."""
    return [_make_new(open_content, today), _make_accept(open_content)]


def _make_new(open_content: OpenContent, today: Callable[[], date]) -> click.Command:
    @click.command()
    @click.argument("slug")
    @click.option("--section", default="", help="Id of its section; without it, the first one.")
    @click.option("--title", default="", help="The French title.")
    def new(slug: str, section: str, title: str) -> None:
        """Begin the article SLUG (small letters, digits, hyphens) as a draft in every language."""
        library, _checks = open_content()
        if not SLUG.fullmatch(slug):
            raise click.BadParameter("use small letters, digits and single hyphens, such as mail-delivery", param_hint="SLUG")
        if title and not TITLE[0] <= len(title) <= TITLE[1]:
            raise click.BadParameter(f"{TITLE[0]} to {TITLE[1]} characters", param_hint="--title")
        texts = make_skeleton(slug, choose_section(library, section), today(), {DEFAULT_LOCALE: " ".join(title.split())} if title else {})
        try:
            for file in write_article(library.root / ARTICLES.folder / slug, texts):
                click.echo(shown(file))
        except FileExistsError:
            raise click.ClickException(f"{shown(library.root / ARTICLES.folder / slug)} exists already") from None

    return new


def choose_section(library: Library, wanted: str) -> str:
    """The id of the section that is asked for, else of the first; ends the command when there is no such section."""
    try:
        known = [section.id for section in read_sections(library)]
    except ContentError as error:
        raise click.ClickException(str(error)) from error
    if wanted and wanted not in known:
        raise click.BadParameter(f"there is no section {wanted} (known: {', '.join(known)})", param_hint="--section")
    return wanted or known[0]


def _make_accept(open_content: OpenContent) -> click.Command:
    @click.command("accept")
    @click.argument("texts", metavar="[SLUG[/LOCALE]]...", nargs=-1)
    @click.option("--all", "is_all", is_flag=True, help="Every translation of every article.")
    @click.option("--section", default=None, metavar="ANCHOR", help="Only this section (“introduction” is what stands before the first).")
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
    @click.pass_context
    def accept_texts(context: click.Context, texts: tuple[str, ...], is_all: bool, section: str | None, as_json: bool) -> None:
        """Say that translations still say the same as their originals do now: they are stale no longer."""
        library, _checks = open_content()
        if bool(texts) == is_all:
            raise click.UsageError("name the texts (mail-delivery/en), or say --all")
        wanted = library.slugs(ARTICLES) if is_all else texts
        outcomes = [_accept_one(library, slug, locale, section) for slug, locale in _translations(library, wanted)]
        answer([_as_value(each) for each in outcomes], "\n".join(map(_as_line, outcomes)), as_json=as_json)
        # Among all of them, an original alone or an archived one is no mistake of whoever asked.
        if not is_all and any(isinstance(result, str) for _slug, _locale, result in outcomes):
            context.exit(1)

    return accept_texts


def _translations(library: Library, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        slug, _, locale = name.partition("/")
        if locale:
            yield slug, locale
            continue
        locales = [each for each in library.locales(ARTICLES, slug) if each != DEFAULT_LOCALE]
        yield from ((slug, each) for each in locales or [DEFAULT_LOCALE])


def _accept_one(library: Library, slug: str, locale: str, section: str | None) -> Outcome:
    try:
        found = accept(library, slug, locale, section)
    except (AcceptError, ContentError) as error:
        return slug, locale, str(error)
    if found.is_change:
        write_whole(found.file, found.after)
    return slug, locale, found


def _as_value(outcome: Outcome) -> dict[str, object]:
    slug, locale, result = outcome
    if isinstance(result, str):
        return {"slug": slug, "locale": locale, "written": False, "error": result}
    return {"slug": slug, "locale": locale, "written": result.is_change, "changed": result.state.changed, "gone": result.state.gone}


def _as_line(outcome: Outcome) -> str:
    slug, locale, result = outcome
    if isinstance(result, str):
        return f"{slug}/{locale}: not accepted: {result}"
    if not result.is_change:
        return f"{slug}/{locale}: nothing to accept"
    sections = ", ".join((*result.state.changed, *result.state.gone))
    return f"{slug}/{locale}: accepted{f' ({sections})' if sections else ''}"
