from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from helpcenter.articles.checks import make_checks
from helpcenter.articles.content import ARTICLES, GUIDE, GUIDE_ANCHORS, require_guide
from helpcenter.cli import main
from helpcenter.config import HOUSE
from helpcenter.documents.checks import check_content
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import SITE_PAGES
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.tutorials.library import SHELF as TUTORIALS
from tests.articles.conftest import OpenSite

FIRST = f"articles/{GUIDE}/fr.md"


def test_the_articles_of_the_product_have_no_problem() -> None:
    # On the day on which they were read last, for each of them must be read again some day. Articles lead to tutorials.
    checks = make_checks(lambda: date(2026, 11, 26))
    assert check_content(Library(HOUSE / "content", [ARTICLES, TUTORIALS]), checks) == []


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_the_article_of_the_start_page_has_every_anchor_in_every_language(locale: str) -> None:
    page = Library(HOUSE / "content", [ARTICLES]).get(ARTICLES, GUIDE, locale)
    assert tuple(heading.anchor for heading in page.rendered.headings) == GUIDE_ANCHORS


def test_the_article_never_says_that_a_law_forbids_to_write() -> None:
    for locale, words in (("fr", ["interdit", "RGPD"]), ("en", ["forbid", "GDPR"])):
        text = (HOUSE / "content" / "articles" / GUIDE / f"{locale}.md").read_text(encoding="utf-8")
        assert not [word for word in words if word in text]


@pytest.mark.parametrize("name", SITE_PAGES)
@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_a_page_that_texts_link_to_by_name_exists(app: Flask, name: str, locale: str) -> None:
    adapter = app.url_map.bind("localhost")
    endpoint, _values = adapter.match(SITE_PAGES[name].format(locale=locale))
    assert endpoint


def test_the_site_does_not_start_without_the_article_of_the_start_page(open_site: OpenSite, content: Path) -> None:
    (content / FIRST).unlink()
    with pytest.raises(ContentError, match=r"mail-delivery/fr\.md:1: this file is needed and does not exist"):
        open_site()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{#blocked}", "{#stopped}", r"fr\.md:1: lacks the anchor blocked"),
        ("updated_on: ", "updated_on: soon # ", r'fr\.md:6: "updated_on": input should be a valid date'),
        ("{{ block_days }}", "{{ days }}", r"fr\.md:\d+: uses the unknown variable \{\{ days \}\}"),
    ],
)
def test_the_site_names_what_keeps_it_from_starting(open_site: OpenSite, content: Path, old: str, new: str, message: str) -> None:
    file = content / FIRST
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        open_site()
    with pytest.raises(ContentError, match=message):
        require_guide(Library(content, [ARTICLES]))


def test_the_command_line_names_file_and_line_of_broken_content(content: Path, tmp_path: Path) -> None:
    (content / FIRST).unlink()
    environment = {"HELPCENTER_CONTENT": str(content), "HELPCENTER_INSTANCE": str(tmp_path / "instance")}
    started = CliRunner().invoke(main, ["organisation", "create", "--name", "Mairie A", "--slug", "mairie-a"], env=environment)
    checked = CliRunner().invoke(main, ["content", "check"], env=environment)
    assert (started.exit_code, checked.exit_code) == (1, 1)
    for result in (started, checked):
        assert "fr.md:1: this file is needed and does not exist" in result.output
