"""The person named another address, and the organisation called the family: what the two answers of the telephone lead to."""

from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.unblock.family_addresses import go_on_with
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import NewCase, end_case, merge_duplicate, open_case
from helpcenter.unblock.workflow import ConsentTrack, Ending, StepError


def keep_first_address(session: Session, desk: Desk, case: UnblockCase, policy: ProviderPolicy, actor: str) -> UnblockCase:
    """The family knows nothing of the other address: the question is asked anew, with a record of its own.

    What was answered stays in the ledger as it is; nobody may answer the same record twice.
    """
    if case.consent_track is not ConsentTrack.NEEDS_CORRECTION or case.ending is not None:
        raise StepError(f"consent: {case.consent_track.value} names no other address")
    end_case(session, desk, case, Ending.DUPLICATE, actor)
    new = NewCase(case.label, case.address, case.last_mail_on, case.locale, case.ticket, case.error_text, case.kind, case.source)
    following = open_case(session, desk, case.organisation, new, actor, policy)
    merge_duplicate(session, desk, case, following, actor)
    following.assigned_to_id = case.assigned_to_id
    go_on_with(session, case, following)
    session.flush()
    return following
