"""Does the prevented-churn interval keep its promise? (metrics.md section 3)

For each design, 1,000 programs with a planted effect and 1,000 without are laid side by side in one
table with a `simulation_id` and estimated in one query by the macros of
dbt/macros/prevented_churn.sql.

The planted program: each account is a detractor with an ARR, a tenure, a score and a health that
the usage data show; churn probability follows from all four, and `q` is that probability without a
loop. CSMs reach big and healthy accounts first. A closed loop multiplies the churn hazard by 0.6,
or does nothing. Accounts not closed by the landmark are never closed: with late closers the
landmark contrast is smaller than the effect (conservative on purpose), and coverage of the full
effect would then measure the dilution, not the interval. So the truth of a program is exactly what
the design estimates: over its treated accounts, the expected loss without minus with the loop.
"""

from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest
from dbt_compiler import compiled_template

HERE = Path(__file__).resolve().parent
PROGRAMS = 1_000
ACCOUNTS = 2_000
SEED = 20260630
HAZARD_RATIO_OF_A_CLOSED_LOOP = 0.6

Frame = dict[str, npt.NDArray[np.generic]]


def simulate(
    rng: np.random.Generator, programs: int, hazard_ratio: float, design: str = "landmark"
) -> Frame:
    """Rows of `programs` programs of at most ACCOUNTS detractors each; ARR and losses in USD."""
    size = programs * ACCOUNTS
    band = rng.choice(3, size=size, p=[0.5, 0.3, 0.2])
    arr = np.exp(rng.normal(np.array([8.6, 10.1, 11.5])[band], 0.2))
    arr = np.clip(arr, np.array([1, 15_000, 50_000])[band], np.array([14_999, 49_999, 1e9])[band])
    score = rng.choice(7, size=size, p=[0.08, 0.06, 0.08, 0.14, 0.18, 0.22, 0.24])
    tenure = rng.choice(3, size=size, p=[0.2, 0.35, 0.45])
    health = rng.normal(size=size)
    size_effect = np.log(arr) - 9.5
    logit = -1 - 0.5 * health - 0.25 * size_effect - 0.12 * (score - 4) - 0.2 * (tenure - 1)
    without_loop = 1 / (1 + np.exp(-logit))
    reached = rng.random(size) < 1 / (1 + np.exp(0.35 - 0.35 * size_effect - 0.6 * health))
    closed, treated, kept = assigned(rng, design, reached)
    with_loop = 1 - (1 - without_loop) ** hazard_ratio
    churned = rng.random(size) < np.where(closed, with_loop, without_loop)
    rows = {
        "simulation_id": np.repeat(np.arange(programs), ACCOUNTS),
        "row_id": np.arange(size),
        "is_treated": treated,
        "arr_band": np.array(["smb", "mid_market", "enterprise"])[band],
        "score_bucket": np.where(score <= 3, "0-3", "4-6"),
        "tenure_band": np.array(["new", "established", "mature"])[tenure],
        "arr_usd": arr,
        "loss_usd": np.where(churned, arr, 0.0),
        "q": without_loop,
        "saved_usd": np.where(closed, arr * (without_loop - with_loop), 0.0),
    }
    return {name: values[kept] for name, values in rows.items()}


