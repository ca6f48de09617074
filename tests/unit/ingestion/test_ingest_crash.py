"""A process killed at any instant leaves a state from which the next run gives the same result."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

DYING = str(Path(__file__).with_name("dying_load.py"))
LINEAGE = ["_loaded_at", "_load_id"]


def fill(zone):
    zone.land("program/goals/a.csv", "kpi,target\nnps,40\n")
    zone.land("program/goals/b.csv", "kpi,target\nnps,50\n")
    for month in range(1, 4):
        rows = "".join(
            f"r{month}-{i},s1,p{i},p{i}@example.com,a{i % 7},{i % 13},2026-0{month}-05\n"
            for i in range(300)
        )
        header = "response_id,survey_id,respondent_id,email,account_id,score,responded_at\n"
        zone.land(f"generic/responses/{month}.csv", header + rows)
    lines = "".join(
        f'{{"id":"in_{i}","customer":"c{i}","created":{1700000000 + i},"currency":"usd"}}\n'
        for i in range(300)
    )
    zone.land("stripe/invoices/i.ndjson.gz", lines + "{broken\n")
    zone.land("stripe/invoices/again.ndjson.gz", lines + "{broken\n")
    zone.land("stripe/invoices/unreadable.json", "nonsense")


def state(zone):
    """Everything of a home but who loaded it when."""
    rows = {}
    for folder in sorted((zone.lake.root / "raw").glob("*/*")):
        frame = pl.read_parquet(folder / "*.parquet").drop(LINEAGE)
        if len(frame):
            rows[folder.name] = sorted(frame.rows(), key=repr)
    quarantine = pl.read_parquet(zone.lake.quarantine / "*.parquet")
    rows["quarantine"] = sorted(quarantine.drop("load_id", "quarantined_at").rows(), key=repr)
    rows["log"] = sorted(
        (row.path, row.sha256, row.status, row.reason, row.rows_in, row.rows_loaded)
        for row in zone.log()
        if row.status != "quarantined_file"
    )
    rows["whole"] = sorted((row.path, row.reason) for row in zone.log() if row.reason)
    rows["leftovers"] = sorted(
        path.name for path in zone.home.rglob("*")
        if path.is_file() and path.suffix not in (".parquet", ".lock", ".done")
    )  # fmt: skip
    return rows


def run(zone, instant, person=""):
    arguments = [str(zone.home), str(zone.extracts), str(instant), person]
    return subprocess.run(
        [sys.executable, DYING, *arguments], capture_output=True, text=True, check=False
    )


@pytest.fixture
def whole(zone, tmp_path):
    """The same landing zone loaded without an accident: its state, and how many steps it took."""
    fill(zone)
    reference = type(zone)(zone.extracts, tmp_path / "reference")
    finished = run(reference, -1)
    assert finished.returncode == 0, finished.stderr
    return state(reference), int(finished.stdout.splitlines()[-1])


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_loads_are_completed(zone, whole, seed):
    expected, steps = whole
    instants = random.Random(seed)
    deaths = 0
    for _ in range(6):
        finished = run(zone, instants.randint(1, steps))
        deaths += finished.returncode == -signal.SIGKILL
        if finished.returncode == 0:
            break
    assert deaths
    assert run(zone, -1).returncode == 0
    assert state(zone) == expected
    assert not any(zone.load(source).changed for source in ("program", "generic", "stripe"))


def test_a_load_killed_from_outside_is_completed(zone, whole):
    expected, _ = whole
    command = [sys.executable, "-m", "ingestion", "--home", str(zone.home),
               "--extracts", str(zone.extracts), "--settle", "0"]  # fmt: skip
    for landed in (1, 4):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for _ in range(landed):  # a line per file: die somewhere in the one that follows
            process.stdout.readline()
        time.sleep(random.Random(landed).random() / 50)
        process.kill()
        process.communicate()
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    assert state(zone) == expected


def test_killed_erasures_are_completed(zone, whole):
    _, steps = whole
    assert run(zone, -1).returncode == 0
    instants = random.Random(3)
    for _ in range(3):
        run(zone, instants.randint(4, steps // 4), person="p3@example.com")
    zone.load("program")
    # Unless it died before its tombstone stood: then nothing was promised.
    run(zone, -1, person="p3@example.com")
    rest = zone.raw("generic/responses")
    assert len(rest) == len({row["_source_row"] for row in rest}) * 3
    assert b"p3@example.com" not in zone.bytes_of_home()
    counts = {row.path: row.rows_in for row in zone.log()}
    assert counts["generic/responses/1.csv"] == 299
