"""Pages of members: which organisation somebody works for at the moment, and what they may do there."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

from flask import abort, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import signed_in_required, the_user
from helpcenter.db import db
from helpcenter.organisations.models import MemberRole, Membership, Organisation
from helpcenter.organisations.queries import memberships_of

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
CHOSEN = "organisation"
OWN = "helpcenter.memberships"


def member_required(view: View[P]) -> View[P]:
    """Only for members; the view finds their organisation in current_organisation()."""

    @wraps(view)
    def guarded(*arguments: P.args, **options: P.kwargs) -> ResponseReturnValue:
        g.membership = find_current_membership()
        if g.membership is None:
            return _without_organisation()
        return view(*arguments, **options)

    return signed_in_required(guarded)


def manager_required(view: View[P]) -> View[P]:
    """Only for members who manage their organisation."""

    @wraps(view)
    def guarded(*arguments: P.args, **options: P.kwargs) -> ResponseReturnValue:
        if current_membership().role is not MemberRole.MANAGER:
            abort(403)
        return view(*arguments, **options)

    return member_required(guarded)


def current_organisation() -> Organisation:
    """The organisation that the signed-in member works for; for views behind member_required."""
    return current_membership().organisation


def current_membership() -> Membership:
    """How the signed-in member belongs to it."""
    membership: Membership = g.membership
    return membership


def find_current_membership() -> Membership | None:
    """The membership chosen last in this session, else the first by name."""
    memberships = own_memberships()
    # The cookie only chooses among what is the person's own at this moment: a membership that ended opens nothing.
    chosen = [each for each in memberships if each.organisation_id == session.get(CHOSEN)]
    return next(iter([*chosen, *memberships]), None)


def own_memberships() -> Sequence[Membership]:
    """What the signed-in person belongs to, by name: asked once for each request, for the guard and for the header."""
    found: Sequence[Membership] | None = request.environ.get(OWN)
    if found is None:
        found = request.environ[OWN] = memberships_of(db.session, the_user())
    return found


def choose_organisation(slug: str) -> None:
    """Work for another of one's organisations from now on; 404 when it is not one's own."""
    for membership in memberships_of(db.session, the_user()):
        if membership.organisation.slug == slug:
            session[CHOSEN] = membership.organisation_id
            return
    # The same for one that exists and one that does not: who else is here is not told.
    abort(404)


def _without_organisation() -> ResponseReturnValue:
    if the_user().is_staff:
        return redirect(url_for("organisations_staff.overview"))
    return render_template("organisations/none.html"), 403
