"""`python -m benchmarks [NAME …]`: measure, print, and keep a dated table in benchmarks/results/."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import pages, pdfs, search

SUITES = {"pages": pages.run, "pdfs": pdfs.run, "search": search.run}
RESULTS = Path(__file__).parent / "results"


def main(names: list[str]) -> None:
    """Run the named suites, or all."""
    for name in names or SUITES:
        today = datetime.now(UTC).date().isoformat()
        head = [f"# {name}, {today}", "", f"Python {platform.python_version()}, {os.cpu_count()} cores, shared machine: read ratios.", ""]
        text = "\n".join([*head, *SUITES[name]()]) + "\n"
        sys.stdout.write(text)
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{today}-{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
