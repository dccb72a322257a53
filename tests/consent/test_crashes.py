"""Nothing that was acknowledged is lost, nobody is shut out, and one code is answered once, whatever happens to the processes."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from helpcenter.config import HOUSE, Settings

KILLS, CODES = 25, 3


def run_crashes(settings: Settings, *words: str) -> dict[str, Any]:
    """Run the program on this test's database."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HELPCENTER_")},
        "HELPCENTER_INSTANCE": str(settings.instance),
        "HELPCENTER_DATABASE_URL": settings.database_url,
        "HELPCENTER_RENDER_AHEAD": "false",
        "HELPCENTER_PUBLIC_URL": "http://localhost",
    }
    command = [sys.executable, "-m", "tests.consent.crashes", *words]
    said = subprocess.run(command, env=environment, cwd=HOUSE, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


# Dozens of processes are started one after the other: on a busy machine, that alone takes minutes.
@pytest.mark.timeout(300)
def test_an_answer_killed_at_a_random_moment_is_either_stored_as_a_whole_or_can_be_given_again(settings: Settings) -> None:
    found = run_crashes(settings, "kill", str(KILLS))
    assert found["kills"] == KILLS
    assert (found["lost"], found["torn"], found["shut_out"], found["is_sound"]) == (0, 0, 0, True)
    assert found["acknowledged"] <= found["stored"]


@pytest.mark.timeout(300)
def test_sixteen_answers_from_four_processes_leave_one_record_and_everybody_sees_the_receipt(settings: Settings) -> None:
    found = run_crashes(settings, "crowd", str(CODES))
    assert found == {"codes": CODES, "answers": CODES * 16, "recorded": CODES, "failed": 0, "is_sound": True}
