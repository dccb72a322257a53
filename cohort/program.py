"""The site as every server starts it, except that its clock is the simulation's; as a program, the `helpcenter` command with that clock."""

from flask import Flask

from cohort.clock import clock_of_environment
from helpcenter.app import create_app
from helpcenter.cli import main
from helpcenter.config import load_settings


def make_app() -> Flask:
    """The whole site."""
    return create_app(load_settings(), clock_of_environment())


if __name__ == "__main__":
    main(obj=make_app)
else:
    app = make_app()
