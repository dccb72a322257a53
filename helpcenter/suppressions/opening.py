"""A request that is opened from a block: the organisation says which family it is, the events say the rest."""

from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.unblock.service import NewCase, open_case


def open_request(
    session: Session,
    desk: Desk,
    organisation: Organisation,
    block: Suppression,
    policy: ProviderPolicy,
    actor: str,
    *,
    label: str,
    locale: str | None = None,
) -> UnblockCase:
    """Open the case of a blocked address; CaseError when something is wrong, or one is open already."""
    new = NewCase(
        label=label,
        address=block.address,
        last_mail_on=house_day(block.last_at),
        locale=locale,
        error_text=block.detail,
        kind=block.kind,
        source=Source.EVENT,
    )
    case = open_case(session, desk, organisation, new, actor, policy)
    # What is known is better than what was counted from the last mail.
    case.blocked_until_on = block.until_on
    session.flush()
    return case
