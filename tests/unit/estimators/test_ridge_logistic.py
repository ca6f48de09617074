"""The ridge model against optima found without derivatives, and its preparation by hand."""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from estimators import baseline_churn, features, ridge_logistic
from estimators.files import write_in_force


def grid_minimum(x: np.ndarray, y: np.ndarray, penalty: float) -> tuple[float, float]:
    """Intercept and slope by repeatedly refined grids: slow, and without any calculus."""
    center, width = np.zeros(2), 8.0
    design, weights = np.column_stack([np.ones(len(y)), x]), np.array([0.0, penalty])
    for _ in range(60):
        offsets = np.linspace(-width, width, 9)
        points = [center + np.array([a, b]) for a in offsets for b in offsets]
        values = [ridge_logistic.objective(design, y, weights, point) for point in points]
        center, width = points[int(np.argmin(values))], width * 0.6
    return float(center[0]), float(center[1])


@pytest.mark.parametrize("penalty", [0.1, 1.0, 10.0])
def test_fit_is_the_brute_force_optimum(penalty: float) -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=40)
    y = (rng.random(40) < ridge_logistic.sigmoid(-0.5 + 1.3 * x)).astype(float)
    model = ridge_logistic.fit(x[:, None], y, penalty)
    intercept, slope = grid_minimum(x, y, penalty)
    assert model.intercept == pytest.approx(intercept, abs=1e-6)
    assert model.coefficients[0] == pytest.approx(slope, abs=1e-6)


def test_gradient_vanishes_and_separation_stays_finite() -> None:
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    y = np.array([0.0, 0.0, 1.0, 1.0])
    model = ridge_logistic.fit(x, y, 1.0)
    residual = model.probability(x) - y
    assert abs(residual.sum()) < 1e-9
    assert abs(float(x[:, 0] @ residual) + model.coefficients[0]) < 1e-9


@pytest.mark.parametrize("start", [(0.4, -0.9), (-6.0, 8.0)])
def test_the_minimum_is_the_same_from_anywhere(start: tuple[float, float]) -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=(60, 1))
    y = (rng.random(60) < ridge_logistic.sigmoid(0.3 - x[:, 0])).astype(float)
    from_zero = ridge_logistic.fit(x, y, 1.0)
    elsewhere = ridge_logistic.RidgeLogistic(start[0], np.array([start[1]]))
    found = ridge_logistic.fit(x, y, 1.0, elsewhere)
    assert found.intercept == pytest.approx(from_zero.intercept, abs=1e-12)
    assert found.coefficients == pytest.approx(from_zero.coefficients, abs=1e-12)


def test_without_features_every_row_has_the_base_rate() -> None:
    model = ridge_logistic.fit(np.empty((4, 0)), np.array([1.0, 0.0, 0.0, 0.0]), 1.0)
    assert model.probability(np.empty((2, 0))) == pytest.approx([0.25, 0.25], abs=1e-9)


def test_sigmoid_does_not_overflow() -> None:
    assert ridge_logistic.sigmoid(np.array([-1e4, 0.0, 1e4])) == pytest.approx([0.0, 0.5, 1.0])


def test_preparation_fills_medians_and_drops_what_does_not_vary() -> None:
    measured = np.array([[1.0, 5.0, np.nan], [2.0, 5.0, 4.0], [6.0, 5.0, 8.0]])
    prepared = features.learn(measured)
    # kept: the first column, the third, and the third's indicator
    assert prepared.feature_count == 3
    rows = prepared.apply(np.array([[3.0, 99.0, np.nan]]))
    filled = np.array([6.0, 4.0, 8.0])
    assert rows[0, 0] == pytest.approx(0.0)
    assert rows[0, 1] == pytest.approx((6.0 - filled.mean()) / filled.std())
    assert rows[0, 2] == pytest.approx((1 - 1 / 3) / np.sqrt(2 / 9))


def groups(controls: int, events: int) -> pl.DataFrame:
    rng = np.random.default_rng(11)
    size = controls + 20
    return pl.DataFrame(
        {
            "design": ["landmark"] * size,
            "window_start": [date(2024, 1, 1)] * size,
            "window_end": [date(2024, 12, 31)] * size,
            "moment_key": [f"m{row:04}" for row in range(size)],
            "is_treated": [row >= controls for row in range(size)],
            "is_churn_event": [row < events for row in range(size)],
            "log_arr": rng.normal(9, 1, size) + np.where(np.arange(size) < events, 1.0, 0.0),
            "tenure_days": rng.integers(0, 900, size).astype(float),
            "score": rng.integers(0, 7, size).astype(float),
            "tickets_90_days": [None] * size,
            "usage_change": [None if row % 7 == 0 else row / size for row in range(size)],
        },
        schema_overrides={"tickets_90_days": pl.Float64},
    )


def test_scores_every_row_and_learns_from_controls_only() -> None:
    rows = groups(300, 60)
    scored = baseline_churn.score(rows)
    assert scored["moment_key"].to_list() == rows["moment_key"].to_list()
    # log ARR, tenure, score, usage and its indicator: the empty ticket column is no feature
    assert scored["feature_count"].unique().to_list() == [5]
    assert scored["event_count"].unique().to_list() == [60]
    assert scored.head(300)["q"].mean() == pytest.approx(0.2, abs=1e-9)
    treated_churn = rows.with_columns(
        is_churn_event=pl.col("is_treated") | pl.col("is_churn_event")
    )
    assert baseline_churn.score(treated_churn)["q"].equals(scored["q"])


@pytest.mark.parametrize(("controls", "events"), [(300, 49), (300, 0), (30, 30)])
def test_too_few_events_leave_the_fallback(controls: int, events: int) -> None:
    assert baseline_churn.score(groups(controls, events)).is_empty()


def test_writes_one_file_in_force(tmp_path: Path) -> None:
    scored = baseline_churn.score(groups(300, 60))
    for frame in (scored, scored.clear(), scored):
        write_in_force(frame, tmp_path / "baseline_churn_q")
    files = list((tmp_path / "baseline_churn_q").iterdir())
    assert [file.name for file in files] == ["baseline_churn_q.parquet"]
    assert pl.read_parquet(files[0]).equals(scored)
