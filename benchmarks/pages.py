"""What an anonymous article page costs, beside nginx's static file, a bare Flask, Flask-FlatPages and Otter Wiki, in one run."""

import gzip
import statistics
from contextlib import ExitStack

from benchmarks import peers, servers
from benchmarks.goals import at_least, at_most
from benchmarks.load import GZIP, Cost, Target, fetch, in_turn, ratio
from benchmarks.places import FEW, MANY, content_of, make_folder

PAGE = "/fr/articles/mail-delivery"
ROUNDS = 7
HOP_BY_HOP = {"server", "date", "content-length", "connection"}


def run() -> list[str]:
    """Measure; the lines of a Markdown table and the goals."""
    with ExitStack() as stack:
        costs = in_turn(_start(stack), ROUNDS)
    note = f"The article `mail-delivery`, gzip unless said otherwise; 16 connections; medians of {ROUNDS} rounds in turn."
    return [note, "", *_table(costs), "", *_goals(costs)]


def _start(stack: ExitStack) -> dict[str, Target]:
    few = stack.enter_context(servers.helpcenter(make_folder(), content_of(FEW)))
    many = stack.enter_context(servers.helpcenter(make_folder(), content_of(MANY)))
    _, headers, packed = fetch(few.port, PAGE, GZIP)
    known = GZIP | {"If-None-Match": dict(headers)["ETag"] if "ETag" in dict(headers) else dict(headers)["etag"]}
    shown = [(name, value) for name, value in headers if name.lower() not in HOP_BY_HOP]
    ready = stack.enter_context(peers.ready_bytes(make_folder(), [*shown, ("Content-Length", str(len(packed)))], packed))
    static = stack.enter_context(servers.nginx(make_folder(), gzip.decompress(packed), packed))
    hello = stack.enter_context(peers.bare_flask(make_folder()))
    flat = stack.enter_context(peers.flatpages(make_folder(), content_of(FEW), FEW))
    otter = stack.enter_context(peers.otterwiki(make_folder(), content_of(FEW), FEW))
    return {
        "nginx, static file": Target(static, "/page", GZIP),
        "granian, ready bytes": Target(ready, "/", GZIP),
        "article": Target(few, PAGE, GZIP),
        "article, br": Target(few, PAGE, {"Accept-Encoding": "gzip, deflate, br"}),
        "article, 304": Target(few, PAGE, known),
        "article of 10,000": Target(many, PAGE, GZIP),
        "article of 10,000, 304": Target(many, PAGE, known),
        "bare Flask hello": Target(hello, "/", GZIP),
        "Flask-FlatPages, 10 articles": Target(flat, "/mail-delivery/", GZIP),
        "Otter Wiki, 10 articles": Target(otter, "/mail-delivery", GZIP),
    }


def _table(costs: dict[str, list[Cost]]) -> list[str]:
    lines = ["| what | CPU µs a request | requests/s | p99 ms | × nginx | × bare Flask |", "|---|--:|--:|--:|--:|--:|"]
    for name, rows in costs.items():
        cpu, rate, p99 = (statistics.median(getattr(row, field) for row in rows) for field in ("cpu_us", "rate", "p99_ms"))
        nginx, flask = ratio(costs, name, "nginx, static file"), ratio(costs, name, "bare Flask hello")
        lines.append(f"| {name} | {cpu:.1f} | {rate:.0f} | {p99:.1f} | {nginx:.2f} | {flask:.2f} |")
    return lines


def _goals(costs: dict[str, list[Cost]]) -> list[str]:
    lines = []
    for name in ("article", "article, 304"):
        lines += [
            at_most(f"{name} ÷ nginx's static file", ratio(costs, name, "nginx, static file"), 2.5),
            at_most(f"{name} ÷ bare Flask hello", ratio(costs, name, "bare Flask hello"), 0.2),
            at_least(f"Otter Wiki ÷ {name}", ratio(costs, "Otter Wiki, 10 articles", name), 400),
        ]
    lines.append(at_most("article of 10,000 ÷ article of 10", ratio(costs, "article of 10,000", "article"), 1.1))
    lines.append(at_most("304 of 10,000 ÷ 304 of 10", ratio(costs, "article of 10,000, 304", "article, 304"), 1.1))
    return lines
