"""One child process as the asking side sees it: started, asked, ended when it takes too long."""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from helpcenter.bounces.limits import Limits
from helpcenter.config import HOUSE

ENGINE = "helpcenter.bounces.child:make_engine"

# All that the child is told of this process's surroundings: no settings, no secrets.
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")

# Its libraries and the codes are loaded, perhaps on a busy machine.
START_SECONDS = 30
# A machine that has no time for the child is no fault of the message, but nobody waits longer than this many times the limit.
PATIENCE = 8
# "\n".join of a few hundred addresses is small; more would be no answer of ours.
LARGEST_ANSWER = 4_000_000


class ReaderFailedError(Exception):
    """The child does not start: a row of the codes and wordings that cannot be read, for one."""


class ReaderSlowError(Exception):
    """The message takes too long."""


class ReaderGoneError(Exception):
    """The child ended before it answered; `is_crash` tells whether the message may be why."""

    def __init__(self, is_crash: bool) -> None:
        super().__init__(is_crash)
        self.is_crash = is_crash


class Reader:
    """A running child; not for two threads at once."""

    def __init__(self, folder: Path, knowledge: object, limits: Limits, engine: str = ENGINE) -> None:
        """Start it; it says that it is ready when its next message takes no longer than any other."""
        self.knowledge = knowledge
        self._limits = limits
        self._line, theirs = Pipe()
        with theirs:
            self._process = _start(theirs, [str(folder), engine, *limits.to_arguments()])
        self._await_ready()

    @property
    def pid(self) -> int:
        """The process, for tests and logs."""
        return self._process.pid

    def ask(self, message: bytes) -> dict[str, Any]:
        """The facts about one message."""
        spent = self._cpu_seconds()
        try:
            self._line.send_bytes(message)
            self._await_answer(spent)
            return self._facts()
        except (EOFError, ConnectionError) as error:
            raise ReaderGoneError(is_crash=self._process.wait() != 0) from error

    def close(self) -> None:
        """End the process and free its pipe."""
        self._process.kill()
        self._process.wait()
        self._line.close()

    def _await_answer(self, spent: float) -> None:
        """Return when there is something to receive; ReaderSlowError when the time is up."""
        started = time.monotonic()
        wait = self._limits.seconds
        while not self._line.poll(wait):
            is_spent = self._cpu_seconds() - spent >= self._limits.seconds * 0.9
            if is_spent or time.monotonic() - started > self._limits.seconds * PATIENCE:
                raise ReaderSlowError
            wait = self._limits.seconds / 10

    def _cpu_seconds(self) -> float:
        """Processor time that the child has used; where no kernel tells it, what the clock says counts."""
        with suppress(OSError):
            numbers = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
            return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
        return time.monotonic()

    def _await_ready(self) -> None:
        try:
            facts = self._facts() if self._line.poll(START_SECONDS) else {"failure": f"not ready after {START_SECONDS} s"}
        except EOFError:
            facts = {"failure": f"ended with {self._process.wait()}"}
        if failure := facts.get("failure"):
            self.close()
            raise ReaderFailedError(failure)

    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self._line.recv_bytes(LARGEST_ANSWER))
        return facts


def _start(line: "Connection[bytes, bytes]", arguments: list[str]) -> "subprocess.Popen[bytes]":
    handle = line.fileno()
    command = [sys.executable, "-m", "helpcenter.bounces.child", str(handle), *arguments]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # In a session of its own: Ctrl-C is for this process, and the child ends when its pipe does.
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[handle], cwd=HOUSE, env=environment, start_new_session=True
    )
