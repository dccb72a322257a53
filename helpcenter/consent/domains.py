"""Domains of mail addresses: the likely typing mistakes in them."""

from difflib import SequenceMatcher
from functools import lru_cache

# The mailbox providers of French families; a domain one typing mistake away from these is named as a likely mistake.
COMMON = (
    "gmail.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "live.fr",
    "live.com",
    "yahoo.fr",
    "yahoo.com",
    "icloud.com",
    "bbox.fr",
    "neuf.fr",
    "club-internet.fr",
    "numericable.fr",
    "proton.me",
    "protonmail.com",
)
# Domains that look like a mistake and are none.
GENUINE = frozenset(
    {"gmx.fr", "gmx.com", "mail.com", "me.com", "mac.com", "ymail.com", "live.be", "live.ca", "yahoo.be", "yahoo.ca", "googlemail.com"}
)
# Mistakes that likeness alone does not find, or would lead elsewhere.
KNOWN_MISTAKES = {
    "gmail.fr": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.con": "gmail.com",
    "gmail": "gmail.com",
    "orange.com": "orange.fr",
    "orange": "orange.fr",
    "sfr.com": "sfr.fr",
    "laposte.fr": "laposte.net",
    "laposte.com": "laposte.net",
    "wanadoo.com": "wanadoo.fr",
    "icloud.fr": "icloud.com",
}
LIKENESS = 0.86


def likely_domain(domain: str) -> str | None:
    """The domain that was most likely meant; None when this one raises no doubt."""
    domain = domain.lower()
    if domain in COMMON or domain in GENUINE:
        return None
    return KNOWN_MISTAKES.get(domain) or _closest(domain)


def likely_address(address: str) -> str | None:
    """The address with the domain that was most likely meant; None when there is no doubt."""
    local, _, domain = address.rpartition("@")
    meant = likely_domain(domain)
    return f"{local}@{meant}" if meant else None


# A list of blocked addresses asks for the same few domains again and again.
@lru_cache(maxsize=2048)
def _closest(domain: str) -> str | None:
    # A short domain is like many others without being a mistake: sfr.fr and sfa.fr.
    if len(domain) < 7:
        return None
    likeness = {known: SequenceMatcher(None, domain, known).ratio() for known in COMMON}
    best = max(likeness, key=lambda known: likeness[known])
    return best if likeness[best] >= LIKENESS else None
