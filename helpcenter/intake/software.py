"""The pages behind the link in the vendor's own software: the form, filled in, without a second sign-in; then where to go on."""

from typing import NoReturn

from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.intake import words
from helpcenter.intake.deflection import Deflection
from helpcenter.intake.desk import find_advice, the_seals
from helpcenter.intake.forms import LinkForm
from helpcenter.intake.links import LinkError, VendorLink, open_link
from helpcenter.intake.seals import Seal
from helpcenter.intake.service import find_used, open_from_link
from helpcenter.intake.strangers import guard
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.providers.setup import the_policy
from helpcenter.unblock.family_addresses import TooManyAddressesError, addresses_of_family
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.unblock.service import CaseError
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("intake_software", __name__)
guard(bp)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words}


@bp.get("/<locale:locale>/assistance/with/<token>")
def open_prefilled(locale: str, token: str) -> ResponseReturnValue:
    """The form with what the software knows, or the request that this link has opened already. Looking changes nothing."""
    link = _read(token)
    organisation = find_organisation(db.session, link.organisation) or _turn_away()
    used = find_used(db.session, organisation, link.once)
    if used:
        return _show_opened(used)
    seal = the_seals().make(organisation.slug, link.once, link.user)
    return _show(_prefill(link), organisation, seal)


@bp.post("/<locale:locale>/assistance/with/<token>")
def open_prefilled_submit(locale: str, token: str) -> ResponseReturnValue:
    """Open the request for the organisation of the link; the form may be filled in for longer than the link lives."""
    field = request.form.get("seal", "")
    seal = the_seals().read(field)
    if seal is None or not seal.once:
        _turn_away()
    organisation = find_organisation(db.session, seal.organisation) or _turn_away()
    form = LinkForm()
    if not form.validate_on_submit():
        return _show(form, organisation, field), 422
    advice = find_advice(form, organisation)
    if advice:
        return _show(form, organisation, field, advice=advice)
    return _open(form, organisation, seal, field)


def _open(form: LinkForm, organisation: Organisation, seal: Seal, field: str) -> ResponseReturnValue:
    new = form.new_cases(Source.VENDOR_LINK)
    try:
        case = open_from_link(db.session, current_desk(), organisation, seal.once, new, seal.user, the_policy())
    except CaseError as error:
        db.session.rollback()
        form.refuse(error.problem)
        return _show(form, organisation, field), 422
    except TooManyAddressesError:
        db.session.rollback()
        form.others.errors = [_("This family has many addresses already. Take some out here.")]
        return _show(form, organisation, field), 422
    db.session.commit()
    return _show_opened(case)


def _read(token: str) -> VendorLink:
    try:
        return open_link(services().settings.link_secrets, token, services().clock())
    except LinkError:
        _turn_away()


def _turn_away() -> NoReturn:
    """Links that are over, foreign or changed look alike: go back to the software and press again."""
    abort(make_response(render_template("intake/link_over.html"), 410))


def _prefill(link: VendorLink) -> LinkForm:
    locale = link.locale if link.locale in FAMILY_LOCALES else ""
    values = {"label": link.family, "address": link.address, "last_mail_on": link.last_mail_on}
    return LinkForm(
        formdata=None, data={**values, "error_text": link.error, "ticket": link.ticket, "locale": locale, "others": "\n".join(link.others)}
    )


def _show(form: LinkForm, organisation: Organisation, seal: str, *, advice: Deflection | None = None) -> str:
    return render_template(
        "intake/prefilled.html", form=form, organisation=organisation, seal=seal, advice=advice, settings=services().settings
    )


def _show_opened(case: UnblockCase) -> str:
    return render_template("intake/opened.html", case=case, addresses=len(addresses_of_family(db.session, case)))
