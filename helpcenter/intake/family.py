"""The page of a family that receives no mails, and its thanks: the same answer always, whatever is known."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.intake.desk import tell_organisation, the_seals
from helpcenter.intake.family_form import FamilyForm
from helpcenter.intake.service import KEPT_DAYS, FullError, propose
from helpcenter.intake.strangers import find_obstacle, guard, trap_is_touched
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.public_pages import get_public_branding
from helpcenter.organisations.queries import find_organisation
from helpcenter.tutorials.finder import branded_finder
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("intake_families", __name__)
guard(bp)


@bp.get("/<family:locale>/o/<organisation>/mails")
def tell(locale: str, organisation: str) -> ResponseReturnValue:
    """Say that no mails arrive."""
    return _show(organisation, FamilyForm(formdata=None))


@bp.post("/<family:locale>/o/<organisation>/mails")
def tell_submit(locale: str, organisation: str) -> ResponseReturnValue:
    """Keep it for the organisation, which recognises its family."""
    get_public_branding(organisation)
    form, found = FamilyForm(), find_organisation(db.session, organisation)
    if trap_is_touched() or found is None:
        return _thank(organisation)
    if not form.validate_on_submit():
        return _show(organisation, form), 422
    obstacle = find_obstacle() or _keep(form, found, locale)
    return (_show(organisation, form, obstacle), 429) if obstacle else _thank(organisation)


@bp.get("/<family:locale>/o/<organisation>/mails/thanks")
def thanks(locale: str, organisation: str) -> ResponseReturnValue:
    """What happens now: the same for everybody."""
    return render_template("intake/family_thanks.html", branding=branded_finder(locale, organisation).branding)


def _keep(form: FamilyForm, organisation: Organisation, locale: str) -> str:
    """Keep it; the obstacle in words when that cannot be."""
    try:
        propose(db.session, services().clock, organisation, form.said(locale))
    except FullError:
        return _("Too many messages wait at this organisation just now. Call it, or go there.")
    tell_organisation(organisation)
    db.session.commit()
    return ""


def _show(slug: str, form: FamilyForm, obstacle: str = "") -> str:
    branding = get_public_branding(slug)
    return render_template(
        "intake/family.html", form=form, branding=branding, seal=the_seals().make(), obstacle=obstacle, kept_days=KEPT_DAYS
    )


def _thank(slug: str) -> ResponseReturnValue:
    return redirect(url_for("intake_families.thanks", organisation=slug), 303)
