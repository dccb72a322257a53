"""What ten thousand articles cost beside ten: starting, an edit, memory."""

import re
import sqlite3
import statistics
import time
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks import servers
from benchmarks.corpus import slug_of
from benchmarks.goals import at_most
from benchmarks.load import GZIP, fetch
from benchmarks.peers import HELLO
from benchmarks.places import FEW, MANY, content_of, make_folder
from benchmarks.servers import Server

PAGE = "/fr/articles/mail-delivery"
STARTS, EDITS, READ = 5, 15, 300
PATIENCE = 300
MEGABYTE = 1024 * 1024
RENDERED = re.compile(r"^helpcenter_texts_rendered (\S+)$", re.MULTILINE)
ANSWERED = re.compile(r'^helpcenter_requests_total\{endpoint="articles.article".*\} (\S+)$', re.MULTILINE)


def run() -> list[str]:
    """Three tables and their goals."""
    folders = {count: make_folder() for count in (FEW, MANY)}
    cold = {count: _cold_start(folders[count], count) for count in folders}
    return [*_starts(folders, cold), "", *_edits(folders), "", *_memory(folders), "", *_lists(folders)]


def _starts(folders: dict[int, Path], cold: dict[int, tuple[float, float]]) -> list[str]:
    warm: dict[int, list[tuple[float, float]]] = {count: [] for count in folders}
    for _ in range(STARTS):
        for count, folder in folders.items():
            warm[count].append(_start(folder, count))
    seconds = {count: statistics.median(row[0] for row in rows) for count, rows in warm.items()}
    cpu = {count: statistics.median(row[1] for row in rows) for count, rows in warm.items()}
    return [
        "## From the start of the process to the first article page",
        "",
        "| articles | warm, s | warm, CPU s | cold, s | cold, until all are catalogued, s |",
        "|--:|--:|--:|--:|--:|",
        *(f"| {count} | {seconds[count]:.2f} | {cpu[count]:.2f} | {cold[count][0]:.2f} | {cold[count][1]:.2f} |" for count in folders),
        "",
        at_most("warm start with 10,000 ÷ with 10", seconds[MANY] / seconds[FEW], 1.5),
        at_most("its CPU with 10,000 ÷ with 10", cpu[MANY] / cpu[FEW], 1.5),
    ]


def _start(folder: Path, count: int) -> tuple[float, float]:
    began = time.perf_counter()
    with servers.helpcenter(folder, content_of(count)) as server:
        fetch(server.port, PAGE, GZIP)
        return time.perf_counter() - began, servers.cpu_seconds(server.process)


def _cold_start(folder: Path, count: int) -> tuple[float, float]:
    servers.prepare(folder, content_of(count))
    catalogue = folder / "instance" / "catalogue.sqlite3"
    catalogue.unlink(missing_ok=True)
    files = len(list((content_of(count) / "articles").glob("*/??.md")))
    began = time.perf_counter()
    with servers.helpcenter(folder, content_of(count)) as server:
        fetch(server.port, PAGE, GZIP)
        answered = time.perf_counter() - began
        while _catalogued(catalogue) < files and time.perf_counter() - began < PATIENCE:
            time.sleep(0.2)
        return answered, time.perf_counter() - began


