"""Servers to measure: each is started on 127.0.0.1, its CPU time read from /proc with that of its children, then ended."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import free_port, wait_for_port

TICKS = os.sysconf("SC_CLK_TCK")


def children_of(process: int) -> list[int]:
    """A process and all its descendants."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children_of(int(child))
    return found


def cpu_seconds(process: int) -> float:
    """CPU time, user and system, of a process and its descendants that are alive."""
    total = 0
    for each in children_of(process):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str], folder: Path) -> Iterator[int]:
    """Run a server until the block ends; gives its process id."""
    with (folder / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            wait_for_port(port, 60)
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=60)


@contextmanager
def helpcenter(folder: Path) -> Iterator[tuple[int, int]]:
    """The product with demo data, one web worker; gives process id and port."""
    port = free_port()
    environment = {"HELPCENTER_INSTANCE": str(folder), "HELPCENTER_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "helpcenter.cli"]
    subprocess.run([*command, "init", "--demo", "--json"], env={**os.environ, **environment}, check=True, capture_output=True)
    with running([*command, "serve", "--port", str(port), "--workers", "1"], port, environment, folder) as process:
        yield process, port


@contextmanager
def bare_flask(folder: Path) -> Iterator[tuple[int, int]]:
    """A Flask "hello" on the same server with the same settings."""
    port = free_port()
    (folder / "hello.py").write_text("from flask import Flask\napp = Flask('hello')\n\n\n@app.get('/')\ndef hello():\n    return 'hello'\n")
    words = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "1", "--no-ws", "--port", str(port)]
    command = [sys.executable, "-m", "granian", *words, "--working-dir", str(folder), "hello:app"]
    with running(command, port, {}, folder) as process:
        yield process, port


NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 256; }}
http {{
  access_log off; gzip_static on; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/files; default_type text/html; }}
}}
"""


@contextmanager
def nginx(folder: Path, program: str, body: bytes, packed: bytes) -> Iterator[tuple[int, int]]:
    """nginx with the same page as a precompressed file."""
    port = free_port()
    files = folder / "files"
    files.mkdir()
    (files / "page").write_bytes(body)
    (files / "page.gz").write_bytes(packed)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with running([program, "-c", str(folder / "nginx.conf")], port, {}, folder) as process:
        yield process, port
