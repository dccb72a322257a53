"""Freshdesk's formats, as documented: every article is found, whatever shape the export has."""

import json
from datetime import date
from typing import Any

import pytest

from helpcenter.writing.bundles import Bundle
from helpcenter.writing.freshdesk import ForeignArticle, Unreadable, guess_language, read_export
from tests.writing.exports import SOLUTIONS_XML, make_article


def read(text: str | bytes, name: str = "a.json") -> tuple[list[ForeignArticle], list[str]]:
    data = text if isinstance(text, bytes) else text.encode()
    found = list(read_export(Bundle(texts={name: data})))
    return [each for each in found if isinstance(each, ForeignArticle)], [each.reason for each in found if isinstance(each, Unreadable)]


def read_json(value: Any) -> tuple[list[ForeignArticle], list[str]]:
    return read(json.dumps(value))


def test_the_answers_of_the_api_are_articles() -> None:
    (article,), unread = read_json([make_article(8, tags=["Mail", "déblocage"])])
    assert unread == []
    assert (article.number, article.title, article.locale, article.folder) == ("8", "Débloquer une adresse", "fr", "Mails")
    assert article.keywords == ("Mail", "déblocage", "mail", "spam")
    assert article.updated_on == date(2024, 5, 6)


def test_translations_share_the_number_of_their_article() -> None:
    english = make_article(8, "Unblocking", "<p>Hello.</p>", hierarchy=[], language="en-US")
    articles, _unread = read_json([make_article(8), english])
    assert [(each.group, each.locale) for each in articles] == [("8", "fr"), ("8", "en")]


def test_translations_inside_an_article_belong_to_it() -> None:
    inner = {"language": "en", "title": "Unblocking", "description": "<p>Hello.</p>"}
    articles, _unread = read_json(make_article(8, translations=[inner]))
    assert [(each.group, each.locale) for each in articles] == [("8", "fr"), ("8", "en")]


def test_categories_that_hold_folders_that_hold_articles_are_followed() -> None:
    article = {"id": 1, "title": "Lire", "description": "<p>Le mail est dans la boîte.</p>"}
    value = [{"category": {"name": "Aide", "all_folders": [{"name": "Familles", "articles": [article]}]}}]
    (found,), _unread = read_json(value)
    assert (found.folder, found.locale) == ("Familles", "fr")


def test_the_xml_of_an_account_is_read_with_its_languages_and_tags() -> None:
    articles, unread = read(SOLUTIONS_XML, "Solutions.xml")
    assert unread == []
    french, english = articles
    assert (french.number, french.group, french.locale, french.folder, french.keywords) == (
        "9001",
        "777",
        "fr",
        "Familles",
        ("lire", "mail"),
    )
    assert (english.number, english.group, english.locale, english.title) == ("9002", "777", "en", "Reading a mail")
    assert french.html.startswith("<h2>Titre</h2>")
    assert french.updated_on == date(2016, 5, 1)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.xml", "it has a document type"),
        ('<?xml version="1.0"?><! DOCTYPE a><a/>', "a.xml", "cannot be read"),
        ("<a><b></a>", "a.xml", "cannot be read"),
        ("{", "a.json", "cannot be read"),
        ("[" * 100_000, "a.json", "cannot be read"),
        ("[]", "a.json", "holds no article"),
        (b"\xff\xfe<\0a\0/\0>\0", "a.xml", "is not written in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_hides_no_other(text: str | bytes, name: str, said: str) -> None:
    articles, unread = read(text, name)
    assert articles == []
    assert said in unread[0]


def test_control_characters_of_old_mails_do_not_end_the_reading() -> None:
    articles, _unread = read(SOLUTIONS_XML.replace("Bonjour les familles.", "Bonjour\x0b les\x00 familles."), "a.xml")
    assert len(articles) == 2


def test_a_very_deep_tree_is_read_without_recursion() -> None:
    deep = "<a>" * 20_000 + "</a>" * 20_000
    _articles, unread = read(deep, "a.xml")
    assert unread


def test_other_languages_are_named_and_left_out() -> None:
    articles, unread = read_json([make_article(1, language="de")])
    assert articles == []
    assert unread == ["is written in de: this site has fr and en"]


@pytest.mark.parametrize(("text", "locale"), [("<p>The mail is in the box</p>", "en"), ("Le mail est dans la boîte", "fr"), ("123", "fr")])
def test_a_language_that_nobody_names_is_guessed(text: str, locale: str) -> None:
    assert guess_language(text) == locale


def test_odd_values_are_no_reason_to_fail() -> None:
    odd = make_article(
        1, seo_data=[], tags={"a": {"b": [{"name": "x"}]}}, hierarchy="no", updated_at="soon", attachments=[{"name": "a.pdf"}]
    )
    (article,), _unread = read_json([odd])
    assert (article.keywords, article.updated_on, article.attachments) == (("x",), None, ("a.pdf",))
