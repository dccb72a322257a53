"""Page of staff: try a text against what the explainer knows, and look through its codes and wordings."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.bounces import words
from helpcenter.bounces.desk import Answer, explain_message, make_answer
from helpcenter.bounces.forms import TryForm
from helpcenter.bounces.knowledge import Wording
from helpcenter.bounces.lookup import Knowing, find_in_text, lay_out, read_knowing
from helpcenter.bounces.reason_words import FOLDER
from helpcenter.documents.errors import ContentError
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale

bp = Blueprint("bounces_staff", __name__, url_prefix="/staff/explain")
LONGEST_PART = 80


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"explained": words}


@bp.get("")
@staff_required
def wordings() -> ResponseReturnValue:
    """All reasons with what leads to them; `?q=` keeps those that hold these letters."""
    return _show(TryForm(formdata=None))


@bp.post("")
@staff_required
def try_submit() -> ResponseReturnValue:
    """What the explainer says of a text, and which wordings it holds; nothing is kept."""
    form = TryForm()
    if not form.validate_on_submit():
        return _show(form), 422
    found = explain_message((form.message.data or "").encode())
    if found is None:
        form.message.errors = [_("We cannot read this message as it is. Paste only the lines with the error.")]
        return _show(form), 422
    return _show(form, make_answer(found, request_locale().code))


def _show(form: TryForm, answer: Answer | None = None) -> str:
    part = request.args.get("q", "").strip()[:LONGEST_PART]
    known, mistakes = _read()
    return render_template(
        "bounces/staff.html",
        form=form,
        answer=answer,
        held=_held(known, form) if answer else [],
        mistakes=mistakes,
        shelves=lay_out(known, part) if known else [],
        part=part,
    )


def _held(known: Knowing | None, form: TryForm) -> list[Wording]:
    return find_in_text(known, form.message.data or "") if known else []


def _read() -> tuple[Knowing | None, list[str]]:
    """What is known; while somebody edits it with a mistake: the mistakes."""
    try:
        return read_knowing(services().settings.content / FOLDER), []
    except ContentError as error:
        return None, [f"{each.file.name}:{each.line}: {each.message}" for each in error.each()]
