"""Counts wrong codes per network; right codes are never counted and always answered."""

from limits import RateLimitItemPerHour

from helpcenter.web.limits import count_once, network_key

# After an hour the keyed hash of the network is dropped.
# Twenty, then 429; by network and never for everybody, or one guesser would stop all (consent-and-cases, sections 2 and 7).
WRONG_CODES = RateLimitItemPerHour(20)


def may_guess_again() -> bool:
    """Count one wrong code; False when this network has tried too many within the hour."""
    return count_once(WRONG_CODES, "wrong-code", network_key())
