"""The page of one case, as staff see it."""

from dataclasses import dataclass

from flask import render_template

from helpcenter.accounts.access import the_user
from helpcenter.accounts.queries import staff_names
from helpcenter.db import db
from helpcenter.unblock.case_pages import CaseView
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.stages import stage_of
from helpcenter.unblock.work_forms import NoteForm


@dataclass(frozen=True)
class StaffForms:
    """The note that was sent comes back with its errors; the other forms are buttons."""

    note: NoteForm | None = None
    # Somebody else changed the case since its page was read.
    is_changed: bool = False


def show_staff_case(case: UnblockCase, forms: StaffForms) -> str:
    """Where it stands, who looks after it, its codes, history and notes, and its other cases."""
    return render_template(
        "unblock/staff_case.html",
        case=case,
        view=CaseView(case, is_staff=True),
        stage=stage_of(case.consent_track, case.provider_track, case.ending),
        people=staff_names(db.session),
        me=the_user(),
        note=forms.note or NoteForm(formdata=None),
        is_changed=forms.is_changed,
        carriers=CARRIERS,
    )
