"""What people copy from the screen: a report without its headers, with signs of quotation, below the heading of a mail program."""

import re

# Who wrote it and what it is about, as mail programs say it above a mail that is shown, quoted or sent on.
FROM = (
    "de|from|von|da|van|od|fra|från|от(?: кого)?|kimden|expéditeur|sender|absender|remitente|mittente|afzender|nadawca|差出人|发件人|寄件者"
)
SUBJECT = "objet|sujet|subject|betreff|asunto|oggetto|assunto|onderwerp|temat|emne|ämne|тема|konu|předmět|件名|主题|主旨"
OTHERS = (
    "envoyé(?: le)?|sent|gesendet|enviado(?: el| em)?|inviato|verzonden|wysłano|date|datum|fecha|data|送信日時"
    "|à|pour|a|to|an|para|per|aan|do|til|till|кому|kime|cc|cci|bcc|répondre à|reply-to|destinataires?|empfänger|宛先|收件人"
    "|dato|sendt|skickat|дата|отправлено|tarih|日付|日期|时间"
)
HEADING_LINE = re.compile(
    rf"[*_ ]*(?:(?P<from>{FROM})|(?P<subject>{SUBJECT})|{OTHERS})[*_ \u00a0]*:[*_]*[ \t\u00a0]*(?P<text>.*)", re.IGNORECASE
)
DIVIDER = re.compile(
    r"[-_=* ]{3,}.{0,60}|.{0,5}(?:forwarded message|message (?:transféré|d.origine|original)|weitergeleitet).{0,40}", re.IGNORECASE
)
QUOTE_SIGN = re.compile(r"^[ \t]*(?:[>|] ?)+", re.MULTILINE)
# qmail logs what happened to a mail in one word: "_" for each blank, "/" for each end of a line.
LOGGED = re.compile(r"\b(failure|deferral|success): ([^\s_]{1,80}_\S{1,2000})")
# Lines that a heading may be long.
LONGEST_HEADING = 10
# A header of a mail as it travels; what a mail program shows has none of these.
TRAVELLED = re.compile(
    rb"^(?:received|message-id|return-path|auto-submitted|precedence|list-[a-z-]+|x-[a-z-]+|date):", re.IGNORECASE | re.MULTILINE
)
MADE_BY_A_PROGRAM = re.compile(rb"^(?:mime-version|content-type):|" + TRAVELLED.pattern, re.IGNORECASE | re.MULTILINE)
EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
A_SERVER = re.compile(rb"^from:.*(?:mailer-daemon|postmaster|mail delivery|microsoft outlook)", re.IGNORECASE | re.MULTILINE)
# The words of a report are soon said; what comes later is the mail that came back.
LONGEST = 100_000
PLAIN = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
SERVER = "From: MAILER-DAEMON\nSubject: Undelivered Mail Returned to Sender\n"


def restore(message: bytes) -> bytes:
    """A mail out of what was copied with its heading, free of signs of quotation; anything else as it is."""
    if MADE_BY_A_PROGRAM.search(_head(message)):
        return message
    given = decode(message[:LONGEST])
    text = LOGGED.sub(lambda found: f"{found[1]}: " + found[2].replace("_", " ").replace("/", "\n"), _unquoted(given))
    headers, body = _split_heading(text)
    if headers:
        return f"{headers}{PLAIN}\n{body}".encode()
    return message if text == given else text.encode()


def is_headless(message: bytes) -> bool:
    """True for words without a header or heading that says who wrote them."""
    return not MADE_BY_A_PROGRAM.search(_head(message))


def as_report(message: bytes) -> bytes | None:
    """The same words as if a server had sent them; None for a mail that a person sent, or that says itself who did."""
    if TRAVELLED.search(_head(message)):
        return None
    head, _, body = message.lstrip().partition(b"\n\n")
    if not head[:LONGEST].lower().startswith((b"from:", b"subject:")):
        body = message
    elif not A_SERVER.search(head[:LONGEST]):
        return None
    return f"{SERVER}{PLAIN}\n".encode() + body


def decode(data: bytes) -> str:
    """The characters of a text, whose encoding nobody names."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _head(message: bytes) -> bytes:
    return EMPTY_LINE.split(message[:LONGEST].lstrip(), maxsplit=1)[0]


def _unquoted(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    quoted = sum(line.lstrip().startswith((">", "|")) for line in lines)
    return QUOTE_SIGN.sub("", text) if quoted * 5 > len(lines) * 4 else text


def _split_heading(text: str) -> tuple[str, str]:
    """The heading as headers of a mail, and what stands below it; no headers when there is no heading."""
    lines, found = text.splitlines(), {"From": "", "Subject": ""}
    last = 0
    for number, line in enumerate(lines[:LONGEST_HEADING], start=1):
        match = HEADING_LINE.fullmatch(line.strip())
        if match is None:
            if line.strip() and not DIVIDER.fullmatch(line.strip()):
                break
            continue
        last = number
        for name in found:
            if match[name.lower()]:
                found[name] = match["text"]
    if not all(found.values()):
        return "", text
    return "".join(f"{name}: {value}\n" for name, value in found.items()), "\n".join(lines[last:])
