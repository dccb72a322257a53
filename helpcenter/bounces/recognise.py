"""Is this text an error of a mail server? Strict for the search box, where people ask questions in their own words."""

import re

from helpcenter.bounces.judging import find_wording, make_statement
from helpcenter.bounces.knowledge import Knowledge, Strength

REPLY_LINE = re.compile(r"^[\s\"'>*#-]{0,5}[45]\d\d[ -][#(]?(?:[45]\.\d{1,3}\.\d{1,3}[\s:)]|\S{2,}\s+\S)", re.MULTILINE)
CODE = re.compile(r"(?:^|[\s#(:;\"'<\[-])[45]\.\d{1,3}\.\d{1,3}(?=[\s)\]:;,.>\"']|$)")
QUOTED = re.compile(
    r"(?:said|returned|reason|error|response|status|diagnostic-code|remote server)\W{1,6}(?:smtp\W{1,3})?[45]\d\d\b", re.IGNORECASE
)
FIELDS = re.compile(r"^\s*(?:final-recipient|diagnostic-code|reporting-mta|x-failed-recipients)\s*:", re.IGNORECASE | re.MULTILINE)
OPENING = re.compile(
    r"this message was created automatically by mail delivery|this is the mail system at host|this is the qmail-send program|"
    r"delivery to the following recipients? failed|delivery has failed to these recipients|delivery status notification|"
    r"undelivered mail returned to sender|mail delivery failed|(?:did not reach|could not be delivered to) the following|"
    r"message wasn't delivered to|échec de la remise (?:à|pour) ces|votre message n['’]a pas (?:pu être|été) (?:remis|délivré|distribué)|"
    r"(?:fehler|zustellung)\b.{0,40}fehlgeschlagen bei|\b(?:OFR|LPN|SFR_IN|OUK)_?\d{0,3}_\d{3}\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"\?(?:\s|$)")
LONGEST = 20_000


def looks_like_error(text: str) -> bool:
    """True when a text can only come from a mail server: for the search box; an ordinary question never is one."""
    text = text[:LONGEST]
    return any(pattern.search(text) for pattern in (REPLY_LINE, CODE, QUOTED, FIELDS, OPENING))


def is_answer(text: str, knowledge: Knowledge) -> bool:
    """True when a pasted text is an answer of a server: as in the search box, or short and in known words."""
    if looks_like_error(text):
        return True
    short = len(text) < 400 and text.count("\n") < 4 and not QUESTION.search(text)
    return short and find_wording([make_statement(text)], knowledge.wordings[Strength.STRONG]) is not None
