"""Does a pasted text come from a server, or does somebody only speak of an error? Then its meaning is a likelihood."""

import re

from helpcenter.bounces.persons import GREETING, IN_GENERAL, TALK, is_asked
from helpcenter.bounces.recognise import CODE, FIELDS, OPENING, REPLY_LINE, looks_like_error

PRECISE = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
# A report of one mail states one code, or says the same in several ways; a list of codes is a text about codes.
MOST_CODES = 2
LONGEST = 20_000


def is_from_a_server(text: str) -> bool:
    """False when a text without headers may only speak of an error: no sign of a server, or the words of a person around it."""
    text = text[:LONGEST]
    if GREETING.search(text):
        return False
    if FIELDS.search(text) or (OPENING.search(text) and "@" in text):
        return True
    # The letter of a server names an address; its opening alone is soon quoted.
    signs = looks_like_error(text) or REPLY_LINE.search(text) or CODE.search(text) or "@" in text
    return (
        bool(signs)
        and not is_asked(text)
        and not TALK.search(text)
        and not IN_GENERAL.search(text)
        and len(set(PRECISE.findall(text))) <= MOST_CODES
    )
