"""“I am stuck here”: what is wrong at which step, for staff who look at labels again; and help at once for whoever is stuck.

No account, cookie or script; nothing is kept about the person. Opening a page writes nothing.
"""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer
from limits import RateLimitItemPerHour

from helpcenter.db import db
from helpcenter.labels.checking import plain_variant
from helpcenter.labels.models import FlagReason
from helpcenter.labels.service import report_stuck
from helpcenter.organisations.public_pages import public_logo, public_stamp
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.tutorials.contact import contact_parts
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.pages import get_public_sheet, get_sheet, get_step, the_tutorials
from helpcenter.tutorials.places import sheet_path, stuck_path, stuck_query
from helpcenter.tutorials.sheet_parts import QuotedLabel, Sheet, Step
from helpcenter.tutorials.tutorial import GENERIC, Tutorial
from helpcenter.web.context import services
from helpcenter.web.kept import keep
from helpcenter.web.kit import csrf
from helpcenter.web.limits import count_once, network_key
from helpcenter.web.locale import _
from helpcenter.web.origin import is_from_own_page

bp = Blueprint("tutorials_stuck", __name__)
# Nobody is signed in here: the signed field and the browser's word on where a form comes from take the place of the session's token.
csrf.exempt(bp)
# A training room is one network: thirty people, and not all of them at the same step.
REPORTS = RateLimitItemPerHour(60)
SAME_STEP = RateLimitItemPerHour(10)
NEUTRAL = "/<family:locale>/tutorials/<tutorial>/stuck"
BRANDED = "/<family:locale>/o/<organisation>/<tutorial>/stuck"


@bp.before_request
def refuse_other_sites() -> None:
    """A page of another site must not report in its visitors' names."""
    if request.method == "POST" and not is_from_own_page(dict(request.headers), current_app.config["TRUSTED_HOSTS"]):
        abort(403)


@bp.get(NEUTRAL)
def neutral(locale: str, tutorial: str) -> str:
    """Which step?"""
    return _show_steps(_neutral_sheet(tutorial, locale))


@bp.get(f"{NEUTRAL}/<step>")
def neutral_step(locale: str, tutorial: str, step: str) -> str:
    """What is wrong there?"""
    return _show_step(_neutral_sheet(tutorial, locale), step)


@bp.post(f"{NEUTRAL}/<step>")
def neutral_step_submit(locale: str, tutorial: str, step: str) -> ResponseReturnValue:
    """Count it, then help."""
    return _submit(_neutral_sheet(tutorial, locale), step)


@bp.get(f"{NEUTRAL}/<step>/help")
def neutral_help(locale: str, tutorial: str, step: str) -> str:
    """What to do now."""
    return _show_help(_neutral_sheet(tutorial, locale), step)


@bp.get(BRANDED)
def branded(locale: str, organisation: str, tutorial: str) -> str:
    """Which step? The second QR code of a sheet leads here."""
    return _show_steps(get_public_sheet(organisation, tutorial, locale))


@bp.get(f"{BRANDED}/<step>")
def branded_step(locale: str, organisation: str, tutorial: str, step: str) -> str:
    """What is wrong there?"""
    return _show_step(get_public_sheet(organisation, tutorial, locale), step)


@bp.post(f"{BRANDED}/<step>")
def branded_step_submit(locale: str, organisation: str, tutorial: str, step: str) -> ResponseReturnValue:
    """Count it, then help."""
    return _submit(get_public_sheet(organisation, tutorial, locale), step)


@bp.get(f"{BRANDED}/<step>/help")
def branded_help(locale: str, organisation: str, tutorial: str, step: str) -> str:
    """What to do now."""
    return _show_help(get_public_sheet(organisation, tutorial, locale), step)


