"""Writers of the landing zone: chunks append to the same files, bytes never depend on a clock."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq


class Landing:
    """The folder tree `extracts/<source>/<entity>/<file>`; the first write of a file starts it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._started: set[Path] = set()
        self._writers: dict[Path, pq.ParquetWriter] = {}

    def _append(self, relative: str, header: bytes, body: bytes) -> None:
        path = self.root / relative
        first = path not in self._started
        if first:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._started.add(path)
        data = (header if first else b"") + body
        if relative.endswith(".gz"):
            packed = io.BytesIO()
            with gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as zipped:
                zipped.write(data)
            data = packed.getvalue()
        with path.open("wb" if first else "ab") as handle:
            handle.write(data)

    def csv(
        self,
        relative: str,
        frame: pl.DataFrame,
        *,
        header: str | None = None,
        quote_all: bool = False,
    ) -> None:
        """Append rows to a CSV; `header` replaces the line of column names."""
        body = io.BytesIO()
        frame.write_csv(
            body, include_header=False, quote_style="always" if quote_all else "necessary"
        )
        names = header
        if names is None:
            mark = '"' if quote_all else ""
            names = ",".join(f"{mark}{c}{mark}" for c in frame.columns) + "\n"
        self._append(relative, names.encode(), body.getvalue())

    def ndjson(self, relative: str, frame: pl.DataFrame) -> None:
        """Append one JSON object per row."""
        body = io.BytesIO()
        frame.write_ndjson(body)
        self._append(relative, b"", body.getvalue())

    def lines(self, relative: str, text: str) -> None:
        """Append text as it is (a broken line, say)."""
        self._append(relative, b"", text.encode())

    def parquet(self, relative: str, frame: pl.DataFrame) -> None:
        """Append one row group to a Parquet file."""
        path = self.root / relative
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = self._writers.get(path)
        if writer is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            writer = pq.ParquetWriter(path, table.schema, compression="zstd")
            self._writers[path] = writer
        writer.write_table(pa.table(table))

    def close(self) -> None:
        """Finish the Parquet files."""
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """One readable JSON file, keys in the order given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
