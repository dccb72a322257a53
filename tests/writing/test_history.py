"""The history in the browser: who changed what, and an old version made new."""

from pathlib import Path

import pytest

from tests.browsing import text_of
from tests.fakes import FakeClock
from tests.writing.desk import BODY, Writer, form_of

NEW = BODY.replace("Words that say it.", "Other words.")


def numbers(writer: Writer) -> list[str]:
    """The numbers of the versions on the first page of the history."""
    page = writer.browser.get(writer.url(more="/history")).get_data(as_text=True)
    return [part.split('"')[0] for part in page.split(f"{writer.url(more='/history')}/")[1:]]


def restore(writer: Writer, number: str) -> int:
    """Press the button of a version."""
    page = writer.browser.get(writer.url(more=f"/history/{number}"))
    form = form_of(page, "form[action$=restore]")
    return writer.browser.post(writer.url(more=f"/history/{number}/restore"), data=form).status_code


def test_a_change_is_told_with_author_words_and_moment(writer: Writer) -> None:
    writer.lay()
    writer.save(body=NEW, note="Plus simple")
    page = text_of(writer.browser.get(writer.url(more="/history")))
    assert "Plus simple Équipe A · 2 novembre 2026 à 10:30" in page
    assert "Changé hors du navigateur Helpcenter" in page


def test_a_version_shows_removed_and_added_words_with_signs_and_labels(writer: Writer) -> None:
    writer.lay()
    writer.save(body=NEW)
    page = writer.browser.get(writer.url(more=f"/history/{numbers(writer)[0]}"))
    html = page.get_data(as_text=True)
    assert "Retiré\xa0:" in html
    assert "Ajouté\xa0:" in html
    assert "<del>Words that say it.</del>" in html or "<del>" in html
    assert "<ins>" in html
    assert "C’est le texte tel qu’il est maintenant." in text_of(page)


def test_an_old_version_becomes_the_newest_and_nothing_is_lost(writer: Writer, clock: FakeClock) -> None:
    writer.lay()
    writer.save(body=NEW)
    clock.advance(days=1)
    assert restore(writer, numbers(writer)[1]) == 302
    assert writer.open()["body"] == BODY
    page = text_of(writer.browser.get(writer.url(more="/history")))
    assert "Retour à la version du 02/11/2026" in page
    assert len(numbers(writer)) == 3


def test_going_back_does_not_publish_what_is_a_draft_now(writer: Writer) -> None:
    writer.lay()
    writer.save(body=NEW)
    writer.save(action="draft")
    restore(writer, numbers(writer)[-1])
    assert writer.open()["body"] == BODY
    assert "status: draft" in writer.file().read_text()


def test_going_back_over_somebody_s_newer_words_asks_first(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    writer.save(body=NEW)
    number = numbers(writer)[1]
    form = form_of(writer.browser.get(writer.url(more=f"/history/{number}")), "form[action$=restore]")
    colleague.save(body=BODY.replace("1. Do it.", "1. Do it now."))
    answer = writer.browser.post(writer.url(more=f"/history/{number}/restore"), data=form)
    assert answer.status_code == 409
    assert "Do it now." in writer.file().read_text()


def test_an_old_version_with_mistakes_is_shown_in_the_form_not_to_readers(writer: Writer) -> None:
    writer.lay(body=BODY + "\n## No anchor\n")
    writer.save(body=NEW)
    number = numbers(writer)[-1]
    form = form_of(writer.browser.get(writer.url(more=f"/history/{number}")), "form[action$=restore]")
    answer = writer.browser.post(writer.url(more=f"/history/{number}/restore"), data=form)
    assert answer.status_code == 422
    assert "## No anchor" in form_of(answer)["body"]
    assert "No anchor" not in writer.file().read_text()


def test_what_nobody_recorded_is_shown_as_such(writer: Writer) -> None:
    file = writer.lay()
    writer.save(body=NEW)
    file.write_text(file.read_text() + "\nAdded by hand.\n")
    assert "Pas encore noté" in text_of(writer.browser.get(writer.url(more="/history")))
    assert "Added by hand." in text_of(writer.browser.get(writer.url(more="/history/unrecorded")))


@pytest.mark.parametrize("number", ["0" * 40, "HEAD", "..", "nothing"])
def test_what_is_no_version_is_not_found(writer: Writer, number: str) -> None:
    writer.lay()
    writer.save(body=NEW)
    assert writer.browser.get(writer.url(more=f"/history/{number}")).status_code in {404, 308}


def test_a_history_that_cannot_be_written_never_loses_a_save(writer: Writer, tmp_path: Path) -> None:
    writer.lay()
    (tmp_path / "instance" / "history").write_text("not a repository")
    assert writer.save(body=NEW).status_code == 302
    assert "Other words." in writer.file().read_text()
    assert "l’historique n’a pas pu le noter" in text_of(writer.browser.get("/staff/texts/volume/en"))


def test_a_version_is_named_by_its_day_on_the_clock_of_the_house(writer: Writer, clock: FakeClock) -> None:
    writer.lay()
    # Half past eleven at night in universal time: half past midnight in Paris.
    clock.advance(hours=14)
    writer.save(body=NEW)
    first = numbers(writer)[0]
    writer.save(body=NEW + "More.\n")
    assert restore(writer, first) == 302
    assert "Retour à la version du 03/11/2026" in text_of(writer.browser.get(writer.url(more="/history")))
