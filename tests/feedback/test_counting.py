"""The counting layer: readers of articles and clicks on results, and nobody else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder
from werkzeug.wrappers import Response

from helpcenter.feedback.counting import CountingLayer, read_search, subject_of
from helpcenter.feedback.robots import is_robot
from helpcenter.feedback.spool import read_counts
from helpcenter.feedback.tally import Tally
from tests.fakes import FakeClock

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PAGE = "/fr/articles/permanent-error"


class Site:
    """A site that answers everything with one status, behind the layer."""

    def __init__(self, folder: Path, status: str = "200 OK") -> None:
        self.tally = Tally(folder, FakeClock(), None)
        self._status = status
        self._client = Client(CountingLayer(self._answer, self.tally), Response)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response(self._status, [("Content-Type", "text/html")])
        return [b"page"]

    def ask(self, path: str, method: str = "GET", agent: str = FIREFOX, **headers: str) -> Response:
        builder = EnvironBuilder(path, method=method, base_url="http://localhost", headers=Headers({"User-Agent": agent, **headers}))
        return self._client.open(builder)

    def counted(self) -> list[tuple[str, str, str, int]]:
        file = self.tally.flush()
        return [(each.kind, each.locale, each.name, each.number) for each in read_counts(file)] if file else []


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_each_reading_of_an_article_is_counted_in_its_language(site: Site) -> None:
    for path in (PAGE, PAGE, "/en/articles/permanent-error", "/fr/o/mairie-demo/articles/permanent-error"):
        assert site.ask(path).data == b"page"
    assert site.counted() == [("view", "en", "permanent-error", 1), ("view", "fr", "permanent-error", 3)]


def test_a_page_that_the_browser_still_has_counts_too(tmp_path: Path) -> None:
    site = Site(tmp_path, "304 NOT MODIFIED")
    site.ask(PAGE)
    assert site.counted() == [("view", "fr", "permanent-error", 1)]


@pytest.mark.parametrize("status", ["301 MOVED PERMANENTLY", "404 NOT FOUND", "500 INTERNAL SERVER ERROR"])
def test_what_is_no_article_is_not_counted(tmp_path: Path, status: str) -> None:
    site = Site(tmp_path, status)
    site.ask(PAGE)
    assert site.counted() == []


@pytest.mark.parametrize(
    "path",
    [
        "/fr/articles/",
        f"{PAGE}.md",
        f"{PAGE}.pdf",
        f"{PAGE}/feedback/thanks/yes",
        "/fr/tutorials/gmail-web-filter",
        "/articles/x",
        "/fr/articles/..%2Fx",
    ],
)
def test_other_pages_are_no_views(site: Site, path: str) -> None:
    site.ask(path)
    assert site.counted() == []


def test_only_a_page_that_somebody_asked_to_see_counts(site: Site) -> None:
    site.ask(PAGE, method="HEAD")
    site.ask(PAGE, method="POST")
    site.ask(PAGE, agent="Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    site.ask(PAGE, agent="")
    site.ask(PAGE, **{"Sec-Purpose": "prefetch"})
    assert site.counted() == []


def test_a_click_on_a_result_is_known_by_the_page_that_led_here(site: Site) -> None:
    site.ask(PAGE, Referer="http://localhost/fr/search?q=Mail++BLOQU%C3%89&page=2")
    site.ask("/fr/tutorials/gmail-web-filter", Referer="http://localhost/fr/search?q=gmail")
    assert site.counted() == [("click", "fr", "gmail", 1), ("click", "fr", "mail bloqué", 1), ("view", "fr", "permanent-error", 1)]


def test_a_search_page_of_another_site_is_no_click(site: Site) -> None:
    site.ask(PAGE, Referer="http://elsewhere.example/fr/search?q=gmail")
    site.ask(PAGE, Referer="http://localhost/fr/search?q=06+12+34+56+78")
    assert site.counted() == [("view", "fr", "permanent-error", 2)]


@pytest.mark.parametrize(
    "referer", ["http://[::1/fr/search?q=a", "http://localhost/fr/search?" + "&".join(["q="] * 50), "", "x", "http://localhost/fr/search"]
)
def test_a_hostile_referer_leads_to_nothing(referer: str) -> None:
    assert read_search(referer, "localhost") is None


def test_the_file_knows_nothing_of_who_asked(site: Site, tmp_path: Path) -> None:
    site.ask(PAGE, Referer="http://localhost/fr/search?q=jeanne%40courrier.example+bloqu%C3%A9e")
    file = site.tally.flush()
    assert file
    text = file.read_text(encoding="utf-8")
    assert text == '{"day": "2026-11-02", "counts": [["click", "fr", "bloquée", 1], ["view", "fr", "permanent-error", 1]]}'
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("agent", "is_one"),
    [
        (FIREFOX, False),
        ("Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", False),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", True),
        ("curl/8.5.0", True),
        ("python-requests/2.32", True),
        ("facebookexternalhit/1.1", True),
    ],
)
def test_obvious_robots_are_told_from_browsers(agent: str, is_one: bool) -> None:
    assert is_robot(agent) is is_one


def test_what_is_remembered_of_invented_requests_is_small(site: Site) -> None:
    before = subject_of.cache_info().currsize
    for number in range(20):
        assert site.ask(f"/fr/articles/{'a' * 5000}{number}").data == b"page"
    assert subject_of.cache_info().currsize == before
    assert site.counted() == []


def test_a_robot_is_known_by_the_beginning_of_a_long_name() -> None:
    assert is_robot("Googlebot/2.1 " + "x" * 10_000)
    assert not is_robot(FIREFOX + "x" * 10_000)
