"""Drivers of NPS: the clustered regression, the adjustment for many questions, planted effects."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy import stats

from estimators import clustered_ols, nps_drivers
from estimators.false_discovery import coverage_level, discoveries


def test_two_groups_by_hand() -> None:
    """Coefficient: difference of means; variance: Σu²/n² of both groups, times 5/4 · 4/3."""
    group = np.array([1.0, 1, 0, 0, 0])
    fitted = clustered_ols.fit(
        np.column_stack([np.ones(5), group]),
        np.array([1.0, 0, -1, -1, 0]),
        np.arange(5),
    )
    assert fitted.coefficients == pytest.approx([-2 / 3, 7 / 6])
    assert fitted.errors[1] == pytest.approx(np.sqrt(5 / 3 * (0.125 + 2 / 27)))
    assert fitted.p_values()[1] == pytest.approx(
        2 * stats.t.sf((7 / 6) / fitted.errors[1], df=4), rel=1e-9
    )
    low, high = fitted.intervals(0.95)
    margin = stats.t.ppf(0.975, df=4) * fitted.errors[1]
    assert (low[1], high[1]) == pytest.approx((7 / 6 - margin, 7 / 6 + margin))


def test_the_sandwich_equals_its_definition() -> None:
    random = np.random.default_rng(8)
    design = np.column_stack([np.ones(60), random.normal(size=(60, 2))])
    outcomes, clusters = random.normal(size=60), random.integers(0, 12, 60)
    fitted = clustered_ols.fit(design, outcomes, clusters)
    coefficients, *_ = np.linalg.lstsq(design, outcomes, rcond=None)
    meat = np.zeros((3, 3))
    for cluster in range(12):
        mine = clusters == cluster
        score = design[mine].T @ (outcomes[mine] - design[mine] @ coefficients)
        meat += np.outer(score, score)
    bread = np.linalg.pinv(design.T @ design)
    variance = 12 / 11 * 59 / 57 * bread @ meat @ bread
    assert fitted.coefficients == pytest.approx(coefficients)
    assert fitted.errors == pytest.approx(np.sqrt(np.diag(variance)))


def test_saying_everything_twice_teaches_nothing() -> None:
    random = np.random.default_rng(3)
    design = np.column_stack([np.ones(80), random.normal(size=80)])
    outcomes, clusters = random.normal(size=80), np.arange(80)
    once = clustered_ols.fit(design, outcomes, clusters)
    twice = clustered_ols.fit(
        np.vstack([design, design]), np.r_[outcomes, outcomes], np.r_[clusters, clusters]
    )
    assert twice.coefficients == pytest.approx(once.coefficients)
    assert twice.errors == pytest.approx(once.errors * np.sqrt(159 / 158 / (79 / 78)))


def test_intervals_cover_when_answers_of_an_account_are_alike() -> None:
    random = np.random.default_rng(21)
    covered = 0
    for _ in range(400):
        clusters = np.repeat(np.arange(60), 4)
        mentions = (random.random(60) < 0.4).astype(float)[clusters]
        outcomes = 0.5 * mentions + random.normal(size=60)[clusters] + random.normal(size=240)
        fitted = clustered_ols.fit(
            np.column_stack([np.ones(240), mentions]), outcomes, clusters.astype(np.int64)
        )
        low, high = fitted.intervals(0.95)
        covered += bool(low[1] <= 0.5 <= high[1])
    assert 0.92 <= covered / 400 <= 0.98


def test_columns_that_say_the_same_are_used_once() -> None:
    one = np.array([1.0, 1, 1, 1])
    two = np.array([0.0, 1, 0, 1])
    design = np.column_stack([one, two, one - two, np.array([1.0, 2, 3, 5])])
    assert clustered_ols.independent_columns(design) == [0, 1, 3]


def test_too_little_to_estimate_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        clustered_ols.fit(np.ones((3, 1)), np.arange(3.0), np.zeros(3, dtype=np.int64))
    with pytest.raises(ValueError, match="too few"):
        clustered_ols.fit(np.eye(2), np.arange(2.0), np.arange(2))


def test_benjamini_hochberg_by_hand() -> None:
    """Limits at 5% of four: .0125 .025 .0375 .05. The third passes and takes the second with it."""
    p_values = np.array([0.5, 0.03, np.nan, 0.011, 0.026])
    assert discoveries(p_values, 0.05).tolist() == [False, True, False, True, True]
    assert discoveries(np.array([0.2, 0.9]), 0.05).tolist() == [False, False]
    assert discoveries(np.array([np.nan]), 0.05).tolist() == [False]
    assert coverage_level(4, 3, 0.05) == pytest.approx(0.9625)
    assert coverage_level(4, 0, 0.05) == pytest.approx(0.9875)


def answers(effect: float, seed: int = 5, accounts: int = 150) -> pl.DataFrame:
    """Answers of accounts where `support` moves the chance of a promoter by ``effect``.

    Tickets lower the score too and go with mentions of support, so that the plain gap misleads.
    """
    random = np.random.default_rng(seed)
    rows = accounts * 4
    account = np.repeat(np.arange(accounts), 4)
    tickets = random.poisson(0.7, rows)
    support = random.random(rows) < np.where(tickets > 0, 0.5, 0.1)
    pricing = random.random(rows) < 0.2
    chance = 0.6 - 0.1 * np.minimum(tickets, 2) + effect * support
    y = np.where(random.random(rows) < chance, 1, -1)
    named = [
        "|".join(t for t, on in (("pricing", p), ("support", s)) if on) or None
        for p, s in zip(pricing, support, strict=True)
    ]
    return pl.DataFrame(
        {
            "quarter": [date(2026, 4, 1)] * rows,
            "cluster_id": [f"a:{a}" for a in account],
            "y": y,
            "has_comment": [n is not None or i % 3 == 0 for i, n in enumerate(named)],
            "arr_band": np.where(account % 2 == 0, "smb", "enterprise"),
            "tickets_90_days": tickets,
            "themes": named,
        }
    )


def test_a_planted_driver_is_found_net_of_tickets() -> None:
    scored = nps_drivers.score(answers(effect=-0.3))
    support = scored.row(by_predicate=pl.col("driver") == "support", named=True)
    assert support["is_discovery"]
    assert support["coefficient_lo"] <= -60 <= support["coefficient_hi"]
    pricing = scored.row(by_predicate=pl.col("driver") == "pricing", named=True)
    assert pricing["coefficient_lo"] < 0 < pricing["coefficient_hi"]
    assert set(scored["driver_type"]) == {"theme", "tickets"}


def test_no_planted_driver_is_none_although_the_plain_gap_says_so() -> None:
    rows = answers(effect=0.0, accounts=400)
    mentioned = rows["themes"].fill_null("").str.contains("support")
    plain = 100 * (rows.filter(mentioned)["y"].mean() - rows.filter(~mentioned)["y"].mean())
    support = nps_drivers.score(rows).row(by_predicate=pl.col("driver") == "support", named=True)
    assert plain < -8
    assert not support["is_discovery"]
    assert abs(support["coefficient"]) < abs(plain)


@pytest.mark.parametrize("seed", range(12))
def test_significance_and_interval_never_disagree(seed: int) -> None:
    scored = nps_drivers.score(answers(effect=-0.08, seed=seed))
    leaves_out_zero = (scored["coefficient_lo"] > 0) | (scored["coefficient_hi"] < 0)
    assert leaves_out_zero.to_list() == scored["is_discovery"].to_list()


def test_rare_themes_and_missing_tickets_take_no_part() -> None:
    rows = answers(effect=0.0).with_columns(
        pl.lit(None, pl.Int64).alias("tickets_90_days"),
        pl.when(pl.int_range(pl.len()) < 9)
        .then(pl.lit("billing"))
        .otherwise(pl.col("themes"))
        .alias("themes"),
    )
    assert nps_drivers.score(rows)["driver"].to_list() == ["pricing", "support"]


def test_few_accounts_give_no_coefficients() -> None:
    few = nps_drivers.score(answers(effect=-0.5, accounts=15))
    assert few.height == 0
    assert few.schema == pl.Schema(nps_drivers.SCHEMA)
    assert nps_drivers.score(answers(effect=0.0).head(0)).height == 0
