"""The preview: what a reader will see, and what is wrong, before anything is saved."""

from flask.testing import FlaskClient

from tests.browsing import text_of
from tests.writing.desk import BODY, Writer

FETCH = {"X-Requested-With": "fetch"}


def test_the_preview_follows_what_is_typed_and_saves_nothing(writer: Writer) -> None:
    before = writer.lay().read_text()
    form = {**writer.open(), "title": "Pour {{ vendor }}", "body": "Bonjour **vous** !\n"}
    page = writer.browser.post(writer.url(more="/preview"), data=form, headers=FETCH)
    html = page.get_data(as_text=True)
    assert "<strong>vous</strong>\u202f!" in html
    assert "Pour ANI" in html
    assert "<html" not in html
    assert writer.file().read_text() == before


def test_mistakes_are_named_with_the_line_in_the_field(writer: Writer) -> None:
    writer.lay()
    form = {**writer.open(), "body": "One.\n\nTwo {{ nothing }}.\n"}
    html = writer.browser.post(writer.url(more="/preview"), data=form, headers=FETCH).get_data(as_text=True)
    assert 'data-line="3"' in html
    assert "La valeur {{ nothing }} n’existe pas." in html
    assert "Two {{ nothing }}." in html


def test_a_text_that_is_too_tangled_is_shown_as_typed_and_says_why_in_the_writers_language(writer: Writer) -> None:
    writer.lay()
    form = {**writer.open(), "body": "~~~a\n" * 10_000}
    page = writer.browser.post(writer.url(more="/preview"), data=form, headers=FETCH)
    assert "Trop de crochets ou de marques de code restent ouverts" in text_of(page)
    assert "<pre>~~~a" in page.get_data(as_text=True)


def test_a_broken_front_matter_does_not_end_the_preview(writer: Writer) -> None:
    writer.lay()
    form = {**writer.open(), "title": "", "summary": "{{ nothing }}", "updated_on": "no day", "order": "x", "section": "nowhere"}
    page = writer.browser.post(writer.url(more="/preview"), data=form, headers=FETCH)
    assert page.status_code == 200
    assert "Words that say it." in text_of(page)


def test_scripts_and_foreign_frames_never_reach_the_preview(writer: Writer) -> None:
    writer.lay()
    body = "<script>alert(1)</script>\n\n<iframe src=x></iframe> [a](javascript:alert(1)) ![x](https://evil.example/x.png)\n"
    html = writer.browser.post(writer.url(more="/preview"), data={**writer.open(), "body": body, "title": "<b>T</b>"}, headers=FETCH)
    text = html.get_data(as_text=True)
    for wrong in ("<script", "<iframe", 'href="javascript', "<b>T", 'src="https://evil'):
        assert wrong not in text


def test_without_script_the_preview_is_a_whole_page(writer: Writer) -> None:
    writer.lay()
    page = writer.browser.post(writer.url(more="/preview"), data={**writer.open(), "body": "Words.\n"})
    assert page.get_data(as_text=True).startswith("<!doctype html>")
    assert "Aperçu : seule l’équipe voit cette page." in text_of(page)


def test_a_draft_has_a_page_for_staff_only(client: FlaskClient, writer: Writer) -> None:
    writer.lay(status="draft", body=BODY)
    assert "Words that say it." in text_of(writer.browser.get(writer.url(more="/preview")))
    assert client.get(writer.url(more="/preview")).status_code == 302
