"""Files of lake/derived: one in force per folder, replaced whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polars as pl


def write_in_force(frame: pl.DataFrame, folder: Path) -> Path:
    """Write `folder`/<folder name>.parquet, whole or not at all; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for left_behind in folder.glob("*.partial"):
        left_behind.unlink()
    handle, aside = tempfile.mkstemp(dir=folder, suffix=".partial")
    os.close(handle)
    frame.write_parquet(aside)
    with Path(aside).open("rb") as written:
        os.fsync(written.fileno())
    target = folder / f"{folder.name}.parquet"
    Path(aside).replace(target)
    return target
