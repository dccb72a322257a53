"""What the queue process does for the search: it keeps the indexes complete, so that no reader has to wait for that."""

import threading

import structlog

from helpcenter.search.service import Searches

log = structlog.get_logger()
PAUSE_SECONDS = 3.0


def follow_texts(searches: Searches, pause: float = PAUSE_SECONDS) -> threading.Event:
    """Follow the texts in a thread that ends with the process or when the event is set."""
    stopping = threading.Event()

    def follow() -> None:
        while not stopping.is_set():
            try:
                searches.follow()
            except Exception:
                # Readers do it themselves meanwhile; the next round tries again.
                log.exception("search_index")
            stopping.wait(pause)

    threading.Thread(target=follow, name="search-index", daemon=True).start()
    return stopping
