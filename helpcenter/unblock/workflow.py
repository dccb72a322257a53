"""Two tracks, one table of what may follow what, one function that checks it, one status derived from both."""

from enum import StrEnum


class ConsentTrack(StrEnum):
    """Where the person's answer stands."""

    NONE = "none"
    """No answer is needed yet."""
    TO_INVITE = "to_invite"
    """The organisation makes an invitation next."""
    INVITED = "invited"
    """The person has a code."""
    GIVEN = "given"
    """The person agreed."""
    REFUSED = "refused"
    """The person does not want the mails."""
    WRONG_PERSON = "wrong_person"
    """Somebody else reads this mailbox."""
    EXPIRED = "expired"
    """Nobody answered in time."""
    NEEDS_CORRECTION = "needs_correction"
    """The person named another address; the organisation calls the family and checks."""
    WITHDRAWN = "withdrawn"
    """The person agreed, and later no longer."""


class ProviderTrack(StrEnum):
    """Where the request to the mail provider stands."""

    NONE = "none"
    """Nothing is asked of the provider."""
    READY = "ready"
    """May go into the next batch."""
    IN_BATCH = "in_batch"
    """Stands in a batch that staff prepare."""
    ASKED = "asked"
    """The provider was asked."""
    DONE = "done"
    """The provider lifted the block."""
    DECLINED = "declined"
    """The provider would not."""
    NO_ANSWER = "no_answer"
    """The provider did not answer."""
    EXPIRES_BY_ITSELF = "expires_by_itself"
    """The block ends by itself soon: nothing to ask."""
    TO_SUPPRESS_AGAIN = "to_suppress_again"
    """Lifted, then the agreement was withdrawn: the vendor stops sending."""


class Status(StrEnum):
    """What people read: derived from both tracks, never stored."""

    NEW = "new"
    """Just opened."""
    NEEDS_ORGANISATION = "needs_organisation"
    """The organisation has something to do."""
    WAITING_PERSON = "waiting_person"
    """The person has a code and has not answered."""
    WAITING_PROVIDER = "waiting_provider"
    """The person agreed; the block is not lifted yet."""
    UNBLOCKED = "unblocked"
    """The block is lifted; no mail has been seen to arrive yet."""
    VERIFIED = "verified"
    """A mail arrived."""
    CLOSED_REFUSED = "closed_refused"
    """The person does not want the mails, or no longer."""
    CLOSED_WRONG_PERSON = "closed_wrong_person"
    """The address belongs to somebody else."""
    CLOSED_EXPIRED = "closed_expired"
    """Nobody answered."""
    CLOSED_DECLINED = "closed_declined"
    """The provider keeps the block."""
    CLOSED_CORRECTED = "closed_corrected"
    """The organisation has another address now; no mail has been seen to arrive there yet."""
    CLOSED_SELF_HEALED = "closed_self_healed"
    """The block ended by itself."""
    CLOSED_DUPLICATE = "closed_duplicate"
    """Another case speaks for the same mailbox."""


class Ending(StrEnum):
    """How a case ended otherwise than by an answer of the person or the provider."""

    VERIFIED = "verified"
    """A mail arrived: seen by the provider, or said by the organisation."""
    CORRECTED = "corrected"
    """The organisation wrote another address into its software."""
    SELF_HEALED = "self_healed"
    """The block ended by itself."""
    DUPLICATE = "duplicate"
    """Merged into another case."""
    UNANSWERED = "unanswered"
    """The block was lifted; nobody answered, and nobody said whether a mail arrived, until the data had to go."""


class NextAction(StrEnum):
    """The one thing that the organisation does next."""

    INVITE = "invite"
    """Make an invitation and hand it over."""
    REMIND = "remind"
    """Wait for the person; remind them by another way if need be."""
    CALL = "call"
    """Call the family on the number already held, and check the other address."""
    SEND = "send"
    """Send one real mail now, and see whether it arrives."""
    WAIT = "wait"
    """Nothing: the vendor's team is at work."""
    NOTHING = "nothing"
    """Nothing: the case is closed."""


Track = ConsentTrack | ProviderTrack

