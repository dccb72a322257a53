"""What the pages of one case show, to members and to staff."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from helpcenter.accounts.models import User
from helpcenter.consent.models import Invitation
from helpcenter.consent.queries import CodeState, invitations_of_case, state_of
from helpcenter.db import db
from helpcenter.i18n.formats import house_day
from helpcenter.unblock import case_words
from helpcenter.unblock.asking_anew import can_ask_anew
from helpcenter.unblock.countdown import Countdown, count_down
from helpcenter.unblock.difference import Difference, mark_difference
from helpcenter.unblock.endings import can_reopen
from helpcenter.unblock.family_addresses import MOST_ADDRESSES, addresses_of_family
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.lists import other_cases_of_mailbox
from helpcenter.unblock.mail_moments import PROVIDER, tell_mails
from helpcenter.unblock.models import CaseNote, UnblockCase
from helpcenter.unblock.timeline import Moment, tell, waited_for
from helpcenter.unblock.workflow import ConsentTrack, Ending, Status, is_lifted_unanswered
from helpcenter.web.context import services
from helpcenter.web.locale import _

STAFF, MEMBER, PERSON = "staff", "member", "person"


@dataclass(frozen=True)
class CaseView:
    """One case, read by a member or by staff: each sees the names of the own house only."""

    case: UnblockCase
    is_staff: bool

    @cached_property
    def codes(self) -> list[tuple[Invitation, CodeState]]:
        """The codes and what became of them."""
        now = services().clock()
        return [(invitation, state_of(invitation, now)) for invitation in invitations_of_case(db.session, self.case.id)]

    @cached_property
    def moments(self) -> list[Moment]:
        """What happened, the newest first; who looks after a case is the staff's own matter."""
        told = sorted((each for case in self.family for each in self._tell(case)), key=lambda moment: moment.at)
        return [each for each in reversed(told) if self.is_staff or not each.key.endswith("assigned")]

    @cached_property
    def family(self) -> list[UnblockCase]:
        """The cases of all addresses of this family, this one among them."""
        return list(addresses_of_family(db.session, self.case))

    def _tell(self, case: UnblockCase) -> list[Moment]:
        """What happened to one address; which one is said when the family has several."""
        moments = [*tell_mails(db.session, case), *tell(case, invitations_of_case(db.session, case.id))]
        return [replace(each, address=case.address) for each in moments] if len(self.family) > 1 else moments

    @property
    def waits(self) -> str:
        """Who is waited for, in words."""
        waits = waited_for(self.case)
        # Not inside the braces of an f-string: the extractor of the catalogs does not look there.
        between = _("%(one)s and %(other)s")
        said = [str(case_words.WAIT[each]) for each in waits]
        return between % {"one": said[0], "other": said[1]} if len(said) == 2 else ", ".join(said)

    @property
    def countdown(self) -> Countdown | None:
        """When the block ends by itself."""
        return count_down(self.case, house_day(services().clock()))

    @property
    def difference(self) -> Difference | None:
        """Both addresses, once the person has named another one."""
        other = self.case.corrected_address
        return mark_difference(self.case.address, other) if other else None

    @property
    def is_to_correct(self) -> bool:
        """True while the organisation must call about the other address."""
        return self.case.consent_track is ConsentTrack.NEEDS_CORRECTION and self.case.ending is None

    @property
    def waits_for_mail(self) -> bool:
        """True when the first mail decides."""
        return self.case.status in {Status.UNBLOCKED, Status.CLOSED_CORRECTED}

    @property
    def can_reopen(self) -> bool:
        """True when mails may fail again and the person has not said no."""
        return can_reopen(self.case)

    @property
    def can_ask_anew(self) -> bool:
        """True when a no may have been an error, and the block is still lifted."""
        return can_ask_anew(self.case)

    @property
    def lacks_answer(self) -> bool:
        """True when the block is lifted and the code expired: a new invitation asks for the agreement, and for nothing else."""
        return self.case.ending is None and is_lifted_unanswered(self.case.consent_track, self.case.provider_track)

    @property
    def can_add_address(self) -> bool:
        """True while the family is known, and has not a handful of addresses yet."""
        return bool(self.case.address) and self.case.ending is not Ending.DUPLICATE and len(self.family) < MOST_ADDRESSES

    @property
    def notes(self) -> list[CaseNote]:
        """The notes that this reader may read, the newest first."""
        notes = sorted((note for case in self.family for note in case.notes), key=lambda note: note.id, reverse=True)
        return [note for note in notes if self.is_staff or not note.is_for_staff]

    @cached_property
    def others(self) -> list[UnblockCase]:
        """Other cases of the same organisation and mailbox."""
        return list(other_cases_of_mailbox(db.session, self.case))

    def sentence(self, moment: Moment) -> str:
        """A moment in words."""
        carrier = str(CARRIERS.get(moment.carrier, ""))
        said = case_words.MOMENT.get(moment.key)
        text = str(said) % {"carrier": carrier, "subject": self._names.get(moment.subject, _("Somebody"))} if said else moment.key
        is_answer = carrier and moment.key != "code"
        return f"{text} {case_words.ANSWERED_BY % {'carrier': carrier}}" if is_answer else text

    def actor(self, actor: str) -> str:
        """Who did it, in words."""
        kind, _colon, number = actor.partition(":")
        if kind == PERSON:
            return _("The family")
        if kind == STAFF:
            return self._names.get(number, _("Our team")) if self.is_staff else _("Our team")
        if kind == MEMBER:
            return self._names.get(number, _("The organisation"))
        if kind == PROVIDER:
            return _("The mail provider")
        return _("By itself")

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names behind the numbers of history; people who left have none."""
        told = [moment for case in self.family for moment in self._tell(case)]
        return names_of({moment.actor.partition(":")[2] for moment in told} | {moment.subject for moment in told})


def names_of(numbers: Iterable[str]) -> dict[str, str]:
    """The names of people by the numbers of their accounts, as history writes them."""
    wanted = [int(number) for number in numbers if number.isdecimal()]
    people = db.session.scalars(select(User).where(User.id.in_(wanted)))
    return {str(user.id): user.display_name for user in people}
