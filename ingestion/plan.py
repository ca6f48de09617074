"""How the rows of one file become raw rows: renaming, blanks, extras, lineage, validation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import polars as pl

from ingestion import checks
from ingestion.contracts import Entity
from ingestion.erasures import Eraser

# What JSON text must escape, for building objects out of text columns without leaving Polars.
_ESCAPED = ["\\", '"', *(chr(code) for code in range(32))]
_ESCAPES = ["\\\\", '\\"', *(json.dumps(chr(code))[1:-1] for code in range(32))]


@dataclass(frozen=True)
class Lineage:
    """Where the rows of a file come from; stands in every raw row."""

    source: str
    path: str
    sha256: str
    load_id: str
    loaded_at: datetime


@dataclass(frozen=True)
class Plan:
    """Validation and shaping of one file.

    ``present``: declared columns that the file has. ``constants``: declared columns whose value
    the file's name or header gives.
    """

    entity: Entity
    lineage: Lineage
    present: frozenset[str]
    scales: checks.Scales
    constants: dict[str, str] = field(default_factory=dict)
    eraser: Eraser | None = None

    @property
    def flagged(self) -> tuple[str, ...]:
        """Typed columns whose cells are checked."""
        return _flagged(self.entity, self.present)

    def completed(self, frame: pl.LazyFrame, proven: frozenset[str] = frozenset()) -> pl.LazyFrame:
        """Add absent columns and constants, helper flags and the reason of every row.

        ``frame`` has the present columns as text, ``_extra`` and ``_source_row``. ``proven``
        columns read as they should already and are not looked at.
        """
        absent = [
            pl.lit(None, dtype=pl.String).alias(name)
            for name in self.entity.names
            if name not in self.present
        ]
        filled = [
            pl.coalesce(pl.col(name), pl.lit(value)).alias(name)
            for name, value in self.constants.items()
        ]
        known = self.present | frozenset(self.constants)
        scales = tuple(self.scales.items())
        flagged = frozenset(self.flagged)
        flags, reason = _judgement(self.entity, flagged, proven & flagged, known, scales)
        about = pl.lit(False)
        if self.eraser:
            about = self.eraser.is_about(self.entity, self.lineage.source)
        return (
            frame.with_columns(absent)
            .with_columns(filled)
            .with_columns(flags)
            .with_columns(reason.alias("__reason"), about.alias("__erased"))
        )

    def without_mentions(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Mark rejected rows whose ``__original`` names an erased person as erased."""
        if not self.eraser:
            return frame
        mentions = self.eraser.in_original(self.lineage.source)
        return frame.with_columns(
            pl.col("__erased") | (pl.col("__reason").is_not_null() & mentions)
        )

    def accepted(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Raw rows out of a completed frame."""
        lineage = self.lineage
        if self.eraser:
            frame = frame.with_columns(self.eraser.scrubbed(self.entity, lineage.source))
        return frame.filter(pl.col("__reason").is_null() & ~pl.col("__erased")).select(
            *self.entity.names,
            "_extra",
            pl.lit(lineage.path).alias("_source_file"),
            pl.col("_source_row").cast(pl.Int64),
            pl.lit(lineage.sha256).alias("_file_sha256"),
            pl.lit(lineage.loaded_at, dtype=pl.Datetime("us")).alias("_loaded_at"),
            pl.lit(lineage.load_id).alias("_load_id"),
        )

    def rejected(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """Quarantine rows out of a completed frame that also holds ``__original``."""
        lineage = self.lineage
        return frame.filter(pl.col("__reason").is_not_null() & ~pl.col("__erased")).select(
            pl.lit(lineage.source).alias("source"),
            pl.lit(self.entity.name).alias("entity"),
            pl.lit(lineage.path).alias("source_file"),
            pl.col("_source_row").cast(pl.Int64).alias("source_row"),
            pl.lit(lineage.sha256).alias("file_sha256"),
            pl.col("__reason").alias("reason"),
            pl.col("__original").alias("original_text"),
            pl.lit(lineage.load_id).alias("load_id"),
            pl.lit(lineage.loaded_at, dtype=pl.Datetime("us")).alias("quarantined_at"),
        )

    def statistics(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """One row out of a completed frame: rows, erased ones, unparsable cells per column."""
        bad = [pl.col(checks.bad_name(name)).sum().alias(name) for name in self.flagged]
        return frame.select(pl.len().alias("__rows"), pl.col("__erased").sum(), *bad)


@lru_cache(maxsize=256)
def _flagged(entity: Entity, present: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        column.name for column in entity.columns if column.kind != "text" and column.name in present
    )


@lru_cache(maxsize=256)
def _judgement(
    entity: Entity,
    flagged: frozenset[str],
    proven: frozenset[str],
    known: frozenset[str],
    scales: tuple[tuple[str, checks.Scale], ...],
) -> tuple[list[pl.Expr], pl.Expr]:
    """Return flags and reason, made once for all files of one shape."""
    return (
        checks.bad_flags(entity, flagged - proven)
        + [pl.lit(False).alias(checks.bad_name(name)) for name in sorted(proven)],
        checks.row_reason(entity, known, flagged - proven, dict(scales)),
    )


def json_object(columns: Sequence[str], names: Sequence[str]) -> pl.Expr:
    """Return the JSON object text of text columns, leaving out NULLs; NULL when all are."""
    return _json_object(tuple(columns), tuple(names))


@lru_cache(maxsize=256)
def _json_object(columns: tuple[str, ...], names: tuple[str, ...]) -> pl.Expr:
    if not columns:
        return pl.lit(None, dtype=pl.String)
    members = [
        pl.concat_str(
            pl.lit(json.dumps(name, ensure_ascii=False) + ':"'),
            pl.col(column).str.replace_many(_ESCAPED, _ESCAPES),
            pl.lit('"'),
        )
        for column, name in zip(columns, names, strict=True)
    ]
    body = pl.concat_str(members, separator=",", ignore_nulls=True)
    return pl.when(body != "").then(pl.concat_str(pl.lit("{"), body, pl.lit("}")))


def csv_line(columns: Sequence[str]) -> pl.Expr:
    """Return one CSV record out of text columns, quoting only where it is needed."""
    return _csv_line(tuple(columns))


@lru_cache(maxsize=256)
def _csv_line(columns: tuple[str, ...]) -> pl.Expr:
    cells = [
        pl.when(pl.col(name).str.contains('[",\r\n]'))
        .then(pl.lit('"') + pl.col(name).str.replace_all('"', '""', literal=True) + pl.lit('"'))
        .otherwise(pl.col(name))
        .fill_null("")
        for name in columns
    ]
    return pl.concat_str(cells, separator=",") if cells else pl.lit("")