def assigned(
    rng: np.random.Generator, design: str, reached: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whose loop is closed, who counts as treated, and who takes part, by design.

    landmark: whom the CSMs reached against whom they did not. holdout: a random fifth is withheld,
    the others are treated whether reached or not. pre_program: those reached after the program
    began against a random third from before it; those not reached after it take no part.
    """
    everybody = np.ones(len(reached), dtype=bool)
    if design == "landmark":
        return reached, reached, everybody
    if design == "holdout":
        offered = rng.random(len(reached)) < 0.8
        return reached & offered, offered, everybody
    before = rng.random(len(reached)) < 1 / 3
    treated = reached & ~before
    return treated, treated, treated | before


def estimate(sql: str, rows: Frame, table: str) -> dict[str, npt.NDArray[np.float64]]:
    """All estimates of all programs, one per row."""
    with duckdb.connect() as connection:
        connection.register(table, pa.table(rows))
        return connection.execute(sql).fetchnumpy()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prevented_churn")


@pytest.fixture(scope="module")
def program_sql(folder: Path) -> str:
    return compiled_template(HERE / "prevented_churn_simulation.sql", folder)


@pytest.fixture(scope="module", params=["landmark", "holdout", "pre_program"])
def design(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def effective(program_sql: str, design: str) -> dict[str, npt.NDArray[np.float64]]:
    rng = np.random.default_rng(SEED)
    rows = simulate(rng, PROGRAMS, HAZARD_RATIO_OF_A_CLOSED_LOOP, design)
    return estimate(program_sql, rows, "programs")


@pytest.fixture(scope="module")
def ineffective(program_sql: str, design: str) -> dict[str, npt.NDArray[np.float64]]:
    rows = simulate(np.random.default_rng(SEED), PROGRAMS, 1.0, design)
    return estimate(program_sql, rows, "programs")


def coverage(programs: dict[str, npt.NDArray[np.float64]]) -> float:
    lo, hi, truth = (programs[name] for name in ("prevented_lo", "prevented_hi", "truth"))
    # a share of a program's own scale, so that a truth of 0 up to rounding counts as covered
    slack = 1e-9 * (np.abs(lo) + np.abs(hi))
    return float(np.mean((lo - slack <= truth) & (truth <= hi + slack)))


def demonstrated(programs: dict[str, npt.NDArray[np.float64]]) -> float:
    return float(np.mean(programs["prevented_lo"] > 0))


def test_interval_covers_the_planted_effect(
    effective: dict[str, npt.NDArray[np.float64]],
) -> None:
    assert effective["truth"].shape == (PROGRAMS,)
    assert 0.93 <= coverage(effective) <= 0.97
    # what is left over of the bias is small against the effect, in either direction
    assert abs(effective["prevented"].mean() / effective["truth"].mean() - 1) < 0.05
    assert effective["on_support_share"].mean() > 0.95


def test_interval_covers_zero_when_loops_do_nothing(
    ineffective: dict[str, npt.NDArray[np.float64]],
) -> None:
    assert np.abs(ineffective["truth"]).max() < 1e-6
    assert 0.93 <= coverage(ineffective) <= 0.97


def test_programs_without_effect_are_rarely_demonstrated(
    ineffective: dict[str, npt.NDArray[np.float64]],
    effective: dict[str, npt.NDArray[np.float64]],
) -> None:
    assert demonstrated(ineffective) <= 0.05
    assert demonstrated(effective) > 10 * demonstrated(ineffective)


def test_naive_figure_misleads_when_loops_do_nothing(
    ineffective: dict[str, npt.NDArray[np.float64]], design: str
) -> None:
    if design == "holdout":
        # chance assigns, so the naive figure has no bias to remove, only noise
        assert 0.4 < np.mean(ineffective["naive_prevented"] > 0) < 0.6
        return
    # before the program nobody was picked, so its cohort differs less from the treated
    least = {"landmark": 0.95, "pre_program": 0.70}[design]
    assert np.mean(ineffective["naive_prevented"] > 0) >= least
    # the estimator removes nearly all of what selection put into the naive figure
    assert abs(ineffective["prevented"].mean()) < 0.1 * ineffective["naive_prevented"].mean()


def test_permuted_labels_prevent_nothing(folder: Path) -> None:
    """Labels shuffled within strata 1,000 times: mean zero, and chance is rarely a finding."""
    rng = np.random.default_rng(SEED)
    rows = simulate(rng, 1, HAZARD_RATIO_OF_A_CLOSED_LOOP)
    size, repeats = ACCOUNTS, 1_000
    terciles = np.searchsorted(np.quantile(rows["q"], [1 / 3, 2 / 3]), rows["q"])
    stratum = np.char.add(np.char.add(rows["arr_band"].astype(str), "|"), terciles.astype(str))
    code = np.unique(stratum, return_inverse=True)[1]
    # sorting by (stratum, random number) and writing the labels back into the stratum's places
    home = np.argsort(code, kind="stable")
    labels = np.empty((repeats, size), dtype=bool)
    for permutation in range(repeats):
        labels[permutation, home] = rows["is_treated"][np.lexsort((rng.random(size), code))]
    permuted = {name: np.tile(rows[name], repeats) for name in ("arr_usd", "loss_usd", "q")} | {
        "permutation_id": np.repeat(np.arange(repeats), size),
        "is_treated": labels.ravel(),
        "stratum_level": np.full(size * repeats, 2),
        "stratum_key": np.tile(stratum, repeats),
    }
    sql = compiled_template(HERE / "prevented_churn_permutation.sql", folder)
    estimates = estimate(sql, permuted, "permuted")
    prevented = estimates["prevented"]
    assert prevented.shape == (repeats,)
    assert abs(prevented.mean()) < 4 * prevented.std(ddof=1) / np.sqrt(repeats)
    assert demonstrated(estimates) <= 0.05
