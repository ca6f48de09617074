"""The physical limit of ingestion: DuckDB's own typed reading, straight to Parquet.

Usage: python tests/benchmark/ingest_limit.py TARGET_FOLDER LIST, with lines of `format<TAB>path`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

READERS = {
    "csv": "read_csv('{}', header = true)",
    "ndjson": "read_json('{}', format = 'newline_delimited')",
    "json": "read_json('{}')",
    "parquet": "read_parquet('{}')",
}
# Three header rows and free text defeat type detection; text is then the best DuckDB can do.
AS_TEXT = "read_csv('{}', header = true, all_varchar = true, ignore_errors = true)"


def copy(connection: duckdb.DuckDBPyConnection, kind: str, path: str, target: Path) -> None:
    """Copy one file to Parquet, typed where DuckDB can type it."""
    readers = [READERS[kind], AS_TEXT] if kind == "csv" else [READERS[kind]]
    for reader in readers:
        try:
            connection.execute(f"copy (from {reader.format(path)}) to '{target}' (format parquet)")
            return
        except duckdb.Error as error:
            problem = error
    print(f"not readable by DuckDB: {path}: {problem}")


def main(folder: Path, listed: Path) -> None:
    """Copy every listed file."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for number, line in enumerate(listed.read_text().splitlines()):
            kind, _, path = line.partition("\t")
            copy(connection, kind, path, folder / f"{number}.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
