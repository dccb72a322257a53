"""“What do you hold about me”: asked with the code, answered after the same proof. A GET shows the question only."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from helpcenter.consent.forms import DataForm
from helpcenter.consent.held import find_held
from helpcenter.consent.outcomes import Outcome
from helpcenter.consent.routes import keep_private, validate
from helpcenter.consent.service import prove_person
from helpcenter.consent.setup import current_desk
from helpcenter.consent.visits import Visit, open_visit, read_stamp
from helpcenter.consent.words import CARRIER, CODE, EVENT
from helpcenter.db import db
from helpcenter.i18n.countries import country_in
from helpcenter.i18n.locales import LOCALES
from helpcenter.web.context import services
from helpcenter.web.kit import csrf

bp = Blueprint("consent_data", __name__, url_prefix="/c")
csrf.exempt(bp)
bp.after_request(keep_private)
# As on the page of the answer: 422 for what can be mended at once, 429 for what must wait.
STATUS = {Outcome.NO_MATCH: 422, Outcome.PAUSED: 429}


@bp.get("/<code>/data")
def data(code: str) -> ResponseReturnValue:
    """Ask who wants to know."""
    return _ask(open_visit(code), DataForm(formdata=None))


@bp.post("/<code>/data")
def data_submit(code: str) -> ResponseReturnValue:
    """Show what is held, to whoever knows the address."""
    stamp = read_stamp(code)
    visit = open_visit(code, stamp.locale)
    form = DataForm()
    if not validate(visit, form):
        return _ask(visit, form), 422
    result = prove_person(db.session, current_desk(), visit.code, request.form.get("proof", ""))
    # Whatever came of it: a wrong proof was counted, and the count must outlive the answer.
    db.session.commit()
    if result.outcome is Outcome.RECORDED:
        return _show(visit)
    return _ask(visit, form, is_wrong=result.outcome is Outcome.NO_MATCH), STATUS[result.outcome]


def _ask(visit: Visit, form: DataForm, *, is_wrong: bool = False) -> str:
    return visit.render("consent/data_ask.html", form=form, is_wrong=is_wrong)


def _show(visit: Visit) -> str:
    held = find_held(db.session, visit.invitation, services().clock())
    language = LOCALES[held.locale].name if held.locale else ""
    country = country_in(visit.locale, services().settings.provider_country)
    words = {"country": country, "carriers": CARRIER, "code_words": CODE, "event_words": EVENT}
    return visit.render("consent/data.html", held=held, language=language, settings=services().settings, **words)
