"""Time stamps of the ledger's head by an outside authority (RFC 3161): off unless one is configured.

The authority gets a hash of the head, and nothing else. `rfc3161-client` is an extra (`pip install helpcenter[timestamp]`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import httpx
from cryptography import x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.ledger import Head
from helpcenter.consent.models import Evidence
from helpcenter.retention.models import AUTHORITY_LENGTH, HeadStamp

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
SECONDS = 15.0
# A stamp with its certificates has a few thousand bytes.
LARGEST_ANSWER = 100_000


class TimeStampError(Exception):
    """No time stamp, or one that proves nothing; the text says why."""


@dataclass(frozen=True)
class Authority:
    """Who stamps, and the root certificates (PEM) by which its stamps are checked."""

    url: str
    roots: tuple[x509.Certificate, ...]

    @classmethod
    def read(cls, url: str, roots: str) -> "Authority":
        """From the settings; TimeStampError when the certificates cannot be read."""
        try:
            return cls(url, tuple(x509.load_pem_x509_certificates(Path(roots).read_bytes())))
        except (OSError, ValueError) as error:
            raise TimeStampError(f"the certificates of the authority cannot be read: {error}") from error


@dataclass(frozen=True)
class Checked:
    """One stamp, and what is wrong with it: empty when it proves that the chain was there at its time."""

    stamp: HeadStamp
    problem: str = ""


def stamp_head(session: Session, authority: Authority) -> HeadStamp | None:
    """Have the head stamped, when the chain has grown since the last stamp. Commits: nobody waits for the authority with us."""
    newest = session.scalar(select(HeadStamp.head_seq).order_by(HeadStamp.id.desc()).limit(1))
    head = ledger.head(session)
    # The transaction ends here: the authority may take seconds, in which families want to answer.
    session.commit()
    if head.seq <= (newest or 0):
        return None
    stamp = fetch_stamp(authority, head)
    session.add(stamp)
    session.commit()
    return stamp


def fetch_stamp(authority: Authority, head: Head) -> HeadStamp:
    """Ask the authority, and check what it answers; TimeStampError when there is no sound stamp. Call it outside a transaction."""
    # A nonce, so that no old answer passes for this one; the certificate, so that it can be checked when the authority is gone.
    builder = _library().TimestampRequestBuilder().data(str(head).encode()).nonce(nonce=True).cert_request(cert_request=True)
    request = builder.build()
    answer = _post(authority.url, request.as_bytes())
    response = _decode(answer)
    _check(authority, head, response, request.nonce)
    stamped_at = response.tst_info.gen_time
    return HeadStamp(
        head_seq=head.seq,
        head_hash=head.hash,
        authority=authority.url[:AUTHORITY_LENGTH],
        stamped_at=stamped_at if stamped_at.tzinfo else stamped_at.replace(tzinfo=UTC),
        answer=answer,
    )


def check_stamps(session: Session, authority: Authority) -> list[Checked]:
    """Every stamp held against the chain as it is today, the oldest first: a chain made anew does not have the old heads."""
    stamps = session.scalars(select(HeadStamp).order_by(HeadStamp.id)).all()
    return [Checked(stamp, _problem(session, authority, stamp)) for stamp in stamps]


def _problem(session: Session, authority: Authority, stamp: HeadStamp) -> str:
    row = session.execute(select(Evidence.hash).where(Evidence.seq == stamp.head_seq)).first()
    if row is None or row.hash != stamp.head_hash:
        return "the chain does not have this head any more"
    try:
        response = _decode(stamp.answer)
        # Its nonce was of use for the moment of asking only, and is not kept.
        _check(authority, Head(stamp.head_seq, stamp.head_hash), response, None)
    except TimeStampError as error:
        return str(error)
    return "" if _same_moment(response.tst_info.gen_time, stamp.stamped_at) else "the time differs from the stamp's own"


def _post(url: str, request: bytes) -> bytes:
    try:
        answer = httpx.post(url, content=request, headers={"Content-Type": QUERY, "Accept": REPLY}, timeout=SECONDS)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise TimeStampError(f"the authority does not answer: {type(error).__name__}") from error
    if len(answer.content) > LARGEST_ANSWER:
        raise TimeStampError("the authority answers with too much")
    return answer.content


def _decode(answer: bytes) -> "TimeStampResponse":
    try:
        response: TimeStampResponse = _library().decode_timestamp_response(answer)
        # Granted, with or without changes; anything else holds no stamp.
        if response.status not in {0, 1}:
            raise TimeStampError(f"the authority refuses: status {response.status}")
    except ValueError as error:
        raise TimeStampError("this is no answer of a time stamping authority") from error
    return response


def _check(authority: Authority, head: Head, response: "TimeStampResponse", nonce: int | None) -> None:
    library = _library()
    verifier = library.VerifierBuilder(roots=list(authority.roots), nonce=nonce).build()
    try:
        verifier.verify_message(response, str(head).encode())
    except (library.VerificationError, ValueError) as error:
        raise TimeStampError(f"the stamp proves nothing: {error}") from error


def _same_moment(one: datetime, other: datetime) -> bool:
    return (one if one.tzinfo else one.replace(tzinfo=UTC)) == other


def _library() -> ModuleType:
    """The extra, when it is installed."""
    try:
        return import_module("rfc3161_client")
    except ImportError:
        raise TimeStampError("rfc3161-client is not installed: pip install helpcenter[timestamp]") from None
