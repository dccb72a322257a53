"""Explains a mail that came back: what it is, which address, why, and whose turn it is. Knows no web and keeps nothing.

It reads the structure first (reports.py), then what servers say (notice.py) against the wordings and codes of
content/bounces (judging.py). sorting.py keeps ordinary mails out.
"""

import re
from collections.abc import Mapping, Sequence

from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.judging import Statement, find_wording, judge, make_statement, quote_of
from helpcenter.bounces.knowledge import Knowledge, Strength
from helpcenter.bounces.notice import REPLY, Notice, fields_of_copy, read_notice
from helpcenter.bounces.notifications import Notification, find_notification
from helpcenter.bounces.recipients import find_recipients, recipients_in, recipients_of_complaint, words_about_first
from helpcenter.bounces.recognise import has_opening, is_answer
from helpcenter.bounces.reports import STATUS, Fate, find_fates, find_feedback, is_receipt
from helpcenter.bounces.sorting import is_refusal, is_report, is_success, is_written_by_a_program, weigh_sender
from helpcenter.bounces.structure import Message, read_message

# What filters add below every mail: nothing of it is a reason, unless it says that something was found.
DISCLAIMER = re.compile(
    r"^[^\n]*\b(?:(?:been|was|were|is) (?:virus[- ])?(?:scanned|checked)|free (?:of|from) virus|virus[- ]free|virenfrei"
    r"|(?:analysé|vérifié)e? (?:par|contre)|sans virus|auf viren geprüft|controllato da|libre de virus|protected by)\b[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
FOUND = re.compile(r"reject|block|found|detected|contain|infected|refus|rejet|bloqu|abgelehnt|quarantine", re.IGNORECASE)
DONE = ("delivered", "relayed", "expanded")


def explain(message: bytes, knowledge: Knowledge) -> Explanation:
    """What a message says: a report with its headers, the text of one, or a single answer of a server."""
    mail = read_message(message)
    notice = read_notice(mail)
    fields = find_feedback(mail)
    if mail.is_bare and fields is None:
        return _explain_text(mail, notice, knowledge)
    if fields is not None or is_old_complaint(mail, notice):
        return _explain_complaint(fields or {}, mail, notice, knowledge)
    if is_receipt(mail) and not is_refusal(notice):
        return _plain("automatic-reply", knowledge)
    notification = find_notification(notice.text)
    if notification:
        return _explain_notification(notification, mail, knowledge)
    fates = find_fates(mail)
    if not fates and is_success(mail.header("subject"), notice) and _is_from_a_program(mail):
        return _plain("delivered", knowledge)
    if not fates and not is_report(mail, notice):
        return _plain(_sort_of_mail(mail, notice, knowledge), knowledge)
    return _explain_report(mail, notice, fates, knowledge)


def _is_from_a_program(mail: Message) -> bool:
    return is_written_by_a_program(mail) or weigh_sender(mail) > 0


def _sort_of_mail(mail: Message, notice: Notice, knowledge: Knowledge) -> str:
    """What a mail is that reports nothing; a program that asks the sender to prove to be one keeps the mail until then."""
    if not is_written_by_a_program(mail):
        return "ordinary-mail"
    found = find_wording([make_statement(notice.text)], knowledge.wordings[Strength.STRONG])
    return "challenge" if found and found[0].reason == "challenge" else "automatic-reply"


def is_old_complaint(mail: Message, notice: Notice) -> bool:
    """True for the complaints of Microsoft's mailboxes, which are older than the format of feedback reports."""
    mark = "x-hmxmroriginalrecipient"
    return "complaint about message from" in mail.header("subject").lower() or mark in mail.headers or mark in fields_of_copy(notice)


def _plain(reason: str, knowledge: Knowledge, recipients: Sequence[str] = (), quote: str = "", status: str = "") -> Explanation:
    row = knowledge.reasons[reason]
    return Explanation(
        kind=row.kind or Kind.PERMANENT,
        recipients=tuple(recipients),
        status=status,
        reason=reason,
        cause=row.cause,
        who_acts=row.who_acts,
        article=row.article,
        quote=quote,
    )


def _explain_complaint(stated: Mapping[str, str], mail: Message, notice: Notice, knowledge: Knowledge) -> Explanation:
    if stated.get("feedback-type", "").lower().startswith("not-spam"):
        return _plain("automatic-reply", knowledge)
    return _plain("reported", knowledge, recipients_of_complaint(stated, mail, notice))


def _explain_notification(told: Notification, mail: Message, knowledge: Knowledge) -> Explanation:
    if told.type == "Bounce":
        return _explain_report(mail, Notice(()), told.fates, knowledge)
    reason = "reported" if told.type == "Complaint" else "delivered"
    return _plain(reason, knowledge, [fate.recipient for fate in told.fates])


def _explain_text(mail: Message, notice: Notice, knowledge: Knowledge) -> Explanation:
    fates = find_fates(mail)
    text = "\n".join([*notice.lines, notice.copy]) if not notice.lines else notice.text
    notification = find_notification(text)
    if notification:
        return _explain_notification(notification, mail, knowledge)
    if not fates and not is_answer(text, knowledge):
        return _plain("ordinary-mail", knowledge)
    if not fates and is_success("", Notice(tuple(text.splitlines()))):
        return _plain("delivered", knowledge)
    if fates or len(notice.lines) > 3:
        return _explain_report(mail, notice, fates, knowledge)
    found = find_wording([make_statement(text)], knowledge.wordings[Strength.DELAY])
    if found and has_opening(text) and not REPLY.search(text) and not STATUS.search(text):
        # A sentence of a letter, not the answer of a server: it says itself that the tries go on.
        return _plain("delayed", knowledge, recipients_in(text), quote_of(*found))
    return _answer([make_statement(text)], "", recipients_in(text), knowledge, is_final=False)


def _explain_report(mail: Message, notice: Notice, fates: Sequence[Fate], knowledge: Knowledge) -> Explanation:
    failed = [fate for fate in fates if fate.action not in (*DONE, "delayed")]
    delayed = [fate for fate in fates if fate.action == "delayed"]
    if fates and not failed and not delayed:
        return _plain("delivered", knowledge, status=fates[0].status)
    recipients = find_recipients(mail, notice, failed or delayed)
    if not failed and (delay := _find_delay(mail, notice, delayed, recipients, knowledge)):
        return delay
    return _answer(_statements(mail, notice, failed, recipients, knowledge), _status(failed), recipients, knowledge, is_final=True)


def _find_delay(
    mail: Message, notice: Notice, delayed: Sequence[Fate], recipients: Sequence[str], knowledge: Knowledge
) -> Explanation | None:
    if not delayed and any(reply[1].startswith("5") for answer in notice.answers for reply in REPLY.finditer(answer)):
        return None
    told = [make_statement(mail.header("subject")), make_statement(notice.text)]
    found = find_wording(told, knowledge.wordings[Strength.DELAY])
    if found or delayed:
        quote = quote_of(*found) if found else ""
        return _plain("delayed", knowledge, recipients, quote, _status(delayed))
    return None


def _status(fates: Sequence[Fate]) -> str:
    return fates[0].status if fates else ""


def _statements(mail: Message, notice: Notice, fates: Sequence[Fate], recipients: Sequence[str], knowledge: Knowledge) -> list[Statement]:
    """What servers said, the most telling first: the report's diagnosis, their answers, the whole notice, its subject."""
    diagnosis = [fates[0].diagnostic] if fates else []
    # Of several addresses each may have a reason of its own: what is said of the second does not explain the first.
    own = words_about_first(notice, recipients)
    said = [*own.answers, own.text] if _says_why(own, knowledge) else notice.answers
    answers = [make_statement(text) for text in dict.fromkeys([*diagnosis, *said]) if text.strip()]
    around = (_without_disclaimers(notice.text), mail.header("subject"))
    return [*answers, *(make_statement(text, is_direct=False) for text in around if text.strip())]


def _says_why(own: Notice, knowledge: Knowledge) -> bool:
    if not own.lines:
        return False
    words = make_statement(own.text)
    return bool(REPLY.search(words.text)) or find_wording([words], knowledge.wordings[Strength.STRONG]) is not None


def _without_disclaimers(text: str) -> str:
    return DISCLAIMER.sub(lambda found: found[0] if FOUND.search(found[0]) else "", text)


def _answer(
    statements: Sequence[Statement], status: str, recipients: Sequence[str], knowledge: Knowledge, *, is_final: bool
) -> Explanation:
    verdict = judge(statements, status, knowledge, is_final=is_final)
    reason = verdict.reason
    return Explanation(
        kind=verdict.kind,
        recipients=tuple(recipients),
        status=verdict.status,
        reason=reason.key,
        cause=reason.cause,
        who_acts=reason.who_acts,
        article=reason.article,
        quote=verdict.quote,
    )
