"""The jobs of this room."""

from collections.abc import Callable
from typing import Any

from helpcenter.jobs import Jobs

SEND = "send_mail"
# After 1, 2, 4 … minutes: for four hours, the usual length of a mail server's trouble or of its greylisting.
RETRIES, FIRST_PAUSE, BACKOFF = 8, 60, 2


def register(jobs: Jobs, deliver: Callable[[dict[str, Any]], None]) -> None:
    """Make the queue process able to send mails, and to try again when a server cannot take one yet."""
    jobs.register(SEND, deliver, retries=RETRIES, retry_delay=FIRST_PAUSE, retry_backoff=BACKOFF)
