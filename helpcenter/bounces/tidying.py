"""What text editors and mail programs do to a mail that somebody saves, undone before it is read."""

import codecs

from helpcenter.bounces.accents import mend_bytes

# The longer mark first: that of UTF-32 begins like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def tidy(message: bytes) -> bytes:
    """The message as a mail server wrote it: without the "Unicode" of text editors, with its accents, with lines that end."""
    for mark, encoding in MARKS:
        if message.startswith(mark):
            message = message.removeprefix(codecs.BOM_UTF8) if encoding == "utf-8" else _as_utf_8(message, encoding)
            break
    message = mend_bytes(message)
    return message if b"\n" in message else message.replace(b"\r", b"\n")


def _as_utf_8(message: bytes, encoding: str) -> bytes:
    return message.decode(encoding, "replace").encode("utf-8", "replace")
