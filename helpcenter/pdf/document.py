"""A document to print, complete in itself: nothing outside it decides what the PDF shows."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from helpcenter.pdf.errors import PdfFailed
from helpcenter.pdf.fingerprint import engine

MAX_BYTES = 8_000_000
PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# A folder is named after it.
OWNER = re.compile(r"[a-z0-9-]{0,80}")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class PdfDocument:
    """HTML with `<img src="picture:NAME">`, one stylesheet, the pictures by name, and what readers are told about it.

    The title and the language (`fr`, `pt-BR`) given here win over those in the HTML. Fonts are the system's, by family.
    """

    html: str
    stylesheet: str
    pictures: Mapping[str, bytes]
    title: str
    language: str
    # Whose PDF it is, so that it leaves the cache with them; it changes nothing in what is printed.
    owner: str = ""
    # Of a document that would take more pages than this: styles to be added to its own, each in turn, until it takes no more.
    most_pages: int = 0
    tighter: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise PdfFailed("a document needs a title")
        if not LANGUAGE_TAG.fullmatch(self.language):
            raise PdfFailed(f"not a language tag: {self.language!r}")
        if not OWNER.fullmatch(self.owner):
            raise PdfFailed(f"not the name of an owner: {self.owner!r}")
        if wrong := [name for name in self.pictures if not PICTURE_NAME.fullmatch(name)]:
            raise PdfFailed(f"not a name for a picture: {wrong[0]!r}")
        if self._size() > MAX_BYTES:
            raise PdfFailed(f"the document is larger than {MAX_BYTES} bytes")

    def key(self) -> str:
        """The name of the finished PDF: equal for equal documents, printed by the same engine with the same fonts."""
        printed = {name: value for name, value in self._values().items() if name != "owner"}
        return hashlib.sha256(engine().encode() + b"\0" + _write(printed)).hexdigest()

    def to_bytes(self) -> bytes:
        """Everything in it, in one fixed order."""
        return _write(self._values())

    @classmethod
    def from_bytes(cls, data: bytes) -> "PdfDocument":
        """The document that `to_bytes` wrote."""
        values = json.loads(data)
        pictures = {name: base64.b64decode(text) for name, text in values.pop("pictures").items()}
        return cls(pictures=pictures, tighter=tuple(values.pop("tighter", ())), **values)

    def _values(self) -> dict[str, Any]:
        return asdict(self) | {"pictures": {name: _to_text(data) for name, data in self.pictures.items()}}

    def _size(self) -> int:
        return len(self.html) + sum(map(len, (self.stylesheet, *self.tighter))) + sum(map(len, self.pictures.values()))


def _write(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()


def _to_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
