"""Invitations: a signed link by which somebody without password may choose one."""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.db import Clock

VALID_FOR = timedelta(days=14)


def make_invitation(user: User, secret: str, clock: Clock) -> str:
    """The token of an invitation; worthless once the person has a password."""
    # The moment stands inside, so that our clock decides; the serializer with a time of its own would ask the machine's.
    return str(_signer(secret).dumps([user.fs_uniquifier, int(clock().timestamp())]))


def find_invited(session: Session, token: str, secret: str, clock: Clock) -> User | None:
    """The person whom this token invites; None when it is forged, too old, or has been used."""
    try:
        uniquifier, invited_at = _signer(secret).loads(token)
    except BadSignature:
        return None
    if clock().timestamp() - invited_at > VALID_FOR.total_seconds():
        return None
    # By the era, not the number: whoever was removed before accepting (sign_ins.end_all) cannot come in by an old mail.
    user = session.scalar(select(User).where(User.fs_uniquifier == uniquifier, User.active))
    return user if user and user.password is None else None


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="invitation")
