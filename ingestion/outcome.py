"""What loading one file came to, and when a file is not to be trusted as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contracts import Entity
from ingestion.layout import QUARANTINE
from ingestion.plan import Lineage
from ingestion.readers.lazy import is_dropped
from ingestion.writer import Written

TYPE_FLIP_SHARE = 0.05
"""Above this share of unparsable cells a column's type has changed; the file is not trusted."""


@dataclass
class Outcome:
    """What loading one file came to; paths are still aside. ``reason`` set: quarantined whole."""

    accepted: Path | None = None
    rejected: Path | None = None
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    reason: str | None = None
    message: str | None = None
    warnings: list[str] = field(default_factory=list)
    undeclared: frozenset[str] = frozenset()


def judged(
    written: Written, entity: Entity, lineage: Lineage, warnings: list[str], scratch: Path
) -> Outcome:
    """Accept what was written, unless too much of a column does not read as its type."""
    flips = {
        name: count
        for name, count in written.unparsable.items()
        if count > TYPE_FLIP_SHARE * written.rows_in
    }
    if flips:
        detail = ", ".join(
            f"{name} ({count} of {written.rows_in} rows do not read as {entity.column(name).kind})"
            for name, count in sorted(flips.items())
        )
        outcome = whole_file(lineage, entity.name, "type_flip", detail, scratch)
        outcome.rows_in = outcome.rows_quarantined = written.rows_in
        return outcome
    # A survey's questions are not declared, and no news.
    is_survey = entity.score is not None and entity.score.column is None
    undeclared = [name for name in written.extra_names if not is_dropped(name, entity)]
    return Outcome(
        accepted=written.accepted,
        rejected=written.rejected if written.rows_quarantined else None,
        rows_in=written.rows_in,
        rows_loaded=written.rows_loaded,
        rows_quarantined=written.rows_quarantined,
        warnings=warnings + _row_warnings(written, entity),
        undeclared=frozenset() if is_survey else frozenset(undeclared),
    )


def whole_file(lineage: Lineage, entity: str, reason: str, detail: str, scratch: Path) -> Outcome:
    """Quarantine a file whole: one row numbered 0 that says why."""
    rejected = scratch / "whole.parquet"
    row = {
        "source": lineage.source,
        "entity": entity,
        "source_file": lineage.path,
        "source_row": 0,
        "file_sha256": lineage.sha256,
        "reason": reason,
        "original_text": detail,
        "load_id": lineage.load_id,
        "quarantined_at": lineage.loaded_at,
    }
    pq.write_table(pa.Table.from_pylist([row], schema=QUARANTINE), rejected, compression="zstd")
    return Outcome(rejected=rejected, reason=reason, message=detail)


def _row_warnings(written: Written, entity: Entity) -> list[str]:
    warnings = []
    for name, count in sorted(written.unparsable.items()):
        if count and not entity.column(name).required:
            warnings.append(f"{count} values of {name} do not read as their type")
    if written.rows_erased:
        warnings.append(f"{written.rows_erased} rows of erased persons left out")
    if not written.rows_in:
        warnings.append("no rows")
    return warnings
