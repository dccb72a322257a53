"""What an anonymous page costs, beside nginx's static file and a bare Flask, interleaved in one run."""

import gzip
import shutil
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks import servers
from benchmarks.load import Cost, fetch, measure

PAGE = "/fr/articles/mail-delivery"
ROUNDS = 5
REQUESTS = 4000


def run() -> list[str]:
    """Measure; returns the lines of a Markdown table. Without nginx its row is left out, and said so."""
    with ExitStack() as stack:
        targets = _start(stack)
        costs: dict[str, list[Cost]] = {name: [] for name in targets}
        for _ in range(ROUNDS):
            for name, (process, port, path, headers) in targets.items():
                costs[name].append(measure(process, port, path, REQUESTS, headers))
    return _table(costs)


Target = tuple[int, int, str, dict[str, str]]


def _start(stack: ExitStack) -> dict[str, Target]:
    def folder() -> Path:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpcenter-bench-")))

    process, port = stack.enter_context(servers.helpcenter(folder()))
    packed, etag = fetch(port, PAGE)
    targets: dict[str, Target] = {
        "article, kept": (process, port, PAGE, {}),
        "article, 304": (process, port, PAGE, {"If-None-Match": etag}),
    }
    flask_process, flask_port = stack.enter_context(servers.bare_flask(folder()))
    targets["bare Flask hello"] = (flask_process, flask_port, "/", {})
    program = shutil.which("nginx")
    if program:
        nginx_process, nginx_port = stack.enter_context(servers.nginx(folder(), program, gzip.decompress(packed), packed))
        targets["nginx, static file"] = (nginx_process, nginx_port, "/page", {})
    return targets


def _table(costs: dict[str, list[Cost]]) -> list[str]:
    medians = {name: statistics.median(cost.cpu_us for cost in rows) for name, rows in costs.items()}
    flask = medians["bare Flask hello"]
    lines = ["| what | CPU µs a request (median) | requests/s | p99 ms | × bare Flask |", "|---|--:|--:|--:|--:|"]
    for name, rows in costs.items():
        rate = statistics.median(row.rate for row in rows)
        p99 = statistics.median(row.p99_ms for row in rows)
        lines.append(f"| {name} | {medians[name]:.0f} | {rate:.0f} | {p99:.1f} | {medians[name] / flask:.2f} |")
    return lines
