"""Where a case stands in the day of the staff: one stage for each case, derived from both tracks, and found by the database too."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import product

from sqlalchemy import ColumnElement, and_, false, or_

from helpcenter.db.plain_rows import is_one_of
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import CLOSED, ConsentTrack, Ending, NextAction, ProviderTrack, Status, derive_status, next_action


class Stage(StrEnum):
    """The columns of the board, in the order in which a case passes them."""

    ORGANISATION = "organisation"
    """The organisation has something to do first."""
    FAMILY = "family"
    """The family has a code; nothing is asked of the provider before it answers."""
    READY = "ready"
    """The provider can be asked: staff's turn."""
    IN_BATCH = "in_batch"
    """Stands in a batch that is not sent."""
    ASKED = "asked"
    """The provider was asked and has not answered."""
    LIFTED = "lifted"
    """The block is lifted; nobody has said that a mail arrived."""
    SUPPRESS = "suppress"
    """Withdrawn after the lift: the vendor must stop sending."""
    ENDS_BY_ITSELF = "ends_by_itself"
    """Nothing is asked: the block ends soon."""
    CLOSED = "closed"
    """Nobody has anything to do any more."""


BY_PROVIDER: dict[str, Stage] = {
    ProviderTrack.READY: Stage.READY,
    ProviderTrack.IN_BATCH: Stage.IN_BATCH,
    ProviderTrack.ASKED: Stage.ASKED,
    ProviderTrack.NO_ANSWER: Stage.ASKED,
    ProviderTrack.DONE: Stage.LIFTED,
    ProviderTrack.EXPIRES_BY_ITSELF: Stage.ENDS_BY_ITSELF,
}
OPEN_STAGES = tuple(stage for stage in Stage if stage is not Stage.CLOSED)
# The organisation's turn, whatever the staff do meanwhile.
ITS_TURN = frozenset({NextAction.INVITE, NextAction.CALL, NextAction.SEND})

State = tuple[ConsentTrack, ProviderTrack, Ending | None]


def stage_of(consent: ConsentTrack, provider: ProviderTrack, ending: Ending | None) -> Stage:
    """The stage of a case with these tracks."""
    if provider is ProviderTrack.TO_SUPPRESS_AGAIN:
        return Stage.SUPPRESS
    if derive_status(consent, provider, ending) in CLOSED:
        return Stage.CLOSED
    return BY_PROVIDER.get(provider) or (Stage.FAMILY if consent is ConsentTrack.INVITED else Stage.ORGANISATION)


def in_stages(wanted: Iterable[Stage]) -> ColumnElement[bool]:
    """The condition that finds the cases of these stages; what was suppressed again is closed."""
    return _in_stages(frozenset(wanted))


# Asked for on each list, always with one of a few sets: each condition is put together once.
@cache
def _in_stages(stages: frozenset[Stage]) -> ColumnElement[bool]:
    found = _matching(lambda state: stage_of(*state) in stages - {Stage.SUPPRESS})
    if Stage.SUPPRESS in stages:
        found = or_(found, and_(_to_suppress(), UnblockCase.suppressed_again_at.is_(None)))
    if Stage.CLOSED in stages:
        found = or_(found, and_(_to_suppress(), UnblockCase.suppressed_again_at.is_not(None)))
    return found


def in_statuses(wanted: Iterable[Status]) -> ColumnElement[bool]:
    """The condition that finds the cases that people read as one of these."""
    return _in_statuses(frozenset(wanted))


@cache
def _in_statuses(statuses: frozenset[Status]) -> ColumnElement[bool]:
    return _matching(lambda state: derive_status(*state) in statuses)


def needs_action(wanted: Iterable[NextAction]) -> ColumnElement[bool]:
    """The condition that finds the cases whose organisation does one of these next."""
    return _needs_action(frozenset(wanted))


@cache
def _needs_action(actions: frozenset[NextAction]) -> ColumnElement[bool]:
    return _matching(lambda state: next_action(*state) in actions)


def is_open() -> ColumnElement[bool]:
    """The condition that finds the cases that are not closed."""
    return in_statuses(status for status in Status if status not in CLOSED)


def _matching(is_wanted: Callable[[State], bool]) -> ColumnElement[bool]:
    # The one rule decides: every state that it wants is listed, so no second writing of it can differ.
    return or_(false(), *(_is_state(*group) for group in _group(filter(is_wanted, _states()))))


def _states() -> Iterator[State]:
    return product(ConsentTrack, ProviderTrack, (None, *Ending))


def _group(states: Iterable[State]) -> list[tuple[Ending | None, list[ConsentTrack], tuple[ProviderTrack, ...]]]:
    """The states in as few groups as may be: agreements that go with the same tracks of the provider stand together."""
    providers: dict[tuple[Ending | None, ConsentTrack], list[ProviderTrack]] = {}
    for consent, provider, ending in states:
        providers.setdefault((ending, consent), []).append(provider)
    consents: dict[tuple[Ending | None, tuple[ProviderTrack, ...]], list[ConsentTrack]] = {}
    for (ending, consent), found in providers.items():
        consents.setdefault((ending, tuple(found)), []).append(consent)
    return [(ending, together, found) for (ending, found), together in consents.items()]


def _is_state(ending: Ending | None, consents: list[ConsentTrack], providers: tuple[ProviderTrack, ...]) -> ColumnElement[bool]:
    ended = UnblockCase.ending.is_(None) if ending is None else UnblockCase.ending == ending
    return and_(ended, is_one_of(UnblockCase.consent_track, consents), is_one_of(UnblockCase.provider_track, providers))


def _to_suppress() -> ColumnElement[bool]:
    return UnblockCase.provider_track == ProviderTrack.TO_SUPPRESS_AGAIN
