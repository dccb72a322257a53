"""The layer of live pages: the stream of changes, and what is put into a page in this mode."""

import threading
from collections.abc import Iterable
from typing import Any

from werkzeug.test import Client
from werkzeug.wrappers import Response

from helpcenter.operations.live import CHANGES, Bell, LivePages

PAGE = '<!doctype html><html><head><title>x</title></head><body class="a"><p>x</p></body></html>'
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


def make_site(answer: Response, seen: list[dict[str, Any]] | None = None) -> Client:
    """A site of one answer, which notes what reaches it, behind the layer."""

    def site(environ: Any, start_response: Any) -> Iterable[bytes]:
        if seen is not None:
            seen.append(dict(environ))
        return answer(environ, start_response)

    return Client(LivePages(site, Bell(), "<script></script>", lambda path: ["Brouillon <b>"] if path == "/draft" else []))


def test_a_page_gets_the_script_and_a_draft_its_ribbon_escaped() -> None:
    client = make_site(Response(PAGE, content_type="text/html; charset=utf-8"))
    page = client.get("/draft", headers=BROWSER)
    assert '<title>x</title><script></script></head><body class="a"><p class="live-ribbon">Brouillon &lt;b&gt;</p><p>x</p>' in page.text
    assert int(page.headers["Content-Length"]) == len(page.data)
    assert "live-ribbon" not in client.get("/public", headers=BROWSER).text


def test_nothing_old_or_compressed_comes_back_to_the_browser() -> None:
    seen: list[dict[str, Any]] = []
    client = make_site(Response(PAGE, content_type="text/html", headers={"ETag": '"a"', "Cache-Control": "max-age=60"}), seen)
    page = client.get("/", headers={**BROWSER, "If-None-Match": '"a"', "Accept-Encoding": "br"})
    assert ("ETag" in page.headers, page.headers["Cache-Control"]) == (False, "no-store")
    assert not {"HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING"} & seen[0].keys()


def test_what_is_no_page_goes_through_as_it_is() -> None:
    client = make_site(Response(PAGE, content_type="text/markdown", headers={"ETag": '"a"'}))
    assert (client.get("/x.md", headers=BROWSER).text, client.get("/").text) == (PAGE, PAGE)
    assert client.post("/", headers=BROWSER).headers["ETag"] == '"a"'


def test_every_open_page_hears_the_bell_and_the_end() -> None:
    bell = Bell()
    streams = [bell.stream(heartbeat=30) for _page in range(2)]
    assert [next(stream) for stream in streams] == [b"retry: 1000\n\n"] * 2
    timer = threading.Timer(0.05, bell.ring)
    timer.start()
    assert [next(stream) for stream in streams] == [b"data: 1\n\n"] * 2
    bell.close()
    assert [list(stream) for stream in streams] == [[], []]
    timer.join()


def test_a_quiet_stream_says_that_it_is_alive() -> None:
    stream = Bell().stream(heartbeat=0.01)
    next(stream)
    assert next(stream) == b": waiting\n\n"


def test_the_stream_has_an_address_of_its_own() -> None:
    bell = Bell()
    bell.close()
    page = Client(LivePages(Response("no"), bell, "", lambda path: "")).get(CHANGES)
    assert (page.content_type, page.text) == ("text/event-stream", "retry: 1000\n\n")
