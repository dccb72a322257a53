"""Is this text an error of a mail server? Strict for the search box, where people ask questions in their own words."""

import re

from helpcenter.bounces.judging import find_wording, make_statement
from helpcenter.bounces.knowledge import Knowledge, Strength
from helpcenter.bounces.persons import GREETING, IN_GENERAL, TALK, is_asked
from helpcenter.bounces.phrases import fold, holds_any
from helpcenter.bounces.signs import LIST_REFUSALS, OPENINGS, SUBJECTS

REPLY_LINE = re.compile(
    r"^[\s\"'>*#<-]{0,5}(?:(?:s|server|recv|received|response):?\s{0,3})?"
    r"(?:421|43[12]|45[0-5]|471|50[0-5]|51[0-3]|52[1-3]|53[0-5]|541|55[0-6]|571)(?:[ -]|$|(?=(?-i:[A-Z])[a-z]{2}))",
    re.MULTILINE | re.IGNORECASE,
)
CODE = re.compile(r"(?:^|[\s#(:;\"'<\[-])[45]\.[0-7]\.\d{1,3}(?=[\s)\]:;,.>\"']|$)")
# A code that begins the text, or that a word or sign leads to.
LED_CODE = re.compile(
    r"(?:\A[\s\"'>*-]{0,5}|[#(<]|\b(?:code|status|état|erreur|error|fehler|errore|erro|smtp|dsn)\W{1,3}|\b[45]\d\d[ -])#?"
    r"[45]\.[0-7]\.\d{1,3}(?=[\s)\]:;,.>\"']|$)",
    re.IGNORECASE,
)
BARE_CODE = re.compile(r"(?<![\d.])(?:[45]\d\d[ -])?#?[45]\.[0-7]\.\d{1,3}(?![\d.]*\d)")
ONLY_CODE = re.compile(r"\s*#?[45]\.[0-7]\.\d{1,3}\s*")
BOTH = re.compile(r"\b[45]\d\d[ -]#?\(?[45]\.[0-7]\.\d{1,3}\b")
# Words that people who ask do not put beside a number, and servers do.
SERVER_WORDS = re.compile(
    r"[<>@\[\]#]|https?:|\b(?:user|mailbox|message|recipient|address|account|denied|rejected|refused|sender|blocked|relay\w*|service|unknown|quota|"
    r"unavailable|domain|connection|server|access|spams?|ip|requested|sorry|invalid|temporar\w*|client|host|refus[eé]\w*|destinataire|utilisateur|"
    r"adresse|bo[iî]te|rejet[eé]\w*|empfänger|postfach|usuario|utente|gebruiker|error)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"(?:said|returned|reason|failed|error|response|status|diagnostic-code|remote server)\W{1,6}(?:smtp\W{1,3})?[45]\d\d\b", re.IGNORECASE
)
FIELDS = re.compile(r"^[ \t>]{0,8}(?:final-recipient|diagnostic-code|reporting-mta|x-failed-recipients)\s*:", re.IGNORECASE | re.MULTILINE)
OPENING = re.compile(
    r"this message was created automatically by mail delivery|this is the mail system at host|this is the qmail-send program|"
    r"delivery to the following recipients? failed|delivery has failed to these recipients|"
    r"delivery status notification \((?:failure|delay)\)|mail delivery failed: returning|"
    r"(?:did not reach|could not be delivered to) the following|message wasn['’]t delivered to|"
    r"error occurred while trying to deliver|delivery failed; will not continue trying|message not delivered to the following|"
    r"message could not be delivered to (?:some|one or more|all)|following recipients? (?:could|cannot|can not|was not|were not)|"
    r"échec de la remise (?:à|pour) ces|votre message n['’]a pas (?:pu être|été) (?:remis|délivré|distribué)|"
    r"n['’]est pas parvenu à \S{1,64}@|"
    r"(?:this is an )?automatically generated delivery status notification|you do not need to resend your message|"
    r"delivery to the following recipients? has been delayed|this is a permanent error; i['’]ve given up|"
    r"wasn['’]t able to deliver your message to the following|this is the mailer-daemon, please do not reply|"
    r"there was a (?:temporary )?problem (?:while |with )?deliver(?:ing|y of) your message|smtp error from remote mail server|"
    r"the group you tried to contact|copy of your message is being returned|"
    r"(?:message|e-?mail|nachricht|mensaje|messaggio|mensagem)(?: sent)? (?:à|to|an|a|para) \S{1,64}@\S{1,250} "
    r"(?:n['’]a pas|wasn['’]t|couldn['’]t|could not|cannot be|can['’]t be|konnte|no se|non è|não foi)|"
    r"delivery is delayed to these recipients|did not reach some or all of|(?:this|your) message couldn['’]t be delivered because|"
    r"(?:fehler|zustellung)\b.{0,40}fehlgeschlagen bei|\b(?:OFR|LPN|SFR_IN|OUK)_?\d{0,3}_\d{3}\b",
    re.IGNORECASE,
)
# The program of a server logs what became of a mail; Outlook numbers what its server answered.
LOG_LINE = re.compile(
    r"\bH=\S.{0,300}\bF=<[^>]{0,300}>.{0,40}\brejected\b|\bstatus=(?:bounced|deferred|expired)\b|\brefused to talk to me: [45]"
    r"|\bstat=(?:deferred|user unknown|service unavailable)"
    r"|\b(?:\*\*|==) \S{1,64}@\S{1,250} .{0,200}\b[RT]=\w|\b0x800ccc[0-9a-f]{2}\b|\b(?:failure|deferral): \S",
    re.IGNORECASE,
)
# A line that begins with the address that it speaks of, or the address alone with what is said of it below, as in letters of servers.
ABOUT_ADDRESS = re.compile(
    r"^[ \t]{0,8}(?:<[^\s<>@]{1,64}@[^\s<>@]{1,250}>|[^\s<>@:]{1,64}@[^\s<>@:]{1,250}(?::[ \t]|[ \t]{0,8}\n[ \t]{0,8}[^\s@][^\n@]{8}))",
    re.MULTILINE,
)
ADDRESSED = re.compile(
    r"\b(?:the recipient|your (?:e-?mail )?message|mail you sent|message you sent|votre message|(?:du|le|les) destinataires?"
    r"|des empfängers|ihre nachricht"
    r"|su mensaje|(?:del|el) destinatario|il destinatario|(?:il )?tuo messaggio|(?:a )?sua mensagem"
    r"|(?:do|o) destinatário|uw bericht|geadresseerde"
    r"|odbiorcy|twoja wiadomość)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"\?(?:\s|$)")
LONGEST = 20_000
# A server that says no more than a reason says it briefly; who writes more, and names nobody, explains something.
MOST_WORDS = 25
LONGEST_QUESTION = 200


def looks_like_error(text: str) -> bool:
    """True when a text can only come from a mail server: for the search box; an ordinary question never is one."""
    text = text[:LONGEST]
    if _asks_about_a_code(text):
        return False
    if any(pattern.search(text) for pattern in (QUOTED, FIELDS, BOTH, LOG_LINE)) or ONLY_CODE.fullmatch(text):
        return True
    if OPENING.search(text):
        return len(text) > LONGEST_QUESTION or not QUESTION.search(text)
    return bool((REPLY_LINE.search(text) or CODE.search(text)) and SERVER_WORDS.search(text) and not QUESTION.search(text))


def is_answer(text: str, knowledge: Knowledge) -> bool:
    """True when a pasted text is an answer of a server: it says so, begins with a code, or is short and in known words."""
    if _asks_about_a_code(text):
        return False
    if looks_like_error(text) or REPLY_LINE.match(text) or LED_CODE.search(text) or (CODE.search(text) and SERVER_WORDS.search(text)):
        return True
    short = len(text) < 400 and text.count("\n") < 4 and not is_asked(text) and not IN_GENERAL.search(text)
    brief = short and ("@" in text or len(text.split()) <= MOST_WORDS or _speaks_to_the_sender(text))
    return brief and find_wording([make_statement(text)], knowledge.wordings[Strength.STRONG]) is not None


def _asks_about_a_code(text: str) -> bool:
    """True for somebody's sentence that holds a code alone: what a server answers goes on in a server's words."""
    found = BARE_CODE.search(text) if "@" not in text and not REPLY_LINE.search(text) else None
    return found is not None and not SERVER_WORDS.search(text[found.end() : found.end() + 60]) and is_asked(text)


def _speaks_to_the_sender(text: str) -> bool:
    """A server that says more speaks of your message and its recipient; whoever explains errors says so too, in other words."""
    return bool(ADDRESSED.search(text)) and not TALK.search(text) and not GREETING.search(text)


def has_opening(text: str) -> bool:
    """True when a text says that a mail did not arrive, in words of servers."""
    folded = fold(text[:4_000])
    return any(holds_any(folded, phrases) for phrases in (OPENINGS, SUBJECTS, LIST_REFUSALS))


def has_sign_of_a_server(text: str) -> bool:
    """True when words that somebody copied hold something that only servers write: an opening, a reply, a code."""
    patterns = (REPLY_LINE, CODE, ABOUT_ADDRESS)
    return looks_like_error(text) or any(pattern.search(text) for pattern in patterns) or has_opening(text)
