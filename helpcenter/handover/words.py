"""The clerk's words: how an answer came, what a person may answer, what is wrong with a file."""

from helpcenter.consent.outcomes import Decision
from helpcenter.handover.scans import ScanProblem
from helpcenter.web.locale import _l

METHOD = {
    "web_form": _l("on the page of the code"),
    "mail_reply": _l("by a mail from the mailbox"),
    "paper_form": _l("on a signed paper"),
    "counter": _l("at the counter"),
    "phone": _l("on the telephone"),
}
MATCH = {
    "local_part": _l("The person typed the address."),
    "whole_address": _l("The person typed the address."),
    "retyped": _l("The person typed the other address twice."),
    "printed_digits": _l("The person typed the four digits of the paper or screen. That the mailbox exists, it does not show."),
    "spoken": _l("Weak: only a clerk’s word shows it, and a mail provider may refuse it."),
    "signed": _l("The signed paper is kept as evidence."),
    "mail_signature": _l("The signed mail is kept as evidence."),
}
HEARD = {
    Decision.YES.value: _l("Yes, wants to receive the mails"),
    Decision.NO.value: _l("No, does not want them"),
    Decision.NOT_ME.value: _l("Is not the person whom we look for"),
    Decision.MOVED.value: _l("Has another address"),
}
SCAN_PROBLEM = {
    ScanProblem.EMPTY: _l("Choose the scan or a photo of the signed paper."),
    ScanProblem.KIND: _l("This file is neither a PDF nor a picture (JPEG, PNG, HEIC). Take a photo of the paper, or scan it as a PDF."),
    ScanProblem.SIZE: _l("This file is larger than 8 MB. Scan the paper in grey, or take a smaller photo."),
}
