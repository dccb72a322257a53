"""The words in which a person reads what is held: for carriers, codes and events."""

from helpcenter.consent.models import Carrier, EvidenceKind
from helpcenter.consent.queries import CodeState
from helpcenter.web.locale import _l

CARRIER = {
    Carrier.MAILBOX: _l("by mail from the organisation"),
    Carrier.SMS: _l("by text message"),
    Carrier.LETTER: _l("by letter or slip"),
    Carrier.COUNTER: _l("at the counter"),
    Carrier.MESSENGER: _l("by messenger"),
    Carrier.PHONE: _l("by telephone"),
}
CODE = {
    CodeState.OPEN: _l("not answered"),
    CodeState.PAUSED: _l("rests after wrong attempts"),
    CodeState.GIVEN: _l("answered: yes"),
    CodeState.REFUSED: _l("answered: no"),
    CodeState.WRONG_PERSON: _l("answered: not me"),
    CodeState.NEEDS_CORRECTION: _l("answered: another address"),
    CodeState.WITHDRAWN: _l("agreement withdrawn"),
    CodeState.EXPIRED: _l("expired"),
    CodeState.REVOKED: _l("taken back by the organisation"),
    CodeState.CLOSED: _l("closed: another code was answered"),
}
EVENT = {
    EvidenceKind.INVITED: _l("A code was made for you."),
    EvidenceKind.GIVEN: _l("You agreed."),
    EvidenceKind.REFUSED: _l("You refused."),
    EvidenceKind.WRONG_PERSON: _l("You said: this is not me."),
    EvidenceKind.ADDRESS_CORRECTED: _l("You named another address."),
    EvidenceKind.WITHDRAWN: _l("You withdrew your agreement."),
    EvidenceKind.EXPIRED: _l("A code expired without answer."),
    EvidenceKind.REVOKED: _l("A code was taken back."),
    EvidenceKind.PROVIDER_ASKED: _l("The mail provider was asked to lift the block."),
    EvidenceKind.PROVIDER_DONE: _l("The mail provider lifted the block."),
    EvidenceKind.PROVIDER_DECLINED: _l("The mail provider kept the block."),
    EvidenceKind.ERASED: _l("Content was erased; only its seal is left."),
    EvidenceKind.HEAD_EXPORTED: _l("A proof left the house."),
}
