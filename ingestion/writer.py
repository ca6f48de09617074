"""Write the rows of one file aside: accepted and rejected, with the counts to judge it by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.layout import QUARANTINE, raw_schema
from ingestion.plan import Plan
from ingestion.readers.batches import Batch


@dataclass
class Written:
    """What was written aside for one file; ``rows_in`` leaves rows of erased persons out."""

    accepted: Path
    rejected: Path
    rows_in: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    rows_erased: int = 0
    unparsable: dict[str, int] = field(default_factory=dict)
    extra_names: set[str] = field(default_factory=set)

    def check(self) -> None:
        """Assert that no row vanished."""
        if self.rows_in != self.rows_loaded + self.rows_quarantined:
            raise AssertionError(
                f"{self.rows_in} rows in, but {self.rows_loaded} loaded and "
                f"{self.rows_quarantined} quarantined"
            )


def write_lazy(frame: pl.LazyFrame, plan: Plan, original: pl.Expr, folder: Path) -> Written:
    """Stream a shaped scan into both files in one pass; ``original``: a rejected row's text."""
    written = Written(folder / "accepted.parquet", folder / "rejected.parquet")
    completed = plan.completed(frame)
    rejected = completed.filter(pl.col("__reason").is_not_null())
    rejected = rejected.with_columns(original.alias("__original"))
    if plan.eraser:  # then whether a row counts depends on its text
        completed = completed.with_columns(original.alias("__original"))
        rejected = completed = plan.without_mentions(completed)
    _, _, counts = pl.collect_all(
        [
            plan.accepted(completed).sink_parquet(written.accepted, lazy=True),
            plan.rejected(rejected).sink_parquet(written.rejected, lazy=True),
            plan.statistics(completed),
        ],
        engine="streaming",
    )
    totals = counts.row(0, named=True)
    written.rows_erased = totals.pop("__erased") or 0
    written.rows_in = totals.pop("__rows") - written.rows_erased
    written.unparsable = {name: count or 0 for name, count in totals.items()}
    written.rows_loaded = pq.read_metadata(written.accepted).num_rows
    written.rows_quarantined = pq.read_metadata(written.rejected).num_rows
    written.check()
    return written


def write_batches(batches: Iterable[Batch], plan: Plan, folder: Path) -> Written:
    """Write batches one after the other; only one is in memory."""
    written = Written(folder / "accepted.parquet", folder / "rejected.parquet")
    written.unparsable = dict.fromkeys(plan.flagged, 0)
    schema = raw_schema(plan.entity)
    with (
        pq.ParquetWriter(written.accepted, schema, compression="zstd") as accepted,
        pq.ParquetWriter(written.rejected, QUARANTINE, compression="zstd") as rejected,
    ):
        for batch in batches:
            good, bad = _divide(batch, plan, written)
            if len(good):
                accepted.write_table(good)
            if len(bad):
                rejected.write_table(bad)
            written.extra_names |= batch.extra_names
            written.rows_in += len(batch.frame) + len(batch.malformed)
            written.rows_loaded += len(good)
            written.rows_quarantined += len(bad)
    written.rows_in -= written.rows_erased
    written.check()
    return written


def _divide(batch: Batch, plan: Plan, written: Written) -> tuple[pa.Table, pa.Table]:
    completed = plan.completed(batch.frame.lazy()).collect()
    counts = plan.statistics(completed.lazy()).collect().row(0, named=True)
    for name in written.unparsable:
        written.unparsable[name] += counts[name] or 0
    written.rows_erased += counts["__erased"]
    positions = completed["__reason"].is_not_null().arg_true().to_list()
    failed = completed[positions].with_columns(
        pl.col("__erased").alias("__counted"),
        pl.Series("__original", [batch.original(at) for at in positions], dtype=pl.String),
    )
    broken = pl.DataFrame(
        {
            "_source_row": [row for row, _ in batch.malformed],
            "__original": [text for _, text in batch.malformed],
            "__reason": ["malformed_line"] * len(batch.malformed),
            "__erased": [False] * len(batch.malformed),
            "__counted": [False] * len(batch.malformed),
        },
        schema={
            "_source_row": pl.Int64,
            "__original": pl.String,
            "__reason": pl.String,
            "__erased": pl.Boolean,
            "__counted": pl.Boolean,
        },
    )
    both = pl.concat([failed.select(broken.columns), broken]).sort("_source_row")
    marked = plan.without_mentions(both.lazy()).collect()
    written.rows_erased += len(marked.filter(pl.col("__erased") & ~pl.col("__counted")))
    return (
        plan.accepted(completed.lazy()).collect().to_arrow().cast(raw_schema(plan.entity)),
        plan.rejected(marked.lazy()).collect().to_arrow().cast(QUARANTINE),
    )
