"""From measured columns to a design matrix, learnt on training rows only (metrics.md R32)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Preparation:
    """How training rows turned into features; applied unchanged to every other row."""

    medians: Vector
    means: Vector
    deviations: Vector
    kept: npt.NDArray[np.bool_]

    @property
    def feature_count(self) -> int:
        """Number of features: columns and missing-value indicators that vary in training."""
        return int(self.kept.sum())

    def apply(self, measured: Vector) -> Vector:
        """Standardised features of rows; NaN marks a missing value."""
        filled = _with_indicators(measured, self.medians)[:, self.kept]
        return np.asarray((filled - self.means) / self.deviations, dtype=np.float64)


def learn(measured: Vector) -> Preparation:
    """Medians, then means and standard deviations (divisor n) of the training rows.

    A missing value becomes its column's median beside an indicator column. A column without any
    value becomes 0; columns that do not vary are no features.
    """
    present = ~np.isnan(measured)
    medians = np.array(
        [
            float(np.median(column[here])) if here.any() else 0.0
            for column, here in zip(measured.T, present.T, strict=True)
        ]
    )
    filled = _with_indicators(measured, medians)
    means, deviations = filled.mean(axis=0), filled.std(axis=0)
    kept = deviations > 1e-12 * np.maximum(1, np.abs(means))
    return Preparation(medians, means[kept], deviations[kept], kept)


def _with_indicators(measured: Vector, medians: Vector) -> Vector:
    missing = np.isnan(measured)
    return np.column_stack([np.where(missing, medians, measured), missing.astype(np.float64)])
