"""Segment churn rates for where events are too few for a model (metrics.md sections 6 and 8)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


def shrunken_rates(rows: Vector, events: Vector) -> tuple[Vector, float]:
    """Beta-binomial shrinkage of event rates towards their pooled rate (EX-6.1).

    ``rows`` and ``events`` are counts per segment with at least one row each. Gives their rates
    and the pooled one, fractions.
    """
    pooled = float(events.sum() / rows.sum())
    groups = len(rows)
    if groups < 2 or pooled in (0.0, 1.0):
        return np.full(groups, pooled), pooled
    spread = float((rows * (events / rows - pooled) ** 2).sum()) / (pooled * (1 - pooled))
    room = float(rows.sum() - (rows**2).sum() / rows.sum() - (groups - 1))
    correlation = min(0.5, max(0.0, (spread - (groups - 1)) / room)) if room else 0.0
    if correlation == 0:
        return np.full(groups, pooled), pooled
    strength = (1 - correlation) / correlation
    return np.asarray((events + strength * pooled) / (rows + strength), np.float64), pooled


def segment_risks(training: list[str], events: Vector, scored: list[str]) -> Vector:
    """Risk of scored rows: the shrunken rate of their segment in ``training``; unseen: pooled."""
    names, positions = np.unique(np.array(training), return_inverse=True)
    rows = np.bincount(positions).astype(np.float64)
    churned = np.bincount(positions, weights=events).astype(np.float64)
    rates, pooled = shrunken_rates(rows, churned)
    known = dict(zip(names.tolist(), rates.tolist(), strict=True))
    return np.array([known.get(segment, pooled) for segment in scored], dtype=np.float64)
