"""What this room shows on pages of other rooms: mails on the pages of a case, counts on the overview, facts on the person's page."""

from flask import render_template

from helpcenter.consent.visits import Visit
from helpcenter.db import db
from helpcenter.replies import words
from helpcenter.replies.queries import replies_of_case
from helpcenter.replies.withdrawals import count_work, is_to_stop
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ANSWERED_FOR_GOOD


def show_for_members(case: UnblockCase) -> str:
    """What came by mail, and that sending stops, on the organisation's page of a case."""
    return _show("replies/case_part.html", case)


def show_for_staff(case: UnblockCase) -> str:
    """The same with links, on the staff's page of a case."""
    return _show("replies/staff_case_part.html", case)


def overview_card() -> str:
    """What waits, on the staff's overview."""
    waiting, to_stop = count_work(db.session)
    return render_template("replies/overview_card.html", waiting=waiting, to_stop=to_stop)


def list_links() -> str:
    """The ways to both lists, above the staff's list of cases."""
    waiting, to_stop = count_work(db.session)
    return render_template("replies/list_links.html", waiting=waiting, to_stop=to_stop)


def show_held(visit: Visit) -> str:
    """What the case and the mails hold about the person, on the page that only the person sees."""
    case = db.session.get(UnblockCase, visit.invitation.case_id)
    # Of this record only: another person may have answered for the same case before.
    mails = [each for each in replies_of_case(db.session, visit.invitation.case_id) if each.record_id == visit.invitation.record_id]
    return render_template("replies/held.html", case=case, mails=mails)


def _show(template: str, case: UnblockCase) -> str:
    stops = case.consent_track in ANSWERED_FOR_GOOD and (case.suppressed_again_at or is_to_stop(db.session, case.id))
    return render_template(template, case=case, replies=replies_of_case(db.session, case.id), stops=stops, reply_words=words)
