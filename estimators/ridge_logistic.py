"""Logistic regression with an L2 penalty, by Newton's method (metrics.md R32).

Minimises −log likelihood + λ/2·‖β‖², the intercept unpenalised. With λ > 0 the minimum exists and
is unique even where groups are separated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
TOLERANCE = 1e-10
MAXIMUM_STEPS = 200


class NotConverged(RuntimeError):
    """Newton's method has not reached the tolerance; never expected with λ > 0."""


@dataclass(frozen=True)
class RidgeLogistic:
    """A fitted model; coefficients belong to the columns as they were given."""

    intercept: float
    coefficients: Vector

    def probability(self, features: Vector) -> Vector:
        """Probability of the event for each row."""
        return sigmoid(self.intercept + features @ self.coefficients)


def sigmoid(logit: Vector) -> Vector:
    """1/(1 + e^−x) without overflow on either side."""
    decay = np.exp(-np.abs(logit))
    return np.asarray(np.where(logit >= 0, 1 / (1 + decay), decay / (1 + decay)), dtype=np.float64)


def fit(
    features: Vector, events: Vector, penalty: float, start: RidgeLogistic | None = None
) -> RidgeLogistic:
    """Fit ``events`` (0 or 1) on ``features`` (rows × columns) until no parameter moves by 1e-10.

    A Newton step that does not lower the objective is halved. ``start`` is a model of the same
    columns to begin from, the unique minimum being the same from anywhere. Raises NotConverged.
    """
    design = np.column_stack([np.ones(len(events)), features])
    weights = np.r_[0.0, np.full(features.shape[1], penalty)]
    parameters = np.zeros(design.shape[1])
    if start is not None:
        parameters = np.r_[start.intercept, start.coefficients]
    value = objective(design, events, weights, parameters)
    for _ in range(MAXIMUM_STEPS):
        risk = sigmoid(design @ parameters)
        gradient = design.T @ (risk - events) + weights * parameters
        curvature = (design * (risk * (1 - risk))[:, None]).T @ design + np.diag(weights)
        step = np.linalg.solve(curvature, gradient)
        if np.max(np.abs(step)) < TOLERANCE:
            return RidgeLogistic(float(parameters[0]), parameters[1:])
        parameters, value = _descended(design, events, weights, parameters, value, step)
    raise NotConverged(f"no convergence after {MAXIMUM_STEPS} Newton steps")


def objective(design: Vector, events: Vector, weights: Vector, parameters: Vector) -> float:
    """Negative log likelihood plus half the weighted squares of the parameters."""
    logit = design @ parameters
    likelihood = events @ logit - np.logaddexp(0, logit).sum()
    return float(weights @ parameters**2 / 2 - likelihood)


def _descended(
    design: Vector,
    events: Vector,
    weights: Vector,
    parameters: Vector,
    value: float,
    step: Vector,
) -> tuple[Vector, float]:
    """Return the parameters after a step that does not raise the objective, and its value there."""
    # what rounding alone may add: without it a step at the optimum is halved for ever
    allowed = value + 1e-12 * (1 + abs(value))
    for halvings in range(60):
        moved = parameters - step * 0.5**halvings
        after = objective(design, events, weights, moved)
        if after <= allowed:
            return moved, after
    # rounding is all that is left to gain: the full step is below the objective's resolution
    moved = parameters - step
    return moved, objective(design, events, weights, moved)
