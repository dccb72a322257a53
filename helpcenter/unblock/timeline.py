"""What happened in a case, in order, and who is waited for: facts only; words.py says them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from helpcenter.consent.models import Invitation
from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.stages import Stage, stage_of
from helpcenter.unblock.workflow import ConsentTrack, NextAction, ProviderTrack, Status

PERSON = "person"
# The code that was made says it better.
UNSPOKEN = frozenset({"consent.invited"})
# The clock moves on a little while a case is opened.
AT_ONCE = timedelta(seconds=2)
OPENED, CODE = "opened", "code"
# The same end, reached another way, is told otherwise.
SPECIAL: dict[tuple[str, str], str] = {
    (ProviderTrack.TO_SUPPRESS_AGAIN.value, ProviderTrack.DONE.value): "provider.stays_lifted",
    (ProviderTrack.NONE.value, ProviderTrack.TO_SUPPRESS_AGAIN.value): "provider.lifted_after_no",
    (ConsentTrack.REFUSED.value, ConsentTrack.TO_INVITE.value): "consent.asked_anew",
    (ConsentTrack.WRONG_PERSON.value, ConsentTrack.TO_INVITE.value): "consent.asked_anew",
}
ANSWERS = frozenset({"consent.given", "consent.refused", "consent.wrong_person", "consent.needs_correction"})


class Wait(StrEnum):
    """Who is waited for."""

    ORGANISATION = "organisation"
    """The organisation."""
    FAMILY = "family"
    """The family."""
    TEAM = "team"
    """The vendor's staff."""
    PROVIDER = "provider"
    """The mail provider."""
    TIME = "time"
    """Nobody: the block ends by itself."""


WAITS = {
    Stage.READY: Wait.TEAM,
    Stage.IN_BATCH: Wait.TEAM,
    Stage.ASKED: Wait.PROVIDER,
    Stage.SUPPRESS: Wait.TEAM,
    Stage.ENDS_BY_ITSELF: Wait.TIME,
}


@dataclass(frozen=True)
class Moment:
    """Something happened: `key` names it for words.MOMENT, `actor` who did it."""

    at: datetime
    key: str
    actor: str
    carrier: str = ""
    # What it is about, for an assignment: the number of a person.
    subject: str = ""
    # Which address, when the family has several.
    address: str = ""


def tell(case: UnblockCase, invitations: Iterable[Invitation]) -> list[Moment]:
    """All moments of a case, the oldest first."""
    made = list(invitations)
    answered = next((each.carrier.value for each in made if each.answered_at), "")
    # A further address of a family was added, which says enough.
    is_added = any(change.track == "address" for change in case.changes)
    moments = [*(() if is_added else (_opened(case),)), *(_code(each) for each in made)]
    moments += [_changed(change, answered) for change in case.changes if not _goes_without_saying(change, case)]
    return sorted(moments, key=lambda moment: moment.at)


def waited_for(case: UnblockCase) -> tuple[Wait, ...]:
    """Everybody whose turn it is: both tracks go on at once when the provider is asked first."""
    if case.status is Status.CLOSED_CORRECTED:
        return (Wait.ORGANISATION,)
    stage = stage_of(case.consent_track, case.provider_track, case.ending)
    if stage is Stage.CLOSED or (stage is Stage.SUPPRESS and case.suppressed_again_at):
        return ()
    person = _waits_for_person(case)
    other = WAITS.get(stage)
    return tuple(dict.fromkeys(each for each in (person, other) if each)) or (Wait.ORGANISATION,)


def _waits_for_person(case: UnblockCase) -> Wait | None:
    if case.consent_track is ConsentTrack.INVITED:
        return Wait.FAMILY
    if case.consent_track in {ConsentTrack.TO_INVITE, ConsentTrack.EXPIRED} or case.next_action in {NextAction.CALL, NextAction.SEND}:
        return Wait.ORGANISATION
    return None


def _opened(case: UnblockCase) -> Moment:
    return Moment(case.created_at, OPENED, case.opened_by)


def _code(invitation: Invitation) -> Moment:
    return Moment(invitation.created_at, CODE, invitation.asked_by, invitation.carrier.value)


def _changed(change: CaseChange, answered_by: str) -> Moment:
    key = _key(change)
    is_assignment = change.track == "assigned"
    return Moment(
        change.changed_at,
        ("assigned" if change.after else "unassigned") if is_assignment else key,
        change.actor,
        answered_by if key in ANSWERS else "",
        change.after if is_assignment else "",
    )


def _goes_without_saying(change: CaseChange, case: UnblockCase) -> bool:
    """The first steps are taken when the case is opened."""
    is_first = change.changed_at - case.created_at < AT_ONCE and _key(change) in {"consent.to_invite", "provider.ready"}
    # That nothing is asked any more follows from the person's answer.
    is_followed = change.actor == PERSON and _key(change) == "provider.none"
    return is_first or is_followed or _key(change) in UNSPOKEN


def _key(change: CaseChange) -> str:
    if (change.before, change.after) in SPECIAL:
        return SPECIAL[change.before, change.after]
    return f"{change.track}.{change.after}"
