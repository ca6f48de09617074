"""How well risks foretold churn: discrimination, accuracy, calibration (metrics.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimators import ridge_logistic

Vector = npt.NDArray[np.float64]
SLOPE_GATE: Final = (0.8, 1.25)


@dataclass(frozen=True)
class Evaluation:
    """Measures of one test quarter; None where the quarter cannot say.

    auc, brier, skill, calibration_slope and calibration_intercept have no unit (the intercept is a
    logit); top_decile_arr_share is a fraction of the ARR of all events.
    """

    auc: float | None
    brier: float | None
    skill: float | None
    calibration_slope: float | None
    calibration_intercept: float | None
    top_decile_arr_share: float | None
    n: int
    events: int

    @property
    def is_calibrated(self) -> bool:
        """Whether the risks may be read as probabilities: slope within the gate, skill above 0."""
        return (
            self.skill is not None
            and self.skill > 0
            and self.calibration_slope is not None
            and SLOPE_GATE[0] <= self.calibration_slope <= SLOPE_GATE[1]
        )


def evaluate(risks: Vector, events: Vector, arr_usd: Vector) -> Evaluation:
    """Measure ``risks`` (0–1) against ``events`` (0 or 1); ARR in USD at the same date."""
    slope, intercept = calibration(risks, events)
    return Evaluation(
        auc=auc(risks, events),
        brier=float(np.mean((risks - events) ** 2)) if len(events) else None,
        skill=skill(risks, events),
        calibration_slope=slope,
        calibration_intercept=intercept,
        top_decile_arr_share=top_decile_share(risks, events, arr_usd),
        n=len(events),
        events=int(events.sum()),
    )


def auc(risks: Vector, events: Vector) -> float | None:
    """Chance that an event had a higher risk than a non-event, ties one half (Mann–Whitney)."""
    with_event, without = risks[events == 1], np.sort(risks[events == 0])
    if not len(with_event) or not len(without):
        return None
    below = np.searchsorted(without, with_event, side="left")
    not_above = np.searchsorted(without, with_event, side="right")
    return float((below + not_above).sum() / 2 / (len(with_event) * len(without)))


def skill(risks: Vector, events: Vector) -> float | None:
    """1 − Brier/Brier(base rate of the same rows); None where nobody or everybody churned."""
    if not 0 < events.sum() < len(events):
        return None
    base_rate = events.mean()
    return float(1 - np.mean((risks - events) ** 2) / (base_rate * (1 - base_rate)))


def calibration(risks: Vector, events: Vector) -> tuple[float | None, float | None]:
    """Slope and intercept of a logistic regression of events on the logit of the risk (Cox 1958).

    None where the risks do not vary or separate the events completely.
    """
    if not 0 < events.sum() < len(events):
        return None, None
    bounded = np.clip(risks, 1e-9, 1 - 1e-9)
    logits = np.log(bounded / (1 - bounded))
    if np.ptp(logits) < 1e-12:
        return None, None
    try:
        model = ridge_logistic.fit(logits[:, None], events, penalty=0.0)
    except (ridge_logistic.NotConverged, np.linalg.LinAlgError):
        return None, None
    return float(model.coefficients[0]), model.intercept


def top_decile_share(risks: Vector, events: Vector, arr_usd: Vector) -> float | None:
    """ARR of the events among the riskiest tenth of rows, over the ARR of all events.

    Equal risks are ordered by ARR, the larger first, as risk ranks are.
    """
    total = float((arr_usd * events).sum())
    if total <= 0:
        return None
    riskiest = np.lexsort((-arr_usd, -risks))[: -(-len(risks) // 10)]
    return float((arr_usd[riskiest] * events[riskiest]).sum() / total)
