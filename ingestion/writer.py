"""Write the rows of one file aside: accepted and rejected, with the counts to judge it by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contracts import Entity
from ingestion.layout import QUARANTINE, coded_schema, raw_schema
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


def write_batches(
    batches: Iterable[Batch | pa.RecordBatch], plan: Plan, folder: Path, *, is_coded: bool = False
) -> Written:
    """Write batches one after the other; only one is in memory.

    A record batch is raw rows already; ``is_coded``: there are such, of the coded schema.
    """
    written = Written(folder / "accepted.parquet", folder / "rejected.parquet")
    written.unparsable = dict.fromkeys(plan.flagged, 0)
    schema = coded_schema(plan.entity) if is_coded else _viewed(raw_schema(plan.entity))
    with (
        pq.ParquetWriter(written.accepted, schema, **parquet_options(plan.entity)) as accepted,
        pq.ParquetWriter(written.rejected, QUARANTINE, compression="zstd") as rejected,
    ):
        for batch in batches:
            if isinstance(batch, pa.RecordBatch):
                accepted.write_batch(batch)
                written.rows_in += len(batch)
                written.rows_loaded += len(batch)
                continue
            good, bad = _divide(batch, plan, written)
            if len(good):
                level = None if is_coded else pl.CompatLevel.newest()
                accepted.write_table(good.to_arrow(compat_level=level).cast(schema))
            if bad is not None and len(bad):
                rejected.write_table(bad)
                written.rows_quarantined += len(bad)
            written.extra_names |= batch.extra_names
            written.rows_in += len(batch.frame) + len(batch.malformed)
            written.rows_loaded += len(good)
    written.rows_in -= written.rows_erased
    written.check()
    return written


def _viewed(schema: pa.Schema) -> pa.Schema:
    """Polars' own text type, so that nothing is copied on the way."""
    view = pa.string_view()
    return pa.schema([f.with_type(view) if f.type == pa.string() else f for f in schema])


def parquet_options(entity: Entity) -> dict[str, Any]:
    """Return the Parquet options of raw files: statistics that prune, no codes for unique values.

    Without the Arrow schema in the file, texts read as plain strings however they were in memory.
    """
    json = {column.name for column in entity.columns if column.kind == "json"}
    unique = json | {"_source_row"} | set(entity.key if len(entity.key) == 1 else ())
    names = raw_schema(entity).names
    pruning = {*entity.key, entity.event_time, "_source_file", "_file_sha256"}
    return {
        "compression": "zstd",
        "store_schema": False,
        "use_dictionary": [name for name in names if name not in unique],
        "column_encoding": {"_source_row": "DELTA_BINARY_PACKED"},
        "write_statistics": [name for name in names if name in pruning],
    }


def _divide(batch: Batch, plan: Plan, written: Written) -> tuple[pl.DataFrame, pa.Table | None]:
    completed = plan.completed(batch.frame.lazy(), batch.proven).collect()
    frames = [plan.statistics(completed.lazy()), plan.accepted(completed.lazy())]
    found, accepted = pl.collect_all(frames)
    counts = found.row(0, named=True)
    for name in written.unparsable:
        written.unparsable[name] += counts[name] or 0
    written.rows_erased += counts["__erased"]
    if len(accepted) == len(completed) and not batch.malformed:
        return accepted, None
    marked = plan.without_mentions(_failed(batch, completed).lazy()).collect()
    written.rows_erased += len(marked.filter(pl.col("__erased") & ~pl.col("__counted")))
    return accepted, plan.rejected(marked.lazy()).collect().to_arrow().cast(QUARANTINE)


def _failed(batch: Batch, completed: pl.DataFrame) -> pl.DataFrame:
    """Return rejected rows with their text, and the lines that are no rows, by their numbers."""
    positions = completed["__reason"].is_not_null().arg_true().to_list()
    failed = completed[positions].with_columns(
        pl.col("_source_row").cast(pl.Int64),
        pl.col("__erased").alias("__counted"),
        pl.Series("__original", batch.originals(positions), dtype=pl.String),
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
    return pl.concat([failed.select(broken.columns), broken]).sort("_source_row")
