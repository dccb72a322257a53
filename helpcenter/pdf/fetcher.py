"""The engine's only door to the outside, closed: it hands out the pictures of the document and nothing else."""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "picture:"


class PictureFetcher(URLFetcher):
    """Knows `picture:NAME`; any other address is refused, remembered, and fails the render."""

    # The engine then raises its fatal error, which its own error handling does not swallow.
    _fail_on_errors = True

    def __init__(self) -> None:
        # The parent's constructor is not called: it would open handlers for files and networks, and an SSL context.
        self.pictures: Mapping[str, bytes] = {}
        self.refused: list[str] = []

    def open_document(self, pictures: Mapping[str, bytes]) -> None:
        """Serve these pictures, and only these, from now on."""
        self.pictures = pictures
        self.refused = []

    def picture(self, url: str) -> bytes:
        """The picture at this address; LookupError for every other address."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in self.pictures:
            # Some places of the engine catch even fatal errors, so the renderer looks at this list too.
            self.refused.append(url[:200])
            raise LookupError(f"not a picture of this document: {url[:200]}")
        return self.pictures[name]

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """Answer the engine."""
        return URLFetcherResponse(url, self.picture(url))
