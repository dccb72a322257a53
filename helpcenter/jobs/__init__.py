"""Work that must not happen in a request: an embedded queue by default, Redis when configured. Start at queue.py."""

from helpcenter.jobs.queue import Jobs, QueueError, make_jobs

__all__ = ["Jobs", "QueueError", "make_jobs"]
