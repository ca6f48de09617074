"""Baseline churn probability q of every row of a prevented-churn estimate (metrics.md R32).

Reads intermediate.int_prevented_churn_groups of the warehouse: one row per design, window and index
response with what was known before treatment. Per design and window a ridge model is trained on the
controls and scores everybody. Where the controls have fewer than ten churn events per feature there
is no row, and dbt falls back to the shrunken segment rate.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import polars as pl

from estimators import features, ridge_logistic

COLUMNS: Final = ["log_arr", "tenure_days", "score", "tickets_90_days", "usage_change"]
KEYS: Final = ["design", "window_start", "window_end"]
SCHEMA: Final = {
    "design": pl.String,
    "window_start": pl.Date,
    "window_end": pl.Date,
    "moment_key": pl.String,
    "q": pl.Float64,
    "feature_count": pl.Int64,
    "event_count": pl.Int64,
}
QUERY: Final = """
    select design, window_start, window_end, moment_key, is_treated, is_churn_event,
        ln(arr_usd) as log_arr, cast(tenure_days as double) as tenure_days,
        cast(score as double) as score, cast(tickets_90_days as double) as tickets_90_days,
        usage_change
    from intermediate.int_prevented_churn_groups
    order by design, window_start, window_end, moment_key
"""


def read_groups(warehouse: Path) -> pl.DataFrame:
    """Rows to score, read-only. Raises duckdb.Error where the warehouse is not built."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(QUERY).pl()


def score(groups: pl.DataFrame, penalty: float = 1.0, events_per_feature: int = 10) -> pl.DataFrame:
    """q (a fraction) of every row of the designs and windows whose controls have enough events."""
    scored = [
        _score_one(rows, penalty, events_per_feature)
        for _, rows in groups.group_by(KEYS, maintain_order=True)
    ]
    return pl.concat(scored) if scored else pl.DataFrame(schema=SCHEMA)


def _score_one(rows: pl.DataFrame, penalty: float, events_per_feature: int) -> pl.DataFrame:
    controls = rows.filter(~pl.col("is_treated"))
    events = controls["is_churn_event"].cast(pl.Float64).to_numpy()
    if not 0 < events.sum() < len(events):
        return pl.DataFrame(schema=SCHEMA)
    trained_on = _matrix(controls)
    preparation = features.learn(trained_on)
    if events.sum() < events_per_feature * preparation.feature_count:
        return pl.DataFrame(schema=SCHEMA)
    model = ridge_logistic.fit(preparation.apply(trained_on), events, penalty)
    return rows.select(
        *KEYS,
        "moment_key",
        pl.Series("q", model.probability(preparation.apply(_matrix(rows)))),
        pl.lit(preparation.feature_count, pl.Int64).alias("feature_count"),
        pl.lit(int(events.sum()), pl.Int64).alias("event_count"),
    )


def _matrix(rows: pl.DataFrame) -> features.Vector:
    return np.asarray(rows.select(pl.col(COLUMNS).fill_null(np.nan)).to_numpy(), dtype=np.float64)
