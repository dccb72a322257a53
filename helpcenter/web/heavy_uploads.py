"""Forms that take a heavy file: read to its end, so that its error can stand beside the field; one that is heavier still is told of too."""

from collections.abc import Callable

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from helpcenter.web.errors import handle_http_error
from helpcenter.web.kit import MEGABYTE

# Larger than what any form keeps: what is a little too heavy must not cost the rest of the form.
UPLOAD_LIMIT = 24 * MEGABYTE


def take_heavy_uploads(bp: Blueprint, endpoint: str, show: Callable[..., ResponseReturnValue]) -> None:
    """Let the form of this endpoint take them; `show` gets the values of its URL and answers for what was not even read."""

    def allow(asked: str | None, _values: object) -> None:
        if asked == endpoint:
            request.max_content_length = UPLOAD_LIMIT

    def refuse(error: RequestEntityTooLarge) -> ResponseReturnValue:
        if request.endpoint != endpoint:
            return handle_http_error(error)
        # As if nothing had been sent: whichever part of the page asked for a field would meet the same refusal again.
        request.form, request.files = ImmutableMultiDict(), ImmutableMultiDict()
        return show(**(request.view_args or {}))

    bp.url_value_preprocessor(allow)
    bp.register_error_handler(RequestEntityTooLarge, refuse)
