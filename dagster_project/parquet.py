"""Small Parquet files, written aside and renamed, so that a crash leaves the old or the new one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def write_table(table: pa.Table, path: Path) -> None:
    """Write `table` to `path` in one step."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    pq.write_table(table, aside)
    with aside.open("rb") as handle:
        os.fsync(handle.fileno())
    aside.replace(path)
