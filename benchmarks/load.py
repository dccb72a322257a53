"""Requests over connections that stay open, for a bounded time, to 127.0.0.1 only: wrk asks, the kernel counts."""

import http.client
import re
import statistics
import subprocess
import time
from dataclasses import dataclass

from benchmarks.servers import Server, find_program, web_cpu_seconds

CONNECTIONS = 16
SECONDS = 1
GZIP = {"Accept-Encoding": "gzip"}
DONE = re.compile(r"(\d+) requests in")
P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)\b")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Target:
    """One thing to ask, again and again."""

    server: Server
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Cost:
    """What a request costs: CPU of the web server in microseconds (the queue process is not counted), and what this client saw."""

    cpu_us: float
    rate: float
    p99_ms: float


def measure(target: Target, seconds: int = SECONDS, connections: int = CONNECTIONS) -> Cost:
    """Ask for some seconds; RuntimeError when an answer was an error."""
    headers = [word for name, value in target.headers.items() for word in ("-H", f"{name}: {value}")]
    words = [find_program("wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s", *headers]
    before = web_cpu_seconds(target.server)
    said = subprocess.run(
        [*words, f"http://127.0.0.1:{target.server.port}{target.path}"], capture_output=True, text=True, check=True
    ).stdout
    spent = web_cpu_seconds(target.server) - before
    done, p99 = DONE.search(said), P99.search(said)
    if not done or not p99 or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{target.path}: {said}")
    count = int(done[1])
    if not count:
        # On a machine that is busy with something else not one answer came in time: the same for longer.
        return measure(target, seconds * 4, connections)
    return Cost(spent / count * 1e6, count / seconds, float(p99[1]) * MILLISECONDS[p99[2]])


def in_turn(targets: dict[str, Target], rounds: int) -> dict[str, list[Cost]]:
    """Measure all of them in each round, so that what else this machine does meets all alike."""
    # Once without counting: what is made at the first request is not what a request costs.
    for target in targets.values():
        wait_for_answer(target.server.port, target.path, target.headers)
    costs: dict[str, list[Cost]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            costs[name].append(measure(target))
    return costs


def ratio(costs: dict[str, list[Cost]], name: str, to: str) -> float:
    """The median, over the rounds, of one cost as a multiple of another."""
    return statistics.median(one.cpu_us / other.cpu_us for one, other in zip(costs[name], costs[to], strict=True))


def wait_for_answer(port: int, path: str, headers: dict[str, str]) -> None:
    """The first answer of a server that may still be at work on its start."""
    for pause in (0.5, 1, 2, 4, 8):
        try:
            fetch(port, path, headers)
        except (http.client.HTTPException, ConnectionError):
            time.sleep(pause)
        else:
            return
    raise RuntimeError(f"the server on port {port} does not answer for {path}")


def fetch(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, list[tuple[str, str]], bytes]:
    """One answer: status, headers, body as it travels."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()
