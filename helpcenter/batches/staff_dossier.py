"""Pages of staff: the dossier of a batch, made anew and downloaded."""

from collections.abc import Mapping

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.batches.covering import covering_texts
from helpcenter.batches.desk import content_of, get_batch
from helpcenter.batches.dossier import make_dossier
from helpcenter.batches.dossier_files import pack, text_files
from helpcenter.batches.forms import StepForm
from helpcenter.batches.printing import make_documents
from helpcenter.batches.staff import bp
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.web.context import services
from helpcenter.web.locale import _
from helpcenter.web.pdf_pages import answer_with_pdfs


@bp.post("/staff/batches/<int:batch_id>/dossiers")
@staff_required
def dossier_submit(batch_id: int) -> ResponseReturnValue:
    """Make a dossier with the agreements that have come meanwhile; the ledger notes that it leaves."""
    found = get_batch(batch_id)
    if not StepForm().validate_on_submit():
        abort(400)
    make_dossier(db.session, current_desk(), found, staff_actor())
    db.session.commit()
    flash(_("The dossier is made anew: it holds the agreements of this moment."), "success")
    return redirect(url_for("batches_staff.batch", batch_id=batch_id))


@bp.get("/staff/batches/<int:batch_id>/dossiers/<int:dossier_id>.zip")
@staff_required
def dossier_zip(batch_id: int, dossier_id: int) -> ResponseReturnValue:
    """All files of one dossier: PDF, tables, data, the words of the notices, the text to paste."""
    found = get_batch(batch_id)
    dossier = next((each for each in found.dossiers if each.id == dossier_id), None)
    if dossier is None:
        abort(404)
    content, vendor = content_of(dossier), services().settings.vendor_name
    texts = text_files(content, covering_texts(content, vendor))

    def make(pdfs: Mapping[str, bytes]) -> Response:
        files = [*pdfs.items(), *((name, text.encode()) for name, text in texts.items())]
        response = Response(pack(files, dossier.made_at), mimetype="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="dossier-{batch_id}-{dossier_id}.zip"'
        # It names families: no copy stays in the cache of a shared computer.
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer_with_pdfs(make_documents(content, vendor), url_for("batches_staff.batch", batch_id=batch_id), make)
