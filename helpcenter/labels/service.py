"""The verbs: staff let a label from memory be published, or take that back; readers report, staff close. None commits."""

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.db.clock import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.db.upserts import insert_into
from helpcenter.i18n.formats import house_day
from helpcenter.labels.events import LabelChanged
from helpcenter.labels.models import FlagReason, LabelDecision, LabelFlag
from helpcenter.labels.queries import LabelName


def decide(session: Session, clock: Clock, events: DomainEvents, name: LabelName, text: str, user: User | None, note: str = "") -> bool:
    """Let this wording be published although nobody has seen it; False when that was decided already."""
    client, key, locale = name
    if _in_force(session, name, text):
        return False
    values = {"client": client, "key": key, "locale": locale, "text": text, "note": note, "decided_at": clock()}
    row = insert_into(session, LabelDecision).values(**values, decided_by_id=user.id if user else None)
    # Two who decide at once: the index lets one in, and it is decided for both.
    session.execute(row.on_conflict_do_nothing())
    events.publish(session, LabelChanged(client, key, locale))
    return True


def withdraw(session: Session, clock: Clock, events: DomainEvents, name: LabelName, text: str, user: User | None) -> bool:
    """Take the decision back; False when there is none."""
    found = _in_force(session, name, text)
    if found is None:
        return False
    found.revoked_at, found.revoked_by_id = clock(), user.id if user else None
    session.flush()
    events.publish(session, LabelChanged(*name))
    return True


def _in_force(session: Session, name: LabelName, text: str) -> LabelDecision | None:
    client, key, locale = name
    query = select(LabelDecision).where(LabelDecision.client == client, LabelDecision.key == key, LabelDecision.locale == locale)
    # Locked: who decides and who takes it back at the same moment come one after the other.
    return session.scalar(query.where(LabelDecision.text == text, LabelDecision.revoked_at.is_(None)).with_for_update())


def report_stuck(session: Session, clock: Clock, name: LabelName, tutorial: str, step: str, reason: FlagReason) -> None:
    """Count one reader who was stuck today; what staff had closed is open again."""
    client, key, locale = name
    place = {"client": client, "key": key, "locale": locale, "tutorial": tutorial, "step": step}
    day = house_day(clock())
    row = insert_into(session, LabelFlag).values(**place, reason=reason, reported_on=day, number=1)
    # What staff have closed begins at one: their look has answered those before.
    again = case((LabelFlag.closed_at.is_(None), LabelFlag.number + 1), else_=1)
    session.execute(
        row.on_conflict_do_update(
            index_elements=[*place, "reason", "reported_on"], set_={"number": again, "closed_at": None, "closed_by_id": None}
        )
    )


def close_flags(session: Session, clock: Clock, name: LabelName, user: User | None, *, tutorial: str = "", step: str = "") -> None:
    """Staff have looked at the label, or say that there is nothing to it. A step without label is named by its tutorial and id."""
    client, key, locale = name
    wanted = [LabelFlag.client == client, LabelFlag.key == key, LabelFlag.locale == locale, LabelFlag.closed_at.is_(None)]
    # Without a label, the name alone means every such step of this mail client.
    if not key:
        wanted += [LabelFlag.tutorial == tutorial, LabelFlag.step == step]
    values = {"closed_at": clock(), "closed_by_id": user.id if user else None}
    session.execute(update(LabelFlag).where(*wanted).values(**values))
