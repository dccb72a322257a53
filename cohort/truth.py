"""What the true end of a family's case is, and whether what the site says agrees with it."""

from cohort.families import Family, Mood, Slip, Wish

VERIFIED, REFUSED, WRONG, DECLINED, EXPIRED = "verified", "closed_refused", "closed_wrong_person", "closed_declined", "closed_expired"


def true_ends(family: Family) -> frozenset[str]:
    """The states of a case that would be true for this family."""
    if family.slip is Slip.LOCAL and family.wish not in {Wish.NOTHING, Wish.NOT_ME}:
        # Their own address was not the one that was asked about: the organisation corrects it, and a mail arrives. Unless they typed
        # the digits of a paper instead, and the provider declined: then nobody has seen the mistake.
        return frozenset({VERIFIED, DECLINED} if family.types_digits and family.mood is Mood.DECLINES else {VERIFIED})
    ends = {
        Wish.YES: {VERIFIED},
        Wish.MOVED: {VERIFIED},
        Wish.NO: {REFUSED},
        Wish.YES_THEN_NO: {REFUSED},
        Wish.NOT_ME: {WRONG},
        # The provider may have lifted the block without them; a mail arrives where the address exists.
        Wish.NOTHING: {EXPIRED} if family.slip is Slip.LOCAL else {VERIFIED, EXPIRED},
    }[family.wish]
    declined = {DECLINED} if family.mood is Mood.DECLINES and family.wish is not Wish.MOVED else set()
    return frozenset(ends | declined)
