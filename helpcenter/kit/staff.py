"""What staff see of an address before they verify it."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.kit.safety_pages import ask_now, show_safety
from helpcenter.organisations.models import SenderAddress
from helpcenter.organisations.queries import find_address

bp = Blueprint("kit_staff", __name__)


@bp.post("/staff/sender-addresses/<int:address_id>/check")
@staff_required
def check(address_id: int) -> ResponseReturnValue:
    """Look at what the domain of an address publishes."""
    sender = find_address(db.session, address_id)
    if sender is None:
        abort(404)
    ask_now(sender.address)
    return redirect(url_for("organisations_staff.sender_addresses", _anchor=f"address-{address_id}"))


def show_for_staff(sender: SenderAddress) -> str:
    """The piece of the page of sender addresses."""
    return show_safety(sender.address, url_for("kit_staff.check", address_id=sender.id), level=4)
