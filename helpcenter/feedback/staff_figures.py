"""The staff's page of figures, and what is done about words that were searched in vain."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.db import db
from helpcenter.documents.history import Author, History
from helpcenter.feedback import missing
from helpcenter.feedback.answers import Answers, AnswersError
from helpcenter.feedback.desk import all_current
from helpcenter.feedback.figures import Figures, Series, first_day_of_words, read_figures
from helpcenter.feedback.forms import WordsForm
from helpcenter.feedback.missing import Missing
from helpcenter.feedback.models import Decision
from helpcenter.feedback.plots import ColumnPlot, draw_columns, draw_interval
from helpcenter.feedback.staff import bp
from helpcenter.feedback.tasks import UPDATE
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.web.context import services
from helpcenter.web.locale import _

# Further titles can be typed; a list of more would be slow to load and to look through.
MOST_TITLES = 1000


@bp.get("/staff/figures")
@staff_required
def figures() -> ResponseReturnValue:
    """Views, helpful shares, searches in vain: all on one page."""
    # Looking writes nothing itself: the queue process takes in what the web processes have counted.
    services().jobs.enqueue(UPDATE)
    return _show()


@bp.post("/staff/figures/words")
@staff_required
def words_submit() -> ResponseReturnValue:
    """Do something about words that were searched in vain."""
    form = WordsForm()
    if not form.validate_on_submit():
        return _show(form), 422
    found = missing.find_words(db.session, form.locale.data or "", form.words.data or "", first_day_of_words(_today()))
    if found is None:
        flash(_("Somebody has decided about these words meanwhile."), "error")
        return redirect(url_for("feedback_staff.figures"))
    return _decide(form, found)


def _decide(form: WordsForm, found: Missing) -> ResponseReturnValue:
    answers = _answers()
    verbs: Mapping[str, Callable[[], str | None]] = {
        Decision.SYNONYM.value: lambda: answers.add_synonym(found, form.same_as.data or ""),
        Decision.ANSWER.value: lambda: answers.add_answer(found, form.article.data or "", all_current()),
        Decision.DRAFT.value: lambda: answers.begin_draft(found),
        Decision.DISMISSED.value: lambda: None,
    }
    decision = request.form.get("decision", "")
    verb = verbs.get(decision)
    if verb is None:
        abort(400)
    try:
        slug = verb()
    except AnswersError as error:
        form.refuse(error.problem)
        return _show(form), 422
    missing.decide(db.session, found, Decision(decision), _today(), the_user().id)
    db.session.commit()
    flash(_said(Decision(decision), slug or ""), "success")
    if slug:
        return redirect(url_for("writing.edit", slug=slug, text_locale=found.locale))
    return redirect(url_for("feedback_staff.figures", _anchor="missing"))


def _said(decision: Decision, slug: str) -> str:
    return str(
        {
            Decision.SYNONYM: _("Kept: both words lead to the same texts from now on."),
            Decision.ANSWER: _("Kept: this article comes first for these words."),
            Decision.DRAFT: _("The draft %(slug)s is begun in every language. Readers do not see it.", slug=slug),
            Decision.DISMISSED: _("Set aside. The words come back if they are searched in vain again on three days."),
        }[decision]
    )


def _show(wrong: WordsForm | None = None) -> str:
    texts = all_current()
    found = read_figures(db.session, _today(), texts, INTERFACE_LOCALES)
    return render_template(
        "feedback/figures.html",
        figures=found,
        views_plot=_draw(found, found.views),
        searches_plot=_draw(found, found.vain),
        interval=draw_interval,
        titles={code: sorted({text.title for text in texts if text.locale == code})[:MOST_TITLES] for code in INTERFACE_LOCALES},
        wrong=wrong,
        names={code: LOCALES[code].name for code in INTERFACE_LOCALES},
    )


def _answers() -> Answers:
    """What writes into content/, in the name of the person who is signed in."""
    found, user = services(), the_user()
    house = Author("Helpcenter", found.settings.mail_sender)
    history = History(found.settings.content, found.settings.instance / "history", house)
    return Answers(found.library, history, Author(user.display_name, user.email), found.clock())


def _draw(found: Figures, series: tuple[Series, ...]) -> ColumnPlot:
    # Day and month in figures are all that fits below a column.
    return draw_columns(series, [f"{week:%d/%m}" if number % 3 == 0 else "" for number, week in enumerate(found.weeks)])


def _today() -> date:
    return house_day(services().clock())
