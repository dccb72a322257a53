"""Servers to measure: each is started on 127.0.0.1, its CPU time read with that of its children, then ended."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import free_port, wait_for_port

HOUSE = Path(__file__).parents[1]
# The programs of others, installed by ./dev bench.
PEERS = HOUSE / ".venv-bench" / "bin" / "python"
# The same server with the same settings for every Python program (see operations/serving.py).
GRANIAN = ("--interface", "wsgi", "--blocking-threads", "1", "--no-ws", "--http", "1")


@dataclass(frozen=True)
class Server:
    """A server that answers on 127.0.0.1: its process and its port."""

    process: int
    port: int


def family_of(process: int) -> list[int]:
    """A process and all its descendants."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        # A thread may end between being listed and being read.
        with suppress(FileNotFoundError, ProcessLookupError):
            for child in task.read_text().split():
                found += family_of(int(child))
    return found


def cpu_seconds(process: int) -> float:
    """CPU time of a process and its descendants that are alive, user and system, to the nanosecond."""
    return sum(map(clock_of, family_of(process)))


def web_cpu_seconds(server: Server) -> float:
    """CPU time of the web workers alone, without the queue process beside them."""
    return sum(map(clock_of, _web(server)))


def clock_of(process: int) -> float:
    """CPU time of one process, user and system, to the nanosecond; 0 for one that has ended."""
    # A process may end between being listed and being read. The number is that of its clock, as clock_getcpuclockid(3) makes it.
    with suppress(OSError):
        return time.clock_gettime((~process << 3) | 2)
    return 0.0


def memory_bytes(process: int) -> int:
    """Memory of a process and its descendants; what they share is counted once (PSS)."""
    return sum(_memory(each) for each in family_of(process))


def web_memory_bytes(server: Server) -> int:
    """Memory of the server and its web workers, without the queue process beside them (PSS)."""
    return sum(_memory(each) for each in _web(server))


def _web(server: Server) -> list[int]:
    return [each for each in family_of(server.process) if _is_web(each)]


def _is_web(process: int) -> bool:
    try:
        return b"\0work\0" not in Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        # What the queue started has ended meanwhile; a web worker does not.
        return False


def _memory(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return 1024 * next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str], folder: Path) -> Iterator[Server]:
    """Run a server until the block ends."""
    with (folder / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log, cwd=folder)
        try:
            wait_for_port(port, 120)
            yield Server(process.pid, port)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    family = family_of(process.pid)
    process.terminate()
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        # A granian that is told to end while a worker still starts waits for ever.
        for each in family:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.wait(timeout=30)


def helpcenter_environment(folder: Path, content: Path, port: int) -> dict[str, str]:
    """The settings of a product whose instance is `folder`/instance."""
    return {
        "HELPCENTER_INSTANCE": str(folder / "instance"),
        "HELPCENTER_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HELPCENTER_CONTENT": str(content),
    }


def prepare(folder: Path, content: Path) -> None:
    """Make the instance, with the demo's organisations."""
    environment = {**os.environ, **helpcenter_environment(folder, content, 8000)}
    subprocess.run([sys.executable, "-m", "helpcenter.cli", "init", "--demo", "--json"], env=environment, check=True, capture_output=True)


@contextmanager
def helpcenter(folder: Path, content: Path = HOUSE / "content", workers: int = 1) -> Iterator[Server]:
    """The product over a content folder."""
    port = free_port()
    if not (folder / "instance").exists():
        prepare(folder, content)
    command = [sys.executable, "-m", "helpcenter.cli", "serve", "--port", str(port), "--workers", str(workers)]
    with running(command, port, helpcenter_environment(folder, content, port), folder) as server:
        yield server


@contextmanager
def wsgi(
    folder: Path, code: str, environment: dict[str, str] | None = None, workers: int = 1, python: Path | str = PEERS
) -> Iterator[Server]:
    """A WSGI program, given as the text of a module that has an `app`, on granian."""
    port = free_port()
    (folder / "program.py").write_text(code, encoding="utf-8")
    command = [str(python), "-m", "granian", *GRANIAN, "--workers", str(workers), "--port", str(port), "program:app"]
    with running(command, port, environment or {}, folder) as server:
        yield server


NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 256; }}
http {{
  access_log off; gzip_static on; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/files; default_type text/html; }}
}}
"""


def find_program(name: str) -> str:
    """A Debian program: installed, or unpacked by ./dev bench, which starts no service."""
    unpacked = HOUSE / ".venv-bench" / "debian" / "usr" / "sbin"
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:{unpacked}")
    if not found:
        raise RuntimeError(f"{name} is missing: run the benchmarks by ./dev bench")
    return found


@contextmanager
def nginx(folder: Path, body: bytes, packed: bytes) -> Iterator[Server]:
    """nginx with one page as a precompressed file, at /page."""
    port = free_port()
    files = folder / "files"
    files.mkdir()
    (files / "page").write_bytes(body)
    (files / "page.gz").write_bytes(packed)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with running([find_program("nginx"), "-c", str(folder / "nginx.conf")], port, {}, folder) as server:
        yield server
