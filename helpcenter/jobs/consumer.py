"""The queue process: takes jobs one after the other until it is told to stop."""

from helpcenter.jobs.queue import Jobs


def run_consumer(jobs: Jobs, workers: int = 1) -> None:
    """Work until SIGTERM or SIGINT; jobs in hand are finished first."""
    jobs.huey.create_consumer(workers=workers, worker_type="thread", periodic=True).run()
