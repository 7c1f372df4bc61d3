"""What the tests share: the cases, and the command beside which the package is put."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
CAR = ROOT / "cases/used-car.toml"
COMMITMENT = ROOT / "cases/commitment-problem.toml"
KOREA = ROOT / "cases/korea-2018.toml"
COALITION = ROOT / "cases/large/coalition.toml"


def command(*args: object) -> "subprocess.CompletedProcess[str]":
    """Runs the command, of which the variable ``ZOPA`` says where it is."""
    asked = [os.environ["ZOPA"], *map(str, args)]
    return subprocess.run(asked, capture_output=True, encoding="utf-8", timeout=600)


def printed(*args: object) -> str:
    """What the command answers, where it does."""
    done = command(*args)
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout
