"""What happened to the company: the shocks behind its scores, in calendar months."""

from __future__ import annotations

import numpy as np

from ingestion.sample.population import Accounts
from ingestion.sample.settings import Floats, Ints, Settings

THEMES = ["reliability", "pricing", "support", "onboarding", "features", "usability", "value"]
RELEASE = (2024, 10, 3)
PRICE_PAIN = (2025, 4, 5)
CRISIS = (2025, 10, 3)
PROGRAM_START = (2024, 3)
EXPECTED_SCORE = np.array([9.3, 7.7, 5.0])
SEGMENT_LIFT = np.array([-0.25, 0.05, 0.35])
ANSWER_NOISE = 1.1


def _during(settings: Settings, month: int, event: tuple[int, int, int]) -> bool:
    start = settings.month_at(event[0], event[1])
    return start <= month < start + event[2]


def score_shift(settings: Settings, accounts: Accounts, month: int) -> Floats:
    """Points that the month's events add to every answer of an account."""
    shift = SEGMENT_LIFT[accounts.segment].copy()
    if _during(settings, month, RELEASE):
        shift -= np.where(accounts.product == 0, 2.0, 0.6)
    if _during(settings, month, PRICE_PAIN):
        shift -= np.where(accounts.tier == 1, 1.0, 0.1)
    if _during(settings, month, CRISIS):
        shift -= np.where(np.isin(accounts.country, [1, 2, 3]), 1.4, 0.2)
    return shift


def theme_weights(settings: Settings, month: int) -> list[float]:
    """What people write about in a month, by `THEMES`."""
    weights = [1.0, 0.8, 1.0, 1.0, 1.6, 1.4, 1.2]
    if _during(settings, month, RELEASE):
        weights[0] += 9.0
    if _during(settings, month, PRICE_PAIN):
        weights[1] += 6.0
    if _during(settings, month, CRISIS):
        weights[2] += 8.0
    return weights


def months_of(settings: Settings, ts: Ints) -> Ints:
    """Index of the month of each instant."""
    return np.searchsorted(settings.month_edges, ts, side="right").astype(np.int64) - 1


def in_crisis(settings: Settings, month: int) -> bool:
    """Whether support was broken in a month."""
    return _during(settings, month, CRISIS)
