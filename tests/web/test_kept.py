"""Kept pages: rendered once, fresh at the next request after an edit, the same for everybody."""

import gzip
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from helpcenter.documents.inotify import file_system_of
from helpcenter.web.file_watch import FileWatch
from helpcenter.web.kept import KEY, KeptPages, Promise, keep, keep_promise, leave_unkept

LONG_AGO = 1_700_000_000


class Site:
    """A small site with one kept page made from one file, counting how often Flask was asked."""

    def __init__(self, folder: Path, watch: FileWatch | None = None) -> None:
        self.file = folder / "text.md"
        self.renders = 0
        self.until: datetime | None = None
        self.is_current = True
        self.is_whole = True
        self.write("first", LONG_AGO)
        app = Flask("site")
        app.add_url_rule("/page", view_func=self.page)
        app.add_url_rule("/timed", view_func=self.timed)
        app.add_url_rule("/free", view_func=lambda: "free")
        app.add_url_rule("/cookie", view_func=self.cookie)
        app.wsgi_app = KeptPages(app.wsgi_app, ["localhost"], limit=10_000, watch=watch)  # type: ignore[method-assign]
        self.client: FlaskClient = app.test_client()

    def write(self, text: str, moment: int) -> None:
        self.file.write_text(text * 200)
        os.utime(self.file, (moment, moment))

    def page(self) -> str:
        self.renders += 1
        if not self.is_whole:
            leave_unkept()
        keep([self.file])
        return self.file.read_text()

    def timed(self) -> str:
        self.renders += 1
        keep([self.file], self.until, lambda: self.is_current)
        return "timed"

    def cookie(self) -> Response:
        keep([self.file])
        answer = Response("x")
        answer.set_cookie("who", "me")
        return answer


