"""Typst printing the words and drawings of a sheet: reads sheets as JSON, answers processor milliseconds. Runs apart, with the peers."""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import typst  # type: ignore[import-not-found,unused-ignore]

ROUNDS = 9


def main() -> None:
    """Compile every sheet in turn in a warm process, and print the median."""
    sheets = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        spent = [_compile(Path(folder), sheets[number % len(sheets)]) for number in range(ROUNDS)]
    # The first one loads the fonts.
    sys.stdout.write(f"{1000 * statistics.median(spent[1:])}\n")


def _compile(folder: Path, sheet: dict[str, object]) -> float:
    pictures = sheet["pictures"]
    assert isinstance(pictures, dict)  # noqa: S101
    for name, text in pictures.items():
        (folder / name).write_text(str(text), encoding="utf-8")
    (folder / "sheet.typ").write_text(str(sheet["source"]), encoding="utf-8")
    started = time.process_time()
    typst.compile(folder / "sheet.typ", pdf_standards=["ua-1"])
    return time.process_time() - started


if __name__ == "__main__":
    main()
