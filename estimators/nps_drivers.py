"""What moves with the score once other things are held fixed (metrics.md section 8, Drivers).

Reads intermediate.int_nps_driver_answers of the warehouse: the answers of the quarters up to each
complete one. Per quarter a linear regression of y (+1 promoter, 0, −1 detractor) on the themes that
the comment mentions and the account's support tickets, holding fixed whether there is a comment and
the ARR band; clustered by account. Themes come from the comment that explains the score, so their
coefficients describe, they do not cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import polars as pl

from estimators import clustered_ols
from estimators.false_discovery import coverage_level, discoveries
from estimators.files import write_in_force

MINIMUM_MENTIONS: Final = 10
MINIMUM_CLUSTERS: Final = 20
ROWS_PER_COLUMN: Final = 10
TICKETS: Final = "tickets_90_days"
SCHEMA: Final = {
    "quarter": pl.Date,
    "driver": pl.String,
    "driver_type": pl.String,
    "coefficient": pl.Float64,
    "coefficient_lo": pl.Float64,
    "coefficient_hi": pl.Float64,
    "p_value": pl.Float64,
    "is_discovery": pl.Boolean,
    "coverage_level": pl.Float64,
    "n": pl.Int64,
    "clusters": pl.Int64,
}
QUERY: Final = """
    select quarter, cluster_id, y, has_comment, arr_band, tickets_90_days, themes
    from intermediate.int_nps_driver_answers
    order by quarter, response_key
"""


@dataclass(frozen=True)
class Design:
    """Columns of a regression: the drivers first after the constant, then what is held fixed."""

    matrix: clustered_ols.Vector
    drivers: list[tuple[str, str]]


def read_rows(warehouse: Path) -> pl.DataFrame:
    """Answers by window, read-only. Raises duckdb.Error where nothing is built."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(QUERY).pl()


def design_of(answers: pl.DataFrame) -> Design:
    """Columns of one window; a theme needs ten answers with and ten without it to take part.

    A column that is a combination of those before it is left out, so a driver is kept rather than
    what is held fixed.
    """
    mentioned = answers["themes"].fill_null("")
    # Few lists of themes are distinct: these are taken apart, not those of all answers.
    lists = {row: row.split("|") for row in mentioned.unique().to_list()}
    named = sorted({theme for themes in lists.values() for theme in themes if theme})
    drivers: list[tuple[str, str]] = []
    columns = [np.ones(answers.height)]
    for theme in named:
        mentions = [row for row, themes in lists.items() if theme in themes]
        present = mentioned.is_in(mentions).cast(pl.Float64).to_numpy()
        if MINIMUM_MENTIONS <= present.sum() <= answers.height - MINIMUM_MENTIONS:
            drivers.append((theme, "theme"))
            columns.append(present)
    if not answers[TICKETS].null_count():
        drivers.append((TICKETS, "tickets"))
        columns.append(answers[TICKETS].cast(pl.Float64).to_numpy())
    columns.append(answers["has_comment"].cast(pl.Float64).to_numpy())
    bands = sorted(set(answers["arr_band"].to_list()))
    columns += [(answers["arr_band"] == band).cast(pl.Float64).to_numpy() for band in bands[1:]]
    matrix = np.column_stack(columns)
    kept = clustered_ols.independent_columns(matrix)
    named_columns = {position + 1: driver for position, driver in enumerate(drivers)}
    return Design(matrix[:, kept], [named_columns[c] for c in kept if c in named_columns])


def score_window(answers: pl.DataFrame, rate: float) -> list[dict[str, Any]]:
    """Coefficients of one window in points; none from too few accounts or answers."""
    design = design_of(answers)
    clusters = (answers["cluster_id"].rank("dense") - 1).cast(pl.Int64).to_numpy()
    columns = design.matrix.shape[1]
    if not design.drivers or answers.height < ROWS_PER_COLUMN * columns:
        return []
    if clusters.max() + 1 < MINIMUM_CLUSTERS:
        return []
    outcomes = 100 * answers["y"].cast(pl.Float64).to_numpy()
    fitted = clustered_ols.fit(design.matrix, outcomes, clusters)
    places = np.arange(1, len(design.drivers) + 1)
    p_values = fitted.p_values()[places]
    found = discoveries(p_values, rate)
    level = coverage_level(int((~np.isnan(p_values)).sum()), int(found.sum()), rate)
    lows, highs = fitted.intervals(level)
    return [
        {
            "driver": driver,
            "driver_type": kind,
            # rounded, so that figures do not hang on the last bit of a matrix product
            "coefficient": round(float(fitted.coefficients[place]), 9),
            "coefficient_lo": round(float(lows[place]), 9),
            "coefficient_hi": round(float(highs[place]), 9),
            "p_value": None if np.isnan(p_value) else round(float(p_value), 12),
            "is_discovery": bool(is_found),
            "coverage_level": level,
            "n": fitted.rows,
            "clusters": fitted.clusters,
        }
        for (driver, kind), place, p_value, is_found in zip(
            design.drivers, places, p_values, found, strict=True
        )
    ]


def score(rows: pl.DataFrame, rate: float = 0.05) -> pl.DataFrame:
    """Adjusted coefficients per window; ``rate`` is the var driver_false_discovery_rate."""
    scored = [
        {"quarter": quarter, **row}
        for (quarter,), answers in rows.group_by(["quarter"], maintain_order=True)
        for row in score_window(answers, rate)
    ]
    return pl.DataFrame(scored, schema=SCHEMA)


def run(home: Path, rate: float = 0.05) -> tuple[int, int]:
    """Fit the windows of the warehouse under ``home`` into its lake; counts of rows and windows."""
    scored = score(read_rows(home / "warehouse.duckdb"), rate)
    write_in_force(scored, home / "lake" / "derived" / "nps_drivers")
    return scored.height, scored["quarter"].n_unique()
