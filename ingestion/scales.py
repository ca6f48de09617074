"""Score scales of surveys, from the program files in force."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq

from ingestion.checks import Scale
from ingestion.landings import read
from ingestion.layout import Lake


def known_scales(lake: Lake, source: str) -> dict[str, Scale]:
    """Return the scale of every survey of ``source`` that ``survey_programs`` lists."""
    landed = [
        row
        for row in read(lake)
        if (row.source, row.entity, row.status) == ("program", "survey_programs", "loaded")
    ]
    if not landed:
        return {}
    last = max(landed, key=lambda row: (row.landed_at, row.path))
    rows = pq.read_table(lake.raw_file("program", "survey_programs", last.sha256)).to_pylist()
    return {row["survey_id"]: _scale(row) for row in rows if row["source"] == source}


def _scale(row: dict[str, Any]) -> Scale:
    lowest = float(row["scale_min"]) if row["scale_min"] else 0.0
    highest = float(row["scale_max"]) if row["scale_max"] else 10.0
    return Scale(row["score_field"], lowest, highest)
