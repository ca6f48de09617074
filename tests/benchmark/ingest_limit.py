"""The physical limit of ingestion: DuckDB's own typed reading, straight to Parquet.

Usage: python tests/benchmark/ingest_limit.py TARGET_FOLDER LIST; LIST has a line of JSON per file:
the readers to try, in this order.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

from ingestion.contracts import Kind, contract_for
from ingestion.discover import LandedFile
from ingestion.readers.header import read_header

TYPES: dict[Kind, str] = {
    "text": "varchar", "integer": "bigint", "decimal": "decimal(38, 9)", "timestamp": "timestamptz",
    "date": "date", "month": "varchar", "boolean": "boolean", "epoch": "bigint", "json": "json",
}  # fmt: skip


def readers(file: LandedFile, path: Path) -> list[str]:
    """How DuckDB reads a file best: told its columns and types, so that it need not guess them.

    Guessing takes it longer than reading. Where a value does not read as its type, rows that do
    not fit are left out, as ours are quarantined; what it cannot type at all it reads as text.
    """
    contract = contract_for(file.source)
    entity = contract.entity(file.entity) if contract else None
    assert entity is not None
    if file.format == "parquet":
        return [f"read_parquet({_text(path)})"]
    types = {column.name: TYPES[column.kind] for column in entity.columns}
    if file.format == "ndjson":
        told = f"format = 'newline_delimited', columns = {_struct(types)}"
        return [f"read_json({_text(path)}, {told}{also})" for also in ("", ", ignore_errors=true")]
    header = read_header(path, entity, entity.score is not None and entity.score.column is None)
    names = {name: types.get(name, "varchar") for name in header.names}
    shape = (
        f"auto_detect = false, header = false, skip = {header.rows}, quote = '\"', escape = '\"',"
        f" delim = {_text(header.delimiter)}"
    )
    lenient = f"columns = {_struct(names)}, null_padding = true, ignore_errors = true"
    return [
        f"read_csv({_text(path)}, {shape}, columns = {_struct(names)})",
        f"read_csv({_text(path)}, {shape}, {lenient})",
        f"read_csv({_text(path)}, header = true, all_varchar = true, ignore_errors = true)",
    ]


def _struct(types: dict[str, str]) -> str:
    members = ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in types.items())
    return f"{{{members}}}"


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def copy(connection: duckdb.DuckDBPyConnection, ways: list[str], target: Path) -> None:
    """Copy one file to Parquet by the first reader that can, packed as the lake is."""
    for reader in ways:
        try:
            connection.execute(
                f"copy (from {reader}) to '{target}' (format parquet, compression zstd)"
            )
            return
        except duckdb.Error as error:
            problem = error
    print(f"not readable by DuckDB: {ways[0]}: {problem}")


def main(folder: Path, listed: Path) -> None:
    """Copy every listed file."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for number, line in enumerate(listed.read_text().splitlines()):
            copy(connection, json.loads(line), folder / f"{number}.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
