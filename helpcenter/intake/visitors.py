"""Pages of somebody who works for an organisation and is not signed in: the form, and thanks. Nothing is told of what is known."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.consent.addresses import parse_address
from helpcenter.db import db
from helpcenter.intake import words
from helpcenter.intake.deflection import Deflection
from helpcenter.intake.desk import find_advice, the_seals
from helpcenter.intake.forms import VisitorForm
from helpcenter.intake.queries import find_public_organisation, list_public_organisations
from helpcenter.intake.service import KEPT_DAYS, FullError, Said, propose
from helpcenter.intake.strangers import find_obstacle, guard, trap_is_touched
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import Source
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("intake_visitors", __name__)
guard(bp)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words}


@bp.get("/<locale:locale>/assistance/request")
def ask(locale: str) -> ResponseReturnValue:
    """The form of a request, with the organisation to choose."""
    return _show(_make_form(formdata=None))


@bp.post("/<locale:locale>/assistance/request")
def ask_submit(locale: str) -> ResponseReturnValue:
    """Keep the request until a member of the organisation accepts it."""
    form = _make_form()
    if trap_is_touched():
        return _thank()
    organisation = find_public_organisation(db.session, form.organisation.data or "")
    if not form.validate_on_submit() or organisation is None:
        return _show(form), 422
    advice = find_advice(form)
    if advice:
        return _show(form, advice=advice)
    obstacle = find_obstacle() or _keep(form, organisation)
    return (_show(form, obstacle=obstacle), 429) if obstacle else _thank()


@bp.get("/<locale:locale>/assistance/organisations")
def find_organisation_page(locale: str) -> ResponseReturnValue:
    """For a family: the organisations, each leading to its own page."""
    return render_template("intake/organisations.html", organisations=list_public_organisations(db.session))


@bp.get("/<locale:locale>/assistance/request/thanks")
def thanks(locale: str) -> ResponseReturnValue:
    """What happens now: the same for everybody."""
    return render_template("intake/visitor_thanks.html")


def _keep(form: VisitorForm, organisation: Organisation) -> str:
    """Keep it; the obstacle in words when that cannot be."""
    new = form.new_case(Source.VISITOR)
    address = parse_address(new.address) or ""
    said = Said(Source.VISITOR, new.label, address, new.last_mail_on, "", new.error_text, new.ticket, new.locale)
    try:
        propose(db.session, services().clock, organisation, said)
    except FullError:
        return _("Too many messages wait at this organisation just now. Call it, or go there.")
    db.session.commit()
    return ""


def _make_form(**options: Any) -> VisitorForm:
    form = VisitorForm(**options)
    form.offer(list_public_organisations(db.session))
    return form


def _show(form: VisitorForm, *, advice: Deflection | None = None, obstacle: str = "") -> str:
    values = {"form": form, "advice": advice, "obstacle": obstacle, "kept_days": KEPT_DAYS}
    return render_template("intake/visitor.html", seal=the_seals().make(), settings=services().settings, **values)


def _thank() -> ResponseReturnValue:
    return redirect(url_for("intake_visitors.thanks"), 303)
