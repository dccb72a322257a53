"""What all pages of strangers keep to: no cookie, no copy, no other site's forms, no floods; no captcha either."""

from flask import Blueprint, Response, abort, current_app, request
from limits import RateLimitItemPerHour

from helpcenter.intake.desk import the_seals
from helpcenter.intake.forms import TRAP
from helpcenter.web.kit import csrf
from helpcenter.web.limits import count_once, network_key
from helpcenter.web.locale import _
from helpcenter.web.origin import is_from_own_page

PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
# A social centre is one network, with a computer for its families.
MESSAGES = RateLimitItemPerHour(20)


def guard(bp: Blueprint) -> None:
    """Let the pages of this blueprint be used without a session."""
    csrf.exempt(bp)
    bp.before_request(_refuse_other_sites)
    bp.after_request(_keep_private)


def trap_is_touched() -> bool:
    """True when the field that people do not see was filled in."""
    return bool(request.form.get(TRAP, "").strip())


def find_obstacle() -> str:
    """Why a message cannot be taken just now, in words; empty when it can. Ask it only for what would be kept."""
    seal = the_seals().read(request.form.get("seal", ""))
    if seal is None:
        return _("This page was open for too long. Look at what you wrote once more, then send it again.")
    if the_seals().is_too_quick(seal):
        return _("That was very quick. Look at what you wrote once more, then send it again.")
    if not count_once(MESSAGES, "intake", network_key()):
        return _("Many messages come from your network just now. Wait a few minutes, then send it again.")
    return ""


def _refuse_other_sites() -> None:
    if request.method == "POST" and not is_from_own_page(dict(request.headers), current_app.config["TRUSTED_HOSTS"]):
        abort(403)


def _keep_private(response: Response) -> Response:
    response.headers.update(PRIVATE)
    return response
