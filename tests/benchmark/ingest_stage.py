"""Ingestion, with validation and quarantine on, against DuckDB's own reading of the same files."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from ingest_limit import readers
from processes import Usage, measure

from ingestion.discover import discover

FEW_SECONDS = 20.0


@dataclass(frozen=True)
class Ingested:
    """One format: how many files, rows and MB; seconds of ours and of DuckDB, start-up aside."""

    kind: str
    files: int
    rows: int
    megabytes: float
    wall_s: float
    cpu_s: float
    peak_mib: float
    limit_wall_s: float
    limit_cpu_s: float

    @property
    def speed_of_limit(self) -> float:
        """Our speed as a share of DuckDB's, by CPU seconds: load on the machine cancels out."""
        return self.limit_cpu_s / self.cpu_s


def ingest_all(extracts: Path, work: Path) -> list[Ingested]:
    """Measure each format by itself, in a home of its own."""
    (work / "nothing").mkdir(parents=True)
    (work / "none.txt").write_text("")
    return [_one(kind, extracts, work) for kind in ("csv", "ndjson", "parquet")]


def _one(kind: str, extracts: Path, work: Path) -> Ingested:
    files = [f for f in discover(extracts) if f.format == kind and f.problem is None]
    zone = work / f"extracts-{kind}"
    for file in files:
        target = zone / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to((extracts / file.path).resolve())
    listed = work / f"{kind}.txt"
    ways = (json.dumps(readers(file, zone / file.path)) for file in files)
    listed.write_text("".join(f"{line}\n" for line in ways))
    home = work / f"home-{kind}"
    # Start-up is measured beside each format: a machine is not equally fast all the time.
    our_start = _ingest(work / "nothing", work / f"home-start-{kind}")
    ours = _ingest(zone, home)
    limit = _limit(listed, work / f"limit-{kind}")
    limit_start = _limit(work / "none.txt", work / f"limit-start-{kind}")
    return Ingested(
        kind=kind,
        files=len(files),
        rows=_rows(home.with_name(f"{home.name}-0")),
        megabytes=sum(file.size for file in files) / 1e6,
        wall_s=ours.wall_s - our_start.wall_s,
        cpu_s=ours.cpu_s - our_start.cpu_s,
        peak_mib=ours.peak_mib,
        limit_wall_s=limit.wall_s - limit_start.wall_s,
        limit_cpu_s=limit.cpu_s - limit_start.cpu_s,
    )


def _ingest(extracts: Path, home: Path) -> Usage:
    def once(attempt: int) -> Usage:
        target = home.with_name(f"{home.name}-{attempt}")
        arguments = ["-m", "ingestion", "--home", str(target), "--extracts", str(extracts)]
        return measure(*arguments, "--settle", "0")

    return _fastest(once)


def _limit(listed: Path, folder: Path) -> Usage:
    def once(attempt: int) -> Usage:
        target = folder.with_name(f"{folder.name}-{attempt}")
        return measure("tests/benchmark/ingest_limit.py", str(target), str(listed))

    return _fastest(once)


def _fastest(once: Callable[[int], Usage]) -> Usage:
    """Of what takes a few seconds the fastest of three: there, chance weighs more than work."""
    first = once(0)
    if first.wall_s > FEW_SECONDS:
        return first
    return min([first, once(1), once(2)], key=lambda usage: usage.wall_s)


def _rows(home: Path) -> int:
    with duckdb.connect() as connection:
        row = connection.execute(
            "select sum(rows_in) from read_parquet(?)", [str(home / "lake/landings/*.parquet")]
        ).fetchone()
    return int(row[0] or 0) if row else 0
