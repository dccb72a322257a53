"""Files of spreadsheet programs as tables of text: Excel (.xlsx, .xls, .xlsb), LibreOffice (.ods), or what they save as CSV.

A workbook becomes the same text as its CSV would, line for line, so that everything behind it is read in one way. It is read in a child
process of its own: workbook_child.py says within which limits. docs/decisions/0036 says why.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpcenter.i18n.tables import WORKBOOKS, TableError, read_text

# A table of 5,000 lines takes half a megabyte; a logo or two may stand beside it.
LARGEST = 20 * 1024 * 1024
# Far more than the lines that any import takes.
MOST_BYTES = 5_000_000
CHILD = Path(__file__).with_name("workbook_child.py")
# Its processor time ends sooner; this is for a machine that has none to give.
PATIENCE_SECONDS = 30
# No settings, no secrets.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH")
_places = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class TableFile:
    """The text of a file for `read_lines`; for a workbook also the sheet that was read, and those with addresses that were not."""

    text: str
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def read_file(data: bytes, most: int = MOST_BYTES) -> TableFile:
    """The table of a file, of at most so many bytes of text.

    TableError: what `read_text` says of a text; `long`; `empty`; for a workbook also `workbook` (it cannot be read), `locked` (a password),
    `heavy` (too large, or made to harm).
    """
    if data.startswith(WORKBOOKS):
        return _read_workbook(data, most)
    if len(data) > most:
        raise TableError("long")
    return TableFile(read_text(data))


def _read_workbook(data: bytes, most: int) -> TableFile:
    if len(data) > LARGEST:
        raise TableError("heavy")
    with _places:
        said = _ask(data, most)
    if problem := said.get("problem"):
        raise TableError(problem)
    return TableFile(said["text"], said["sheet"], tuple(said["others"]))


def _ask(data: bytes, most: int) -> dict[str, Any]:
    command = [sys.executable, "-I", str(CHILD), str(most)]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TableError("heavy") from error
    if done.returncode:
        # Ended by a signal: out of time or memory. By itself: the library met something that it did not expect.
        raise TableError("heavy" if done.returncode < 0 else "workbook")
    said: dict[str, Any] = json.loads(done.stdout)
    return said
