"""The form of a text: saving in every state, mistakes beside their place, two people at once."""

import pytest
from flask.testing import FlaskClient

from tests.browsing import text_of
from tests.fakes import FakeClock
from tests.writing.desk import BODY, SUMMARY, Writer, form_of

NEW = BODY.replace("Words that say it.", "Other words.")


def test_only_staff_write(client: FlaskClient, writer: Writer) -> None:
    writer.lay()
    answer = client.get(writer.url())
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]
    assert client.post(writer.url(), data={"body": "x"}).status_code == 400


def test_opening_and_saving_without_a_change_writes_the_same_words(writer: Writer) -> None:
    writer.lay(keywords="[90 jours, 'a: b']", owner="assistance")
    writer.save()
    once = writer.file().read_text()
    assert writer.save().status_code == 302
    assert writer.file().read_text() == once
    assert once.startswith("---\ntitle: Titre volume\nsummary: One sentence that says whom this serves.\nsection: why\n")
    assert "keywords: [90 jours, 'a: b']\n" in once
    assert once.endswith(f"---\n\n{BODY}")
    assert "updated_on: 2026-10-01\n" in once


def test_a_saved_text_is_what_readers_see_at_the_next_request(client: FlaskClient, writer: Writer) -> None:
    writer.lay()
    assert "Words that say it." in text_of(client.get("/fr/articles/volume"))
    answer = writer.save(body=NEW)
    assert answer.headers["Location"].endswith(writer.url())
    assert "« Titre volume » est enregistré." in text_of(writer.browser.get(writer.url()))
    assert "Other words." in text_of(client.get("/fr/articles/volume"))


def test_changed_words_get_the_day_of_today_and_small_corrections_do_not(writer: Writer) -> None:
    writer.lay()
    writer.save(body=NEW, is_small="y")
    assert "updated_on: 2026-10-01" in writer.file().read_text()
    writer.save(owner="assistance")
    assert "updated_on: 2026-10-01" in writer.file().read_text()
    writer.save(body=BODY)
    assert "updated_on: 2026-11-02" in writer.file().read_text()


def test_comments_and_fields_that_the_form_does_not_show_stay(writer: Writer) -> None:
    file = writer.lay(translation="{of: fr, sections: {introduction: 0a1b2c3d4e5f}}")
    file.write_text(file.read_text().replace("section: why", "# for clerks\nsection: why"))
    writer.save(title="Un autre titre")
    assert "# for clerks\nsection: why" in file.read_text()
    assert "introduction: 0a1b2c3d4e5f" in file.read_text()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Tapez un titre."),
        ({"title": "x" * 91}, "Entre 3 et 90 caractères."),
        ({"summary": "short"}, "Entre 20 et 200 caractères."),
        ({"updated_on": "2026-13-45"}, "Not a valid date value"),
        ({"related": "../../etc"}, "« ../../etc » n’est pas l’adresse d’un article."),
        ({"related": "nothing-here"}, "Il n’y a pas d’autre article nothing-here."),
        ({"aliases": "mail-delivery"}, "mail-delivery est l’adresse d’un article qui existe."),
        ({"title": "Pourquoi des mails n’arrivent pas, et que faire"}, "a le même titre"),
    ],
)
def test_a_mistake_of_a_field_stands_beside_it_and_nothing_is_saved(writer: Writer, changes: dict[str, str], words: str) -> None:
    before = writer.lay().read_text()
    answer = writer.save(body=NEW, **changes)
    assert answer.status_code == 422
    page = text_of(answer)
    if words.startswith("Not a"):
        assert "date" in page
    else:
        assert words in page
    assert "Other words." in form_of(answer)["body"]
    assert writer.file().read_text() == before


