"""Pages of staff: erasing a blocked address of which no request speaks, with who else holds it."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.retention.addresses import NOBODY, Holding, erase_address, find_holding
from helpcenter.retention.forms import EraseForm
from helpcenter.retention.setup import current_custody
from helpcenter.retention.tasks import SCRUB
from helpcenter.suppressions.queries import find_block
from helpcenter.web.context import services

bp = Blueprint("retention_addresses", __name__)


@dataclass(frozen=True)
class Erased:
    """What the last page says, read before it was forgotten; nothing of it is kept."""

    address: str
    organisation: str
    holding: Holding


@bp.get("/staff/suppressions/<int:block_id>/erase")
@staff_required
def erase(block_id: int) -> ResponseReturnValue:
    """What erasing this address would do."""
    return _ask(_find(block_id), block_id, EraseForm(formdata=None))


@bp.post("/staff/suppressions/<int:block_id>/erase")
@staff_required
def erase_submit(block_id: int) -> ResponseReturnValue:
    """Erase it, and say whom to tell."""
    found, form = _find(block_id), EraseForm()
    if found.holding.cases:
        # Somebody opened a request meanwhile: the page says where to erase now.
        return redirect(url_for("retention_addresses.erase", block_id=block_id))
    if not form.validate_on_submit():
        return _ask(found, block_id, form), 422
    erase_address(db.session, current_custody(), _organisation_of(block_id), found.address)
    services().jobs.enqueue_after_commit(db.session, SCRUB)
    db.session.commit()
    return render_template("retention/address_erased.html", found=found)


def _find(block_id: int) -> Erased:
    block = find_block(db.session, block_id) or abort(404)
    name = block.organisation.name if block.organisation else ""
    return Erased(block.address, name, find_holding(db.session, block.organisation_id or NOBODY, block.address))


def _organisation_of(block_id: int) -> int:
    block = find_block(db.session, block_id)
    return block.organisation_id or NOBODY if block else NOBODY


def _ask(found: Erased, block_id: int, form: EraseForm) -> str:
    return render_template("retention/address_erase.html", found=found, block_id=block_id, form=form)
