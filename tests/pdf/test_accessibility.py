"""An independent checker reads the sheet: PDF/UA-1 by the Matterhorn protocol, and WCAG where a machine can."""

import json
import subprocess
import sys
from typing import Any

import pytest

from helpcenter.pdf.pool import Pool
from tests.pdf.samples import make_sheet

# ORD-001: the engine paints pictures after texts; the order of the tags, which is read aloud, is right.
# LNK-010: the sender address is printed to be typed into a filter, not to be written to.
KNOWN = {"ORD-001", "LNK-010"}


@pytest.fixture(scope="module")
def report(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the checker says of the sample sheet."""
    file = tmp_path_factory.mktemp("pdf") / "sheet.pdf"
    file.write_bytes(pool.render(make_sheet()))
    # In a process of its own: it loads libraries that warn.
    command = [sys.executable, "-m", "outloud.cli", "--quiet", "--fail-on", "never", "--json", "-", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])["results"][0]
    return result


def test_no_error_and_no_unknown_warning(report: dict[str, Any]) -> None:
    found = {(finding["severity"], finding["rule"]) for finding in report["findings"]}
    assert {rule for severity, rule in found if severity == "error"} == set()
    assert {rule for _severity, rule in found} <= KNOWN


def test_the_checkpoints_that_a_machine_can_decide_pass(report: dict[str, Any]) -> None:
    states = {point["id"]: point["status"] for point in report["criteria"]["pdfua1"]}
    passed = {point for point, state in states.items() if state == "pass"}
    assert {"01", "02", "06", "07", "10", "11", "13", "14", "16", "28", "31"} <= passed
    assert "fail" not in states.values()
