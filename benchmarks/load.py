"""Requests over connections that stay open, a bounded number of them, to 127.0.0.1 only."""

import http.client
import threading
import time
from dataclasses import dataclass

from benchmarks.servers import cpu_seconds

CONNECTIONS = 8


@dataclass(frozen=True)
class Cost:
    """What a request costs: server CPU in microseconds, and the rate that this client reached."""

    cpu_us: float
    rate: float
    p99_ms: float


def measure(process: int, port: int, path: str, requests: int, headers: dict[str, str] | None = None) -> Cost:
    """Send `requests` GETs over eight connections; every answer must be 200 or 304."""
    times: list[float] = []
    share = requests // CONNECTIONS
    threads = [threading.Thread(target=_ask, args=(port, path, share, headers or {}, times)) for _ in range(CONNECTIONS)]
    cpu, began = cpu_seconds(process), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if len(times) != share * CONNECTIONS:
        raise RuntimeError(f"{path}: {len(times)} of {requests} requests were answered")
    spent = cpu_seconds(process) - cpu
    return Cost(spent / len(times) * 1e6, len(times) / seconds, sorted(times)[int(len(times) * 0.99)] * 1000)


def _ask(port: int, path: str, count: int, headers: dict[str, str], times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(count):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 304}:
            break
        times.append(time.perf_counter() - began)
    connection.close()


def fetch(port: int, path: str) -> tuple[bytes, str]:
    """One page as gzip, and its ETag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return body, answer.headers.get("ETag", "")