@bp.after_request
def keep_out_of_searches(response: Response) -> Response:
    """These pages answer nobody who did not follow a sheet."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _neutral_sheet(tutorial: str, locale: str) -> Sheet:
    return get_sheet(tutorial, locale, vendor_branding(services().settings))


def _show_steps(sheet: Sheet) -> str:
    keep(_files(sheet))
    return _render("tutorials/stuck.html", sheet)


def _show_step(sheet: Sheet, step_id: str) -> str:
    step = get_step(sheet, step_id)
    keep(_files(sheet))
    return _render_step(sheet, step)


def _render_step(sheet: Sheet, step: Step, *, error: str = "") -> str:
    return _render("tutorials/stuck_step.html", sheet, step=step, label=_label(step), stamp=_seal(sheet, step), error=error)


def _submit(sheet: Sheet, step_id: str) -> ResponseReturnValue:
    step = get_step(sheet, step_id)
    said = next((each for each in FlagReason if each.value == request.form.get("reason")), None)
    if said is None:
        return _render_step(sheet, step, error=_("Choose what is wrong. If nothing fits, choose “Something else”.")), 422
    # Whatever is not counted: the person who is stuck gets help.
    if _is_from_form(sheet, step) and _is_within_limits(sheet, step):
        _count(sheet, step, said)
    # It stands behind `?reason=`.
    query = SheetOptions(screen=request.args.get("screen")).query().replace("?", "&")
    return redirect(f"{stuck_path(sheet)}/{step.id}/help?reason={said.value}{query}", 303)


def _count(sheet: Sheet, step: Step, said: FlagReason) -> None:
    tutorial = _tutorial(sheet)
    text = next(each for each in tutorial.steps if each.facts.id == step.id)
    for key in text.label_keys or ("",):
        name = (tutorial.meta.client, key, sheet.screen.code)
        report_stuck(db.session, services().clock, name, tutorial.id, step.id, said)
    db.session.commit()


def _is_from_form(sheet: Sheet, step: Step) -> bool:
    """False for a form that we did not show, and for a program that fills in what people do not see."""
    try:
        signed = _seals().loads(request.form.get("stamp", ""))
    except BadSignature:
        return False
    # Nobody sees the field `topic`: whoever fills it in is a program.
    return bool(signed == [sheet.id, step.id]) and not (request.form.get("topic") or "").strip()


def _is_within_limits(sheet: Sheet, step: Step) -> bool:
    # The narrower limit first: what it refuses uses up nothing of the network's hour.
    return count_once(SAME_STEP, "stuck", network_key(), sheet.id, step.id) and count_once(REPORTS, "stuck", network_key())


def _show_help(sheet: Sheet, step_id: str) -> str:
    step = get_step(sheet, step_id)
    keep({*_files(sheet), *_generic_files(sheet)})
    said = next((each for each in FlagReason if each.value == request.args.get("reason")), FlagReason.OTHER)
    subject = _("%(title)s, step %(number)d", title=sheet.title, number=step.number)
    return _render(
        "tutorials/stuck_help.html",
        sheet,
        step=step,
        label=_label(step),
        said=said.value,
        variants=_variants(sheet, step),
        contact=contact_parts(sheet.branding.contact, subject),
        generic=sheet_path(sheet.branding, GENERIC, sheet.locale.code) if _has_generic(sheet) else "",
        other_screens=[each for each in sheet.screens if each.code != sheet.screen.code],
    )


def _variants(sheet: Sheet, step: Step) -> tuple[str, ...]:
    """What the buttons of this step are called elsewhere."""
    tutorials, tutorial = the_tutorials(), _tutorial(sheet)
    text = next(each for each in tutorial.steps if each.facts.id == step.id)
    labels = (tutorials.client(tutorial.meta.client).find_label(key, sheet.screen.code) for key in text.label_keys)
    return tuple(dict.fromkeys(plain_variant(each) for label in labels if label for each in label.variants))


def _label(step: Step) -> QuotedLabel | None:
    """The button that the step names first."""
    parts = (*step.instruction, *step.help, *step.expected)
    return next((part for part in parts if isinstance(part, QuotedLabel)), None)


def _has_generic(sheet: Sheet) -> bool:
    return not sheet.is_generic and the_tutorials().find(GENERIC, sheet.locale.code) is not None


def _generic_files(sheet: Sheet) -> set[Path]:
    # The page leads to it as soon as there is one.
    return {the_tutorials().root / "tutorials" / GENERIC / f"{sheet.locale.code}.md"}


def _tutorial(sheet: Sheet) -> Tutorial:
    return the_tutorials().find_shown(sheet.id, sheet.locale.code) or abort(404)


def _files(sheet: Sheet) -> set[Path]:
    stamps = {public_stamp(sheet.branding.slug)} if sheet.branding.slug else set()
    return {*the_tutorials().files(_tutorial(sheet)), *stamps}


def _render(template: str, sheet: Sheet, **values: object) -> str:
    page = sheet_path(sheet.branding, sheet.id, sheet.locale.code)
    return render_template(
        template,
        sheet=sheet,
        logo=public_logo(sheet.branding),
        page=page,
        query=stuck_query(sheet),
        stuck=stuck_path(sheet),
        screen_page=lambda code, number: f"{page}{SheetOptions(screen=code).query()}#step-{number}",
        index=url_for("tutorials.branded_index", organisation=sheet.branding.slug) if sheet.branding.slug else url_for("tutorials.index"),
        **values,
    )


def _seals() -> URLSafeSerializer:
    return URLSafeSerializer(services().settings.secret_key, salt="helpcenter.tutorials.stuck")


def _seal(sheet: Sheet, step: Step) -> str:
    """The signed field; it says nothing of the time, for the page is kept, and the same for everybody."""
    return str(_seals().dumps([sheet.id, step.id]))
