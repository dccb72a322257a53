"""How an address is written in the letters of servers, and by which words or signs a line says that it is the recipient's."""

import re
from collections.abc import Iterable, Iterator

from helpcenter.bounces.phrases import CLOSE

# Directly behind "<" a name may hold what elsewhere ends it ("jean/lyon", "name=domain"). An apostrophe is part of a name (o'neil),
# not its first sign: there it is a quotation mark. A name in quotation marks may hold blanks.
LOCAL = (
    r"(?:(?<=<)[^\s<>\"(),;:@\[\]|*]{1,64}|\"[^\"\n<>@]{1,62}\""
    rf"|(?!['`])[^\s<>\"(),;:\[\]|/=*«»„“”{CLOSE}]{{1,64}})"
)
# Latin letters only after the @: in languages without spaces, the sentence goes on right beside an address.
PLAIN = rf"{LOCAL}@[A-Za-z0-9À-ɏ_#.-]{{1,200}}[A-Za-z0-9À-ɏ]"
ADDRESS = re.compile(PLAIN)
OPEN = "[<\"'\\[(`*「『【《]{0,4}"
SHUT = "[>\"'\\])`*」』】》]{0,4}"
# A program may show any name it likes in front of a link: the link is where the mail went.
LINK = r"(?:<mailto:[^>]{1,300}>)"
LINKED = re.compile(rf"<mailto:({PLAIN})>", re.IGNORECASE)
# A line that holds an address alone, marked as a list, quoted or in angle brackets; or the address and its fate, a reply, a day.
ALONE = re.compile(
    rf"^\s*(?:[-*•>»|]{{1,3}}\s*|\d{{1,3}}[.)]\s*|\[\d{{1,3}}\]\s*|[45]\d\d\s)?[\"'<\[]*({PLAIN})[\"'>\]]*"
    rf"{LINK}?(?:\s*\([^)]{{1,320}}\))?{LINK}?"
    r"\s*(?:$|[:;,\[|]|(?:[=-]>|→)(?![^@\n]{0,80}@)|\(reason|\.\.\.|\s(?:on|at|le|am)\s|\s?[-–]\s|\s(?:delivery|has|was|is|does|could|unknown|not|said|\(expanded)"
    r"|(?<=\s)(?:[45]\d\d[ -]|(?:\S{1,8}\s){0,2}\d{1,4}[./-]\d))"
)
# "RCPT TO:<a>", "Recipient: a", "user unknown: a", "deliver your mail to a": the address comes after the words.
NAMED = re.compile(
    # Not within the name of a server: "mail.example.org … to".
    r"(?<![@.\w-])(?:rcpt to:?|recipients?(?: address(?:es)?)?|destinataires?|empfänger|destinatarios?|destinatari|geadresseerde|odbiorca|"
    r"undeliverable recipients?|invalid receiver address|undeliverable address|unknown user|user unknown|unknown address|"
    r"no such user|attempts|allowed size|failed(?: address(?:es)?)?|address|"
    r"(?:messages?|e-?mail|courriel|correo|messaggio|mensagem|bericht|wiadomoś[cć]\w{0,3}|mail|delivered|delivery|deliver|sending|sent|relayed|addressed|nachricht|mensaje)\b[^@\n]{0,60}?"
    r"\b(?:to|for|à|an|a|para|al|aan|do))(?=[\s:=<\[(\"'])"
    rf"(?:\(s\))?\s*[:=–-]*\s*(?:\[?smtp[:=])?(?:[^@\n:;<(]{{1,60}}[<(])?{OPEN}({PLAIN})",
    re.IGNORECASE,
)
# "The following addresses do not exist: a; b": words that announce a list, on the line where it begins or on the one before.
LISTING = (
    r"\b(?:following|addresse?s?|address\(es\)|recipients?|adresses?|destinataires?|folgenden?|empfängern?|siguientes?|destinatarios?"
    r"|seguent[ei]|destinatari|volgende|geadresseerden?|następując\w{1,4}|adresat\w{1,4})\b"
)
LISTED = re.compile(
    rf"(?:{LISTING}[^@:\n]{{0,80}}[ \u00a0]?(?::|-{{4,}})[ \t]{{1,8}}"
    rf"|(?:宛先|受信者|収件人|收件人|받는 사람|수신자)[^@:：\n]{{0,80}}[:：]\s{{0,8}}){OPEN}({PLAIN})",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(rf"{LISTING}[^@:\n]{{0,80}}[ \u00a0]?[:.][-\s]{{0,20}}$", re.IGNORECASE)
FIRST = re.compile(rf"^\s*[<\"'\[]*({PLAIN})")
# "Jean Petit (a)", "'Jean Petit' <a>": one of a list by name and address, alone on its line.
WITH_NAME = re.compile(rf"^\s*(?:[-*•]\s)?[\"']?[^@<>():\n]{{1,60}}[<(](?:mailto:)?({PLAIN})[>)]{LINK}?[\s.;,]*$")
# "To: a" alone on a line, where a letter repeats the head of the mail.
ADDRESSEE = re.compile(
    rf"^[\s>|]*(?:to|à|an|para|per|aan|do|til|кому|宛先|收件人|받는 사람)[ \u00a0]?[:：]\s{{0,8}}{OPEN}({PLAIN})", re.IGNORECASE
)
# "The message from a to b": the second one did not get it.
FROM_TO = re.compile(
    rf"(?:\b(?:from|de|von|da|van|od)\s{OPEN}{PLAIN}{SHUT}\s(?:to|à|an|a|para|aan|do)\s|{PLAIN}{SHUT}\s?(?:[=-]>|→)\s?){OPEN}({PLAIN})",
    re.IGNORECASE,
)
# In a paragraph on one line: the next address with what became of the mail to it.
NEXT_FATE = re.compile(rf"(?<=\s)<?({PLAIN})>?(?::|\.\.\.)\s")
LONG = 160
# One more address right behind another: after a comma or "and"; in a list that words announce, after a blank.
NEXT = re.compile(
    rf"{SHUT}{LINK}?\s{{0,8}}(?:[,;&|、，；]|\b(?:and|or|et|ou|und|oder|y|e|en|i|oraz|och|og)\b)\s{{0,8}}"
    rf"(?:(?:to|à|an|a|para|al|aan|do)\s)?{OPEN}({PLAIN})",
    re.IGNORECASE,
)
NEXT_LISTED = re.compile(rf"{SHUT}{LINK}?[\s,;&|、，；]{{1,8}}(?:(?:and|et|und|y|e|en|i)\s)?{OPEN}({PLAIN})", re.IGNORECASE)
FATE = re.compile(rf"(?:^|[\s:])(?<!from:)(?<!from: )<({PLAIN})>(?:\.\.\.|:|,)?\s", re.IGNORECASE)
MAILBOX = re.compile(
    rf"\b(?:mailbox|user|account|utilisateur|compte|boîte|postfach|konto|usuario|utente|gebruiker)\b"
    rf"(?: (?:of|de|von|di|del|van))?\s*[:=]?\s*{OPEN}({PLAIN})",
    re.IGNORECASE,
)
X400 = re.compile(rf"\b(?:SMTP|RFC-?822)[=:]\s*({PLAIN})", re.IGNORECASE)
MOST_BESIDE = 100


def beside(found: re.Match[str], *, is_listed: bool = False) -> Iterator[str]:
    """The addresses that follow directly on the same line behind one that was found."""
    pattern, line, end = (NEXT_LISTED if is_listed else NEXT), found.string, found.end(1)
    for _ in range(MOST_BESIDE):
        following = pattern.match(line, end)
        if not following:
            return
        yield following[1]
        end = following.end(1)


def bare(address: str) -> str:
    """An address without the signs around it; the quotation marks of a name with blanks belong to it."""
    address = address.strip("<>' ")
    return address if ADDRESS.fullmatch(address) else address.strip("<>\"' ")


def unique(addresses: Iterable[str]) -> list[str]:
    """Each address once, whatever its case, as it was written first."""
    first: dict[str, str] = {}
    # "???@example.net": somebody made the address unreadable before showing the report.
    for each in (each for each in addresses if any(map(str.isalnum, each.partition("@")[0]))):
        first.setdefault(bare(each).lower(), bare(each))
    return list(first.values())
