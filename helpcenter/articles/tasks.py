"""What the queue process does for the articles: it notices edits of which no web worker has been asked yet."""

import threading

from helpcenter.articles.catalogue import Catalogue

PAUSE_SECONDS = 2.0


def follow_files(catalogue: Catalogue, pause: float = PAUSE_SECONDS) -> threading.Event:
    """Look at the files every `pause` seconds, in a thread that ends with the process or when the event is set."""
    stopping = threading.Event()

    def look() -> None:
        while not stopping.wait(pause):
            catalogue.look()

    threading.Thread(target=look, name="article-files", daemon=True).start()
    return stopping
