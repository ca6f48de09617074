"""Least squares with a variance that knows which rows belong together (Liang & Zeger 1986).

The sandwich of cluster sums with the small-sample factor G/(G − 1) · (n − 1)/(n − k) (CR1); tests
and intervals take t with G − 1 degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ClusteredFit:
    """Coefficients in the order of the columns, their standard errors, rows and clusters behind."""

    coefficients: Vector
    errors: Vector
    rows: int
    clusters: int

    def p_values(self) -> Vector:
        """Two-sided p of each coefficient; NaN where its standard error is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(self.errors > 0, np.abs(self.coefficients / self.errors), np.nan)
        return np.asarray(2 * stdtr(self.clusters - 1, -t), dtype=np.float64)

    def intervals(self, level: float) -> tuple[Vector, Vector]:
        """Lower and upper ends at confidence ``level`` (a fraction)."""
        margin = float(stdtrit(self.clusters - 1, (1 + level) / 2)) * self.errors
        return self.coefficients - margin, self.coefficients + margin


def independent_columns(design: Vector) -> list[int]:
    """Positions of columns, from the left, that are no combination of those before them.

    What the columns before leave of one (Gram-Schmidt, twice, so that rounding leaves nothing) must
    be longer than 1e-10 of the column.
    """
    kept: list[int] = []
    directions = np.empty(design.shape, order="F")
    for position, column in enumerate(np.asfortranarray(design).T):
        found = directions[:, : len(kept)]
        left = column - found @ (found.T @ column)
        left -= found @ (found.T @ left)
        length = np.linalg.norm(left)
        if length > 1e-10 * np.linalg.norm(column):
            directions[:, len(kept)] = left / length
            kept.append(position)
    return kept


def fit(design: Vector, outcomes: Vector, clusters: npt.NDArray[np.int64]) -> ClusteredFit:
    """Fit ``outcomes`` on ``design`` (rows × columns of full rank, the constant among them).

    ``clusters`` numbers the cluster of each row from 0. Raises ValueError with fewer than two
    clusters or no more rows than columns, numpy.linalg.LinAlgError without full rank.
    """
    rows, columns = design.shape
    count = int(clusters.max()) + 1 if rows else 0
    if count < 2 or rows <= columns:
        raise ValueError("too few clusters or rows to estimate a variance")
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ (design.T @ outcomes)
    residuals = outcomes - design @ coefficients
    scores = np.column_stack(
        [np.bincount(clusters, column * residuals, minlength=count) for column in design.T]
    )
    factor = count / (count - 1) * (rows - 1) / (rows - columns)
    variance = factor * bread @ (scores.T @ scores) @ bread
    return ClusteredFit(
        np.asarray(coefficients, dtype=np.float64),
        np.sqrt(np.maximum(np.diag(variance), 0.0)),
        rows,
        count,
    )