def _catalogued(file: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT COUNT(*) FROM file").fetchone()[0])
    except sqlite3.Error:
        return 0


def _edits(folders: dict[int, Path]) -> list[str]:
    with ExitStack() as stack:
        running = {count: stack.enter_context(servers.helpcenter(folder, content_of(count))) for count, folder in folders.items()}
        for count, server in running.items():
            _warm(server, count)
        rows: dict[int, list[tuple[float, float, float]]] = {count: [] for count in running}
        for number in range(EDITS):
            for count, server in running.items():
                rows[count].append(_edit(server, content_of(count), number))
    cost = {count: statistics.median(row[0] for row in found) for count, found in rows.items()}
    return [
        "## The request after an edit",
        "",
        f"{EDITS} edits of one article, each asked for at once after the file was saved, and answered with the new text.",
        "",
        "| articles | CPU ms | texts rendered an edit | pages rendered an edit |",
        "|--:|--:|--:|--:|",
        *(f"| {count} | {cost[count] * 1000:.1f} | {_mean(found, 1):.2f} | {_mean(found, 2):.2f} |" for count, found in rows.items()),
        "",
        at_most("texts rendered an edit, with 10,000 articles", _mean(rows[MANY], 1), 1),
        at_most("pages rendered an edit, with 10,000 articles", _mean(rows[MANY], 2), 1),
        at_most("CPU of that request with 10,000 ÷ with 10", cost[MANY] / cost[FEW], 1.2),
    ]


def _mean(rows: list[tuple[float, float, float]], column: int) -> float:
    return statistics.mean(row[column] for row in rows)


def _warm(server: Server, count: int) -> None:
    """Keep several pages, and wait until the first look at all files is over."""
    for number in range(min(count, 50)):
        fetch(server.port, f"/fr/articles/{slug_of(number)}", GZIP)
    fetch(server.port, "/fr/articles/", GZIP)
    # A file that changed a moment ago is not kept yet.
    time.sleep(2)


def _edit(server: Server, content: Path, number: int) -> tuple[float, float, float]:
    """Seconds of the web worker for the first answer with the new text; texts and pages that were rendered."""
    slug = slug_of(number % 5)
    file = content / "articles" / slug / "fr.md"
    fetch(server.port, f"/fr/articles/{slug}", GZIP)
    before = _counts(server)
    words = f"Modification {number} du {time.time_ns()}."
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    began = servers.web_cpu_seconds(server)
    _, _, body = fetch(server.port, f"/fr/articles/{slug}")
    spent = servers.web_cpu_seconds(server) - began
    if words not in body.decode():
        raise RuntimeError(f"the edit of {file} was not served at the next request")
    # Pages that were kept before the edit, and are not concerned by it.
    for other in range(5, 10):
        fetch(server.port, f"/fr/articles/{slug_of(other)}", GZIP)
    after = _counts(server)
    return spent, after[0] - before[0], after[1] - before[1]


def _counts(server: Server) -> tuple[float, float]:
    _, _, body = fetch(server.port, "/metrics")
    texts, pages = RENDERED.search(body.decode()), ANSWERED.findall(body.decode())
    return float(texts[1]) if texts else 0.0, sum(float(each) for each in pages)


def _memory(folders: dict[int, Path]) -> list[str]:
    used = {count: _memory_of(folder, count) for count, folder in folders.items()}
    bare = _bare_memory()
    rows = [f"| {count} articles | {web / MEGABYTE:.0f} | {everything / MEGABYTE:.0f} |" for count, (web, everything) in used.items()]
    return [
        f"## Memory with two workers, after {READ} readings (PSS: what is shared counts once)",
        "",
        "| what | web, MB | with the queue process, MB |",
        "|---|--:|--:|",
        *rows,
        f"| bare Flask hello | {bare / MEGABYTE:.0f} | |",
        "",
        at_most("MB with 10 articles", used[FEW][0] / MEGABYTE, 150),
        at_most("MB more with 10,000", (used[MANY][0] - used[FEW][0]) / MEGABYTE, 20),
    ]


def _memory_of(folder: Path, count: int) -> tuple[float, float]:
    with servers.helpcenter(folder, content_of(count), workers=2) as server:
        for number in range(READ):
            fetch(server.port, f"/fr/articles/{slug_of(number % count)}", GZIP)
        return servers.web_memory_bytes(server), servers.memory_bytes(server.process)


def _bare_memory() -> float:
    with servers.wsgi(make_folder(), HELLO, workers=2) as server:
        for _ in range(READ):
            fetch(server.port, "/")
        return servers.memory_bytes(server.process)


def _lists(folders: dict[int, Path]) -> list[str]:
    lines = ["## Pages that know all articles: first answer, and the kept one", "", "| page | articles | kB | first, ms | kept, ms |"]
    lines.append("|---|--:|--:|--:|--:|")
    for count, folder in folders.items():
        with servers.helpcenter(folder, content_of(count)) as server:
            _warm(server, 5)
            for path in ("/fr/", "/fr/articles/", "/sitemap.xml", "/llms.txt"):
                (first, size), (kept, _) = _timed(server, path), _timed(server, path)
                lines.append(f"| {path} | {count} | {size / 1024:.0f} | {first * 1000:.0f} | {kept * 1000:.1f} |")
    return lines


def _timed(server: Server, path: str) -> tuple[float, int]:
    began = time.perf_counter()
    _, _, body = fetch(server.port, path, GZIP)
    return time.perf_counter() - began, len(body)
