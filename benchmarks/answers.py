"""Answers of families to the consent page of a running site, many at once, over connections of their own."""

import http.client
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from tests.consent.persons import STAMP

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Letter:
    """A code, and what its person types."""

    code: str
    typed: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/c/{self.code}"


@dataclass(frozen=True)
class Sent:
    """A form that is ready to be posted."""

    path: str
    body: str
    status: int = 200


@dataclass(frozen=True)
class Times:
    """How quickly many were answered: per second, and the latencies of each in milliseconds."""

    rate: float
    median_ms: float
    p99_ms: float

    @property
    def spread(self) -> float:
        """How many times as long as usual the unlucky wait."""
        return self.p99_ms / self.median_ms


class Line:
    """One connection that stays open, opened again when it was broken off."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = self._open()

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """Status and text of an answer."""
        try:
            self._connection.request(method, path, body, FORM if body else {})
            answer = self._connection.getresponse()
            return answer.status, answer.read().decode()
        except (http.client.HTTPException, OSError):
            self.close()
            self._connection = self._open()
            raise

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _open(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)


def fill_in(line: Line, letter: Letter) -> Sent:
    """Open the page and fill in its form."""
    _, page = line.ask("GET", letter.path)
    found = STAMP.search(page)
    if not found:
        raise RuntimeError(f"no form on the page of a code: {page[:200]}")
    fields = {"stamp": unescape(found[1]), "decision": "yes", "proof": letter.typed, "understood": "y"}
    return Sent(letter.path, urlencode(fields))


def post_all(port: int, forms: list[Sent], parallel: int) -> Times:
    """Post all, so many at a time; RuntimeError when one is answered otherwise than it should be."""
    waiting, seconds = deque(forms), list[float]()

    def post(line: Line) -> None:
        for form in take_all(waiting):
            started = time.perf_counter()
            status, _ = line.ask("POST", form.path, form.body)
            seconds.append(time.perf_counter() - started)
            if status != form.status:
                raise RuntimeError(f"a posted form was answered {status}")

    started = time.perf_counter()
    at_once(post, port, parallel)
    rate = len(forms) / (time.perf_counter() - started)
    if len(seconds) != len(forms):
        raise RuntimeError("not every posted form was answered")
    return Times(rate, statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=100)[98] * 1000)


def take_all(waiting: deque[Sent]) -> Iterator[Sent]:
    """Take one after the other, beside others who do."""
    while True:
        try:
            yield waiting.popleft()
        except IndexError:
            return


def at_once(work: Callable[[Line], None], port: int, parallel: int) -> None:
    """Let so many work at the same time, each with a line of its own."""
    together = threading.Barrier(parallel)

    def begin() -> None:
        line = Line(port)
        together.wait()
        try:
            work(line)
        finally:
            line.close()

    threads = [threading.Thread(target=begin) for _ in range(parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
