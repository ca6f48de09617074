"""Every model of this package on one warehouse: from its tables to files in lake/derived."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import polars as pl

from estimators import baseline_churn, churn_risk, nps_drivers
from estimators.files import write_in_force

FOLDERS: Final = {
    "baseline_churn_q": baseline_churn.SCHEMA,
    "churn_risk": churn_risk.SCORE_SCHEMA,
    "churn_risk_evaluation": churn_risk.EVALUATION_SCHEMA,
    "nps_drivers": nps_drivers.SCHEMA,
}


def initialise(home: Path) -> None:
    """Make every derived folder hold one file at least, so that dbt builds before the first fit."""
    for name, schema in FOLDERS.items():
        folder = home / "lake" / "derived" / name
        if not any(folder.glob("*.parquet")):
            write_in_force(pl.DataFrame(schema=schema), folder)


def derive(
    home: Path,
    penalty: float = 1.0,
    events_per_feature: int = 10,
    driver_false_discovery_rate: float = 0.05,
) -> Iterator[str]:
    """Fit and write every model; yields one sentence per model.

    `penalty` is the var ridge_lambda, the others the vars of their names. Raises
    duckdb.Error where the warehouse lacks the tables that the models read (tag estimator_input).
    """
    # Reading and fitting take turns between DuckDB's threads and one of Python's: two at a time.
    with ThreadPoolExecutor(max_workers=2) as workers:
        sentences = [
            workers.submit(_baseline_churn, home, penalty, events_per_feature),
            workers.submit(_churn_risk, home, penalty, events_per_feature),
            workers.submit(_nps_drivers, home, driver_false_discovery_rate),
        ]
        for sentence in sentences:
            yield sentence.result()


def _baseline_churn(home: Path, penalty: float, events_per_feature: int) -> str:
    groups = baseline_churn.read_groups(home / "warehouse.duckdb")
    scored = baseline_churn.score(groups, penalty, events_per_feature)
    write_in_force(scored, home / "lake" / "derived" / "baseline_churn_q")
    return f"baseline churn: {scored.height} of {groups.height} rows have a model"


def _churn_risk(home: Path, penalty: float, events_per_feature: int) -> str:
    risks, quarters = churn_risk.run(home, penalty, events_per_feature)
    return f"churn risk: {risks} rows scored, {quarters} quarters evaluated"


def _nps_drivers(home: Path, false_discovery_rate: float) -> str:
    drivers, windows = nps_drivers.run(home, false_discovery_rate)
    return f"NPS drivers: {drivers} coefficients of {windows} windows"
