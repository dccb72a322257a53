"""The process that serves pages never loads the engine."""

import subprocess
import sys

PROGRAM = """
import sys
import helpcenter.app, helpcenter.cli
loaded = sorted(name for name in sys.modules if name.split(".")[0] in {"weasyprint", "pydyf", "cffi"})
print(loaded)
sys.exit("weasyprint" in sys.modules)
"""


def test_importing_the_whole_site_loads_no_engine() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
