"""Who may see a page: decorators for views, strictest last."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from helpcenter.accounts.models import User

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def signed_in_required(view: View[P]) -> View[P]:
    """Only for people who have signed in; others are asked to, and come back."""
    return _guard(view, lambda user: True)


def staff_required(view: View[P]) -> View[P]:
    """Only for the vendor's people."""
    return _guard(view, lambda user: user.is_staff)


def admin_required(view: View[P]) -> View[P]:
    """Only for the vendor's administrators."""
    return _guard(view, lambda user: user.is_admin)


def the_user() -> User:
    """The person who is signed in; for views behind one of the decorators."""
    user: User = current_user._get_current_object()
    return user


def member_actor() -> str:
    """Who acts for an organisation, as history and evidence name it: a number, never a name."""
    return f"member:{the_user().id}"


def staff_actor() -> str:
    """Who of the staff acts, in the same way."""
    return f"staff:{the_user().id}"


def ask_to_sign_in() -> Response:
    """Lead to the sign-in page, and back here afterwards if this page can be opened again."""
    # Our own path, never a value that somebody sent: nothing from outside says where a sign-in leads. A post cannot be opened again.
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return make_response(redirect(url_for("security.login", next=back)))


def private(answer: ResponseReturnValue) -> Response:
    """The answer, marked as nobody's to keep unless the view said otherwise."""
    response = make_response(answer)
    # Town halls share computers: what stays in a browser's memory opens with its Back button, after the sign-out too.
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _guard(view: View[P], is_allowed: Callable[[User], bool]) -> View[P]:
    @wraps(view)
    def guarded(*arguments: P.args, **options: P.kwargs) -> ResponseReturnValue:
        person = the_user()
        if not person.is_authenticated:
            return ask_to_sign_in()
        if not is_allowed(person):
            abort(403)
        return private(view(*arguments, **options))

    return guarded
