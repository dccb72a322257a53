"""DMARC (RFC 7489): the policy of the domain, or of the domain above it."""

import re
from collections.abc import Iterator

from helpcenter.kit.domain_records import Records
from helpcenter.kit.findings import Finding, Reason, Subject, ZoneLine, good, to_mend
from helpcenter.kit.tags import read_tags

VERSION = re.compile(r"v\s*=\s*DMARC1\s*(;|$)")
PROTECTING = frozenset({"quarantine", "reject"})
# The tree walk of DMARCbis asks eight names at most.
MOST_LEVELS = 8


def check_dmarc(domain: str, records: Records) -> Finding:
    """The nearest policy, as it holds for this domain."""
    for name in _names(domain):
        found = [text for text in records.find_texts(f"_dmarc.{name}") or () if VERSION.match(text)]
        # Then none of them counts (RFC 7489, 6.6.3).
        if len(found) > 1:
            return to_mend(Subject.DMARC, Reason.DMARC_SEVERAL, " | ".join(found), _suggestion(name))
        if found:
            return _judge(name, found[0], is_own=name == domain)
    return to_mend(Subject.DMARC, Reason.DMARC_MISSING, "", _suggestion(domain))


def _names(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    # The domain's own policy comes first, however deep it lies; the walk then goes on near the top.
    yield domain
    # The last label alone (fr, com) is nobody's.
    for start in range(max(1, len(labels) - MOST_LEVELS + 1), len(labels) - 1):
        yield ".".join(labels[start:])


def _judge(name: str, record: str, *, is_own: bool) -> Finding:
    tags = read_tags(record)
    # A domain above may say something else of those below it (RFC 7489, 6.3).
    policy = tags.get("p", "").lower() if is_own else tags.get("sp", tags.get("p", "")).lower()
    # With pct=0 the policy is applied to no mail.
    if policy == "none" or (policy in PROTECTING and tags.get("pct", "100") == "0"):
        return to_mend(Subject.DMARC, Reason.DMARC_NONE, record, _suggestion(name))
    if policy not in PROTECTING:
        return to_mend(Subject.DMARC, Reason.DMARC_BROKEN, record, _suggestion(name))
    is_strict = "s" in {tags.get("adkim", "").lower(), tags.get("aspf", "").lower()}
    return good(Subject.DMARC, Reason.DMARC_STRICT if is_strict else Reason.DMARC_GOOD, record)


def _suggestion(name: str) -> ZoneLine:
    return ZoneLine(f"_dmarc.{name}", "v=DMARC1; p=quarantine; adkim=r; aspf=r")
