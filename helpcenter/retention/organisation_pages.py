"""Page of managers: take along everything that the organisation has here."""

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from helpcenter.consent import ledger
from helpcenter.consent.attachments import AttachmentStore
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.organisations.access import current_organisation, manager_required
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.retention.evidence_bundle import note_export
from helpcenter.retention.forms import PlainForm
from helpcenter.retention.organisation_export import Files, make_export
from helpcenter.web.context import services
from helpcenter.web.limits import limiter

bp = Blueprint("retention", __name__)


@bp.get("/organisation/export")
@manager_required
def export() -> ResponseReturnValue:
    """What the export holds."""
    return render_template("retention/export.html", form=PlainForm(), organisation=current_organisation())


@bp.post("/organisation/export")
@manager_required
# Each packs all files of years.
@limiter.limit("10 per hour")
def export_submit() -> ResponseReturnValue:
    """The ZIP."""
    if not PlainForm().validate_on_submit():
        return export()
    return send_export(current_organisation(), "organisation")


def send_export(organisation: Organisation, recipient: str) -> Response:
    """The ZIP of an organisation; that it left the house is written down first."""
    subject = ledger.Subject("", 0, organisation.id)
    # Written down and stored before it leaves: an erasure names later who holds a copy.
    head = note_export(db.session, subject, "organisation_export", recipient, services().clock())
    db.session.commit()
    instance = services().settings.instance
    files = Files(LogoStore(instance), AttachmentStore(instance))
    slug = organisation.slug
    # Scans and mails of years take seconds to pack: on SQLite nobody could answer meanwhile, for a POST holds the write lock.
    with only_looking(db.session):
        data = make_export(db.session, organisation, files, head)
    response = make_response(data)
    response.headers["Content-Type"] = "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-export.zip"'
    return response
