"""Rates of invoice lines in exact fractions, written from metrics.md and not from the SQL."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

Json = dict[str, Any]
MONTHS = {
    "month": Fraction(1),
    "year": Fraction(12),
    "week": Fraction(12, 52),
    "day": Fraction(12, 365),
}
MINOR = {"jpy": Fraction(1), "kwd": Fraction(1, 1000)}


def rounded(value: Fraction, unit: Fraction = Fraction(1, 100)) -> Fraction:
    """Round half away from zero to a multiple of ``unit``."""
    steps = abs(value) / unit
    whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return (whole if value >= 0 else -whole) * unit


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def one_interval_before(seconds: int, unit: str, count: int) -> int:
    moment = datetime.fromtimestamp(seconds, UTC)
    if unit in ("week", "day"):
        return seconds - 86400 * count * (7 if unit == "week" else 1)
    index = moment.year * 12 + moment.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return int(moment.replace(year=year, month=month + 1, day=min(moment.day, last)).timestamp())


@dataclass
class Line:
    """One recurring invoice line with what the definitions need of it; money in major units."""

    invoice: Json
    id: str
    subscription: str | None
    price_id: str
    amount: Fraction
    quantity: int
    unit_amount: Fraction
    unit: str
    count: int
    is_proration: bool
    start: int
    end: int
    discounts: list[tuple[Fraction | None, Json | None]]
    inclusive_tax: Fraction
    minor: Fraction

    @property
    def months(self) -> Fraction:
        return MONTHS[self.unit] * self.count

    def discounted(self, counted: bool) -> Fraction:
        return sum(
            (a for a, c in self.discounts if a is not None and counts(c) is counted), Fraction(0)
        )

    def percent(self, counted: bool) -> Fraction | None:
        """Combined percentage (0–1) of one kind of percentage coupons; None without any."""
        left, found = Fraction(1), False
        for _, coupon in self.discounts:
            if counts(coupon) is counted and coupon and coupon.get("percent_off") is not None:
                left, found = left * (1 - Fraction(str(coupon["percent_off"])) / 100), True
        return 1 - left if found else None

    def untaxed(self) -> Fraction:
        base = self.amount
        if not self.is_proration:
            base -= self.discounted(True) + self.discounted(False)
        return 1 - abs(self.inclusive_tax) / abs(base) if base else Fraction(1)


def counts(coupon: Json | None) -> bool:
    """Whether a coupon lowers MRR: forever, repeating for 12 months or more, or unknown."""
    if coupon is None:
        return True
    if coupon["duration"] == "repeating":
        return int(coupon["duration_in_months"]) >= 12
    return bool(coupon["duration"] == "forever")


def ordinary_rate(line: Line) -> Fraction:
    return rounded((line.amount - line.discounted(True)) / line.months * line.untaxed())


def near(raw: Fraction, candidate: Fraction) -> bool:
    return abs(raw - candidate) <= max(Fraction(5, 100), abs(candidate) * Fraction(5, 1000))


def proration_rate(line: Line, siblings: list[Line]) -> Fraction:
    """Rate of a proration line; ``siblings`` are the ordinary lines of its subscription."""
    ranked = sorted(
        (
            s
            for s in siblings
            if s.end == line.end and (s.unit, s.count) == (line.unit, line.count) and s.amount > 0
        ),
        key=lambda s: (s.price_id != line.price_id, s.quantity != line.quantity),
    )
    sibling = ranked[0] if ranked else None
    full_start = sibling.start if sibling else one_interval_before(line.end, line.unit, line.count)
    factor = Fraction(line.end - line.start, line.end - full_start)
    share = sibling.untaxed() if sibling else line.untaxed()
    own = any(amount for amount, _ in line.discounts)
    source: Line | None = line if any(c is not None for _, c in line.discounts) else sibling
    counted = source.percent(True) if source else None
    uncounted = source.percent(False) if source else None
    full = line.quantity * line.unit_amount
    listed = full / line.months * share
    reduced = (
        (full - rounded(full * counted, line.minor)) / line.months * share
        if counted is not None
        else None
    )
    sign = 1 if line.amount >= 0 else -1
    back = sign * line.discounted(False) if own else 0
    raw = (line.amount + back) / factor / line.months * line.untaxed()
    if not own and uncounted is not None and uncounted < 1:
        netted = not (near(abs(raw), listed) or (reduced is not None and near(abs(raw), reduced)))
        raw = raw / (1 - uncounted) if netted else raw
    candidates = []
    if sibling and sibling.price_id == line.price_id and sibling.quantity == line.quantity:
        candidates.append(ordinary_rate(sibling))
    candidates += [listed] + ([reduced] if reduced is not None else [])
    sign = 1 if raw >= 0 else -1
    return next(
        (sign * rounded(c) for c in candidates if c > 0 and near(abs(raw), c)), rounded(raw)
    )
