"""A PDF as an answer: the file when it is ready in time, else a page in plain words that asks again by itself."""

import time
from collections.abc import Callable, Mapping

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.pdf import PdfDocument, PdfError
from helpcenter.pdf.spool import FAILURE_SECONDS
from helpcenter.web.context import services

# A web worker has one thread: who waits here keeps others waiting. A sheet takes half a second; a browser is then given the page that asks
# again, while a program knows no such page, and waits for the same file.
READER_SECONDS, PROGRAM_SECONDS = 1.0, 5.0
TRY_AGAIN_SECONDS = 2


def answer_pdf(document: PdfDocument, filename: str, page: str) -> ResponseReturnValue:
    """The finished document under this file name; `page` is the address that shows the same on a screen."""

    def make(pdfs: Mapping[str, bytes]) -> Response:
        response = Response(pdfs[filename], mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(document.key())
        response.make_conditional(request)
        return response

    return answer_with_pdfs({filename: document}, page, make)


def answer_with_pdfs(
    documents: Mapping[str, PdfDocument], page: str, make: Callable[[Mapping[str, bytes]], Response]
) -> ResponseReturnValue:
    """What `make` makes of the finished documents, by name; while one is not ready, the page that asks again."""
    finished: dict[str, bytes] = {}
    # For all of them together.
    until = time.monotonic() + (READER_SECONDS if _reads_pages() else PROGRAM_SECONDS)
    try:
        for name, document in documents.items():
            pdf = services().pdfs.get(document, max(0.0, until - time.monotonic()))
            if pdf is None:
                return _without_pdf(page, is_coming=True)
            finished[name] = pdf
    except PdfError:
        # Whoever reads cannot tell a document that fails from a site that lacks a library; a page that asks again would ask for ever.
        return _without_pdf(page, is_coming=False)
    return make(finished)


def _reads_pages() -> bool:
    # Programs say */* or application/pdf; every browser that opens a link names HTML.
    return "text/html" in request.accept_mimetypes.values()


def _without_pdf(page: str, *, is_coming: bool) -> ResponseReturnValue:
    text = render_template("web/no_pdf.html", page=page, is_coming=is_coming)
    if not is_coming:
        return text, 503, {"Cache-Control": "no-store", "Retry-After": str(FAILURE_SECONDS)}
    # The browser asks again by itself, without script.
    return text, 503, {"Cache-Control": "no-store", "Retry-After": str(TRY_AGAIN_SECONDS), "Refresh": str(TRY_AGAIN_SECONDS)}
