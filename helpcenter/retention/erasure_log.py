"""The log of erasures: a file beside the database, so that a restored backup cannot bring back what was erased after it was made.

It holds numbers, keyed hashes and times only. One line is one erasure, in JSON.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

FILE_NAME = "erasures.jsonl"
ADDRESS = "address"


@dataclass(frozen=True)
class Entry:
    """One erasure: a record, what became of the mails to an address, or all that an organisation had here (`what` names which)."""

    what: str
    subject: str
    at: str
    keep_until: str = ""

    @property
    def name(self) -> tuple[str, str, str]:
        """What makes two entries the same one. Mails may go to an erased address again, and be erased again."""
        return self.what, self.subject, self.at if self.what == ADDRESS else ""


class ErasureLog:
    """Appended to before the database forgets; read after a restore."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, entries: Iterable[Entry]) -> None:
        """Write entries that are not there yet, safely stored when this returns."""
        known = {each.name for each in self.read()}
        new = [each for each in entries if each.name not in known]
        if not new:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            lines = b"".join(json.dumps(asdict(each), sort_keys=True).encode() + b"\n" for each in new)
            # Behind a line that a crash cut off, the next one would be unreadable too, and its erasure forgotten.
            file.write(lines if _ends_a_line(file) else b"\n" + lines)
            # The database forgets after this: what is not on the disk by then could not be erased again after a restore.
            os.fsync(handle)

    def read(self) -> list[Entry]:
        """All entries, the oldest first."""
        return list(read_entries(self.file)) if self.file.is_file() else []


def _ends_a_line(file: FileIO) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def read_entries(file: Path) -> Iterator[Entry]:
    """The entries of a log; a last line that a crash cut off is left out, for its erasure was never stored either."""
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield Entry(**json.loads(line))
        except (TypeError, ValueError):
            continue
