"""`make bench`: the pipeline at a given size, each stage beside its physical limit.

Ratios are what carries over to another machine; they compare CPU seconds of ingestion and wall
seconds of the transformation, measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import stages_table
from ingest_stage import ingest_all
from late_files import AS_OF, LANDINGS, NEXT_DAY, WORDS, hold_back, land
from processes import measure
from publish_stage import publish_all
from queries_stage import ask_all
from rich.console import Console

NOW = "2026-07-01T06:00:00Z"
STAGES = ("ingest", "runs", "transform", "serve")
Say = Callable[[str], None]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write JSON. Returns 0; what is slow is for people to judge."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if "serve" in options.only and "runs" not in options.only:
        parser.error("serve needs runs: only they publish")
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="loyalty-bench-", dir=options.work))
    found: dict[str, Any] = {}
    try:
        for stage in bench(options.accounts, work, options.only, options.land):
            found |= stage
            if options.out:  # after each stage: a later one that fails takes no figures along
                options.out.write_text(json.dumps(found, indent=2) + "\n")
                options.out.with_suffix(".md").write_text(stages_table.markdown(found))
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    stages_table.show(found)
    return 0


def bench(
    accounts: int,
    work: Path,
    only: Collection[str] = STAGES,
    landings: Collection[str] = tuple(LANDINGS),
) -> Iterator[dict[str, Any]]:
    """The stages of ``only`` at this size. Yields figures by stage: seconds, MiB, rows, ratios."""
    say = Console(stderr=True).print
    say(f"making a company of {accounts:,} accounts …")
    extracts = work / "company" / "extracts"
    sample = ["-m", "ingestion.sample", "--out", str(extracts), "--accounts", str(accounts)]
    made = measure(*sample)
    yield {
        "machine": machine(),
        "accounts": accounts,
        "sample": {"wall_s": made.wall_s, "peak_mib": made.peak_mib},
    }
    if "ingest" in only:
        say("ingesting, format by format …")
        ingested = ingest_all(extracts, work / "ingest")
        shutil.rmtree(work / "ingest")
        yield {"ingest": [{**asdict(i), "speed_of_limit": i.speed_of_limit} for i in ingested]}
    home = {"LOYALTY_HOME": str(work / "home"), "LOYALTY_EXTRACTS": str(extracts)}
    home |= {"LOYALTY_NOW": NOW, "LOYALTY_HASH_KEY": "a key for benchmarks only"}
    home |= {"LOYALTY_AS_OF": AS_OF}
    if "runs" in only:
        yield whole_runs(extracts, work, home, landings, say)
    elif "transform" in only:
        say("landing everything …")
        measure("-m", "dagster_project.cli", "ingest", **home)
    if "transform" in only:
        yield {"transform": transform(work, home, say)}
    if "serve" in only:
        yield last_stages(work, home, say)


def whole_runs(
    extracts: Path, work: Path, home: dict[str, str], landings: Collection[str], say: Say
) -> dict[str, Any]:
    """The first run, one with each of these late landings, and one that finds nothing new."""
    held = work / "held"
    hold_back(extracts, held)
    say("the whole run …")
    whole = measure("-m", "dagster_project.cli", "run", **home)
    late = {}
    for landing in (name for name in LANDINGS if name in landings):
        words = WORDS[landing]
        say(f"a run that finds {words} …")
        land(landing, extracts, held)
        # Time goes by between runs; the stages after them stand there, too.
        hours = 24 if landing == "next-day" else 1
        home["LOYALTY_NOW"] = _later(home["LOYALTY_NOW"], hours)
        if landing == "next-day":
            home["LOYALTY_AS_OF"] = NEXT_DAY
        one = measure("-m", "dagster_project.cli", "run", **home)
        late[words] = {
            **{"wall_s": one.wall_s, "cpu_s": one.cpu_s, "share": one.cpu_s / whole.cpu_s},
            "build": built(one.output),
            "build_share": build_seconds(one.output) / build_seconds(whole.output),
        }
    say("a run that finds nothing new …")
    again = measure("-m", "dagster_project.cli", "run", **home)
    imports = measure("-c", "import dagster, dagster_dbt, dbt.cli.main")
    return {
        "run": {
            **{"wall_s": whole.wall_s, "cpu_s": whole.cpu_s, "peak_mib": whole.peak_mib},
            "build": built(whole.output),
        },
        "run_with_late_files": late,
        "run_without_news": {
            **{"wall_s": again.wall_s, "cpu_s": again.cpu_s, "imports_cpu_s": imports.cpu_s},
            "times_imports": again.cpu_s / imports.cpu_s,
        },
    }


def _later(instant: str, hours: int) -> str:
    return (datetime.fromisoformat(instant) + timedelta(hours=hours)).isoformat()


def built(output: str) -> str:
    """What a run says of its build: counts by outcome and seconds, both starts of dbt included."""
    # On a tiny company a late file may hold nothing that was not there.
    told: list[str] = re.findall(r"dbt: (.* in \d+ s)", output)
    return told[-1] if told else "nothing to build in 0 s"


def build_seconds(output: str) -> float:
    """The seconds at the end of it."""
    return float(built(output).removesuffix(" s").rpartition(" ")[2])


def transform(work: Path, home: dict[str, str], say: Say) -> dict[str, Any]:
    """A full rebuild as the pipeline does it, and the same SQL executed by DuckDB alone."""
    say("the transformation alone, then the same SQL by DuckDB alone …")
    record = work / "record.json"
    ours = measure("tests/benchmark/transform_ours.py", str(record), **home)
    limits = [str(record), str(work / "home" / "warehouse.duckdb"), str(work / "warehouse.duckdb")]
    limit = measure("tests/benchmark/transform_limit.py", *limits)
    limit_s, limit_cpu_s = (float(word) for word in limit.output.split()[-2:])
    parts = json.loads(record.read_text())
    statements = parts.pop("statements")
    return {
        **parts,
        **_size(work / "home" / "warehouse.duckdb"),
        "peak_mib": ours.peak_mib,
        "models": sum(s["kind"] != "test" for s in statements),
        "tests": sum(s["kind"] == "test" for s in statements),
        "limit_s": limit_s,
        "limit_cpu_s": limit_cpu_s,
        "times_limit": parts["build_s"] / limit_s,
    }


def _size(warehouse: Path) -> dict[str, Any]:
    """Rows of all tables, and MB of the file."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("select sum(estimated_size) from duckdb_tables()").fetchone()
    return {"rows": int(found[0]) if found else 0, "megabytes": warehouse.stat().st_size / 1e6}


def last_stages(work: Path, home: dict[str, str], say: Say) -> dict[str, Any]:
    """The publication of what was just built, and what the pages ask of it."""
    say("the publication alone, then the same copies by DuckDB alone …")
    published = publish_all(home, work)
    say("what the pages ask, then the same SQL in a bare connection …")
    return {"publish": published, "queries": ask_all(home)}


def machine() -> dict[str, Any]:
    """Cores, memory, system and Python: what a reader needs to compare."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--accounts", type=int, default=2000, help="default: 2000")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=STAGES,
        default=STAGES,
        metavar="STAGE",
        help=f"of {', '.join(STAGES)} only these: 200,000 accounts take hours",
    )
    parser.add_argument(
        "--land",
        nargs="*",
        choices=LANDINGS,
        default=tuple(LANDINGS),
        metavar="LANDING",
        help=f"what lands, one after the other: {', '.join(LANDINGS)} (default: all)",
    )
    parser.add_argument("--out", type=Path, help="also write JSON here, and a table beside it")
    parser.add_argument("--work", type=Path, help="a folder with room for the data")
    parser.add_argument("--keep", action="store_true", help="keep the data for a look")
    return parser


if __name__ == "__main__":
    sys.exit(main())
