"""`./dev cohort [--families N] [--seed N]`: simulate, print, and keep a dated report; exit 1 when a goal is not met."""

import argparse
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.goals import is_missed
from cohort.report import write_report
from cohort.simulation import simulate

RESULTS = Path(__file__).parents[1] / "benchmarks" / "results"
ALL = 1000
# A smaller run is for trying out.
KEPT = 200


def main() -> int:
    """Run; a small run is printed and not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=ALL)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="leave the folder of the instance, to look into it")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="helpcenter-cohort-"))
    try:
        lines = write_report(simulate(chosen.families, chosen.seed, folder))
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)
    today = datetime.now(UTC).date().isoformat()
    text = "\n".join([f"# cohort, {today}, seed {chosen.seed}", "", *lines])
    sys.stdout.write(text)
    if chosen.families >= KEPT:
        (RESULTS / f"{today}-cohort.md").write_text(text, encoding="utf-8")
    return 1 if any(is_missed(line) for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
