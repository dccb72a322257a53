"""A clerk whose mails do not arrive: from the first page to the answer, in two languages."""

from urllib.parse import urldefrag

from flask.testing import FlaskClient

from tests.documents.elements import elements_of, links_of


def link_with(page: str, words: str) -> str:
    """The target of the link that shows these words."""
    before = page.split(words)[0]
    return links_of(before)[-1]


def language_link(page: str, tag: str) -> str:
    """The target of the language switch."""
    return next(item["href"] for name, item in elements_of(page) if name == "a" and item.get("hreflang") == tag)


def test_a_reader_finds_the_answer_and_reads_it_in_the_other_language(client: FlaskClient) -> None:
    start = client.get("/", headers={"Accept-Language": "fr"}, follow_redirects=True).text
    assert "Un mail n’est pas arrivé" in start

    address, anchor = urldefrag(link_with(start, "En savoir plus sur le mail bloqué"))
    article = client.get(address).text
    answer = article.split(f'id="{anchor}"')[1].split("<h2")[0]
    assert "Un seul signalement suffit" in answer

    english = client.get(language_link(article, "en")).text
    assert "One report is enough" in english.split(f'id="{anchor}"')[1].split("<h2")[0]

    procedure = english.split('id="step-ticket"')[1].split("<h3")[0]
    assert client.get(link_with(procedure, "Assistance")).status_code == 200


def test_a_family_with_a_letter_finds_where_to_type_its_code(client: FlaskClient) -> None:
    start = client.get("/", headers={"Accept-Language": "fr"}, follow_redirects=True).text
    answer = client.get(link_with(start, "J’ai reçu une lettre ou un SMS avec un code"))
    assert answer.status_code == 200


def test_a_family_goes_from_the_first_page_to_its_answer(client: FlaskClient) -> None:
    start = client.get("/fr/").text
    section = client.get(link_with(start, "Les réponses pour les familles")).text
    article = client.get(link_with(section, "Je ne reçois pas les mails")).text
    assert "dossier spam" in article
    assert client.get(link_with(article, "Imprimer")).mimetype == "application/pdf"
    following = article.split('rel="next"')[1].split("</a>")[0]
    assert client.get(following.split('href="')[1].split('"')[0]).status_code == 200
