"""`python -m benchmarks [--strict] [NAME …]`: measure, print, and keep a dated table; strict: exit 1 when a goal is not met."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import bounces, consent, content, pages, pdfs, search, signed_in
from benchmarks.goals import is_missed

SUITES = {
    "pages": pages.run,
    "content": content.run,
    "signed-in": signed_in.run,
    "search": search.run,
    "pdfs": pdfs.run,
    "consent": consent.run,
    "bounces": bounces.run,
}
RESULTS = Path(__file__).parent / "results"


def main(words: list[str]) -> int:
    """Run the named suites, or all; gives the exit code."""
    names = [word for word in words if not word.startswith("-")]
    unknown = set(names) - SUITES.keys()
    if unknown:
        sys.stderr.write(f"No suite {', '.join(sorted(unknown))}; there are: {', '.join(SUITES)}\n")
        return 2
    missed = [line for name in names or SUITES for line in _run(name) if is_missed(line)]
    return 1 if missed and "--strict" in words else 0


def _run(name: str) -> list[str]:
    today = datetime.now(UTC).date().isoformat()
    head = [f"# {name}, {today}", "", f"Python {platform.python_version()}, {os.cpu_count()} cores, shared machine: read ratios.", ""]
    lines = SUITES[name]()
    text = "\n".join([*head, *lines]) + "\n"
    sys.stdout.write(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}-{name}.md").write_text(text, encoding="utf-8")
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
