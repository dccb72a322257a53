"""Pages of staff: erasing a blocked address of which no request speaks, or any address, with who else holds it."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.retention.addresses import NOBODY, Holding, erase_address, find_holding
from helpcenter.retention.everywhere import erase_everywhere, find_everywhere, providers_of
from helpcenter.retention.forms import AddressForm, EraseAnyForm, EraseForm, read_address
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


@bp.get("/staff/suppressions/erase")
@staff_required
def choose() -> ResponseReturnValue:
    """Ask for the whole address: it need not be blocked anywhere."""
    return render_template("retention/address_choose.html", form=AddressForm(formdata=None))


@bp.post("/staff/suppressions/erase")
@staff_required
def look() -> ResponseReturnValue:
    """What stands here about it, before anything goes."""
    form = AddressForm()
    if not form.validate_on_submit():
        return render_template("retention/address_choose.html", form=form), 422
    # Answered to the post itself: in the address of a page, the mailbox would stand in histories and logs.
    return _show(form.clean_address, EraseAnyForm(formdata=None, data={"address": form.clean_address}))


@bp.post("/staff/suppressions/erase/now")
@staff_required
def everywhere_submit() -> ResponseReturnValue:
    """Erase it wherever no request speaks of it, and say whom to tell."""
    form = EraseAnyForm()
    address = read_address(form.address.data)
    if not address:
        return redirect(url_for("retention_addresses.choose"))
    if not form.validate_on_submit():
        return _show(address, form), 422
    gone = erase_everywhere(db.session, current_custody(), address)
    services().jobs.enqueue_after_commit(db.session, SCRUB)
    left = find_everywhere(db.session, address)
    db.session.commit()
    return render_template("retention/address_gone.html", address=address, gone=gone, left=left, providers=providers_of(gone))


def _show(address: str, form: EraseAnyForm) -> str:
    held = find_everywhere(db.session, address)
    return render_template("retention/address_look.html", address=address, held=held, providers=providers_of(held), form=form)


def _find(block_id: int) -> Erased:
    block = find_block(db.session, block_id) or abort(404)
    name = block.organisation.name if block.organisation else ""
    return Erased(block.address, name, find_holding(db.session, block.organisation_id or NOBODY, block.address))


def _organisation_of(block_id: int) -> int:
    block = find_block(db.session, block_id)
    return block.organisation_id or NOBODY if block else NOBODY


def _ask(found: Erased, block_id: int, form: EraseForm) -> str:
    return render_template("retention/address_erase.html", found=found, block_id=block_id, form=form)
