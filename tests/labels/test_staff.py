"""Staff before their list, with a screen beside it."""

import html
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from helpcenter.labels.checking import plain_variant
from helpcenter.labels.mail_clients import Evidence, Label, read_mail_client
from helpcenter.labels.models import FlagReason
from helpcenter.labels.service import report_stuck
from helpcenter.web.context import services
from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_member, make_staff
from tests.labels.samples import decide_everything, stored_flags

LIST = "/staff/labels"
NAME = ("gmail", "web.filter.new", "fr")
LABEL = f"{LIST}/gmail/web.filter.new/fr"
SHEET = "/fr/tutorials/gmail-web-filter"
FROM_MEMORY = f"{LIST}/outlook_web/web.safe.section/fr"


def label_of(content: Path, name: tuple[str, str, str] = NAME) -> Label:
    found = read_mail_client(content / "mail-clients" / f"{name[0]}.yaml").find_label(name[1], name[2])
    assert found
    return found


def memory_page(content: Path) -> tuple[str, Label]:
    """The page of a French label of Outlook that is known from memory."""
    client = read_mail_client(content / "mail-clients" / "outlook_web.yaml")
    key = next(key for key, by in client.labels.items() if "fr" in by and by["fr"].text == "Expéditeurs et domaines approuvés")
    return f"{LIST}/outlook_web/{key}/fr", client.labels[key]["fr"]


