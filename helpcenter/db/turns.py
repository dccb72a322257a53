"""Whose turn it is to write on SQLite: the kernel keeps the queue, for SQLite lets the waiting poll, and the unlucky wait for seconds."""

import fcntl
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 15.0
# Nobody else can reach such a database.
NO_FILE = ("", ":memory:")


class TurnError(sqlite3.OperationalError):
    """Nobody else gave the turn back in time."""


class Turn:
    """One writer's place in the queue before a file. SQLite's own lock still guards the data: this only says who is next."""

    def __init__(self, file: Path, patience: float = PATIENCE_SECONDS) -> None:
        self._file = file
        self._patience = patience
        self._handle: int | None = None

    def take(self) -> None:
        """Wait for the turn; TurnError when it does not come."""
        handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _Waiting(handle).wait(self._patience):
                raise TurnError("database is locked: another writer keeps its turn") from None
        self._handle = handle

    def give_back(self) -> None:
        """Let the next one write; nothing when there is no turn."""
        handle, self._handle = self._handle, None
        if handle is not None:
            # Said aloud, for a process forked meanwhile holds a copy of the handle.
            fcntl.flock(handle, fcntl.LOCK_UN)
            os.close(handle)


class _Waiting:
    """Waits for a lock in a thread of its own, since the kernel's queue knows no time-out."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._arrived = threading.Event()
        self._decision = threading.Lock()
        self._is_given_up = False

    def wait(self, seconds: float) -> bool:
        """True once the lock is held; False when it did not come in time, and then it is let go as soon as it comes."""
        threading.Thread(target=self._queue_up, name="turn", daemon=True).start()
        self._arrived.wait(seconds)
        with self._decision:
            self._is_given_up = not self._arrived.is_set()
            return not self._is_given_up

    def _queue_up(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._decision:
            if self._is_given_up:
                os.close(self._handle)
            else:
                self._arrived.set()


class QueueingConnection(sqlite3.Connection):
    """A SQLite connection whose writing transactions take turns with those of all threads and processes."""

    def __init__(self, database: str, *arguments: Any, **options: Any) -> None:
        super().__init__(database, *arguments, **options)
        self._turn = None if database in NO_FILE or database.startswith("file:") else Turn(Path(f"{database}-turn"))

    def begin_writing(self) -> None:
        """Queue up, then take SQLite's write lock."""
        if self._turn:
            self._turn.take()
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._end_turn()
            raise

    def commit(self) -> None:
        """Commit, then let the next one write."""
        # A commit that failed keeps the turn: its transaction is open until the rollback, which gives it back.
        super().commit()
        self._end_turn()

    def rollback(self) -> None:
        """Roll back, then let the next one write."""
        try:
            super().rollback()
        finally:
            self._end_turn()

    def close(self) -> None:
        """Close, which rolls back, then let the next one write."""
        try:
            super().close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._turn:
            self._turn.give_back()
