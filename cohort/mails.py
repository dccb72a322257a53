"""Confirmation mails as families send them, in bytes: the prepared one of the page, others in own words, and what programs answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

from cohort.browsing import Page
from cohort.families import Family, Post, Wish, moved_to
from tests.replies.mails import SELECTOR, public_record, sign

MAILTO = re.compile(r'href="(mailto:[^"]+)"')
RELAY, OTHER = "relais.example", "boite.example"
# What people write in their own words; whoever reads it decides what it means.
WORDS = {
    Wish.YES: "Bonjour, oui c'est bien moi, je veux continuer à recevoir vos messages.",
    Wish.NO: "Bonjour, non merci, ne m'envoyez plus rien.",
    Wish.NOT_ME: "Je ne connais pas cette association, vous vous trompez de personne.",
    Wish.MOVED: "Bonjour, j'ai changé d'adresse. La nouvelle :",
}
AWAY = "Je suis absente jusqu'au 15. Votre message est bien arrivé."
THREAD = "\n".join(f"> > > > ligne {number} d'un échange plus ancien sur la cantine et le centre de loisirs" for number in range(80))


@dataclass(frozen=True)
class Draft:
    """The prepared mail, as a mail client opens it."""

    to: str
    subject: str
    body: str


def publish_keys(families: Sequence[Family]) -> dict[str, tuple[str, ...]]:
    """What the mail providers of these families publish in the name system."""
    domains = {each.rpartition("@")[2] for family in families for each in (family.address, family.entered)}
    return {f"{SELECTOR}._domainkey.{domain}": (public_record(),) for domain in sorted({*domains, RELAY, OTHER})}


def open_draft(page: Page) -> Draft | None:
    """Press "Open the prepared mail"; None on a page that has no such link."""
    found = MAILTO.search(page.body)
    if found is None:
        return None
    parts = urlsplit(unescape(found[1]))
    words = parse_qs(parts.query)
    return Draft(unquote(parts.path), words["subject"][0], words["body"][0].replace("\r\n", "\n"))


def write(draft: Draft, family: Family, post: Post, now: datetime, message: str = "") -> bytes:
    """The mail as it arrives: what the family wrote, and who signed it on its way."""
    text, subject = draft.body, draft.subject
    wish = Wish.YES if family.wish is Wish.YES_THEN_NO else family.wish
    if post is Post.QUOTED:
        text, subject = f"{WORDS[wish]} {moved_to(family)}\n\n{_quoted(message)}\n{THREAD}\n", "Re: vos messages"
    elif post is Post.OWN_WORDS or wish is not Wish.YES:
        # The sentence is replaced; the code below it stays.
        text = f"{WORDS[wish]} {moved_to(family)}\n\n{draft.body.strip().splitlines()[-1]}\n"
    sender = f"parent.{family.number}@{OTHER}" if post is Post.OTHER_SENDER else family.address
    raw = _mail(sender, draft.to, subject, text, now, family)
    if post is Post.UNSIGNED:
        return raw
    return sign(raw, domain=RELAY if post is Post.MISALIGNED else sender.rpartition("@")[2])


def write_notice_of_absence(family: Family, draft: Draft, message: str, now: datetime) -> bytes:
    """What the mailbox answers by itself to the organisation's mail, code and all."""
    body = f"{AWAY}\n\n{_quoted(message)}\n"
    raw = _mail(family.address, draft.to, "Réponse automatique : vos messages", body, now, family, Auto_Submitted="auto-replied")
    return sign(raw, domain=family.address.rpartition("@")[2])


def _quoted(message: str) -> str:
    lines = "\n".join(f"> {line}" for line in message.splitlines())
    return f"Le mar. 1 sept. 2026 à 09:12, Accueil <accueil@les-tilleuls.example> a écrit :\n{lines}"


def _mail(sender: str, to: str, subject: str, text: str, now: datetime, family: Family, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"], mail["Message-ID"] = format_datetime(now), f"<{family.number}.{now.timestamp():.0f}.{len(text)}@{OTHER}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    # Mail clients differ in how they write letters beyond ASCII.
    mail.set_content(text, cte=("quoted-printable", "base64", "8bit")[family.number % 3])
    if family.number % 5 == 0:
        mail.add_alternative("".join(f"<div>{line or '<br>'}</div>" for line in text.replace("<", "&lt;").splitlines()), subtype="html")
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
