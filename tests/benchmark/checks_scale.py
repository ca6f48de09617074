"""Great Expectations on many rows: `make bench-checks ROWS=100000000`.

Makes a lake whose usage table has that many rows (by DuckDB, straight into a scratch home: it
could have been landed, but that is what another benchmark measures), then runs the checks of that
source as the pipeline does, in a process of their own, and prints time and peak memory.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
from processes import measure

from ingestion import lake
from ingestion.landings import Landing, LandingsLog
from ingestion.layout import Lake

FILE_ROWS = 10_000_000
SOURCE, ENTITY = "product_usage", "daily"
CHECK = """
from dagster_project.checks.suite import check_source
from dagster_project.ingest import describe
from dagster_project.resources import Settings
from ingestion.contracts import contract_for
from ingestion.report import LoadReport
settings, contract = Settings.from_environment(), contract_for("product_usage")
for result in check_source(settings, contract):
    print(f"{'holds ' if result.is_passed else 'BROKEN'} {result.words}")
print("watermark:", describe(settings, contract, LoadReport("product_usage", "none"))["watermark"])
"""
# Accounts, days and features of a company of ROWS / 500 accounts, as a usage export has them.
_ROWS = """
copy (
    select
        'acc_' || cast(number // 500 as varchar) as account_id,
        cast(date '2026-06-30' - cast(number % 100 as integer) as varchar) as usage_date,
        'feature_' || cast((number // 100) % 5 as varchar) as feature,
        cast(cast(abs(hash(number)) % 400 as bigint) as varchar) as events,
        cast(cast(abs(hash(number)) % 20 as bigint) as varchar) as active_users,
        cast(null as varchar) as _extra,
        '{path}' as _source_file,
        cast(number - {first} + 1 as bigint) as _source_row,
        '{sha256}' as _file_sha256,
        timestamp '2026-07-01 05:00:00' as _loaded_at,
        'bench' as _load_id
    from range({first}, {last}) as numbers(number)
) to '{target}' (format parquet, compression zstd)
"""


def make(home: Path, rows: int) -> int:
    """Fill a home with `rows` rows of usage and the log of their landing. Returns its bytes."""
    target: Lake = lake.initialise(home, "a key for benchmarks only")
    landed = Landing(
        load_id="bench", source=SOURCE, entity=ENTITY, path="", sha256="", size_bytes=0,
        landed_at=datetime(2026, 7, 1, 5), rows_in=0, rows_loaded=0, rows_quarantined=0,
        status="loaded", reason=None, warnings="[]", mtime_ns=0,
    )  # fmt: skip
    log = LandingsLog(target, "bench", [])
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = '2GB'")
        for number, first in enumerate(range(0, rows, FILE_ROWS)):
            last, sha256 = min(first + FILE_ROWS, rows), f"{number:064x}"
            path = f"{SOURCE}/{ENTITY}/usage_{number:03}.parquet"
            file = target.raw_file(SOURCE, ENTITY, sha256)
            connection.execute(
                _ROWS.format(first=first, last=last, path=path, sha256=sha256, target=file)
            )
            count = last - first
            log.add(replace(landed, path=path, sha256=sha256, rows_in=count, rows_loaded=count))
    log.flush()
    return sum(file.stat().st_size for file in lake.data_files(target.raw(SOURCE, ENTITY)))


def main(arguments: list[str] | None = None) -> int:
    """Make, measure, print. Returns 0."""
    parser = argparse.ArgumentParser(prog="make bench-checks", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="default: 10,000,000")
    parser.add_argument("--work", type=Path, help="a folder with room for the data")
    options = parser.parse_args(arguments)
    work = Path(tempfile.mkdtemp(prefix="loyalty-checks-", dir=options.work))
    try:
        size = make(work / "home", options.rows)
        home = {"LOYALTY_HOME": str(work / "home"), "LOYALTY_EXTRACTS": str(work / "extracts")}
        idle = measure("-c", "import great_expectations, pandas, duckdb", **home)
        found = measure("-c", CHECK, **home)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(found.output)
    print(
        f"{options.rows:,} rows ({size / 1e6:,.0f} MB of Parquet): {found.wall_s:.1f} s on the"
        f" clock, {found.cpu_s:.1f} s of processor time, peak {found.peak_mib:,.0f} MiB; importing"
        f" Great Expectations alone: {idle.cpu_s:.1f} s, {idle.peak_mib:,.0f} MiB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
