"""The lake: initialisation, listing and what a dead run leaves behind."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion import files
from ingestion.contracts import all_contracts
from ingestion.layout import HASH_KEY, LANDINGS, QUARANTINE, TOMBSTONES, Lake, raw_schema

# No underscore in front: Spark takes such files for hidden ones and would find no schema.
EMPTY = "empty.parquet"

_fits: dict[Path, int] = {}
"""Empty files whose schema this process has looked at, and when they were written."""


def initialise(home: Path, hash_key: str | None = None) -> Lake:
    """Make every folder of the lake with its empty, typed file; harmless when repeated.

    Models build on these before the first extract lands. ``hash_key`` is taken as the secret of
    keyed hashes when the home has none yet; otherwise one is drawn.
    """
    lake = Lake(home)
    for contract in all_contracts():
        for entity in contract:
            _ensure_empty(lake, lake.raw(contract.source, entity.name), raw_schema(entity))
    _ensure_empty(lake, lake.landings, LANDINGS)
    _ensure_empty(lake, lake.quarantine, QUARANTINE)
    _ensure_empty(lake, lake.tombstones, TOMBSTONES)
    if not lake.hash_key.exists():
        lake.hash_key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = pa.table({"hash_key": [hash_key or secrets.token_hex(32)]}, schema=HASH_KEY)
        files.write_table(key, lake.hash_key, lake.scratch, mode=0o600)
    return lake


def _ensure_empty(lake: Lake, folder: Path, schema: pa.Schema) -> None:
    target = folder / EMPTY
    (folder / f"_{EMPTY}").unlink(missing_ok=True)  # its name in lakes of before Spark
    if target.exists() and _fits.get(target) == target.stat().st_mtime_ns:
        return
    # A contract that gained a column needs its empty file rewritten, not only created.
    if not target.exists() or not pq.read_schema(target).equals(schema):
        folder.mkdir(parents=True, exist_ok=True)
        files.write_table(schema.empty_table(), target, lake.scratch, durable=False)
    _fits[target] = target.stat().st_mtime_ns


def data_files(folder: Path) -> list[Path]:
    """List the Parquet files of a lake folder that hold rows, by name."""
    return sorted(path for path in folder.glob("*.parquet") if not path.name.endswith(EMPTY))


def clear_scratch(lake: Lake) -> None:
    """Remove files that a dead run was writing. Call under the writer lock only."""
    shutil.rmtree(lake.scratch, ignore_errors=True)


def is_empty(lake: Lake) -> bool:
    """Say whether nothing has ever landed in this home."""
    return not data_files(lake.landings)
