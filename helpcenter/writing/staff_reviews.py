"""Articles to be read again, for staff: what is due, and “read again, still true”."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.articles.reviews import Due, next_review
from helpcenter.documents.saving import ChangedMeanwhileError
from helpcenter.i18n.formats import format_date, house_day
from helpcenter.web.context import services
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _, request_locale
from helpcenter.writing.desk import make_note, the_desk
from helpcenter.writing.marking import write
from helpcenter.writing.reviews import DueArticle, confirm, due_articles
from helpcenter.writing.staff import bp
from helpcenter.writing.titles import readable


@bp.get("/staff/texts/reviews")
@staff_required
def reviews() -> ResponseReturnValue:
    """What is overdue, and what becomes due within thirty days."""
    articles = _due()
    overdue = [article for article in articles if article.due is Due.OVERDUE]
    soon = [article for article in articles if article.due is Due.SOON]
    return render_template("writing/reviews.html", overdue=overdue, soon=soon, form=BaseForm(), readable=readable)


@bp.post("/staff/texts/reviews/<slug>")
@staff_required
def confirm_review(slug: str) -> ResponseReturnValue:
    """Keep that an article is still true: it comes back in six months."""
    if not BaseForm().validate_on_submit():
        abort(400)
    article = next((each for each in _due() if each.slug == slug), None)
    if article is None:
        flash(_("This article is not due any more: somebody was quicker."), "success")
        return redirect(url_for("writing.reviews"))
    note = make_note(_("Read again: still true"))
    try:
        for each in confirm(the_desk().library, article, _today()):
            write(the_desk(), each.file, each.before, each.after, note)
    except ChangedMeanwhileError:
        flash(_("Somebody is changing this article just now. Try again in a moment."), "error")
        return redirect(url_for("writing.reviews"))
    day = format_date(next_review(_today()), request_locale().code)
    flash(_("Thank you. “%(title)s” comes back on %(day)s.", title=readable(article.title, article.title_locale), day=day), "success")
    return redirect(url_for("writing.reviews"))


def _due() -> list[DueArticle]:
    desk = the_desk()
    desk.catalogue.look()
    return due_articles(desk.catalogue.rows(), _today(), request_locale().code)


def _today() -> date:
    return house_day(services().clock())
