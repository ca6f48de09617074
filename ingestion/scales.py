"""Score scales of surveys, from the program files in force, and whether they changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from ingestion import files, merged
from ingestion.checks import Scale
from ingestion.landings import Landing
from ingestion.layout import Lake


def known_scales(lake: Lake, source: str, log: list[Landing]) -> dict[str, Scale]:
    """Return the scale of every survey of ``source`` that ``survey_programs`` lists."""
    landed = [
        row
        for row in log
        if (row.source, row.entity) == ("program", "survey_programs")
        and row.status != "quarantined_file"
    ]
    if not landed:
        return {}
    last = max(landed, key=lambda row: (row.landed_at, row.path))
    rows = merged.rows_of(lake, "program", "survey_programs", last.sha256).to_dicts()
    return {row["survey_id"]: _scale(row) for row in rows if row["source"] == source}


def scales_in_use(lake: Lake, source: str) -> dict[str, Scale]:
    """Return the scales by which the rows of ``source`` that are in the lake were judged."""
    path = _record(lake, source)
    if not path.exists():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Scale])


def record_scales(lake: Lake, source: str, scales: dict[str, Scale]) -> None:
    """Write down by which scales the rows of ``source`` were judged."""
    text = msgspec.json.encode(scales).decode()
    files.write_text(text, _record(lake, source), lake.scratch)


def _record(lake: Lake, source: str) -> Path:
    return lake.root / "scales" / f"{source}.json"


def _scale(row: dict[str, Any]) -> Scale:
    lowest = float(row["scale_min"]) if row["scale_min"] else 0.0
    highest = float(row["scale_max"]) if row["scale_max"] else 10.0
    return Scale(row["score_field"], lowest, highest)
