"""The queue process: takes jobs one after the other until it is told to stop."""

from helpcenter.jobs.queue import Jobs

# An idle queue is looked at this often: a person may be waiting for a PDF, and huey's own pause grows to ten seconds.
LONGEST_PAUSE_SECONDS = 0.25


def run_consumer(jobs: Jobs, workers: int = 2) -> None:
    """Work until SIGTERM or SIGINT; jobs in hand are finished first. With two, a slow PDF holds up no mail."""
    options = {"initial_delay": 0.05, "max_delay": LONGEST_PAUSE_SECONDS, "periodic": True}
    jobs.huey.create_consumer(workers=workers, worker_type="thread", **options).run()
