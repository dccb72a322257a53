"""The page of one case, as the members of its organisation see it."""

from dataclasses import dataclass

from flask import abort, render_template

from helpcenter.db import db
from helpcenter.organisations.access import current_organisation
from helpcenter.unblock.case_pages import CaseView
from helpcenter.unblock.forms import CARRIERS, RevokeForm
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_case
from helpcenter.unblock.work_forms import CalledForm, NoteForm, OtherAddressForm


@dataclass(frozen=True)
class CaseForms:
    """The forms of the page; the one that was sent comes back with its errors and what was typed."""

    called: CalledForm | None = None
    note: NoteForm | None = None
    other_address: OtherAddressForm | None = None
    # Somebody else changed the case since its page was read.
    is_changed: bool = False


def get_own_case(case_id: int) -> UnblockCase:
    """A case of the member's organisation; others do not exist here."""
    found = find_case(db.session, current_organisation(), case_id)
    return found if found is not None else abort(404)


def show_own_case(case: UnblockCase, forms: CaseForms) -> str:
    """Where it stands, the one next action, its codes, its history and notes."""
    called = forms.called or CalledForm(formdata=None)
    # What was ticked stays; what the reader has seen is now this.
    called.version.data = case.version
    return render_template(
        "unblock/case.html",
        case=case,
        view=CaseView(case, is_staff=False),
        called=called,
        note=forms.note or NoteForm(formdata=None),
        other_address=forms.other_address or OtherAddressForm(formdata=None),
        is_changed=forms.is_changed,
        revoke_form=RevokeForm(formdata=None),
        carriers=CARRIERS,
    )
