"""Churn risk of every paying account at every quarter-end, out of time (metrics.md section 8).

Reads intermediate.int_churn_risk_features of the warehouse. For each quarter a ridge logistic model
is trained on the rows whose six-month label was known before that quarter began, so that a test
never sees its own future; fewer than ten events per feature: the shrunken churn rate of ARR band ×
tenure band instead. Risks of quarters whose labels are known are evaluated; the newest quarter's
are what account_health shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import polars as pl

from estimators import features, ridge_logistic
from estimators.churn_risk_evaluation import evaluate
from estimators.churn_risk_segments import segment_risks
from estimators.files import write_in_force

COLUMNS: Final = [
    "account_nps",
    "is_class_detractor",
    "is_class_no_response",
    "matched_change",
    "log_arr",
    "tenure_days",
    "days_to_renewal",
    "tickets_90_days",
    "urgent_tickets_90_days",
    "reopened_tickets_90_days",
    "usage_change",
    "payment_failures",
]
Fitted = tuple[features.Preparation, ridge_logistic.RidgeLogistic]
RIDGE: Final = "ridge_logistic_v1"
SEGMENTS: Final = "segment_rates_v1"
SCORE_SCHEMA: Final = {
    "model_version": pl.String,
    "account_id": pl.String,
    "t0": pl.Date,
    "test_quarter": pl.Date,
    "q": pl.Float64,
    "risk_rank": pl.Int64,
    "feature_count": pl.Int64,
    "training_rows": pl.Int64,
    "training_events": pl.Int64,
}
EVALUATION_SCHEMA: Final = {
    "model_version": pl.String,
    "test_quarter": pl.Date,
    "auc": pl.Float64,
    "brier": pl.Float64,
    "skill": pl.Float64,
    "calibration_slope": pl.Float64,
    "calibration_intercept": pl.Float64,
    "top_decile_arr_share": pl.Float64,
    "n": pl.Int64,
    "events": pl.Int64,
    "is_calibrated": pl.Boolean,
}
QUERY: Final = f"""
    select account_id, t0, arr_usd, concat(arr_band, '|', tenure_band) as segment,
        is_churn_event, label_known_on, {", ".join(COLUMNS)}
    from intermediate.int_churn_risk_features
    order by t0, account_id
"""


def read_rows(warehouse: Path) -> pl.DataFrame:
    """Rows to train on and score, read-only. Raises duckdb.Error where nothing is built."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(QUERY).pl()


def score(rows: pl.DataFrame, penalty: float = 1.0, events_per_feature: int = 10) -> pl.DataFrame:
    """Risk q (a fraction) and rank (1 the riskiest) of rows that have anything to learn from."""
    scored: list[pl.DataFrame] = []
    fitted: Fitted | None = None
    for _, tested in rows.group_by("t0", maintain_order=True):
        frame, fitted = _score_quarter(rows, tested, penalty, events_per_feature, fitted)
        scored.append(frame)
    return pl.concat(scored) if scored else pl.DataFrame(schema=SCORE_SCHEMA)


def known_before(rows: pl.DataFrame, quarter: date) -> pl.DataFrame:
    """Rows to learn from: their label was known before ``quarter`` (its first day) began."""
    return rows.filter(
        pl.col("is_churn_event").is_not_null() & (pl.col("label_known_on") <= quarter)
    )


def quarter_of(t0: date) -> date:
    """First day of the quarter that ends with ``t0``."""
    return date(t0.year, t0.month - 2, 1)


def _score_quarter(
    rows: pl.DataFrame,
    tested: pl.DataFrame,
    penalty: float,
    events_per_feature: int,
    earlier: Fitted | None,
) -> tuple[pl.DataFrame, Fitted | None]:
    """Score one quarter; also the model to begin the next quarter's fit from."""
    quarter = quarter_of(tested["t0"][0])
    training = known_before(rows, quarter)
    events = training["is_churn_event"].cast(pl.Float64).to_numpy()
    if not 0 < events.sum() < len(events):
        return pl.DataFrame(schema=SCORE_SCHEMA), earlier
    measured = _matrix(training)
    preparation = features.learn(measured)
    if events.sum() >= events_per_feature * preparation.feature_count:
        version, feature_count = RIDGE, preparation.feature_count
        # The quarter before had most of these rows: its model is near, and fewer steps are left.
        is_alike = earlier is not None and np.array_equal(earlier[0].kept, preparation.kept)
        start = earlier[1] if earlier is not None and is_alike else None
        model = ridge_logistic.fit(preparation.apply(measured), events, penalty, start)
        earlier = preparation, model
        risks = model.probability(preparation.apply(_matrix(tested)))
    else:
        version, feature_count = SEGMENTS, 0
        risks = segment_risks(training["segment"].to_list(), events, tested["segment"].to_list())
    scored = tested.select(
        pl.lit(version).alias("model_version"),
        "account_id",
        "t0",
        pl.lit(quarter).alias("test_quarter"),
        # rounded, so that ranks do not hang on the last bit of a matrix product
        pl.Series("q", np.round(risks, 12)),
        "arr_usd",
        pl.lit(feature_count, pl.Int64).alias("feature_count"),
        pl.lit(training.height, pl.Int64).alias("training_rows"),
        pl.lit(int(events.sum()), pl.Int64).alias("training_events"),
    )
    ranked = scored.sort(["q", "arr_usd", "account_id"], descending=[True, True, False])
    numbered = ranked.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("risk_rank"))
    return numbered.select(list(SCORE_SCHEMA)), earlier


def evaluations(rows: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
    """One row per test quarter whose labels are all known."""
    joined = scored.join(rows, on=["account_id", "t0"], how="inner", maintain_order="left")
    measured: list[dict[str, Any]] = []
    for (version, quarter), tested in joined.group_by(
        ["model_version", "test_quarter"], maintain_order=True
    ):
        if tested["is_churn_event"].null_count():
            continue
        evaluation = evaluate(
            tested["q"].to_numpy(),
            tested["is_churn_event"].cast(pl.Float64).to_numpy(),
            tested["arr_usd"].to_numpy(),
        )
        measured.append(
            {
                "model_version": version,
                "test_quarter": quarter,
                **asdict(evaluation),
                "is_calibrated": evaluation.is_calibrated,
            }
        )
    return pl.DataFrame(measured, schema=EVALUATION_SCHEMA)


def _matrix(rows: pl.DataFrame, columns: Sequence[str] = COLUMNS) -> features.Vector:
    return np.asarray(rows.select(pl.col(columns).fill_null(np.nan)).to_numpy(), dtype=np.float64)


def run(home: Path, penalty: float = 1.0, events_per_feature: int = 10) -> tuple[int, int]:
    """Score the warehouse under ``home`` into its lake; counts of scores and evaluated quarters."""
    rows = read_rows(home / "warehouse.duckdb")
    scored = score(rows, penalty, events_per_feature)
    evaluated = evaluations(rows, scored)
    derived = home / "lake" / "derived"
    write_in_force(scored, derived / "churn_risk")
    write_in_force(evaluated, derived / "churn_risk_evaluation")
    return scored.height, evaluated.height
