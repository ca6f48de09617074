"""The churn risk model: worked examples, the time split, gates, and what it must never see."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from estimators import churn_risk, ridge_logistic
from estimators.churn_risk_evaluation import Evaluation, auc, calibration, evaluate
from estimators.churn_risk_segments import segment_risks, shrunken_rates
from estimators.files import write_in_force


def test_ex_8_3_discrimination_and_accuracy() -> None:
    risks = np.array([0.9, 0.7, 0.6, 0.4, 0.3, 0.1])
    events = np.array([1.0, 0.0, 1.0, 1.0, 0.0, 0.0])
    measured = evaluate(risks, events, np.ones(6))
    assert measured.auc == pytest.approx(0.777778, abs=1e-6)
    assert measured.brier == pytest.approx(0.186667, abs=1e-6)
    assert measured.skill == pytest.approx(0.253333, abs=1e-6)
    assert (measured.n, measured.events) == (6, 3)


def test_ex_8_4_probabilities_of_a_fitted_model() -> None:
    model = ridge_logistic.RidgeLogistic(-2.2, np.array([1.1, 0.8]))
    rows = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    assert model.probability(rows) == pytest.approx([0.099750, 0.249740, 0.425557], abs=1e-6)


def test_ex_6_1_shrunken_rates() -> None:
    rates, pooled = shrunken_rates(np.array([40.0, 25, 10, 5]), np.array([16.0, 5, 6, 0]))
    assert pooled == pytest.approx(0.3375)
    assert rates == pytest.approx([0.389854, 0.232544, 0.485371, 0.205167], abs=1e-6)
    unseen = segment_risks(["a", "a", "b"], np.array([1.0, 0, 0]), ["c"])
    assert unseen == pytest.approx([1 / 3])


def test_auc_counts_ties_half() -> None:
    risks, events = np.array([0.5, 0.5, 0.2]), np.array([1.0, 0.0, 0.0])
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in risks[:1] for b in risks[1:]]
    assert auc(risks, events) == pytest.approx(np.mean(pairs))
    assert auc(risks, np.zeros(3)) is None


def test_true_probabilities_calibrate_and_overconfident_ones_do_not() -> None:
    rng = np.random.default_rng(1)
    truth = rng.uniform(0.05, 0.6, 20_000)
    events = (rng.random(20_000) < truth).astype(float)
    slope, intercept = calibration(truth, events)
    assert slope == pytest.approx(1, abs=0.08)
    assert intercept == pytest.approx(0, abs=0.1)
    assert evaluate(truth, events, np.ones(20_000)).is_calibrated
    logits = 3 * np.log(truth / (1 - truth))
    exaggerated = ridge_logistic.sigmoid(logits)
    assert not evaluate(exaggerated, events, np.ones(20_000)).is_calibrated


def test_what_a_quarter_cannot_say_is_none() -> None:
    nobody = evaluate(np.array([0.1, 0.2]), np.zeros(2), np.ones(2))
    assert (nobody.auc, nobody.skill, nobody.calibration_slope) == (None, None, None)
    assert nobody.top_decile_arr_share is None
    assert not nobody.is_calibrated
    assert calibration(np.array([0.3, 0.3]), np.array([0.0, 1.0])) == (None, None)
    assert calibration(np.array([0.1, 0.9]), np.array([0.0, 1.0])) == (None, None)


@pytest.mark.parametrize(
    ("slope", "skill", "expected"),
    [
        (0.8, 0.01, True),
        (1.25, 0.2, True),
        (0.79, 0.2, False),
        (1.26, 0.2, False),
        (1.0, 0.0, False),
    ],
)
def test_gates(slope: float, skill: float, expected: bool) -> None:
    assert Evaluation(0.7, 0.1, skill, slope, 0.0, 0.3, 10, 3).is_calibrated is expected


def test_top_decile_orders_ties_by_arr() -> None:
    arr = np.array([1.0] * 9 + [100.0] + [1.0] * 10)
    events = np.zeros(20)
    events[[0, 9]] = 1
    measured = evaluate(np.full(20, 0.1), events, arr)
    assert measured.top_decile_arr_share == pytest.approx(1.0)  # 2 of 20: row 9 by ARR, row 0 first


QUARTER_ENDS = [
    date(2023, 12, 31),
    date(2024, 3, 31),
    date(2024, 6, 30),
    date(2024, 9, 30),
    date(2024, 12, 31),
    date(2025, 3, 31),
]


def rows(accounts: int = 400, signal: float = 2.0, last_known: int = 5) -> pl.DataFrame:
    """Accounts at quarter-ends; churn follows log_arr and usage. The last quarter has no label."""
    rng = np.random.default_rng(5)
    frames = []
    for position, t0 in enumerate(QUARTER_ENDS):
        usage = rng.normal(size=accounts)
        events = rng.random(accounts) < ridge_logistic.sigmoid(-1.0 - signal * usage)
        measured = {name: np.zeros(accounts) for name in churn_risk.COLUMNS}
        measured |= {"usage_change": usage, "log_arr": rng.normal(9, 1, accounts)}
        frames.append(
            pl.DataFrame(
                {
                    "account_id": [f"a{number:04}" for number in range(accounts)],
                    "t0": [t0] * accounts,
                    "arr_usd": np.exp(measured["log_arr"]),
                    "segment": ["smb|new"] * accounts,
                    "is_churn_event": pl.Series(
                        events.tolist() if position < last_known else [None] * accounts,
                        dtype=pl.Boolean,
                    ),
                    "label_known_on": [t0 + timedelta(days=183 + 31)] * accounts,
                    **measured,
                }
            )
        )
    return pl.concat(frames)


def test_training_labels_were_known_before_the_quarter_began() -> None:
    everything = rows()
    for t0 in QUARTER_ENDS:
        quarter = churn_risk.quarter_of(t0)
        training = churn_risk.known_before(everything, quarter)
        assert training.is_empty() or training["label_known_on"].max() <= quarter
        assert training.is_empty() or training["t0"].max() < quarter


def test_a_signal_is_found_out_of_time_and_calibrated() -> None:
    everything = rows()
    scored = churn_risk.score(everything)
    assert set(scored["model_version"]) == {churn_risk.RIDGE}
    evaluated = churn_risk.evaluations(everything, scored)
    assert evaluated.height == 1  # the others have no labels yet, or nothing to learn from
    assert evaluated["auc"][0] > 0.8
    assert evaluated["is_calibrated"][0]
    newest = scored.filter(pl.col("t0") == QUARTER_ENDS[-1])
    assert sorted(newest["risk_rank"]) == list(range(1, 401))


def test_without_signal_there_is_no_skill() -> None:
    everything = rows(signal=0.0)
    evaluated = churn_risk.evaluations(everything, churn_risk.score(everything))
    assert abs(evaluated["auc"][0] - 0.5) < 0.1
    assert not evaluated["is_calibrated"].any()


def test_labels_of_the_tested_and_later_quarters_change_no_risk() -> None:
    everything = rows()
    turned = everything.with_columns(
        pl.when(pl.col("label_known_on") > date(2024, 10, 1))
        .then(~pl.col("is_churn_event"))
        .otherwise(pl.col("is_churn_event"))
        .alias("is_churn_event")
    )
    tested = pl.col("t0") <= date(2024, 12, 31)
    before, after = (
        churn_risk.score(everything).filter(tested),
        churn_risk.score(turned).filter(tested),
    )
    assert before.height > 0
    assert before.equals(after)


def test_few_events_fall_back_to_segment_rates() -> None:
    scored = churn_risk.score(rows(accounts=20))
    assert set(scored["model_version"]) == {churn_risk.SEGMENTS}
    assert scored["q"].is_between(0, 1).all()


def test_scores_do_not_depend_on_the_order_of_rows() -> None:
    everything = rows(accounts=100)
    shuffled = everything.sample(fraction=1, shuffle=True, seed=3).sort("t0")
    a = churn_risk.score(everything).sort("t0", "account_id")
    b = churn_risk.score(shuffled).sort("t0", "account_id")
    assert a["risk_rank"].to_list() == b["risk_rank"].to_list()
    assert np.abs(a["q"].to_numpy() - b["q"].to_numpy()).max() < 1e-9


def test_empty_input_writes_typed_files(tmp_path: Path) -> None:
    nothing = rows(accounts=1).clear()
    scored = churn_risk.score(nothing)
    evaluated = churn_risk.evaluations(nothing, scored)
    for frame, name in ((scored, "churn_risk"), (evaluated, "churn_risk_evaluation")):
        target = write_in_force(frame, tmp_path / name)
        assert pl.read_parquet(target).schema == frame.schema
        assert [path.name for path in target.parent.iterdir()] == [f"{name}.parquet"]
    assert dict(evaluated.schema) == churn_risk.EVALUATION_SCHEMA


def test_banned_features_are_absent() -> None:
    banned = ("cancel", "lost", "health", "reason", "closed", "loop", "label", "event")
    assert not [name for name in churn_risk.COLUMNS if any(word in name for word in banned)]