def test_a_section_that_does_not_exist_is_refused(writer: Writer) -> None:
    before = writer.lay().read_text()
    assert writer.save(section="nowhere").status_code == 422
    assert writer.file().read_text() == before


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("Words.\n\n## No anchor\n", 3, "a besoin d’une ancre"),
        ("Words.\n\n<script>alert(1)</script>\n", 3, "Les balises HTML s’affichent telles quelles"),
        ("[x](../nothing/fr.md)\n", 1, "Ce lien mène à articles/nothing/fr.md, qui n’existe pas."),
        ("[x](javascript:alert(1))\n", 1, "Une page ne peut pas mener à"),
        ("A\n\n![](nothing.png)\n", 3, "n’est pas à côté de ce texte"),
        ("{{ nothing }}\n", 1, "La valeur {{ nothing }} n’existe pas."),
        ("[x](#nothing)\n", 1, "Aucun titre de ce texte n’a l’ancre #nothing."),
        ('!!! danger "T"\n    x\n', 1, "L’encadré « danger » n’existe pas."),
        ("## A {#a}\n\n#### B {#b}\n", 3, "saute un niveau"),
    ],
)
def test_a_mistake_of_the_text_is_named_with_its_line_and_kept_from_readers(writer: Writer, body: str, line: int, words: str) -> None:
    before = writer.lay().read_text()
    answer = writer.save(body=body)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert f'data-line="{line}"' in answer.get_data(as_text=True)
    assert writer.file().read_text() == before
    assert writer.save(body=body, action="draft").status_code == 302
    assert "status: draft" in writer.file().read_text()


def test_a_draft_with_mistakes_is_not_published(writer: Writer) -> None:
    writer.lay(status="draft")
    assert writer.save(body="## x\n").status_code == 302
    assert writer.save(action="publish").status_code == 422
    assert "status: draft" in writer.file().read_text()


def test_every_state_has_a_button(client: FlaskClient, writer: Writer, clock: FakeClock) -> None:
    writer.lay(status="draft")
    assert 'value="publish"' in writer.browser.get(writer.url()).get_data(as_text=True)
    assert client.get("/fr/articles/volume").status_code == 404
    writer.save(action="publish")
    assert "status: published" in writer.file().read_text()
    assert client.get("/fr/articles/volume").status_code == 200
    writer.save(action="archive")
    assert "status: archived" in writer.file().read_text()
    assert client.get("/fr/articles/volume").status_code == 410
    writer.save(action="schedule", publish_day="2026-12-01", publish_hour="08:00")
    assert "status: published\npublish_at: 2026-12-01 08:00" in writer.file().read_text().replace("'", "")
    assert "Programmé" in text_of(writer.browser.get(writer.url()))
    assert client.get("/fr/articles/volume").status_code in {404, 410}
    assert "1er décembre 2026 à 08:00" in text_of(writer.browser.get("/staff/texts"))
    writer.save(action="publish")
    assert "publish_at" not in writer.file().read_text()
    writer.save(action="draft")
    assert "status: draft" in writer.file().read_text()


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        ("", "", "Choisissez un jour et une heure."),
        ("2026-11-02", "10:29", "Ce moment est passé."),
    ],
)
def test_a_text_is_scheduled_for_a_later_moment_only(writer: Writer, day: str, hour: str, words: str) -> None:
    before = writer.lay(status="draft").read_text()
    answer = writer.save(action="schedule", publish_day=day, publish_hour=hour)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert writer.file().read_text() == before


def test_the_moment_is_read_on_the_house_s_clock_in_summer_too(writer: Writer) -> None:
    writer.lay(status="draft", publish_at="2027-07-01T06:00:00Z")
    form = writer.open()
    assert (form["publish_day"], form["publish_hour"]) == ("2027-07-01", "08:00")


LATER = {"action": "schedule", "publish_day": "2027-01-10", "publish_hour": "08:00"}


def test_what_the_start_page_needs_can_be_neither_hidden_nor_broken(writer: Writer) -> None:
    before = writer.file("mail-delivery").read_text()
    for changes in (LATER, {"action": "archive"}, {"action": "draft", "body": "Nothing.\n"}, {"body": "Nothing.\n"}):
        answer = writer.save("mail-delivery", **changes)
        assert answer.status_code == 422
        assert "La page d’accueil mène" in text_of(answer)
    assert writer.file("mail-delivery").read_text() == before


