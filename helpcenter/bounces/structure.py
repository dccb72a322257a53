"""A message taken apart within fixed bounds: its headers, and its parts as a flat list, whatever it contains.

The standard library's parser recurses into nested parts and leaves `message/global-delivery-status` whole; this one never
recurses, gives up on what lies beyond its bounds, and takes a text without headers for what it is: a text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from helpcenter.bounces.decoding import decode_body, decode_words

MOST_BYTES = 512 * 1024
MOST_HEADERS = 200
LONGEST_HEADER = 4_000
MOST_PARTS = 60
DEEPEST = 8
LONGEST_PREAMBLE = 200
FIELD = re.compile(rb"([!-9;-~]{1,70})[ \t]*:[ \t]*([^\r\n]*)")
LIKELY = re.compile(rb"(?:\A|\n)--([^\s-][^\n]{5,100}|-{1,40}[^\n-][^\n]{5,80})[ \t]*\nContent-", re.IGNORECASE)
TYPE = re.compile(r"[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,80}")
PARAMETER = re.compile(r";\s*([\w*-]{1,40})\s*=\s*(?:\"([^\"]{0,300})\"|([^;\s]{1,300}))")
# A text whose first line looks like a field, but which is no message: "Error: …", "Status: 5.1.1".
HEADERS = frozenset(
    (
        *("return-path", "received", "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "delivered-to"),
        *("x-failed-recipients", "auto-submitted", "x-original-to", "authentication-results", "arc-seal", "dkim-signature"),
    )
)


@dataclass(frozen=True)
class Part:
    """A leaf of a message: its type, its headers, its content as it came."""

    type: str
    headers: Mapping[str, str]
    content: bytes
    parameters: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The content as text, transfer encoding and character set undone."""
        return decode_body(self.content, self.headers.get("content-transfer-encoding", ""), self.parameters.get("charset", ""))


@dataclass(frozen=True)
class Message:
    """A message: its own headers, and every leaf in the order in which it stands."""

    headers: Mapping[str, str]
    parts: tuple[Part, ...]
    type: str = "text/plain"
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_bare(self) -> bool:
        """True for a text that somebody pasted without any header."""
        return not self.headers

    def header(self, name: str) -> str:
        """A header, its encoded words undone; "" when it is absent."""
        return decode_words(self.headers.get(name, ""))


def read_message(data: bytes) -> Message:
    """Take a message apart; never fails, and looks at no more than the bounds allow."""
    data = data[:MOST_BYTES].replace(b"\r\n", b"\n").lstrip(b"\n \t\xef\xbb\xbf")
    headers, body = split_headers(data)
    if not HEADERS & headers.keys():
        return Message({}, (Part("text/plain", {}, data),))
    kind, parameters = content_type(headers)
    if "content-type" not in headers and _likely_boundary(body[:LONGEST_PREAMBLE]):
        # Somebody saved the mail without the head that says of which parts it is made. Further down, the parts are another mail's.
        kind = "multipart/mixed"
    return Message(headers, tuple(_leaves(Part(kind, headers, body, parameters))), kind, parameters)


def split_headers(data: bytes) -> tuple[dict[str, str], bytes]:
    """The fields at the head of a block, the first of each name, and what follows them."""
    fields: dict[str, list[bytes]] = {}
    name, at = "", 0
    for _ in range(MOST_HEADERS * 4):
        end = data.find(b"\n", at)
        line = data[at : end if end >= 0 else len(data)]
        if not line.strip():
            return _joined(fields), data[end + 1 :] if end >= 0 else b""
        found = FIELD.match(line)
        if line[:1] in b" \t" and name:
            fields[name].append(line.strip())
        elif found:
            name = found[1].decode("latin-1").lower()
            name = name if name not in fields else "again"
            fields[name] = [found[2].strip()]
        elif at and not line.startswith(b"From "):
            return _joined(fields), data[at:]
        if end < 0:
            return _joined(fields), b""
        at = end + 1
    return _joined(fields), data[at:]


def _joined(fields: Mapping[str, list[bytes]]) -> dict[str, str]:
    return {name: b" ".join(lines)[:LONGEST_HEADER].decode("utf-8", "replace") for name, lines in fields.items() if name != "again"}


def content_type(headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The type of a part, and its parameters."""
    value = headers.get("content-type", "")
    found = TYPE.match(value)
    parameters = {each[1].lower().rstrip("*"): each[2] or each[3] or "" for each in PARAMETER.finditer(value)}
    return (found[0].lower() if found else "text/plain"), parameters


def _leaves(part: Part) -> Iterator[Part]:
    """Every leaf of a part, in order; a stack in place of recursion."""
    waiting = [(part, 0)]
    for _ in range(MOST_PARTS * 2):
        if not waiting:
            return
        current, depth = waiting.pop()
        inner = _inner_parts(current) if depth < DEEPEST else []
        if inner:
            waiting.extend((each, depth + 1) for each in reversed(inner))
        else:
            yield _as_leaf(current)


def _as_leaf(part: Part) -> Part:
    if part.type.startswith("multipart/"):
        # Its boundary is nowhere: what it holds is read as text.
        return Part("text/plain", {}, part.content)
    return part


def _inner_parts(part: Part) -> list[Part]:
    if not part.type.startswith("multipart/"):
        return []
    stated = part.parameters.get("boundary", "").encode("utf-8", "replace")
    return _split(part.content, stated) or _split(part.content, _likely_boundary(part.content))


def _split(content: bytes, boundary: bytes) -> list[Part]:
    if not boundary:
        return []
    mark = rb"(?:\A|\n)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?=\n|\Z)"
    pieces = re.split(mark, content, maxsplit=MOST_PARTS)
    return [_read_part(piece[1:]) for piece in pieces[1:] if piece.strip()]


def _likely_boundary(content: bytes) -> bytes:
    """The boundary of a mail that somebody changed on the way: a line of dashes with a head of fields below it."""
    found = LIKELY.search(content[:4_000])
    return found[1] if found else b""


def _read_part(data: bytes) -> Part:
    if data.startswith(b"\n"):
        return Part("text/plain", {}, data)
    headers, body = split_headers(data)
    kind, parameters = content_type(headers)
    return Part(kind, headers, body, parameters)
