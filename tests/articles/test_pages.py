"""What stands around an article, and the way on when it is not there."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.articles.conftest import OpenSite
from tests.browsing import database
from tests.documents.elements import links_of
from tests.documents.texts import write_text
from tests.factories import make_organisation

ARTICLE = "/fr/articles/mail-delivery"
SUMMARY = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}


def test_an_article_leads_to_its_neighbours_and_to_related_ones(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/before/fr", title="Avant", order=1, **SUMMARY)
    write_text(content, "articles/after/fr", title="Après", order=20, **SUMMARY)
    write_text(content, "articles/middle/fr", title="Milieu", order=15, related="[far]", **SUMMARY)
    write_text(content, "articles/far/en", title="Far away", **{**SUMMARY, "section": "families"})
    text = open_site().get("/fr/articles/middle").text
    related = text.split('class="related"')[1].split("</section>")[0]
    assert links_of(related)[0] == "/fr/articles/far"
    assert '<li lang="en">' in related
    pager = text.split('class="pager"')[1].split("</nav>")[0]
    assert links_of(pager) == [ARTICLE, "/fr/articles/after"]
    assert ['rel="prev"' in pager, 'rel="next"' in pager] == [True, True]


def test_a_neighbour_that_changes_its_title_is_seen_at_once(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/after/fr", title="Après", order=20, **SUMMARY)
    site = open_site()
    assert "Après" in site.get(ARTICLE).text
    write_text(content, "articles/after/fr", title="Ensuite", order=20, **SUMMARY)
    # A list, a click, the queue process: whoever looks at the files first tells all kept pages.
    site.get("/fr/articles/")
    assert "Ensuite" in site.get(ARTICLE).text


@pytest.mark.parametrize("suffix", ["", ".md", ".pdf"])
@pytest.mark.parametrize("locale", ["fr", "en"])
def test_an_old_slug_leads_to_the_present_one(open_site: OpenSite, content: Path, locale: str, suffix: str) -> None:
    write_text(content, "articles/present/fr", title="Présent", aliases="[old-name]", **SUMMARY)
    answer = open_site().get(f"/{locale}/articles/old-name{suffix}")
    assert (answer.status_code, answer.location) == (301, f"/{locale}/articles/present{suffix}")
    assert "Set-Cookie" not in answer.headers


def test_an_old_slug_leads_on_within_an_organisation(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/present/fr", title="Présent", aliases="[old-name]", **SUMMARY)
    site = open_site()
    with database(site.application) as session:
        make_organisation(session, slug="tilleuls")
    answer = site.get("/fr/o/tilleuls/articles/old-name.pdf")
    assert (answer.status_code, answer.location) == (301, "/fr/o/tilleuls/articles/present.pdf")


@pytest.mark.parametrize("suffix", ["", ".md", ".pdf"])
@pytest.mark.parametrize("fields", [{"status": "draft"}, {"publish_at": "2099-01-01"}], ids=["draft", "scheduled"])
def test_readers_do_not_find_what_is_not_public(open_site: OpenSite, content: Path, fields: dict[str, str], suffix: str) -> None:
    write_text(content, "articles/secret/fr", title="Zanzibar", **SUMMARY, **fields)
    site = open_site()
    answer = site.get(f"/fr/articles/secret{suffix}")
    assert answer.status_code == 404
    for path in ("/fr/articles/", "/fr/articles/section/why", "/fr/", ARTICLE, "/sitemap.xml", "/llms.txt"):
        assert "Zanzibar" not in site.get(path).text
    assert "Zanzibar" not in answer.text


@pytest.mark.parametrize("suffix", ["", ".md", ".pdf"])
def test_an_archived_article_says_so_and_leads_on(open_site: OpenSite, content: Path, suffix: str) -> None:
    write_text(content, "articles/past/fr", title="Passé", status="archived", related="[mail-delivery]", **SUMMARY)
    answer = open_site().get(f"/fr/articles/past{suffix}")
    assert answer.status_code == 410
    assert "n’est plus en ligne" in answer.text
    assert {ARTICLE, "/fr/articles/section/why"} <= set(links_of(answer.text))
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_scheduled_article_appears_by_itself(open_site: OpenSite, content: Path) -> None:
    # Opened before: on a busy machine, opening alone may take longer than the text waits.
    site = open_site()
    site.get("/fr/articles/")
    soon = datetime.now(UTC) + timedelta(seconds=2)
    write_text(content, "articles/soon/fr", title="Bientôt", publish_at=soon.isoformat(), **SUMMARY)
    assert site.get("/fr/articles/soon").status_code == 404
    assert "Bientôt" not in site.get("/fr/articles/").text
    patience = time.monotonic() + 20
    while "Bientôt" not in site.get("/fr/articles/").text and time.monotonic() < patience:
        time.sleep(0.2)
    assert "Bientôt" in site.get("/fr/articles/").text
    assert site.get("/fr/articles/soon").status_code == 200


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
def test_files_of_a_missing_translation_lead_to_the_language_that_exists(open_site: OpenSite, content: Path, suffix: str) -> None:
    (content / "articles" / "mail-delivery" / "en.md").unlink()
    answer = open_site().get(f"/en/articles/mail-delivery{suffix}")
    assert (answer.status_code, answer.location) == (302, f"{ARTICLE}{suffix}")
