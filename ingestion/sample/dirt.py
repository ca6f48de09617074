"""Planted dirt of the response files, by kind, and how often each was planted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from ingestion.sample.ids import tokens
from ingestion.sample.settings import Ints

# What the pipeline is to do with a kind: quarantine it under a reason, or leave it out.
QUARANTINED = {
    "score_eleven": ("11", "score_out_of_scale"),
    "score_word": ("ten", "score_not_integer"),
    "score_fraction": ("7.5", "score_not_integer"),
    "impossible_date": ("9", "impossible_date"),
    "blank_key": ("9", "missing_key"),
}
EXCLUDED = ["preview", "test", "spam", "unfinished", "blank_score", "future"]
MIN_ROWS = 40


def soil(
    frame: pl.DataFrame, rng: np.random.Generator, salt: str, counts: Counter[str]
) -> pl.DataFrame:
    """Append dirty copies: at most one quarantined row per 40 of a month, so no file flips."""
    month = pl.from_epoch("recorded").dt.strftime("%Y%m").alias("month")
    frame = frame.with_columns(month)
    extra = [frame]
    kinds = [*QUARANTINED, "none"]
    for (label,), part in frame.group_by("month", maintain_order=True):
        room = len(part) // MIN_ROWS
        number = int(str(label))
        for step in range(min(room, len(QUARANTINED))):
            extra.append(
                _bad(part, kinds[(number + step) % len(kinds)], rng, f"{salt}{label}{step}", counts)
            )
        share = max(1, len(part) // 60) if room else 0
        for kind in EXCLUDED:
            extra.append(_left_out(part, kind, share, rng, f"{salt}{label}{kind}", counts))
    return pl.concat(extra).drop("month")


def _copy(part: pl.DataFrame, rows: Ints, salt: str) -> pl.DataFrame:
    fresh = tokens("R_", rows, 15) if len(rows) else pl.Series([], dtype=pl.String)
    salted = tokens(f"R_{len(salt)}", rows + sum(salt.encode()) * 100_003, 14)
    return part[rows].with_columns((salted if len(rows) else fresh).alias("ResponseId"))


def _bad(
    part: pl.DataFrame, kind: str, rng: np.random.Generator, salt: str, counts: Counter[str]
) -> pl.DataFrame:
    if kind == "none":
        return part.head(0)
    row = _copy(part, rng.integers(0, len(part), 1), salt)
    counts[f"quarantined|qualtrics.responses|{QUARANTINED[kind][1]}"] += 1
    row = row.with_columns(pl.lit(QUARANTINED[kind][0]).alias("score"))
    if kind == "impossible_date":
        return row.with_columns(pl.lit("2025-02-30 10:00:00").alias("recorded_text"))
    if kind == "blank_key":
        return row.with_columns(pl.lit(None, dtype=pl.String).alias("ResponseId"))
    return row


def _left_out(
    part: pl.DataFrame,
    kind: str,
    share: int,
    rng: np.random.Generator,
    salt: str,
    counts: Counter[str],
) -> pl.DataFrame:
    share = min(share, 1) if kind == "future" else share
    rows = _copy(part, rng.integers(0, len(part), share), salt)
    counts[f"excluded:{kind}"] += share
    blank = pl.lit(None, dtype=pl.String)
    match kind:
        case "preview":
            return rows.with_columns(pl.lit("1").alias("status"))
        case "test":
            return rows.with_columns(pl.lit("2").alias("status"))
        case "spam":
            return rows.with_columns(pl.lit("8").alias("status"))
        case "future":
            return rows.with_columns(pl.lit("2031-01-05 10:00:00").alias("recorded_text"))
        case "unfinished":
            return rows.with_columns(pl.lit(False).alias("finished"), blank.alias("score"))
        case _:
            return rows.with_columns(blank.alias("score"), blank.alias("comment"))
