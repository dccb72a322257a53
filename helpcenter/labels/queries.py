"""Reads about decisions on labels, and about readers who were stuck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.labels.models import FlagReason, LabelDecision, LabelFlag

# Mail client, key, locale of the screen.
LabelName = tuple[str, str, str]


@dataclass(frozen=True)
class Stuck:
    """How many readers were stuck for one reason at one step, and when last; what staff have looked at is not counted."""

    name: LabelName
    tutorial: str
    step: str
    reason: FlagReason
    number: int
    last_on: date


def decided_texts(session: Session) -> frozenset[tuple[str, str, str, str]]:
    """Client, key, locale and wording of every label that staff let be published unseen."""
    # Four columns, no objects: sheets ask for all of them after each decision.
    query = select(LabelDecision.client, LabelDecision.key, LabelDecision.locale, LabelDecision.text)
    return frozenset(
        (client, key, locale, text) for client, key, locale, text in session.execute(query.where(LabelDecision.revoked_at.is_(None)))
    )


def decisions_in_force(session: Session) -> Sequence[LabelDecision]:
    """All decisions that nobody has taken back."""
    query = select(LabelDecision).where(LabelDecision.revoked_at.is_(None)).options(joinedload(LabelDecision.decided_by))
    return session.scalars(query).all()


def decisions_about(session: Session, name: LabelName) -> Sequence[LabelDecision]:
    """Every decision about a label, whatever its wording was, newest first."""
    client, key, locale = name
    query = select(LabelDecision).where(LabelDecision.client == client, LabelDecision.key == key, LabelDecision.locale == locale)
    # The page names them: two questions less for each row.
    people = joinedload(LabelDecision.decided_by), joinedload(LabelDecision.revoked_by)
    return session.scalars(query.options(*people).order_by(LabelDecision.decided_at.desc(), LabelDecision.id.desc())).all()


def open_flags(session: Session) -> list[Stuck]:
    """Where readers were stuck and nobody of ours has looked since, the most first."""
    group = (LabelFlag.client, LabelFlag.key, LabelFlag.locale, LabelFlag.tutorial, LabelFlag.step, LabelFlag.reason)
    number, last = func.sum(LabelFlag.number), func.max(LabelFlag.reported_on)
    query = select(*group, number, last).where(LabelFlag.closed_at.is_(None)).group_by(*group).order_by(number.desc(), *group)
    return [
        Stuck((client, key, locale), tutorial, step, reason, int(total), last_on)
        for client, key, locale, tutorial, step, reason, total, last_on in session.execute(query)
    ]
