"""What commands of several rooms share: an application context around a command, answers as text or JSON."""

import functools
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click
from flask import current_app

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

P = ParamSpec("P")
R = TypeVar("R")


def with_app(function: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application that the environment describes (a test passes its own as `obj`)."""

    @functools.wraps(function)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        if current_app:
            return function(*arguments, **options)
        context = click.get_current_context()
        make_app: Callable[[], Any] = context.find_root().obj
        app = make_app()
        # Only now: a command that needs no application does not wait for it.
        from sqlalchemy.exc import DBAPIError

        with app.app_context():
            try:
                return function(*arguments, **options)
            except DBAPIError as error:
                advice = _what_to_do(error)
                if advice is None:
                    raise
                raise click.ClickException(advice) from error

    return run


def _what_to_do(error: "DBAPIError") -> str | None:
    """What somebody at a keyboard can mend, in a line; None for everything else, a mistake of ours that keeps its traceback."""
    said = str(error.orig).partition("\n")[0]
    if "no such table" in said or "no such column" in said or type(error.orig).__name__ in ("UndefinedTable", "UndefinedColumn"):
        return f"the database is not prepared for this version ({said}): run `helpcenter init`"
    if type(error).__name__ == "OperationalError":
        return f"the database does not answer ({said}): `helpcenter doctor` says what is wrong"
    return None


def answer(value: Any, text: str, *, as_json: bool) -> None:
    """Print the answer of a command: one line of JSON, or words."""
    click.echo(json.dumps(value, ensure_ascii=False) if as_json else text)
