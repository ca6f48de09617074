"""Many questions at once: which answers to believe, and how wide their intervals must be."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


def discoveries(p_values: Vector, rate: float) -> npt.NDArray[np.bool_]:
    """Which of ``p_values`` are discoveries at false discovery ``rate`` (Benjamini–Hochberg).

    NaN is no discovery and does not count among the questions.
    """
    asked = ~np.isnan(p_values)
    ordered = np.sort(p_values[asked])
    limits = rate * np.arange(1, len(ordered) + 1) / max(1, len(ordered))
    passing = ordered[ordered <= limits]
    if not len(passing):
        return np.zeros(len(p_values), dtype=np.bool_)
    return np.asarray(asked & (np.nan_to_num(p_values, nan=2.0) <= passing[-1]), dtype=np.bool_)


def coverage_level(questions: int, found: int, rate: float) -> float:
    """Confidence of each interval so that those of discoveries err at ``rate`` at most.

    False coverage rate (Benjamini & Yekutieli 2005): 1 − rate·R/m for R discoveries of m
    questions; with none, as if there were one. An interval at this level leaves out 0 exactly
    where the Benjamini–Hochberg procedure at ``rate`` discovers.
    """
    return 1 - rate * max(1, found) / max(1, questions)
