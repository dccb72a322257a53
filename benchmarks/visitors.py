"""Visitors who come at a steady pace, whatever the server does: how long each waits from the moment at which he wanted his page.

Run by `visit` as a program of its own, so that nothing else this process does delays it.
"""

import http.client
import json
import random
import subprocess
import sys
import time

from benchmarks.servers import HOUSE

# A town hall's newsletter, not an attack: the server is idle for most of the time.
A_SECOND = 80
GZIP = {"Accept-Encoding": "gzip"}


def visit(port: int, paths: list[str], seconds: float) -> dict[str, list[float]]:
    """Milliseconds that visitors waited, by path; the paths are asked for in turn."""
    words = [sys.executable, "-m", "benchmarks.visitors", str(port), str(int(seconds * A_SECOND)), *paths]
    waited: dict[str, list[float]] = json.loads(subprocess.run(words, cwd=HOUSE, stdout=subprocess.PIPE, check=True).stdout)
    return waited


def percentile_99(values: list[float]) -> float:
    """What one in a hundred waited longer than."""
    return sorted(values)[int(len(values) * 0.99)]


def _main(port: int, count: int, paths: list[str]) -> None:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    waited: dict[str, list[float]] = {path: [] for path in paths}
    for path in paths:
        _ask(server, path)
    wanted = time.monotonic()
    for number in range(count):
        # Not quite regular: the kernel's clock ticks regularly too.
        wanted += random.uniform(0.7, 1.3) / A_SECOND  # noqa: S311 - no secret
        pause = wanted - time.monotonic()
        if pause > 0:
            time.sleep(pause)
            # That this program is woken up late is not the server's doing.
            wanted = time.monotonic()
        path = paths[number % len(paths)]
        _ask(server, path)
        # Whoever had to be asked for late because the one before took so long has waited for that too.
        waited[path].append(1000 * (time.monotonic() - wanted))
    json.dump(waited, sys.stdout)


def _ask(server: http.client.HTTPConnection, path: str) -> None:
    server.request("GET", path, headers=GZIP)
    answer = server.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
