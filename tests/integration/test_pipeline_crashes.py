"""`kill -9` at random moments, then a run: the same figures as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from pipeline_support import Published, differences, run, start

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("LOYALTY_KILL_TESTS", "5"))


def test_a_run_killed_at_random_moments_ends_with_equal_figures(
    sample_publication: Published, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    generator = random.Random(int(os.environ.get("LOYALTY_KILL_SEED", "20260630")))
    for number in range(KILLS):
        # Early kills fall into ingestion, later ones into checks, the build, the publication.
        wait = generator.uniform(0.5, 15.0 + 50.0 * number / max(1, KILLS - 1))
        process = start(home, sample_publication.extracts, "run")
        try:
            process.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        time.sleep(0.1)
    run(home, sample_publication.extracts)
    found = differences(
        sample_publication.marts_path, home / "published" / "marts.duckdb", ignored_columns=IGNORED
    )
    assert found == []


# What says when a row was made or under which name it was published, not what is true.
IGNORED = {"built_at", "landed_at"}
