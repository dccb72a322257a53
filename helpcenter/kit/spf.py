"""SPF (RFC 7208): one record, who may send, at most ten look-ups."""

import re
from collections.abc import Iterator

from helpcenter.kit.domain_records import NotAnsweredError, Records
from helpcenter.kit.findings import Finding, Reason, Subject, ZoneLine, good, to_mend

# RFC 7208, section 4.6.4.
MOST_LOOKUPS = 10
# A chain of includes that goes on is broken anyway: nobody is asked more often than this.
MOST_QUESTIONS = 15
VERSION = re.compile(r"v=spf1( |$)", re.IGNORECASE)
TERM = re.compile(r"(?P<sign>[+?~-]?)(?P<name>all|include|a|mx|ptr|ip4|ip6|exists)(?P<rest>[:/].*)?", re.IGNORECASE)
MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9._-]*)=(?P<value>.*)", re.IGNORECASE)
COUNTED = frozenset({"include", "a", "mx", "ptr", "exists"})


class SpfError(Exception):
    """A record that does not count, as whoever reads it must say."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def check_spf(domain: str, records: Records, provider: str) -> Finding:
    """What the SPF record of this domain says; `provider` is the domain that it must include, when one is known."""
    texts = records.find_texts(domain)
    if texts is None:
        return to_mend(Subject.SPF, Reason.NO_DOMAIN, domain)
    found = [text for text in texts if VERSION.match(text)]
    if not found:
        return to_mend(Subject.SPF, Reason.SPF_MISSING, "", ZoneLine(domain, _new_record(provider)))
    if len(found) > 1:
        return to_mend(Subject.SPF, Reason.SPF_SEVERAL, " | ".join(found), ZoneLine(domain, _merged(found)))
    return _judge(domain, found[0], records, provider.lower())


def _judge(domain: str, record: str, records: Records, provider: str) -> Finding:
    walk = _Walk(records)
    try:
        last = walk.follow(record)
    except SpfError as error:
        return to_mend(Subject.SPF, error.reason, error.detail or record)
    # First what makes all else worthless: anybody may send.
    if last == "+":
        return to_mend(Subject.SPF, Reason.SPF_EVERYBODY, record, ZoneLine(domain, _ending(record, "~all")))
    # The suggestion names it in front: what stands behind `all` is never reached (RFC 7208, 5.1).
    if provider and provider not in walk.included:
        return to_mend(Subject.SPF, Reason.SPF_PROVIDER, record, ZoneLine(domain, f"v=spf1 include:{provider} {record[7:].strip()}"))
    if last in {"", "?"}:
        return to_mend(Subject.SPF, Reason.SPF_OPEN, record, ZoneLine(domain, _ending(record, "~all")))
    return good(Subject.SPF, Reason.SPF_GOOD, record)


class _Walk:
    """Follows includes and redirects, and counts what they cost."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._lookups = 0
        self._questions = 0
        self.included: set[str] = set()

    def follow(self, record: str) -> str:
        """The sign of `all` at the end of the record (+ ? ~ -), "" without one; SpfError when the record does not count."""
        redirect = ""
        for term in record.split()[1:]:
            if (modifier := MODIFIER.fullmatch(term)) and not TERM.fullmatch(term):
                redirect = modifier["value"] if modifier["name"].lower() == "redirect" else redirect
                continue
            sign = self._mechanism(term)
            if sign:
                # RFC 7208, 5.1: what stands behind `all` is never reached.
                return sign
        if not redirect:
            return ""
        # It costs a look-up, as an include does (RFC 7208, 4.6.4).
        self._count()
        return self.follow(self._record_of(redirect))

    def _mechanism(self, term: str) -> str:
        match = TERM.fullmatch(term)
        if not match:
            raise SpfError(Reason.SPF_BROKEN, term)
        name = match["name"].lower()
        if name == "all":
            return match["sign"] or "+"
        # All addresses there are: +all in other words.
        if (match["sign"] in {"", "+"}) and (match["rest"] or "").endswith("/0"):
            raise SpfError(Reason.SPF_EVERYBODY, term)
        if name in COUNTED:
            self._count()
        if name == "include":
            target = (match["rest"] or "").lstrip(":").lower().rstrip(".")
            self.included.add(target)
            if self.follow(self._record_of(target)) == "+" and match["sign"] in {"", "+"}:
                raise SpfError(Reason.SPF_EVERYBODY, term)
        return ""

    def _count(self) -> None:
        self._lookups += 1
        if self._lookups > MOST_LOOKUPS:
            raise SpfError(Reason.SPF_LOOKUPS, "")

    def _record_of(self, target: str) -> str:
        self._questions += 1
        if "%" in target:
            # A macro (%{i}) depends on the mail: it cannot be followed here.
            raise NotAnsweredError(target)
        if not target or self._questions > MOST_QUESTIONS:
            raise SpfError(Reason.SPF_BROKEN, target)
        found = [text for text in self._records.find_texts(target) or () if VERSION.match(text)]
        # None or several: whoever checks a mail gives up here (RFC 7208, 4.5 and 5.2).
        if len(found) != 1:
            raise SpfError(Reason.SPF_BROKEN, target)
        return found[0]


def _new_record(provider: str) -> str:
    return f"v=spf1 include:{provider} ~all" if provider else "v=spf1 mx ~all"


def _ending(record: str, ending: str) -> str:
    kept = [term for term in record.split() if not re.fullmatch(r"[+?~-]?all", term, re.IGNORECASE)]
    return " ".join([*kept, ending])


def _merged(records: list[str]) -> str:
    terms = dict.fromkeys(_terms(records))
    return _ending(" ".join(["v=spf1", *terms]), "~all")


def _terms(records: list[str]) -> Iterator[str]:
    for record in records:
        yield from record.split()[1:]
