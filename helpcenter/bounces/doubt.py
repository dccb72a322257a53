"""Does a pasted text come from a server, or does somebody only speak of an error? Then its meaning is a likelihood."""

import re

from helpcenter.bounces.persons import GREETING, is_asked
from helpcenter.bounces.recognise import CODE, FIELDS, OPENING, REPLY_LINE, looks_like_error

# Words of those who explain an error, or send letters to many.
TALK = re.compile(
    r"\b(?:par exemple|autre exemple|for example|e\.g\.|z\. ?b\.|zum beispiel|por ejemplo|(?:per|ad) esempio|por exemplo"
    r"|signifie|veut dire|cela veut|it means|this means|das bedeutet|bedeutet|das heißt|significa|quiere decir|vuol dire|quer dizer"
    r"|newsletter|lettre d['’]information|unsubscribe|désabonne\w*|désinscri\w*|abmelden|darse de baja|cancellarsi"
    r"|merci de votre|let us talk|see the ticket|a new post|read (?:more )?on|lire la suite|weiterlesen|leer más"
    r"|today['’]s topics|moderat\w*|modérat\w*|quarant\w+|almost full|presque pleine?|fast voll"
    r"|\d\d ?% (?:of|de|seines)|\d+ messages (?:were|have been)|(?:re)?unión|réunion|meeting|invitation|rendez-vous|sitzung|besprechung"
    r"|riunione|reunião|we (?:have )?received your|nous avons (?:bien )?reçu|wir haben ihre|hemos recibido|abbiamo ricevuto|recebemos)\b"
    r"|[”\"»“] means\b",
    re.IGNORECASE,
)
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
    return bool(signs) and not is_asked(text) and not TALK.search(text) and len(set(PRECISE.findall(text))) <= MOST_CODES
