"""One measured child process: wall, CPU and peak memory, as the kernel counted them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Usage:
    """What a child took: seconds of wall and CPU, MiB of peak resident memory, its stdout."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    output: str


def measure(*arguments: str, **environment: str) -> Usage:
    """Run `python <arguments>` in the repository. Raises RuntimeError with its output if it fails."""
    named = {
        k: v for k, v in os.environ.items() if not k.startswith(("LOYALTY_", "DAGSTER_", "DBT_"))
    }
    with tempfile.TemporaryFile("w+") as told:
        started = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            env={**named, "PYTHONPATH": str(REPOSITORY), **environment},
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        # wait4 gives this child's own figures; getrusage(CHILDREN) keeps the peak of all of them.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - started
        told.seek(0)
        output = told.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{output[-4000:]}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)