def seen_of(client: FlaskClient, url: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', client.get(url).get_data(as_text=True))
    assert found
    return found[1]


def say(client: FlaskClient, wording: str | None, *, seen: str = "", query: str = "", url: str = LABEL):  # type: ignore[no-untyped-def]
    answer = {"answer": "same"} if wording is None else {"answer": "changed", "wording": wording}
    return submit(client, url + query, {"seen": seen or seen_of(client, url), **answer}, at=url)


def report(app: Flask, key: str = NAME[1], step: str = "new") -> None:
    with database(app) as session:
        report_stuck(session, services().clock, ("gmail", key, "fr"), "gmail-web-filter", step, FlagReason.NOT_FOUND)


def test_only_staff_see_and_change_labels(app: Flask, client: FlaskClient) -> None:
    for url in (LIST, LABEL, f"{LIST}/list?client=gmail&screen=fr", f"{LIST}/list.pdf?client=gmail&screen=fr"):
        assert "sign-in" in client.get(url).location
    with database(app) as session:
        make_member(session, email="direction@tilleuls.example")
    sign_in(client, "direction@tilleuls.example")
    assert client.get(LIST).status_code == 403
    assert submit(client, LABEL, {"answer": "same"}, at="/organisation/branding").status_code == 403


def test_the_list_says_what_is_written_where_and_how_we_know_it(staff: FlaskClient) -> None:
    words = text_of(staff.get(f"{LIST}?client=gmail&screen=fr"))
    assert "Créer un filtre" in words
    assert "Gmail : recevoir nos mails, étape 5" in html.unescape(words).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Lu le 23 novembre 2026" in words
    assert staff.get("/staff/").get_data(as_text=True).count(f'href="{LIST}"') == 2


def test_hundreds_of_labels_come_in_pages(staff: FlaskClient) -> None:
    first, second = (staff.get(f"{LIST}?state=all{more}").get_data(as_text=True) for more in ("", "&page=2"))
    assert first.count("label-row") == second.count("label-row") == 20
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert staff.get(f"{LIST}?page=9999").status_code == staff.get(f"{LIST}?page=x&state=%00&client=%3C").status_code == 200


def test_one_click_records_that_it_says_exactly_this(staff: FlaskClient, content: Path) -> None:
    answer = say(staff, None, query="?client=gmail&screen=fr")
    assert answer.location == f"{LIST}?client=gmail&screen=fr"
    label = label_of(content)
    assert (label.evidence, label.verified_by, label.text) == (Evidence.SCREEN, "Équipe A", "Créer un filtre")
    assert "Créer un filtre" in text_of(staff.get(f"{LIST}?client=gmail&screen=fr&state=checked"))


def test_new_words_reach_the_sheet_that_quotes_them_at_once(staff: FlaskClient, client: FlaskClient, content: Path) -> None:
    assert "Nouveau filtre" not in text_of(client.get(SHEET))
    client.get(SHEET)
    assert say(staff, "Nouveau filtre").status_code == 302
    assert "Nouveau filtre" in text_of(client.get(SHEET))
    assert "Créer un filtre" in map(plain_variant, label_of(content).variants)


def test_wrong_words_are_explained_beside_the_field_and_stay(staff: FlaskClient, content: Path) -> None:
    before = label_of(content)
    for typed in ("", "<b>Filtre</b>", "x" * 121):
        answer = say(staff, typed)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'value="{html.escape(typed)}"' in page
        assert 'aria-invalid="true"' in page
        assert 'id="wording-error"' in page
    assert label_of(content) == before


def test_two_people_at_the_same_label_are_told(app: Flask, staff: FlaskClient, content: Path) -> None:
    seen = seen_of(staff, LABEL)
    with database(app) as session:
        make_staff(session, email="equipe.b@ani.example").name = "Équipe B"
    other = app.test_client()
    sign_in(other, "equipe.b@ani.example")
    say(other, "Nouveau filtre")
    answer = say(staff, "Créer un autre filtre", seen=seen)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Nouveau filtre" in page
    assert 'value="Créer un autre filtre"' in page
    assert label_of(content).text == "Nouveau filtre"
    # Seen now, it can be saved over theirs.
    assert say(staff, "Créer un autre filtre").status_code == 302


def test_a_label_from_memory_is_published_and_withdrawn_by_decision(app: Flask, staff: FlaskClient, content: Path) -> None:
    url, label = memory_page(content)
    assert "Personne n’a vu" in text_of(staff.get(url))
    submit(staff, f"{url}/decision", {"text": label.text, "note": "vu en formation", "answer": "publish"}, at=url)
    page = text_of(staff.get(url))
    assert "vu en formation" in page
    assert "Retirer" in page
    submit(staff, f"{url}/decision", {"text": label.text, "answer": "withdraw"}, at=url)
    assert "Retirer" not in text_of(staff.get(url))


def test_a_decision_about_words_that_changed_meanwhile_is_refused(staff: FlaskClient, content: Path) -> None:
    url, _label = memory_page(content)
    assert submit(staff, f"{url}/decision", {"text": "Autre", "answer": "publish"}, at=url).status_code == 409
    assert submit(staff, f"{LABEL}/decision", {"text": "Créer un filtre", "answer": "publish"}, at=url).status_code == 409


def test_what_readers_report_comes_first_and_can_be_closed(app: Flask, staff: FlaskClient) -> None:
    report(app)
    report(app)
    first = staff.get(LIST).get_data(as_text=True).split("label-row")[1]
    assert "Créer un filtre" in first
    assert "2 lecteurs" in first
    submit(staff, f"{LABEL}/dismiss", at=LABEL)
    assert "2 lecteurs" not in staff.get(LIST).get_data(as_text=True)
    assert stored_flags(app)[0].closed_at


def test_a_look_answers_what_readers_reported(app: Flask, staff: FlaskClient) -> None:
    report(app)
    say(staff, None)
    assert stored_flags(app)[0].closed_at


def test_reports_about_a_step_without_label_are_listed_and_closed(app: Flask, staff: FlaskClient) -> None:
    report(app, key="", step="open")
    assert "Ouvrez Gmail sur un ordinateur" in text_of(staff.get(LIST))
    submit(staff, f"{LIST}/steps/gmail/gmail-web-filter/open/fr/dismiss", at=LIST)
    assert "Ouvrez Gmail sur un ordinateur" not in text_of(staff.get(LIST))


def test_labels_that_nobody_quotes_have_no_page(staff: FlaskClient) -> None:
    for url in (f"{LIST}/gmail/web.nothing/fr", f"{LIST}/gmail/web.filter.new/xx", f"{LIST}/..%2Fgmail/web.filter.new/fr"):
        assert staff.get(url).status_code == 404


def test_a_broken_file_is_named_to_staff(staff: FlaskClient, content: Path) -> None:
    (content / "mail-clients" / "gmail.yaml").write_text("client: [", encoding="utf-8")
    assert "gmail.yaml:1" in text_of(staff.get(LIST))


def test_the_check_list_leads_to_each_label(app: Flask, staff: FlaskClient) -> None:
    decide_everything(app)
    page = staff.get(f"{LIST}/list?client=gmail&screen=fr").get_data(as_text=True)
    assert f'href="{LABEL}"' in page
    assert staff.get(f"{LIST}/list?client=gmail&screen=xx").status_code == 404


def test_a_check_list_of_nothing_chosen_leads_back_to_the_choice(app: Flask, staff: FlaskClient) -> None:
    decide_everything(app)
    for query in ("", "?client=gmail", "?screen=fr"):
        assert staff.get(f"{LIST}/list{query}").location == LIST
        assert staff.get(f"{LIST}/list.pdf{query}").status_code == 404