def test_two_people_at_once_lose_nothing(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    mine, theirs = writer.open(), colleague.open()
    colleague.send(theirs, body=BODY.replace("1. Do it.", "1. Do it now."))
    answer = writer.send(mine, body=NEW)
    assert answer.status_code == 409
    assert "Quelqu’un d’autre a changé ce texte entre-temps" in text_of(answer)
    assert "Équipe B" in text_of(answer)
    assert form_of(answer)["body"].replace("\r\n", "\n") == NEW
    assert "Do it now." in writer.file().read_text()


def test_both_changes_can_be_put_together(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    mine, theirs = writer.open(), colleague.open()
    colleague.send(theirs, body=BODY.replace("1. Do it.", "1. Do it now."), owner="assistance")
    conflict = form_of(writer.send(mine, body=NEW))
    merged = writer.send(conflict, resolve="merge")
    form = form_of(merged)
    assert "Other words." in form["body"]
    assert "Do it now." in form["body"]
    assert form["owner"] == "assistance"
    assert "Other words." not in writer.file().read_text()
    assert writer.send(form).status_code == 302
    assert "Other words." in writer.file().read_text()
    assert "Do it now." in writer.file().read_text()


def test_two_changes_of_one_line_are_for_a_person_to_judge(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    mine, theirs = writer.open(), colleague.open()
    colleague.send(theirs, body=BODY.replace("Words that say it.", "Their words."))
    answer = writer.send(mine, body=NEW)
    assert 'value="merge"' not in answer.get_data(as_text=True)
    kept = writer.send(form_of(answer), resolve="mine")
    assert kept.status_code == 302
    assert "Other words." in writer.file().read_text()
    history = text_of(writer.browser.get(writer.url(more="/history")))
    assert history.count("Équipe B") == 1


def test_keeping_mine_is_for_what_was_shown_not_for_what_comes_later(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    mine = writer.open()
    colleague.save(body=BODY.replace("Words that say it.", "Their words."))
    conflict = form_of(writer.send(mine, body=NEW))
    colleague.save(body=BODY.replace("Words that say it.", "Their newest words."))
    assert writer.send(conflict, resolve="mine").status_code == 409
    assert "Their newest words." in writer.file().read_text()


def test_theirs_can_be_taken(writer: Writer, colleague: Writer) -> None:
    writer.lay()
    mine = writer.open()
    colleague.save(body=BODY.replace("Words that say it.", "Their words."))
    conflict = form_of(writer.send(mine, body=NEW))
    assert writer.send(conflict, resolve="theirs").status_code == 302
    assert "Their words." in writer.open()["body"]


def test_a_conflict_keeps_the_button_that_was_pressed(writer: Writer, colleague: Writer) -> None:
    writer.lay(status="draft")
    mine = writer.open()
    colleague.save(body=BODY.replace("Words that say it.", "Their words."))
    conflict = form_of(writer.send(mine, body=NEW, action="publish"))
    writer.send(conflict, resolve="mine")
    assert "status: published" in writer.file().read_text()


def test_a_change_by_an_editor_or_git_is_a_conflict_too(writer: Writer) -> None:
    file = writer.lay()
    mine = writer.open()
    file.write_text(file.read_text() + "\nAdded by hand.\n")
    answer = writer.send(mine, body=NEW)
    assert answer.status_code == 409
    assert "Added by hand." in text_of(answer)


def test_a_file_that_was_taken_away_can_be_saved_anew(writer: Writer) -> None:
    writer.lay(locale="en")
    file = writer.lay()
    mine = writer.open()
    file.unlink()
    conflict = writer.send(mine, body=NEW)
    assert conflict.status_code == 409
    assert writer.send(form_of(conflict), resolve="mine").status_code == 302
    assert "Other words." in file.read_text()


def test_a_missing_language_begins_with_the_words_of_the_other_as_a_draft(writer: Writer) -> None:
    writer.lay()
    assert "pas encore écrit dans cette langue" in text_of(writer.browser.get(writer.url(locale="en")))
    assert not writer.file(locale="en").exists()
    assert writer.save(locale="en", title="English title").status_code == 302
    assert "status: draft" in writer.file(locale="en").read_text()
    assert BODY in writer.file(locale="en").read_text()


@pytest.mark.parametrize("slug", ["nothing-here", "..", "UPPER", "a" * 300, "%2e%2e%2fsecret"])
def test_what_is_no_article_is_not_found(writer: Writer, slug: str) -> None:
    for more in ("", "/history", "/preview"):
        assert writer.browser.get(f"/staff/texts/{slug}/fr{more}").status_code in {404, 308}
    assert writer.browser.get("/staff/texts/mail-delivery/de").status_code == 404


def test_a_link_out_of_the_folder_is_never_followed(writer: Writer) -> None:
    writer.lay(locale="en")
    secret = writer.content.parent / "secret.md"
    secret.write_text("---\ntitle: secret\n---\nsecret\n")
    writer.file().symlink_to(secret)
    assert "secret" not in writer.open()["title"]
    answer = writer.save(body=NEW)
    assert answer.status_code in {403, 409}
    assert secret.read_text() == "---\ntitle: secret\n---\nsecret\n"


def test_a_file_that_cannot_be_taken_apart_is_named_and_left_alone(writer: Writer) -> None:
    file = writer.lay()
    file.write_text("---\ntitle: [\n---\nwords\n")
    page = writer.browser.get(writer.url())
    assert page.status_code == 409
    assert "articles/volume/fr.md" in text_of(page)
    assert "Illisible" in text_of(writer.browser.get("/staff/texts"))


def test_what_is_typed_becomes_plain_text_in_the_file(writer: Writer) -> None:
    writer.lay()
    writer.save(title="T\u0301itre\r\nx", body="\ufeffA\x00b\r\n\r\nc\u0301\ue0001\ue001\r\n")
    text = writer.file().read_bytes()
    assert b"\r" not in text
    assert b"\x00" not in text
    assert text.decode().endswith("---\n\nAb\n\nć1\n")


def test_a_text_has_a_largest_size_and_stays_in_the_form(writer: Writer) -> None:
    before = writer.lay().read_text()
    assert writer.save(body="word " * 70_000).status_code == 422
    assert writer.file().read_text() == before


def test_words_of_a_front_matter_are_quoted_when_they_must_be(writer: Writer) -> None:
    writer.lay()
    writer.save(title="Mails : 3 # raisons", summary="- 'Une' phrase: avec \"tout\" {ce} qu’il faut", keywords="no, a: b, 12")
    form = writer.open()
    assert form["title"] == "Mails : 3 # raisons"
    assert form["summary"] == "- 'Une' phrase: avec \"tout\" {ce} qu’il faut"
    assert form["keywords"] == "no, a: b, 12"
    assert SUMMARY not in writer.file().read_text()


def test_a_file_that_an_editor_broke_is_mended_by_saving_it(client: FlaskClient, writer: Writer) -> None:
    writer.lay(updatd="2026-10-01", publish_at="tomorrow", order="first", status="publised")
    assert client.get("/fr/articles/volume").status_code != 200
    answer = writer.save()
    assert "Ce texte n’a pas d’état connu." in text_of(answer)
    assert writer.save(action="publish").status_code == 302
    assert client.get("/fr/articles/volume").status_code == 200


def test_a_forged_form_saves_nothing(writer: Writer) -> None:
    before = writer.lay().read_text()
    form = writer.open()
    for more in ("", "/draft", "/draft/drop", "/preview", "/history/x/restore"):
        assert writer.browser.post(writer.url(more=more), data={**form, "csrf_token": "", "body": NEW}).status_code == 400
    assert writer.file().read_text() == before


def test_what_places_an_article_changes_in_every_language(writer: Writer) -> None:
    writer.lay(related="[mail-delivery]")
    other = writer.lay(locale="en", title="English title", related="[mail-delivery]")
    writer.save(section="practices", order="7", related="", aliases="old-volume")
    english = other.read_text()
    assert "section: practices\norder: 7\n" in english
    assert "aliases: [old-volume]" in english
    assert "related" not in english
    assert "title: English title" in english
    assert "Équipe A" in text_of(writer.browser.get(writer.url(locale="en", more="/history")))


def test_long_sentences_and_hard_words_are_pointed_out_and_may_be_published(writer: Writer) -> None:
    writer.lay()
    long = "Cette phrase " + "est longue et " * 10 + "finit ici.\n"
    assert writer.save(body=long).status_code == 302
    page = writer.browser.get(writer.url())
    assert "Une phrase de 34 mots" in text_of(page)


def test_a_place_that_is_no_plain_number_is_left_empty(writer: Writer) -> None:
    writer.lay(order="²")
    assert writer.open()["order"] == ""
