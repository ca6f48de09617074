"""The price list: tiers, billing intervals, currencies, the price change, coupons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from ingestion.sample.dates import epoch
from ingestion.sample.names import CURRENCIES
from ingestion.sample.settings import Ints

TIERS = ["starter", "team", "business", "enterprise"]
SEAT_USD = [15.0, 29.0, 49.0, 79.0]
CURRENCY_FACTOR = [1.0, 0.92, 0.80, 150.0]
INTERVALS = ["month", "quarter", "year", "week"]
STRIPE_INTERVAL = ["month", "month", "year", "week"]
STRIPE_COUNT = [1, 3, 1, 1]
INTERVAL_MONTHS = np.array([1, 3, 12, 0], dtype=np.int64)
# A week is 12/52 = 3/13 of a month (metrics.md section 2), as numerator and denominator.
MONTHS_NUM = np.array([1, 3, 12, 3], dtype=np.int64)
MONTHS_DEN = np.array([1, 1, 1, 13], dtype=np.int64)
INTERVAL_FACTOR = [1.0, 2.85, 10.2, 0.26]
PRICE_CHANGE_AT = epoch(dt.date(2025, 4, 1))
PRICE_CHANGE_TIER = 1
PRICE_CHANGE = 1.12
NEW_SHAPE_FROM = epoch(dt.date(2025, 3, 31))


def unit_amounts() -> Ints:
    """Minor units per seat, by [tier, interval, currency, version]."""
    table = np.zeros((len(TIERS), len(INTERVALS), len(CURRENCIES), 2), dtype=np.int64)
    for tier, usd in enumerate(SEAT_USD):
        for interval, factor in enumerate(INTERVAL_FACTOR):
            for currency, rate in enumerate(CURRENCY_FACTOR):
                minor = 1 if CURRENCIES[currency] == "jpy" else 100
                for version in (0, 1):
                    rise = PRICE_CHANGE if version and tier == PRICE_CHANGE_TIER else 1.0
                    table[tier, interval, currency, version] = round(
                        usd * factor * rate * minor * rise
                    )
    return table


UNIT_AMOUNTS = unit_amounts()
MINOR_PER_MAJOR = np.array([1 if c == "jpy" else 100 for c in CURRENCIES], dtype=np.int64)


def price_key(tier: Ints, interval: Ints, currency: Ints, version: Ints) -> Ints:
    """One integer per price; version 1 exists only for the tier whose price changed."""
    used = np.where(tier == PRICE_CHANGE_TIER, version, 0)
    return ((tier * 4 + interval) * 4 + currency) * 2 + used


@dataclass(frozen=True)
class Coupon:
    """A discount: percent or a fixed amount, for how long, and whether MRR counts it."""

    code: str
    duration: str
    months: int | None
    percent: int
    amount_off: int
    currency: str | None

    @property
    def counted(self) -> bool:
        """`forever` and at least 12 months lower MRR; shorter ones do not (discount policy)."""
        return self.duration == "forever" or (self.months or 0) >= 12

    @property
    def span_months(self) -> int:
        """How many months from the first invoice it applies (once: only that invoice)."""
        return {"forever": 10_000, "once": 0}.get(self.duration, self.months or 0)


COUPONS = [
    Coupon("WELCOME20", "once", None, 20, 0, None),
    Coupon("RAMP25_3M", "repeating", 3, 25, 0, None),
    Coupon("RAMP15_6M", "repeating", 6, 15, 0, None),
    Coupon("PARTNER10", "forever", None, 10, 0, None),
    Coupon("STARTUP30", "repeating", 24, 30, 0, None),
    Coupon("LOYAL8", "repeating", 12, 8, 0, None),
    Coupon("FLAT50", "forever", None, 0, 5000, "usd"),
]
COUPON_PERCENT = np.array([c.percent for c in COUPONS] + [0], dtype=np.int64)
COUPON_OFF = np.array([c.amount_off for c in COUPONS] + [0], dtype=np.int64)
COUPON_SPAN = np.array([c.span_months for c in COUPONS] + [0], dtype=np.int64)
COUPON_COUNTED = np.array([c.counted for c in COUPONS] + [False], dtype=np.bool_)


def half_up(numerator: Ints, denominator: Ints | int) -> Ints:
    """Integer division rounded half away from zero (denominator positive)."""
    sign = np.where(numerator < 0, -1, 1)
    down = (2 * np.abs(numerator) + denominator) // (2 * np.asarray(denominator))
    return np.asarray(sign * down, dtype=np.int64)
