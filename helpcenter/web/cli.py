"""What commands of several rooms share: an application context around a command, answers as text or JSON."""

import functools
import json
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click
from flask import current_app

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
        with make_app().app_context():
            return function(*arguments, **options)

    return run


def answer(value: Any, text: str, *, as_json: bool) -> None:
    """Print the answer of a command: one line of JSON, or words."""
    click.echo(json.dumps(value, ensure_ascii=False) if as_json else text)
