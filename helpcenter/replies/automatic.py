"""Mails that no person wrote: out-of-office replies, read receipts, bounces, newsletters. None of them is an answer."""

import re
from email.message import Message
from enum import StrEnum


class Automatic(StrEnum):
    """Which kind of program wrote a mail."""

    BOUNCE = "bounce"
    """A mail server says that a mail was not delivered."""
    RECEIPT = "receipt"
    """A mail client says that a mail was opened."""
    AUTO_REPLY = "auto_reply"
    """Somebody is away, or a machine confirms that it received something."""
    LIST = "list"
    """Sent to many."""


SERVERS = re.compile(r"(mailer-daemon|postmaster)@", re.IGNORECASE)
ROBOTS = re.compile(r"(no-?reply|do-?not-?reply|ne-?pas-?repondre)@", re.IGNORECASE)
# Headers that only programs write, whatever stands in them.
TELLING = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Mail-Autoreply", "X-Vacation", "X-FC-MachineGenerated")
# Programs that tell nothing in their headers begin their subject with these words, in the languages of families.
AWAY = re.compile(
    r"^\s*(automatic reply|auto(matic)?[ -]?re(ply|sponse)|autoreply|out of (the )?office|away from|"
    r"réponse automatique|absen(t|ce) (du|de) bureau|message d.absence|absence\b|automatische antwort|abwesenheit|"
    r"respuesta automática|fuera de la oficina|resposta automática|fora do escritório|"
    r"risposta automatica|fuori sede|fuori ufficio|otomatik yanıt|ofis dışında|رد تلقائي|خارج المكتب)",
    re.IGNORECASE,
)
UNDELIVERED = re.compile(
    r"^\s*(undeliver|delivery status notification|mail delivery (failed|subsystem)|returned mail|failure notice|"
    r"non remis|échec de (la )?remise|unzustellbar|no se ha podido entregar|não foi possível entregar|mancato recapito)",
    re.IGNORECASE,
)


def find_automatic(message: Message, subject: str) -> Automatic | None:
    """The program that wrote a mail; None when a person may have written it."""
    kind = message.get_content_type()
    report = str(message.get_param("report-type") or "").lower()
    # First: a report carries whatever the mail before it carried, lists and signatures included.
    if kind == "multipart/report":
        return Automatic.RECEIPT if report == "disposition-notification" else Automatic.BOUNCE
    if UNDELIVERED.match(subject) or _says(message, "From", SERVERS):
        return Automatic.BOUNCE
    if message.get("List-Id") or message.get("List-Unsubscribe") or _precedence(message) in {"bulk", "list", "junk"}:
        return Automatic.LIST
    return Automatic.AUTO_REPLY if _is_reply_of_a_program(message, subject) else None


def _is_reply_of_a_program(message: Message, subject: str) -> bool:
    # RFC 3834: anything but "no" was written by a program; a parameter may follow the word.
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    return (
        submitted not in {"no", ""}
        or _precedence(message) in {"auto_reply", "auto-reply"}
        or any(message.get(name) is not None for name in TELLING)
        # Nobody answers to "nobody": programs give no return path, so that they do not answer each other for ever.
        or str(message.get("Return-Path", "x")).strip() == "<>"
        or _says(message, "From", ROBOTS)
        or AWAY.match(subject) is not None
    )


def _precedence(message: Message) -> str:
    return str(message.get("Precedence", "")).strip().lower()


def _says(message: Message, name: str, words: re.Pattern[str]) -> bool:
    return any(words.search(str(line)) for line in message.get_all(name, []))
