"""CSV and Parquet as lazy scans of text: Polars streams them, nothing is held whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from ingestion.contracts import Entity
from ingestion.plan import csv_line, json_object
from ingestion.prepare import UnreadableError
from ingestion.readers.header import Header, match_case

MARK = "__source:"
"""Prefix of the file's own columns, so that no name of theirs meets one of ours."""


def is_dropped(name: str, entity: Entity) -> bool:
    """Say whether a column is one that the contract keeps out of the lake for privacy."""
    return name.lower() in _dropped(entity)


@cache
def _dropped(entity: Entity) -> frozenset[str]:
    return frozenset(name.lower() for name in entity.dropped)


def scan_csv(path: Path, header: Header) -> pl.LazyFrame:
    """Scan a UTF-8 CSV file as text. Short records end in NULLs; too long ones raise on collect."""
    return pl.scan_csv(
        path,
        has_header=False,
        skip_rows=header.rows,
        separator=header.delimiter,
        schema={MARK + name: pl.String for name in header.names},
        row_index_name="_source_row",
        row_index_offset=1,
        raise_if_empty=False,
    )


def kept_names(names: Sequence[str], entity: Entity) -> list[str]:
    """Leave out the columns that privacy keeps out of the lake."""
    return [name for name in names if not is_dropped(name, entity)]


def original_csv(names: Sequence[str], entity: Entity) -> pl.Expr:
    """Return the record of a shaped CSV row, without what privacy keeps out of the lake."""
    return csv_line([MARK + name for name in kept_names(names, entity)])


def original_json(names: Sequence[str], entity: Entity) -> pl.Expr:
    """Return a shaped row as JSON object text, for formats that have no text of their own."""
    kept = kept_names(names, entity)
    return json_object([MARK + name for name in kept], kept)


def shape(frame: pl.LazyFrame, names: Sequence[str], entity: Entity) -> pl.LazyFrame:
    """Turn the file's own text columns into declared columns and ``_extra``.

    The file's columns stay, marked, for the original text of rejected rows. Records without any
    value are no rows.
    """
    blank_to_null, any_value, columns = _shaping(tuple(names), entity)
    return frame.with_columns(blank_to_null).filter(any_value).select(columns)


@lru_cache(maxsize=256)
def _shaping(
    names: tuple[str, ...], entity: Entity
) -> tuple[list[pl.Expr], pl.Expr, list[pl.Expr]]:
    """Return the expressions of ``shape``, made once for all files with these columns."""
    kept = kept_names(names, entity)
    declared = [name for name in kept if name in entity.names]
    extra = [name for name in kept if name not in entity.names]
    blank_to_null = [
        pl.when(pl.col(MARK + name) != "").then(pl.col(MARK + name)).alias(MARK + name)
        for name in names
    ]
    any_value = pl.any_horizontal(pl.col(MARK + name).is_not_null() for name in names)
    columns = [
        *(pl.col(MARK + name).alias(name) for name in declared),
        json_object([MARK + name for name in extra], extra).alias("_extra"),
        pl.col("_source_row"),
        *(pl.col(MARK + name) for name in kept),
    ]
    return blank_to_null, any_value, columns


@dataclass(frozen=True)
class ParquetScan:
    """A Parquet file as text columns. ``names``: ours for the columns of ``schema``, in order."""

    frame: pl.LazyFrame
    schema: pl.Schema
    names: list[str]
    warnings: list[str]


def scan_parquet(path: Path, entity: Entity) -> ParquetScan:
    """Scan a Parquet file as text.

    Times of a zone become UTC, nested values JSON text, numbers keep their digits.
    """
    try:
        scanned = pl.scan_parquet(path, glob=False)
        schema = scanned.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableError("unreadable_file", f"not Parquet: {_first_line(error)}") from error
    names, warnings = match_case([name.strip() for name in schema], entity)
    return ParquetScan(as_texts(scanned, schema, names, 1), schema, names, warnings)


def as_texts(
    frame: pl.LazyFrame, schema: pl.Schema, names: Sequence[str], first_row: int
) -> pl.LazyFrame:
    """Return typed columns as marked text columns, with the number of every row."""
    texts = [
        as_text(pl.col(source), dtype).alias(MARK + name)
        for (source, dtype), name in zip(schema.items(), names, strict=True)
    ]
    return frame.select(texts).with_row_index("_source_row", offset=first_row)


def as_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return ``column`` as the text that a CSV export of it would hold."""
    if isinstance(dtype, pl.Datetime):
        if dtype.time_zone:
            return column.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.f")
    if isinstance(dtype, pl.Struct):
        return column.struct.json_encode()
    if isinstance(dtype, pl.List | pl.Array):
        wrapped = pl.struct(column.alias("v")).struct.json_encode()
        inner = wrapped.str.strip_prefix('{"v":').str.strip_suffix("}")
        return pl.when(column.is_not_null()).then(inner)
    return column.cast(pl.String, strict=False)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
