"""One DuckDB query per entity: its measures over the landings log and the raw Parquet."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.checks.measures import LANDED, Measure
from dagster_project.resources import Settings

MEMORY = "2GB"
"""Counts and shares stream: what they need does not grow with the rows."""

_QUERY = """
with landings as (
    select
        *,
        list_contains($present, path) as is_present,
        exists (
            select 1 from read_parquet($landings, union_by_name = true) as later
            where later.source = $source and later.entity = $entity
                and later.status = 'loaded' and later.landed_at > landed.landed_at
        ) as is_replaced
    from read_parquet($landings, union_by_name = true) as landed
    where source = $source and entity = $entity
),

logged as (
    select coalesce(sum(rows_loaded), 0) as rows_logged
    from (select distinct sha256, rows_loaded from landings where status = 'loaded')
),

raw as (
    select * from read_parquet($raw, union_by_name = true)
),

landed_measures as (select {landed} from landings),
raw_measures as (select {raw} from raw)

select * from landed_measures cross join raw_measures
"""


def measure(
    settings: Settings, source: str, entity: str, measures: list[Measure]
) -> dict[str, float]:
    """The value of every measure, by name."""
    names = [m.name for m in measures if m.over == LANDED] + [
        m.name for m in measures if m.over != LANDED
    ]
    query = _QUERY.format(
        landed=_columns([m for m in measures if m.over == LANDED]),
        raw=_columns([m for m in measures if m.over != LANDED]),
    )
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"set memory_limit = '{MEMORY}'")
        connection.execute("set enable_progress_bar = false")
        row = connection.execute(
            query,
            {
                "landings": str(settings.lake / "landings" / "*.parquet"),
                "raw": str(settings.lake / "raw" / source / entity / "*.parquet"),
                "source": source,
                "entity": entity,
                "present": present_paths(settings.extracts, source, entity),
            },
        ).fetchone()
    return {name: float(value) for name, value in zip(names, row or (), strict=True)}


def _columns(measures: list[Measure]) -> str:
    return ", ".join(f"cast({m.sql} as double) as {m.name}" for m in measures)


def present_paths(extracts: Path, source: str, entity: str) -> list[str]:
    """Files of one entity that stand in the landing zone now, as the log spells them.

    A quarantined file that its owner took away no longer blocks.
    """
    folder = extracts / source / entity
    return sorted(str(p.relative_to(extracts)) for p in folder.rglob("*") if p.is_file())
