"""Parquet by its distinct values: a column is judged once per value, not once per row.

Parquet files hold most columns as codes into the values that occur. Where every value that occurs
reads as it should, so does every row, and the codes go on to the lake as they are. A batch in
which any value is blank, missing or does not read is left to the validation row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion import checks
from ingestion.layout import coded_schema
from ingestion.plan import Plan
from ingestion.readers import lazy
from ingestion.readers.batches import Batch, from_frame

ROWS = 1 << 19
_PLAIN = (pl.String, pl.Date, pl.Boolean, pl.Datetime)


@dataclass(frozen=True)
class CodedFile:
    """A Parquet file and what its columns are called."""

    path: Path
    scan: lazy.ParquetScan
    plan: Plan

    @property
    def _columns(self) -> dict[str, str]:
        """Our names of the columns that are kept, and the file's."""
        pairs = dict(zip(self.scan.names, self.scan.schema, strict=True))
        return {name: pairs[name] for name in lazy.kept_names(self.scan.names, self.plan.entity)}

    def suits(self) -> bool:
        """Say whether rows need no look of their own as long as all values are right."""
        entity, plan, schema = self.plan.entity, self.plan, self.scan.schema
        return (
            not plan.eraser
            and not plan.constants
            and entity.score is None
            and bool(entity.required)
            and len(set(self.scan.names)) == len(self.scan.names)
            and all(name in entity.names for name in self._columns)
            and all(dtype.is_numeric() or dtype in _PLAIN for dtype in schema.dtypes())
            and pq.read_schema(self.path).names == list(schema)
        )

    def batches(self) -> Iterator[pa.RecordBatch | Batch]:
        """Yield raw rows of the coded schema, or a batch that is to be validated row by row.

        Raises ArrowException, OSError or PolarsError where the lazy scan had better look.
        """
        schema = self.scan.schema
        texts = [name for name in self._columns.values() if schema[name] == pl.String]
        row = 1
        with pq.ParquetFile(self.path, read_dictionary=texts, pre_buffer=False) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                coded = {
                    name: self._coded(name, batch.column(source), schema[source])
                    for name, source in self._columns.items()
                }
                if any(column is None for column in coded.values()):
                    yield self._in_rows(batch, row)
                else:
                    yield self._raw(coded, row, len(batch))
                row += len(batch)

    def _coded(self, name: str, column: pa.Array, dtype: pl.DataType) -> pa.Array | None:
        """Return the column as codes into texts, None when some value needs a look."""
        if not pa.types.is_dictionary(column.type):
            column = pc.dictionary_encode(column)
        values = pl.Series(name, column.dictionary)
        if values.dtype != dtype:
            return None
        texts = values.to_frame().select(lazy.as_text(pl.col(name), dtype).alias(name))
        entity = self.plan.entity
        stripped = pl.col(name).str.strip_chars()
        is_required = entity.column(name).required
        wrong = [
            pl.col(name).is_null(),
            stripped.eq("") if is_required else pl.col(name).eq(""),
            *checks.bad_flags(entity, frozenset({name})),
        ]
        if texts.select(pl.any_horizontal(wrong).any()).item():
            return None
        if is_required and column.null_count:
            return None
        codes = column.indices.cast(pa.int32())
        return pa.DictionaryArray.from_arrays(codes, texts[name].to_arrow().cast(pa.string()))

    def _raw(self, coded: dict[str, pa.Array], row: int, rows: int) -> pa.RecordBatch:
        lineage = self.plan.lineage
        schema = coded_schema(self.plan.entity)
        zeros = pl.zeros(rows, dtype=pl.Int32, eager=True).to_arrow()
        known = {
            "_source_file": lineage.path,
            "_file_sha256": lineage.sha256,
            "_load_id": lineage.load_id,
        }
        columns = dict(coded)
        for name, text in known.items():
            columns[name] = pa.DictionaryArray.from_arrays(zeros, pa.array([text], pa.string()))
        numbers = pl.int_range(row, row + rows, dtype=pl.Int64, eager=True)
        columns["_source_row"] = numbers.to_arrow()
        moment = pa.scalar(lineage.loaded_at, pa.timestamp("us"))
        columns["_loaded_at"] = pa.repeat(moment, rows)
        for field in schema:
            columns.setdefault(field.name, pa.nulls(rows, field.type))
        return pa.record_batch([columns[field.name] for field in schema], schema=schema)

    def _in_rows(self, batch: pa.RecordBatch, row: int) -> Batch:
        plain = [
            column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
            for column in batch.columns
        ]
        frame = pl.DataFrame(pa.table(plain, names=batch.schema.names))
        if frame.schema != self.scan.schema:
            raise pl.exceptions.SchemaError("Arrow and Polars read the file differently")
        texts = lazy.as_texts(frame.lazy(), self.scan.schema, self.scan.names, row)
        shaped = lazy.shape(texts, self.scan.names, self.plan.entity).collect()
        original = lazy.original_json(self.scan.names, self.plan.entity)
        return from_frame(shaped, original)
