"""Bytes to text: transfer encodings, character sets and encoded words of messages, which may be wrong or lie."""

import binascii
import codecs
import html
import quopri
import re
from email.errors import HeaderParseError
from email.header import decode_header

from helpcenter.bounces.accents import mend

# Only real character sets: Python also knows codecs (punycode, unicode_escape) that are slow or do something else.
CHARSET = re.compile(
    r"(utf-?8|us-ascii|ascii|iso-?8859-?\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|iso-2022-[a-z]{2}(-\d)?|shift[_-]?jis|sjis"
    r"|euc-[a-z]{2}|gb\w{4,6}|hz|big5(-?hkscs)?|utf-?16([lb]e)?|tis-620|ks_c_5601-1987)",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]*>")
BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h\d|/?table)\b[^<>]*>", re.IGNORECASE)
# Two cells of a table are two things, though nothing stands between them.
CELL = re.compile(r"</t[dh]\b[^<>]*>", re.IGNORECASE)
HIDDEN = ("style", "script", "head")
LONGEST_TEXT = 64 * 1024


def decode_body(content: bytes, encoding: str, charset: str) -> str:
    """The text of a part; what does not decode is kept as well as possible."""
    content = content[: LONGEST_TEXT * 2]
    match encoding.strip().lower():
        case "base64":
            content = _from_base64(content)
        case "quoted-printable":
            content = quopri.decodestring(content)
    return mend(decode_text(content[:LONGEST_TEXT], charset))


def decode_text(content: bytes, charset: str = "") -> str:
    """Bytes as text, in the character set that is named, else in UTF-8, else byte by byte."""
    name = charset.strip().lower().partition("'")[0]
    for candidate in (name if CHARSET.fullmatch(name) else "utf-8", "utf-8", "iso-2022-jp" if b"\x1b$" in content else "cp1252"):
        try:
            # Of a long text the end is cut off, perhaps within a letter.
            return codecs.getincrementaldecoder(candidate)().decode(content, final=len(content) < LONGEST_TEXT)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _from_base64(content: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    try:
        # Its padding is gone with all that is no letter; a single one at the end says nothing.
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return content


def decode_words(value: str) -> str:
    """A header with its encoded words (RFC 2047) undone."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value[:2_000])
    except (HeaderParseError, ValueError, binascii.Error):
        return value
    return "".join(piece if isinstance(piece, str) else decode_text(piece, charset or "") for piece, charset in pieces)


def text_of_html(source: str) -> str:
    """What a reader sees of a page, line by line."""
    for tag in HIDDEN:
        source = _without(source, tag)
    return html.unescape(TAG.sub("", CELL.sub(" ", BREAK.sub("\n", source))))


def _without(source: str, tag: str) -> str:
    lower, kept, at = source.lower(), [], 0
    if len(lower) != len(source):
        return source
    while (start := lower.find(f"<{tag}", at)) >= 0:
        end = lower.find(f"</{tag}", start)
        if end < 0:
            break
        kept.append(source[at:start])
        at = end
    return "".join([*kept, source[at:]])
