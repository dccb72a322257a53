import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.articles.conftest import OpenSite
from tests.documents.texts import write_text

MATTER = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}
LINE = re.compile(r"- \[[^\]]+\]\((?P<url>[^)]+)\)(: .+)?")


def test_the_sitemap_names_each_article_with_its_languages_and_its_last_change(open_site: OpenSite, guide_alone: Path) -> None:
    write_text(guide_alone, "articles/note/fr", title="Une note", **MATTER)
    text = open_site().get("/sitemap.xml").text
    entry = text.split("<loc>http://localhost/fr/articles/note</loc>")[1].split("</url>")[0]
    assert "<lastmod>2026-11-02</lastmod>" in entry
    assert 'hreflang="en"' not in entry
    assert 'hreflang="x-default" href="http://localhost/fr/articles/note"' in entry
    assert "<loc>http://localhost/fr/articles/section/why</loc>" in text
    assert "/section/families" not in text


def test_an_article_without_french_is_its_own_default(open_site: OpenSite, guide_alone: Path) -> None:
    write_text(guide_alone, "articles/note/en", title="A note", **MATTER)
    entry = open_site().get("/sitemap.xml").text.split("<loc>http://localhost/en/articles/note</loc>")[1].split("</url>")[0]
    assert 'hreflang="x-default" href="http://localhost/en/articles/note"' in entry


@pytest.mark.parametrize("path", ["/sitemap.xml", "/llms.txt"])
def test_machines_learn_of_a_new_article_at_once(open_site: OpenSite, guide_alone: Path, path: str) -> None:
    site = open_site()
    assert "/fr/articles/note" not in site.get(path).text
    write_text(guide_alone, "articles/note/fr", title="Une note", **MATTER)
    assert "/fr/articles/note" in site.get(path).text


def test_the_sitemap_is_written_in_several_files_when_there_are_many_pages(open_site: OpenSite, guide_alone: Path) -> None:
    for number in range(2000):
        write_text(guide_alone, f"articles/many-{number:04}/fr", title=f"Titre {number}", **MATTER)
    site = open_site()
    index = site.get("/sitemap.xml").text
    parts = re.findall(r"<loc>http://localhost(/sitemap-\d+\.xml)</loc>", index)
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml"]
    named = [url for part in parts for url in re.findall(r"<loc>([^<]+)</loc>", site.get(part).text)]
    assert len(named) == len(set(named))
    assert "http://localhost/fr/articles/many-1999" in named
    for path in ("/sitemap-0.xml", "/sitemap-3.xml"):
        assert site.get(path).status_code == 404


def test_llms_txt_follows_its_format_and_every_link_is_markdown_that_exists(open_site: OpenSite, guide_alone: Path) -> None:
    client = open_site()
    answer = client.get("/llms.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0].startswith("# ANI")
    assert lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Pourquoi un mail n’arrive pas (Français)",
        "## Why a mail does not arrive (English)",
        "## Optional",
    ]
    found = [match for line in lines if line.startswith("- ") and (match := LINE.fullmatch(line))]
    assert len(found) == len([line for line in lines if line.startswith("- ")])
    for match in found:
        url = match["url"].removeprefix("http://localhost")
        assert url.endswith((".md", ".xml"))
        assert client.get(url).status_code == 200


def test_llms_txt_is_the_same_whatever_language_is_asked_for(client: FlaskClient) -> None:
    french, english = (client.get("/llms.txt", headers={"Accept-Language": code}).data for code in ("fr", "en"))
    assert french == english


def test_what_is_scheduled_is_named_when_its_time_has_come(open_site: OpenSite, guide_alone: Path) -> None:
    later = datetime(2099, 1, 1, tzinfo=UTC)
    write_text(guide_alone, "articles/soon/fr", title="Bientôt", publish_at=later.isoformat(), **MATTER)
    assert "soon" not in open_site().get("/sitemap.xml").text
