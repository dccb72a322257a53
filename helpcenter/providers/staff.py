"""Page of staff: what each mail provider blocks, and what it asks before it lifts a block."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.i18n.countries import country_in
from helpcenter.providers import words
from helpcenter.providers.policy import BlockKind
from helpcenter.providers.policy_file import find_obstacle
from helpcenter.providers.setup import the_policies, the_policy, the_remover
from helpcenter.web.locale import request_locale

bp = Blueprint("providers_staff", __name__)


@bp.get("/staff/providers")
@staff_required
def providers() -> ResponseReturnValue:
    """All block rules, those of our own provider first."""
    code = request_locale().code
    own = the_policy(code)
    others = [policy for policy in the_policies().all(code) if policy.id != own.id]
    return render_template(
        "providers/staff_list.html",
        own=own,
        policies=[own, *others],
        kinds=[kind for kind in BlockKind if kind is not BlockKind.UNKNOWN],
        find_obstacle=find_obstacle,
        has_program=the_remover() is not None,
        countries={policy.id: country_in(code, policy.country) for policy in (own, *others)},
        words=words,
    )
