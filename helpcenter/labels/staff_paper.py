"""The check list to take to a screen: as a page, and on paper."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.i18n.formats import house_day
from helpcenter.labels.check_list import CheckList, make_check_list
from helpcenter.labels.desk import the_worklist
from helpcenter.labels.printing import make_document
from helpcenter.labels.screens import screen_language
from helpcenter.labels.staff import bp
from helpcenter.web.context import services
from helpcenter.web.locale import request_locale
from helpcenter.web.pdf_pages import answer_pdf


@bp.get("/staff/labels/list")
@staff_required
def check_list() -> ResponseReturnValue:
    """Twenty labels in fifteen minutes."""
    if not request.args.get("client") or not request.args.get("screen"):
        # Both are chosen there.
        return redirect(url_for("labels_staff.worklist"))
    found, code = _get_list(), request_locale().code
    return render_template(
        "labels/check_list.html",
        found=found,
        screen=screen_language(found.locale, code),
        entry=lambda line: url_for("labels_staff.label", client=found.client, key=line.key, screen_locale=found.locale),
    )


@bp.get("/staff/labels/list.pdf")
@staff_required
def check_list_pdf() -> ResponseReturnValue:
    """The same to print: two pages at most."""
    found = _get_list()
    today = house_day(services().clock())
    document = make_document(found, request_locale().code, services().settings.public_url, today)
    page = url_for("labels_staff.check_list", client=found.client, screen=found.locale)
    return answer_pdf(document, f"labels-{found.client}-{found.locale}.pdf", page)


def _get_list() -> CheckList:
    found = make_check_list(the_worklist(), request.args.get("client", ""), request.args.get("screen", ""))
    return found if found is not None else abort(404)