# An edit is seen at the next request whether the kernel tells of it or each file is looked at.
@pytest.fixture(params=["told", "looked at"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Site:
    return Site(tmp_path, FileWatch(local=[file_system_of(tmp_path.stat().st_dev)] if request.param == "told" else []))


def test_a_page_is_rendered_once(site: Site) -> None:
    answers = [site.client.get("/page") for _ in range(3)]
    assert site.renders == 1
    assert {answer.text for answer in answers} == {"first" * 200}


def test_an_edit_is_served_at_the_next_request(site: Site) -> None:
    site.client.get("/page")
    site.write("later", LONG_AGO + 1)
    assert site.client.get("/page").text == "later" * 200


def test_many_edits_one_after_the_other_are_each_served(site: Site) -> None:
    for number in range(5):
        site.write(f"text {number}", LONG_AGO + number)
        assert site.client.get("/page").text == f"text {number}" * 200


def test_an_edit_that_changes_neither_time_nor_size_is_served_when_the_file_was_replaced(site: Site) -> None:
    site.client.get("/page")
    old, site.file = site.file, site.file.with_name("draft")
    site.write("other", LONG_AGO)
    site.file = site.file.replace(old)
    assert site.client.get("/page").text == "other" * 200


def test_a_reader_without_gzip_gets_the_plain_page(site: Site) -> None:
    for _ in range(2):
        answer = site.client.get("/page", headers={"Accept-Encoding": "identity"})
        assert answer.text == "first" * 200
        assert "Content-Encoding" not in answer.headers


def test_a_removed_file_is_noticed(site: Site) -> None:
    site.client.get("/page")
    site.file.unlink()
    assert site.client.get("/page").status_code == 500


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_travels_compressed(site: Site, encoding: str, unpack: object) -> None:
    answer = site.client.get("/page", headers={"Accept-Encoding": f"{encoding}, x"})
    assert answer.headers["Content-Encoding"] == encoding
    assert unpack(answer.data) == b"first" * 200  # type: ignore[operator]


def test_a_reader_who_has_the_page_gets_no_body(site: Site) -> None:
    etag = site.client.get("/page").headers["ETag"]
    answer = site.client.get("/page", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_a_head_request_gets_the_length_without_the_page(site: Site) -> None:
    site.client.get("/page")
    answer = site.client.head("/page")
    assert answer.headers["Content-Length"] == "1000"
    assert answer.data == b""


def test_what_did_not_promise_is_never_kept(site: Site) -> None:
    assert "ETag" not in site.client.get("/free").headers


def test_what_was_made_while_something_could_not_be_asked_is_not_kept(site: Site) -> None:
    site.is_whole = False
    site.client.get("/page")
    site.is_whole = True
    for _ in range(3):
        site.client.get("/page")
    assert site.renders == 2


def test_a_foreign_host_never_meets_a_kept_page(site: Site) -> None:
    site.client.get("/page")
    site.client.get("/page", headers={"Host": "evil.example"})
    assert site.renders == 2


def test_a_kept_page_with_a_cookie_is_a_mistake_that_is_found(site: Site) -> None:
    with pytest.raises(RuntimeError, match="cookie"):
        site.client.get("/cookie")


def test_memory_is_bounded(site: Site) -> None:
    for number in range(50):
        site.client.get(f"/page?n={number}")
    layer = site.client.application.wsgi_app
    assert isinstance(layer, KeptPages)
    assert 0 < layer._size <= 10_000
    site.client.get("/page?n=49")
    assert site.renders == 50
    site.client.get("/page?n=0")
    assert site.renders == 51


def test_a_file_that_changed_this_moment_is_not_kept_yet(site: Site) -> None:
    site.write("now", int(time.time()) + 30)
    site.client.get("/page")
    site.client.get("/page")
    assert site.renders == 2


def test_a_file_of_a_clock_that_was_a_year_ahead_costs_no_rendering_for_a_year(site: Site) -> None:
    site.write("then", int(time.time()) + 365 * 86_400)
    site.client.get("/page")
    site.client.get("/page")
    assert site.renders == 1


def test_a_page_is_kept_no_longer_than_its_time(site: Site) -> None:
    for seconds, renders in ((3600, 1), (-1, 2)):
        site.renders = 0
        site.until = datetime.now(UTC) + timedelta(seconds=seconds)
        site.client.get(f"/timed?{seconds}")
        site.client.get(f"/timed?{seconds}")
        assert site.renders == renders


def test_a_page_is_kept_while_what_it_asks_says_so(site: Site) -> None:
    site.client.get("/timed")
    site.client.get("/timed")
    assert site.renders == 1
    site.is_current = False
    site.client.get("/timed")
    assert site.renders == 2


def test_promises_add_up(tmp_path: Path) -> None:
    app = Flask("site")
    later, sooner = datetime.now(UTC) + timedelta(days=2), datetime.now(UTC) + timedelta(days=1)
    with app.test_request_context("/"):
        keep([tmp_path / "a"], later)
        keep_promise(Promise((tmp_path / "b",), sooner.timestamp(), lambda: False))
        promise = request.environ[KEY]
    assert promise.files == (tmp_path / "a", tmp_path / "b")
    assert promise.until == sooner.timestamp()
    assert promise.is_current is not None
    assert not promise.is_current()


def test_a_file_that_is_exchanged_while_the_page_is_made_is_read_again(tmp_path: Path) -> None:
    site = Site(tmp_path, FileWatch(local=[file_system_of(tmp_path.stat().st_dev)]))
    read = site.client.application.view_functions["page"]

    def exchange() -> str:
        text = str(read())
        if site.renders == 2:
            draft = site.file.with_name("draft")
            draft.write_text("later" * 200)
            os.utime(draft, (LONG_AGO, LONG_AGO))
            draft.replace(site.file)
        return text

    site.client.application.view_functions["page"] = exchange
    site.client.get("/page")
    site.write("old", LONG_AGO + 1)
    site.client.get("/page")
    assert site.client.get("/page").text == "later" * 200


def test_invented_queries_take_no_room(site: Site) -> None:
    site.client.get("/page")
    for number in range(300):
        site.client.get(f"/page?{number:>60}".replace(" ", "x"))
    made = site.renders
    site.client.get("/page")
    assert site.renders == made


def test_a_path_with_a_question_mark_is_no_path_with_a_query(site: Site) -> None:
    site.client.get("/page?x?")
    assert site.client.get("/page%3Fx?").status_code == 404


@pytest.mark.parametrize("accepted", ["br;q=0, gzip;q=0", "br;q=0.0, gzip; q=0.000", "br ;Q=0.00,gzip;q=0."])
def test_an_encoding_that_is_refused_is_not_sent(site: Site, accepted: str) -> None:
    assert "Content-Encoding" not in site.client.get("/page", headers={"Accept-Encoding": accepted}).headers


def test_an_encoding_with_a_small_weight_is_sent(site: Site) -> None:
    assert site.client.get("/page", headers={"Accept-Encoding": "br;q=0.05"}).headers["Content-Encoding"] == "br"


def test_invented_long_paths_take_no_room(site: Site) -> None:
    site.client.application.add_url_rule("/any/<name>", "any", lambda name: site.page())
    for _twice in range(2):
        site.client.get(f"/any/{'x' * 301}")
    assert site.renders == 2