# What may follow what. The tracks are named, for members with the same word are equal.
STEPS: dict[str, dict[str, frozenset[str]]] = {
    "consent": {
        ConsentTrack.NONE: frozenset({ConsentTrack.TO_INVITE}),
        ConsentTrack.TO_INVITE: frozenset({ConsentTrack.INVITED}),
        ConsentTrack.INVITED: frozenset(
            {
                ConsentTrack.GIVEN,
                ConsentTrack.REFUSED,
                ConsentTrack.WRONG_PERSON,
                ConsentTrack.EXPIRED,
                ConsentTrack.NEEDS_CORRECTION,
            }
        ),
        ConsentTrack.GIVEN: frozenset({ConsentTrack.WITHDRAWN}),
        # Nobody answered: the person may be invited again.
        ConsentTrack.EXPIRED: frozenset({ConsentTrack.TO_INVITE}),
        # Refused in error: the organisation called the family, and the question is asked anew under a record of its own.
        ConsentTrack.REFUSED: frozenset({ConsentTrack.TO_INVITE}),
        ConsentTrack.WRONG_PERSON: frozenset({ConsentTrack.TO_INVITE}),
    },
    # A track that goes back to `none` was cancelled: the person refused, withdrew, or has another address.
    "provider": {
        # A request that had left the house may be granted after the person's no: then the vendor stops sending.
        ProviderTrack.NONE: frozenset(
            {ProviderTrack.READY, ProviderTrack.EXPIRES_BY_ITSELF, ProviderTrack.DECLINED, ProviderTrack.TO_SUPPRESS_AGAIN}
        ),
        ProviderTrack.READY: frozenset({ProviderTrack.IN_BATCH, ProviderTrack.NONE}),
        # Out of the batch again, as long as it was not sent.
        ProviderTrack.IN_BATCH: frozenset({ProviderTrack.ASKED, ProviderTrack.READY, ProviderTrack.NONE}),
        ProviderTrack.ASKED: frozenset({ProviderTrack.DONE, ProviderTrack.DECLINED, ProviderTrack.NO_ANSWER, ProviderTrack.NONE}),
        # An answer may come late.
        ProviderTrack.NO_ANSWER: frozenset(
            {ProviderTrack.ASKED, ProviderTrack.DONE, ProviderTrack.DECLINED, ProviderTrack.READY, ProviderTrack.NONE}
        ),
        # Reopened: the mails fail again, or the provider is asked once more.
        ProviderTrack.DONE: frozenset({ProviderTrack.TO_SUPPRESS_AGAIN, ProviderTrack.READY}),
        # The no was an error, and nobody has put the block back yet.
        ProviderTrack.TO_SUPPRESS_AGAIN: frozenset({ProviderTrack.DONE}),
        ProviderTrack.DECLINED: frozenset({ProviderTrack.READY}),
        ProviderTrack.EXPIRES_BY_ITSELF: frozenset({ProviderTrack.READY, ProviderTrack.NONE}),
    },
}
CLOSED_BY_PERSON: dict[str, Status] = {
    ConsentTrack.REFUSED: Status.CLOSED_REFUSED,
    ConsentTrack.WITHDRAWN: Status.CLOSED_REFUSED,
    ConsentTrack.WRONG_PERSON: Status.CLOSED_WRONG_PERSON,
    ConsentTrack.EXPIRED: Status.CLOSED_EXPIRED,
}
BY_PROVIDER: dict[str, Status] = {
    ProviderTrack.DECLINED: Status.CLOSED_DECLINED,
    ProviderTrack.DONE: Status.UNBLOCKED,
    # Nobody asks anything: the block ends, and the timer closes the case.
    ProviderTrack.EXPIRES_BY_ITSELF: Status.WAITING_PROVIDER,
}
BY_ENDING: dict[Ending, Status] = {
    Ending.VERIFIED: Status.VERIFIED,
    Ending.CORRECTED: Status.CLOSED_CORRECTED,
    Ending.SELF_HEALED: Status.CLOSED_SELF_HEALED,
    Ending.DUPLICATE: Status.CLOSED_DUPLICATE,
    Ending.UNANSWERED: Status.CLOSED_EXPIRED,
}
BY_CONSENT: dict[str, Status] = {
    ConsentTrack.NONE: Status.NEW,
    ConsentTrack.TO_INVITE: Status.NEEDS_ORGANISATION,
    ConsentTrack.INVITED: Status.WAITING_PERSON,
    ConsentTrack.NEEDS_CORRECTION: Status.NEEDS_ORGANISATION,
    ConsentTrack.GIVEN: Status.WAITING_PROVIDER,
}
ACTIONS = {
    Status.NEW: NextAction.INVITE,
    Status.NEEDS_ORGANISATION: NextAction.INVITE,
    Status.WAITING_PERSON: NextAction.REMIND,
    Status.WAITING_PROVIDER: NextAction.WAIT,
    Status.UNBLOCKED: NextAction.SEND,
    # A case is verified by the first mail that arrives at the new address.
    Status.CLOSED_CORRECTED: NextAction.SEND,
}
CLOSED = frozenset({Status.VERIFIED, *(status for status in Status if status.value.startswith("closed_"))})
# The person has said the last word: only a new case, with a new question, asks again.
ANSWERED_FOR_GOOD = frozenset({ConsentTrack.REFUSED, ConsentTrack.WRONG_PERSON, ConsentTrack.WITHDRAWN})
# Whoever pressed these may have meant something else, or have been somebody else of the house.
MAY_BE_IN_ERROR = frozenset({ConsentTrack.REFUSED, ConsentTrack.WRONG_PERSON})


