"""Figures by the unit that their mart states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.components import wording

_WRITERS: dict[str, Callable[[Any], str]] = {
    "points": wording.points,
    "nps_points": wording.points,
    "fraction": wording.percent,
    "rate": wording.percent,
    "usd": wording.money,
    "share": wording.percent,
    "share_difference": lambda value: wording.points(100 * value, 1) + " points",
    "usd_per_month": wording.money,
    "usd_per_usd": wording.cents,
    "hours": lambda value: f"{value:,.1f} h",
    "count": wording.whole,
    "score": lambda value: f"{value:,.2f}",
}


def figure(value: Any, unit: str | None) -> str:
    """A value in words of its unit; an unknown unit is written after the number."""
    if wording.missing(value):
        return "—"
    writer = _WRITERS.get(str(unit))
    return writer(value) if writer else f"{float(value):,.2f} {unit or ''}".strip()


def interval(lo: Any, hi: Any, unit: str | None) -> str:
    """A 95% interval; a bound that is not known is said, not invented."""
    if wording.missing(lo) and wording.missing(hi):
        return "none"
    if wording.missing(hi):
        return f"at least {figure(lo, unit)}"
    if wording.missing(lo):
        return f"at most {figure(hi, unit)}"
    return f"{figure(lo, unit)} to {figure(hi, unit)}"
