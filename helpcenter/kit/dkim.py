"""DKIM (RFC 6376): is there a key under one of the names that our mail provider uses? The names of others cannot be guessed."""

import base64
import binascii

from helpcenter.kit.domain_records import NotAnsweredError, Records
from helpcenter.kit.findings import Finding, Reason, Subject, Verdict, good, to_mend
from helpcenter.kit.tags import read_tags

# An RSA key of 1024 bits takes 162 bytes with its frame (RFC 8301 asks for 1024 at least).
SHORTEST_RSA = 160
ED25519_BYTES = 32


def check_dkim(domain: str, records: Records, selectors: tuple[str, ...]) -> Finding:
    """The first key under a known name; when there is none, nothing is known."""
    is_unanswered = False
    for selector in selectors:
        try:
            texts = records.find_texts(f"{selector}._domainkey.{domain}") or ()
        except NotAnsweredError:
            # Another name may still answer: only a key says anything.
            is_unanswered = True
            continue
        # Other texts may stand there; a key has a p, even one that was taken back (RFC 6376, 3.6.1).
        keys = [tags for tags in map(read_tags, texts) if "p" in tags]
        if keys:
            return _judge(selector, keys[0])
    reason = Reason.NOT_ANSWERED if is_unanswered else Reason.DKIM_NOT_FOUND
    return Finding(Subject.DKIM, Verdict.NOT_CHECKED, reason, ", ".join(selectors))


def _judge(selector: str, tags: dict[str, str]) -> Finding:
    key = "".join(tags["p"].split())
    if not key:
        return to_mend(Subject.DKIM, Reason.DKIM_REVOKED, selector)
    shortest = ED25519_BYTES if tags.get("k", "rsa").lower() == "ed25519" else SHORTEST_RSA
    try:
        is_long_enough = len(base64.b64decode(key, validate=True)) >= shortest
    except (binascii.Error, ValueError):
        is_long_enough = False
    return good(Subject.DKIM, Reason.DKIM_FOUND, selector) if is_long_enough else to_mend(Subject.DKIM, Reason.DKIM_WEAK, selector)
