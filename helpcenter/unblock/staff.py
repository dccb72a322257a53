"""Pages of staff: the requests of all organisations, as a list and as a board."""

from dataclasses import replace

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.accounts.queries import staff_names
from helpcenter.db import db
from helpcenter.unblock import case_words, words
from helpcenter.unblock.board import make_board
from helpcenter.unblock.lists import find_cases, organisations_with_cases
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.own_cases import CountdownToday
from helpcenter.unblock.staff_case import StaffForms, show_staff_case
from helpcenter.unblock.staff_filter import AGES, Chosen, read_choice
from helpcenter.unblock.stages import stage_of

bp = Blueprint("unblock_staff", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for states, for the templates of this room."""
    return {"words": words, "case_words": case_words}


@bp.get("/staff/cases")
@staff_required
def cases() -> ResponseReturnValue:
    """The requests that are open, those that wait longest first; or those that somebody looks for."""
    return show_list(read_choice())


@bp.get("/staff/cases/board")
@staff_required
def board() -> ResponseReturnValue:
    """The open requests, a column for each stage."""
    chosen = replace(read_choice(), stage="", page=1)
    return render_template("unblock/board.html", columns=make_board(db.session, chosen.filter), **_choices(chosen))


@bp.get("/staff/cases/<int:case_id>")
@staff_required
def case(case_id: int) -> ResponseReturnValue:
    """One request."""
    return show_staff_case(find_any_case(case_id), StaffForms())


def find_any_case(case_id: int) -> UnblockCase:
    """A case of any organisation."""
    found = db.session.get(UnblockCase, case_id)
    return found if found is not None else abort(404)


def show_list(chosen: Chosen, failed: list[int] | None = None) -> str:
    """The list; `failed` are the cases that a step for many could not take."""
    page = find_cases(db.session, chosen.filter, chosen.page)
    choices = _choices(replace(chosen, page=page.number))
    return render_template("unblock/staff_cases.html", page=page, countdown=CountdownToday(), failed=failed or [], **choices)


def _choices(chosen: Chosen) -> dict[str, object]:
    return {
        "chosen": chosen,
        "organisations": organisations_with_cases(db.session),
        "people": staff_names(db.session),
        "me": the_user(),
        "ages": AGES,
        "stage_of": lambda case: stage_of(case.consent_track, case.provider_track, case.ending),
    }
