"""What a process that serves pages never loads."""

import subprocess
import sys
from pathlib import Path

COMPILER = ("markdown", "mmdr", "nh3", "ruamel.yaml", "elearn.content.compiler", "elearn.publishing.child")


def test_serving_pages_loads_no_compiler() -> None:
    program = f"import sys, elearn.app; print([name for name in {COMPILER!r} if name in sys.modules])"
    done = subprocess.run(  # noqa: S603 - our own interpreter and a fixed program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
