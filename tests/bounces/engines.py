"""Engines that misbehave: what a hostile message could make of a good one. The child process loads them by name."""

import os
import re
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from helpcenter.bounces.explanation import Explanation, Kind

Engine = Callable[[bytes], Explanation]


def make_unreadable(folder: Path) -> Engine:
    raise ValueError(f"{folder.name}/codes.yaml:7: no such kind")


def make_capricious(folder: Path) -> Engine:
    """Does what the message says, unless its folder holds a broken file."""
    if (folder / "broken.yaml").exists():
        raise ValueError("broken.yaml:1: not a row")
    return lambda message: DEEDS.get(message, count)(message)


def count(message: bytes) -> Explanation:
    return Explanation(Kind.TEMPORARY, (f"{len(message)}@example.org",), status=str(os.getpid()))


def loop(_message: bytes) -> Explanation:
    while True:
        pass


def backtrack(_message: bytes) -> Explanation:
    re.match(r"(a+)+$", "a" * 60 + "b")
    return Explanation(Kind.TEMPORARY)


def swallow(_message: bytes) -> Explanation:
    while True:
        with suppress(BaseException):
            loop(b"")


def sleep(_message: bytes) -> Explanation:
    time.sleep(60)
    return Explanation(Kind.TEMPORARY)


def swell(_message: bytes) -> Explanation:
    return count(bytes(2_000_000_000))


def recurse(message: bytes) -> Explanation:
    return recurse(message)


def stumble(message: bytes) -> Explanation:
    raise ValueError(message.decode())


def die(_message: bytes) -> Explanation:
    os.kill(os.getpid(), signal.SIGKILL)
    return Explanation(Kind.TEMPORARY)


DEEDS: dict[bytes, Engine] = {deed.__name__.encode(): deed for deed in (loop, backtrack, swallow, sleep, swell, recurse, stumble, die)}
