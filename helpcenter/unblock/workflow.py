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
    CLOSED_REFUSED = "closed_refused"
    """The person does not want the mails, or no longer."""
    CLOSED_WRONG_PERSON = "closed_wrong_person"
    """The address belongs to somebody else."""
    CLOSED_EXPIRED = "closed_expired"
    """Nobody answered."""
    CLOSED_DECLINED = "closed_declined"
    """The provider keeps the block."""
    CLOSED_SELF_HEALED = "closed_self_healed"
    """The block ended by itself."""


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
    },
    # A track that goes back to `none` was cancelled: the person refused, withdrew, or has another address.
    "provider": {
        ProviderTrack.NONE: frozenset({ProviderTrack.READY, ProviderTrack.EXPIRES_BY_ITSELF}),
        ProviderTrack.READY: frozenset({ProviderTrack.IN_BATCH, ProviderTrack.NONE}),
        ProviderTrack.IN_BATCH: frozenset({ProviderTrack.ASKED, ProviderTrack.NONE}),
        ProviderTrack.ASKED: frozenset({ProviderTrack.DONE, ProviderTrack.DECLINED, ProviderTrack.NO_ANSWER, ProviderTrack.NONE}),
        ProviderTrack.NO_ANSWER: frozenset({ProviderTrack.ASKED, ProviderTrack.NONE}),
        ProviderTrack.DONE: frozenset({ProviderTrack.TO_SUPPRESS_AGAIN}),
    },
}
CLOSED_BY_PERSON: dict[str, Status] = {
    ConsentTrack.REFUSED: Status.CLOSED_REFUSED,
    ConsentTrack.WITHDRAWN: Status.CLOSED_REFUSED,
    ConsentTrack.WRONG_PERSON: Status.CLOSED_WRONG_PERSON,
    ConsentTrack.EXPIRED: Status.CLOSED_EXPIRED,
}
CLOSED_BY_PROVIDER: dict[str, Status] = {
    ProviderTrack.DECLINED: Status.CLOSED_DECLINED,
    ProviderTrack.EXPIRES_BY_ITSELF: Status.CLOSED_SELF_HEALED,
    ProviderTrack.DONE: Status.UNBLOCKED,
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
}


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


def derive_status(consent: ConsentTrack, provider: ProviderTrack) -> Status:
    """The status of a case: the person's no counts most, then what the provider did, then whose turn it is."""
    closed = CLOSED_BY_PERSON.get(consent) or CLOSED_BY_PROVIDER.get(provider)
    return closed or BY_CONSENT[consent]


def next_action(consent: ConsentTrack, provider: ProviderTrack) -> NextAction:
    """The one next action of the organisation."""
    if consent is ConsentTrack.NEEDS_CORRECTION:
        return NextAction.CALL
    return ACTIONS.get(derive_status(consent, provider), NextAction.NOTHING)
