"""The site that the cohort drives: the production server and its queue, on a fresh database, with the simulation's clock."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.load import wait_for_answer
from cohort.clock import BEGINNING, SETTING, SharedClock
from tests.kit.dns_server import serve_dns
from tests.postgres import free_port
from tests.replies.imap_server import USER, ImapServer, start_server

# Where a process finds whom to trust over TLS: the mailbox has a certificate of its own.
TRUST = "SSL_CERT_FILE"


@dataclass(frozen=True)
class Site:
    """Where it answers, its clock, and the demo's accounts."""

    port: int
    clock: SharedClock
    accounts: dict[str, str]
    environment: dict[str, str]
    post: ImapServer


@contextmanager
def running_site(folder: Path, keys: Mapping[str, tuple[str, ...]], workers: int = 2) -> Iterator[Site]:
    """Start it, with a name system that publishes these keys, and a mailbox for confirmations; it ends with the block."""
    with serve_dns(keys) as resolver, _mailbox(folder) as post:
        outside = {
            "HELPCENTER_DNS_RESOLVERS": resolver,
            "HELPCENTER_IMAP_URL": post.url(),
            "HELPCENTER_CONFIRMATION_ADDRESS": USER,
            TRUST: str(post.certificate),
        }
        yield from _run(folder, workers, outside, post)


def _run(folder: Path, workers: int, outside: dict[str, str], post: ImapServer) -> Iterator[Site]:
    clock, port = SharedClock(folder / "clock"), free_port()
    clock.set(BEGINNING)
    own = {
        **servers.helpcenter_environment(folder, servers.HOUSE / "content", port),
        "HELPCENTER_RENDER_AHEAD": "false",
        SETTING: str(folder / "clock"),
        "PYTHONPATH": str(servers.HOUSE),
        **outside,
    }
    environment = {**os.environ, **own}
    welcome = run_command(environment, "init", "--demo", "--json")
    accounts = {each["email"]: each["password"] for each in welcome["accounts"]}
    command = [sys.executable, "-m", "granian", *servers.GRANIAN, "--workers", str(workers), "--port", str(port), "cohort.program:app"]
    with servers.running(command, port, own, folder), _queue(environment, folder):
        wait_for_answer(port, "/readyz", {})
        yield Site(port, clock, accounts, own, post)


@contextmanager
def _mailbox(folder: Path) -> Iterator[ImapServer]:
    place = folder / "post"
    place.mkdir()
    server = start_server(place)
    try:
        yield server
    finally:
        server.stop()


def run_command(environment: dict[str, str], *words: str) -> Any:
    """What a `helpcenter` command says, on the simulation's clock."""
    command = [sys.executable, "-m", "cohort.program", *words]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if said.returncode:
        raise RuntimeError(f"{' '.join(words)}: {said.stderr}")
    return json.loads(said.stdout)


@contextmanager
def _queue(environment: dict[str, str], folder: Path) -> Iterator[None]:
    with (folder / "queue.log").open("wb") as log:
        command = [sys.executable, "-m", "cohort.program", "work", "--parent", str(os.getpid())]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)
