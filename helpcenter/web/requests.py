"""What people send, without the NUL signs that no person types: PostgreSQL stores none, and a page would end in an error."""

from functools import cached_property
from typing import IO, Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser

NUL = "\0"


class PlainFormParser(FormDataParser):
    """Reads a form; NUL signs in its fields (not in files) are left out."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, Any]]:
        """The stream, the fields and the files of a form."""
        rest, fields, files = super().parse(stream, mimetype, content_length, options)
        return rest, self.cls([(name, _plain(value)) for name, value in fields.items(multi=True)]), files


class PlainRequest(Request):
    """A request whose fields and query hold no NUL signs."""

    form_data_parser_class = PlainFormParser

    @cached_property
    def args(self) -> "ImmutableMultiDict[str, str]":
        """The query."""
        given = super().args
        if b"%00" not in self.query_string:
            return ImmutableMultiDict(given)
        return ImmutableMultiDict([(name, _plain(value)) for name, value in given.items(multi=True)])


def init_requests(app: Flask) -> None:
    """Read requests in this way; no page of ours has a NUL in its address."""
    app.request_class = PlainRequest
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if NUL in request.path:
        abort(404)


def _plain(text: str) -> str:
    return text.replace(NUL, "")
