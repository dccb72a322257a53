"""A real PostgreSQL for the tests: Debian's server, started in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

HINT = "PostgreSQL is not installed: run ./dev setup test (Debian package postgresql)"


def find_program(name: str) -> str:
    """The path of a server program; Debian keeps them out of PATH."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = str(places[0]) if places else shutil.which(name)
    if not found:
        raise RuntimeError(HINT)
    return found


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PostgresServer:
    """One server with trust authentication on 127.0.0.1; durability is off by default, since it only serves tests."""

    def __init__(self, *, is_durable: bool = False) -> None:
        self.is_durable = is_durable
        self.folder = Path(tempfile.mkdtemp(prefix="helpcenter-postgres-"))
        self.port = free_port()
        self.url = f"postgresql+psycopg://helpcenter@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        data = str(self.folder / "data")
        self._run(find_program("initdb"), "-D", data, "-U", "helpcenter", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        speed = "-c max_connections=200"
        if not self.is_durable:
            speed += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = str(self.folder / "log")
        self._run(find_program("pg_ctl"), "-D", data, "-l", log, "-w", "-o", f"{options} {speed}", "start")

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._run(find_program("pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str) -> None:
        # PostgreSQL refuses to run as root: Debian's package brings a user of its own.
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        result = subprocess.run([*prefix, *command], cwd="/", capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeError(f"{command[0]} failed: {result.stdout}{result.stderr}{self._log()}")

    def _log(self) -> str:
        path = self.folder / "log"
        return path.read_text() if path.exists() else ""


def wait_for_port(port: int, seconds: float = 30) -> None:
    """Return once something listens on 127.0.0.1:port; TimeoutError otherwise."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")
