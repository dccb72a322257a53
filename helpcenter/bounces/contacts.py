"""Whom a letter of a server names that is not the recipient: who can be asked, who wrote, who reports. Words, by language."""

import re

from helpcenter.bounces.addresses import PLAIN

# What the reader is told to do: verbs that are no nouns too, since "invio a", "mail an" and "transfert vers" stand before a recipient.
TOLD = """
forward; contact
signale[rz]; transmett(?:ez|re); transf[ée]re[rz]; envoye[rz]; écri(?:vez|re); adresse[rz](?:-vous)?; contacte[rz]
leiten sie; schreiben sie; senden sie; melden sie; wenden sie sich
escrib(?:a|e|ir); env[ií]e(?:lo|la|n)?; reenv[ií]e(?:lo|la|n)?; póngase en contacto
scriv(?:a|ere|ete|i); inoltr(?:a|are|ate|i); invi(?:a|are|ate); contatt(?:a|are|ate|i); rivolg(?:ersi|etevi|iti)
escrev(?:a|er); encaminh(?:ar|e); entre em contato
neem contact op; stuur; skontaktuj się; napisz
"""
# English verbs that are nouns too: they tell what to do after "please", or before "this", "your", "any".
NOUNS = "send; report; mail; reply; e-?mail"
TOWARDS = "to; at; à; au; auprès de; an; a; al; con; com; para; met; naar; z; do"
PLEASE = "please; bitte; veuillez"
AND_THEN = "and; or; then; et; ou; und; oder; y; o; e; help; aide; ayuda; hilfe; aiuto; assistance; merci de; por favor"


def _any(words: str) -> str:
    return "|".join(word.strip() for word in re.split("[;\n]", words) if word.strip())


# What stands before an address in an answer when it is the sender's, or that of somebody who can be asked.
NOT_ADDRESSEE = re.compile(
    r"\b(from|f=|sender|contact|to request|owned by user|(?<![\"'])email|write to|postmaster)\W*$"
    # The headers of the mail that came back, whose lines were lost.
    r"|(?:^|\s)(?:from|de|von|da|van|od|reply-to|return-path|sender|message-id|in-reply-to|references)[ \u00a0]?:[^:@;]{0,80}$"
)
# What the reader is told to do stands before the address of who can be asked; "unable to send this message to" and
# "mail delivery failed to" are not.
WHOM_TO_WRITE = re.compile(
    rf"(?:(?:^|[.,;:!?>)(])\s*|\b(?:{_any(AND_THEN)}) )"
    rf"(?:(?:{_any(PLEASE)}) )?(?:{_any(TOLD)}|(?:{_any(NOUNS)}) (?:this|it|these|them|the|your|any|us|a copy|all)\b)"
    rf"[^@.;\n]{{0,80}}\b(?:{_any(TOWARDS)})\W*$"
    rf"|\b(?:{_any(PLEASE)}) (?:{_any(TOLD)}|{_any(NOUNS)})\b(?:[^@.;\n]{{0,80}}\b(?:{_any(TOWARDS)}))?\W*$"
)
HELPS = re.compile(
    r"\W{0,3}(?:for (?:help|assistance|support|more|further|removal)|pour (?:plus|toute|être)|para (?:más|obtener)|weiter\b)"
)
# An answer that is folded may leave the sender alone on a line.
SENDER_FOLLOWS = re.compile(r"\b(?:from|sender|by)\s*$", re.IGNORECASE)
# Lines that name others: whom to ask, who wrote, who sent the report. An address may hold such a word, too (contact@, @help.example).
OTHERS = re.compile(
    r"(?:(?<![@.\w-])(?:contact|assistance|help|question|sender|from\b)(?![\w.+-]{0,64}@)|postmaster|webmaster|abuse@|support@"
    r"|mailer-daemon|reply-to"
    r"|message-id|return-path|envelope|https?:|expéditeur|absender|remitente|mittente|\bde\s*:|\bvon\s*:)",
    re.IGNORECASE,
)
# Whoever is greeted is the one who wrote the mail, not the one who did not get it.
GREETED = re.compile(
    r"^\W*(?:hello|hi|dear|greetings|bonjour|cher|chère|hallo|liebe[rs]?|guten tag|hola|estimad[oa]|ciao|gentile|salve|olá|prezad[oa]"
    r"|beste|geachte|witaj)\s+[<\"']?\S+@\S+\s*$",
    re.IGNORECASE,
)
SERVANTS = re.compile(
    r"^(?:postmaster|mailer-daemon|mailerdaemon|abuse(?:[._-][\w.-]*)?|root|noreply|no-reply|double-bounce|delist(?:ing)?)@", re.IGNORECASE
)
# Names that say whom to ask, where nothing says that the mail was for them.
HELPERS = re.compile(r"^(?:contact|assist|help|support|question|info|aide|hilfe|ayuda|aiuto|desk|team)", re.IGNORECASE)
SERVANT_FAILED = re.compile(rf"\s*<({PLAIN})>(?: \(expanded from [^)]{{1,200}}\))?:", re.IGNORECASE)
# What stands before the recipient in a return address that carries it (bounces+name=domain@sender): nobody was written to there.
CARRIED = re.compile(r"^(?:\S*\+|bounces?-|from=\S)\S*=$", re.IGNORECASE)
# Words that end with the address of who can be asked, on the next line.
ASKS = re.compile(r"\b(?:contact|assist\w*|help|support|questions?|aide|hilfe|ayuda|aiuto)\b[^@:]{0,160}:\s*$", re.IGNORECASE)
# A line of the head of the mail that came back, none of which names a recipient.
OF_HEAD = re.compile(r"^\s*(?:message-id|references|in-reply-to|return-path|from|reply-to|sender)\s*:", re.IGNORECASE)
A_RECIPIENT = re.compile(r"rcpt to|recipient", re.IGNORECASE)


def is_named_as_another(text: str, start: int, end: int) -> bool:
    """True when the words around an address, from start to end of a text, say that it is the sender's or can be asked."""
    before, after = text[max(0, start - 120) : start].lower(), text[end : end + 40].lower()
    last_word = re.split(r"[\s<>]", text[max(0, start - 160) : start])[-1]
    return bool(
        CARRIED.match(last_word) or NOT_ADDRESSEE.search(before) or WHOM_TO_WRITE.search(before) or HELPS.match(after) or "sender" in after
    )


def speaks_of_others(line: str) -> bool:
    """True when a line names somebody else before its address."""
    found = OTHERS.search(line)
    return found is not None and line.find("@") > found.start() and not A_RECIPIENT.search(line)
