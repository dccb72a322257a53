"""The jobs of this room."""

from helpcenter.jobs import Jobs
from helpcenter.mail.delivery import Delivery

SEND, SWEEP, CLEAN = "send_mail", "mail_outbox", "mail_clean"
CLEAN_HOUR = 3


def register(jobs: Jobs, delivery: Delivery) -> None:
    """Make the queue process able to send a mail at once, and to look every minute for those that wait."""

    # For what the direct way lost: a queue that was away, a process that ended, a pause that is over.
    def sweep() -> None:
        delivery.deliver_due()

    jobs.register(SEND, delivery.deliver)
    jobs.register_every(SWEEP, sweep, minutes=1)
    jobs.register_daily(CLEAN, delivery.clean, CLEAN_HOUR)
