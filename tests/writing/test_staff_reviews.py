"""What must be read again, in the browser. The clock stands at 2 November 2026."""

from flask.testing import FlaskClient

from tests.browsing import csrf_of, text_of
from tests.writing.desk import Writer, form_of

PAGE = "/staff/texts/reviews"


def press(writer: Writer, slug: str) -> str:
    form = form_of(writer.browser.get(PAGE), f'form[action="{PAGE}/{slug}"]')
    writer.browser.post(f"{PAGE}/{slug}", data=form)
    return text_of(writer.browser.get(PAGE))


def test_overdue_articles_stand_before_those_that_are_due_soon(writer: Writer) -> None:
    writer.lay("late", review_on="2026-11-01", owner="assistance")
    writer.lay("soon", "en", review_on="2026-12-02")
    writer.lay("later", review_on="2026-12-03")
    page = text_of(writer.browser.get(PAGE))
    assert "En retard (1) Titre late À relire avant le 1er novembre 2026 Responsable : assistance Français" in page
    assert "Dans les trente jours (1) Titre soon À relire avant le 2 décembre 2026 Aucun responsable Anglais" in page
    assert "Titre later" not in page


def test_an_archived_article_is_never_due(writer: Writer) -> None:
    writer.lay("late", review_on="2026-11-01", status="archived")
    assert "Rien à relire dans les trente jours." in text_of(writer.browser.get(PAGE))


def test_read_again_brings_all_its_languages_back_in_six_months_and_changes_nothing_else(writer: Writer) -> None:
    writer.lay("late", review_on="2026-11-01  # every half year")
    writer.lay("late", "en", review_on="2026-11-10")
    before = writer.file("late").read_text(encoding="utf-8")
    page = press(writer, "late")
    assert "« Titre late » revient le 2 mai 2027." in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert writer.file("late").read_text(encoding="utf-8") == before.replace("2026-11-01", "2027-05-02")
    assert "review_on: 2027-05-02\n" in writer.file("late", "en").read_text(encoding="utf-8")
    assert "Relu : toujours vrai Équipe A" in text_of(writer.browser.get(writer.url("late", more="/history")))


def test_the_second_click_is_told_that_somebody_was_quicker(writer: Writer, colleague: Writer) -> None:
    writer.lay("late", review_on="2026-11-01")
    form = form_of(writer.browser.get(PAGE), f'form[action="{PAGE}/late"]')
    press(colleague, "late")
    writer.browser.post(f"{PAGE}/late", data=form)
    assert "quelqu’un vous a devancé" in text_of(writer.browser.get(PAGE))


def test_only_staff_confirm(client: FlaskClient, writer: Writer) -> None:
    writer.lay("late", review_on="2026-11-01")
    assert client.get(PAGE).status_code == 302
    token = csrf_of(writer.browser.get(PAGE))
    assert client.post(f"{PAGE}/late", data={"csrf_token": token}).status_code in {302, 400}
    assert "2026-11-01" in writer.file("late").read_text(encoding="utf-8")


def test_the_list_of_texts_leads_to_both_pages(writer: Writer) -> None:
    html = writer.browser.get("/staff/texts").get_data(as_text=True)
    assert f'href="{PAGE}"' in html
    assert 'href="/staff/texts/translations"' in html
