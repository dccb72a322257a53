"""The interface's words for events of the ledger, copies outside the house, and reasons."""

from helpcenter.consent.models import EvidenceKind
from helpcenter.retention.models import Reason
from helpcenter.web.locale import _l

KIND = {
    EvidenceKind.INVITED: _l("A code was made"),
    EvidenceKind.GIVEN: _l("The person agreed"),
    EvidenceKind.REFUSED: _l("The person refused"),
    EvidenceKind.WRONG_PERSON: _l("“This is not me”"),
    EvidenceKind.ADDRESS_CORRECTED: _l("The person named another address"),
    EvidenceKind.WITHDRAWN: _l("The agreement was withdrawn"),
    EvidenceKind.EXPIRED: _l("A code expired without answer"),
    EvidenceKind.REVOKED: _l("A code was taken back"),
    EvidenceKind.PROVIDER_ASKED: _l("The mail provider was asked"),
    EvidenceKind.PROVIDER_DONE: _l("The mail provider lifted the block"),
    EvidenceKind.PROVIDER_DECLINED: _l("The mail provider keeps the block"),
    EvidenceKind.ERASED: _l("The content was erased"),
    EvidenceKind.HEAD_EXPORTED: _l("The seal left the house"),
}
COPY = {
    "dossier": _l("Request to the mail provider"),
    "receipt": _l("Receipt of the person"),
    "evidence_export": _l("Export of the ledger"),
    "organisation_export": _l("Export for the organisation"),
}
REASON = {
    Reason.REQUEST: _l("at the person’s request"),
    Reason.UNANSWERED: _l("nobody answered in time"),
    Reason.OVERDUE: _l("kept long enough"),
    Reason.LEFT: _l("the organisation left"),
    Reason.REPLAYED: _l("again, after a backup was restored"),
}
FACTS = {
    "decision": _l("Answer"),
    "receipt_number": _l("Receipt number"),
    "method": _l("How"),
    "carrier": _l("Carrier"),
    "asked_by": _l("Asked by"),
    "handed_over_by": _l("Handed over by"),
    "attachment_sha256": _l("Attachment"),
    "locale": _l("Language"),
    "pii_controller": _l("Asked for"),
    "actor": _l("By"),
    "reason": _l("Reason"),
    "what": _l("Copy"),
    "to": _l("To"),
}
RECIPIENT_PERSON = _l("the person")
# What the ledger says in words of its own.
VALUES = {
    "given": _l("Yes"),
    "refused": _l("No"),
    "wrong_person": _l("“This is not me”"),
    "address_corrected": _l("Another address"),
    "withdrawn": _l("Agreement withdrawn"),
    "web_form": _l("On the page of the code"),
    "mail_reply": _l("By mail"),
    "paper_form": _l("On signed paper"),
    "phone": _l("By telephone"),
    "erasure": _l("By the erasure"),
    "letter": _l("Letter or slip"),
    "sms": _l("Text message (SMS)"),
    "mailbox": _l("Mail of the organisation"),
    "counter": _l("At the counter"),
    "messenger": _l("Messenger"),
    **{reason.value: text for reason, text in REASON.items()},
    **COPY,
}
