"""The jobs of this room."""

from collections.abc import Callable

from helpcenter.jobs import Jobs

RENDER = "render_pdf"


def register(jobs: Jobs, render: Callable[[str], None]) -> None:
    """Make the queue process able to render; not repeated on failure, since the same document fails again."""
    jobs.register(RENDER, render)