class StepError(ValueError):
    """This cannot follow that."""


def check_step(before: Track, after: Track) -> None:
    """Raise StepError when `after` may not follow `before`."""
    name = track_name(after)
    if after.value not in STEPS[name].get(before.value, frozenset()):
        raise StepError(f"{name}: {before.value} is not followed by {after.value}")


def can_follow(before: Track, after: Track) -> bool:
    """True when `after` may follow `before`."""
    return after.value in STEPS[track_name(after)].get(before.value, frozenset())


def track_name(state: Track) -> str:
    """Which track a state belongs to."""
    return "consent" if isinstance(state, ConsentTrack) else "provider"


def derive_status(consent: ConsentTrack, provider: ProviderTrack, ending: Ending | None = None) -> Status:
    """The status of a case: the person's no, its ending, another address, what the provider did, then whose turn it is."""
    # Whoever says no after a mail arrived has said no; only what was corrected or merged elsewhere is no question of this case any more.
    if consent in ANSWERED_FOR_GOOD and ending not in {Ending.CORRECTED, Ending.DUPLICATE}:
        return CLOSED_BY_PERSON[consent]
    if ending is not None:
        return BY_ENDING[ending]
    # The organisation calls the family, whatever the provider says about the address before.
    if consent is ConsentTrack.NEEDS_CORRECTION:
        return Status.NEEDS_ORGANISATION
    if is_lifted_unanswered(consent, provider):
        return Status.UNBLOCKED
    return CLOSED_BY_PERSON.get(consent) or BY_PROVIDER.get(provider) or BY_CONSENT[consent]


def is_lifted_unanswered(consent: ConsentTrack, provider: ProviderTrack) -> bool:
    """True when the provider lifted the block and no code was answered in time: nobody's silence puts the block back."""
    return consent is ConsentTrack.EXPIRED and provider is ProviderTrack.DONE


def is_lifting(before: str, after: str) -> bool:
    """True when this step of the provider's track says that the block was lifted just now: by an answer, be it after a no."""
    return (after == ProviderTrack.DONE and before != ProviderTrack.TO_SUPPRESS_AGAIN) or (
        after == ProviderTrack.TO_SUPPRESS_AGAIN and before == ProviderTrack.NONE
    )


def may_invite(consent: ConsentTrack, provider: ProviderTrack, ending: Ending | None) -> bool:
    """True while a code may be made: the person is to be asked, or was asked in vain about a block that is lifted."""
    is_to_ask = consent in {ConsentTrack.TO_INVITE, ConsentTrack.INVITED}
    return ending is None and (is_to_ask or is_lifted_unanswered(consent, provider))


def next_action(consent: ConsentTrack, provider: ProviderTrack, ending: Ending | None = None) -> NextAction:
    """The one next action of the organisation."""
    if consent is ConsentTrack.NEEDS_CORRECTION and ending is None:
        return NextAction.CALL
    return ACTIONS.get(derive_status(consent, provider, ending), NextAction.NOTHING)
