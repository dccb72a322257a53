"""`helpcenter search`: what the site's search answers."""

import json

import click

from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES
from helpcenter.search.engine import Hit
from helpcenter.search.routes import the_searches
from helpcenter.web.cli import with_app

SHOWN = ("kind", "slug", "title", "heading", "anchor", "url", "score")


@click.command()
@click.argument("queries", metavar="QUERY...", nargs=-1, required=True)
@click.option("--locale", type=click.Choice(INTERFACE_LOCALES), default=DEFAULT_LOCALE, show_default=True, help="Language of the texts.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per query.")
@with_app
def search(queries: tuple[str, ...], locale: str, as_json: bool) -> None:
    """What the site's search answers; each argument is one query."""
    searches = the_searches()
    searches.complete()
    for query in queries:
        results = searches.results(query, locale)
        click.echo(_as_json(query, results) if as_json else _as_text(query, results))


def _as_json(query: str, results: list[Hit]) -> str:
    rows = [{name: getattr(result, name) for name in SHOWN} | {"score": round(result.score, 3)} for result in results]
    return json.dumps({"query": query, "results": rows}, ensure_ascii=False)


def _as_text(query: str, results: list[Hit]) -> str:
    lines = [f"{result.score:7.2f}  {result.url}  {result.title}{' › ' + result.heading if result.heading else ''}" for result in results]
    return "\n".join([query, *(lines or ["  nothing found"])])


COMMANDS = (search,)
