"""The history of an organisation's sheets: who changed what and when, how they looked then, and the way back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.i18n.locales import get_locale
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.studio.changes import Change, list_changes
from helpcenter.studio.documents import View, Wanted
from helpcenter.studio.explanations import describe, show_value
from helpcenter.studio.routes import SELF, bp
from helpcenter.studio.shaping_pages import all_sheets, the_workshop
from helpcenter.studio.version_numbers import read_number
from helpcenter.tutorials.customising import ChangedMeanwhileError, current_shape
from helpcenter.tutorials.customising import restore as restore_version
from helpcenter.tutorials.models import Version
from helpcenter.tutorials.queries import find_latest, find_version, list_versions
from helpcenter.web.headers import content_policy
from helpcenter.web.locale import _

AT_ONCE = 30


@bp.get("/organisation/tutorials/studio/history")
@member_required
def history() -> str:
    """The versions, newest first, a page at a time."""
    organisation = current_organisation()
    before = read_number(request.args.get("before", ""))
    # One more than is shown: what the last one changed is seen in the one before it.
    found = list_versions(db.session, organisation.id, before=before, limit=AT_ONCE + 1)
    older = [*found[1:], None]
    entries = [(each, _changes(each, other)) for each, other in zip(found, older, strict=False)][:AT_ONCE]
    return render_template(
        "studio/history.html",
        organisation=organisation,
        entries=entries,
        is_newest=before is None,
        more=found[AT_ONCE - 1].number if len(found) > AT_ONCE else None,
        describe=describe,
    )


@bp.get("/organisation/tutorials/studio/history/<int:number>")
@member_required
def version(number: int) -> ResponseReturnValue:
    """What a version changed, its sheets as they looked, and the way back to it."""
    organisation = current_organisation()
    found = _get_version(number)
    latest = find_latest(db.session, organisation.id)
    shape, _number = current_shape(db.session, organisation)
    html = render_template(
        "studio/version.html",
        organisation=organisation,
        version=found,
        latest=latest,
        changes=_changes(found, find_version(db.session, organisation.id, number - 1)),
        since=list_changes(shape, found.shape),
        sheets=all_sheets(),
        old_locales=[get_locale(code) for code in found.shape.look.locales],
        views=View,
        wanted=Wanted.of_request(found.shape),
        describe=describe,
        show_value=show_value,
    )
    # The old version is shown in a frame of our own.
    return html, {"Content-Security-Policy": content_policy(frame_sources=SELF)}


@bp.post("/organisation/tutorials/studio/history/<int:number>/restore")
@member_required
def restore(number: int) -> ResponseReturnValue:
    """Make an old version the newest; the present one stays in the history."""
    found, opened = _get_version(number), read_number(request.form.get("opened", "")) or 0
    try:
        made = restore_version(the_workshop(), current_organisation(), found, opened=opened, by=the_user())
    except ChangedMeanwhileError:
        db.session.rollback()
        flash(_("Somebody else changed this meanwhile. Look at what is there now, then decide again."), "error")
        return redirect(url_for("studio.version", number=number))
    db.session.commit()
    flash(_("Your sheets look again as they did then.") if made else _("Nothing has changed."), "success")
    return redirect(url_for("studio.history"))


def _get_version(number: int) -> Version:
    # PostgreSQL refuses numbers that fit into no column.
    found = find_version(db.session, current_organisation().id, number) if number < 10**6 else None
    if found is None:
        abort(404)
    return found


def _changes(after: Version, before: Version | None) -> tuple[Change, ...]:
    return list_changes(before.shape, after.shape) if before else ()
