"""Numbers and names as people read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def money(value: Any) -> str:
    """US dollars: `$38,985`, from a million `$1.25M`."""
    number = round(float(value))
    sign = "−" if number < 0 else ""
    if abs(number) >= 999_500:
        return f"{sign}${abs(number) / 1e6:,.2f}M"
    return f"{sign}${abs(number):,}"


def percent(value: Any) -> str:
    """A fraction: `23.4%`."""
    return f"{100 * float(value):.1f}%"


def whole(value: Any) -> str:
    """A count with thousands separated."""
    return f"{int(value):,}"


def counted(value: Any, one: str, many: str) -> str:
    """`1 loop`, `12 loops`."""
    return f"{whole(value)} {one if int(value) == 1 else many}"


def lasting(hours: Any) -> str:
    """A stretch of time: `40 minutes`, `5 hours`, `3 days`."""
    number = float(hours)
    if number < 1:
        return counted(max(1, round(60 * number)), "minute", "minutes")
    if number < 48:
        return counted(round(number), "hour", "hours")
    return counted(number // 24, "day", "days")


def name(value: Any) -> str:
    """A vocabulary value: `ease_of_use` → `Ease of use`."""
    return str(value).replace("_", " ").capitalize()


def day(value: date | datetime) -> str:
    """`30 Jun 2026`."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """`1 Jul 2026, 06:00 UTC`."""
    return f"{day(value)}, {value:%H:%M} UTC"


def quarter(value: date) -> str:
    """`Q2 2026`."""
    return f"Q{(value.month + 2) // 3} {value.year}"
