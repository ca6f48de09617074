"""How figures and names are written for people. Nothing here computes a metric."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any

MINUS = "−"
NOT_ENOUGH = "not enough responses"
_NAMES = {
    "all": "All",
    "arr_band": "ARR band",
    "arr_tier": "ARR tier",
    "smb": "SMB (below $15K)",
    "mid_market": "Mid-market ($15K–$50K)",
    "enterprise": "Enterprise ($50K and more)",
    "none": "No revenue",
    "no_response": "No response",
    "not_surveyed": "Not surveyed",
    "rolling_12_months": "Rolling 12 months",
    "owner_id": "Account owner",
    "nps": "NPS",
    "crm": "CRM",
    "mrr": "MRR",
    "log_arr": "ARR (log)",
    "q": "baseline churn risk",
    "tickets_90_days": "tickets in 90 days",
    "tenure_days": "tenure",
    "calendar_year": "Calendar year",
    "grr": "GRR",
    "nrr": "NRR",
    "csat": "CSAT",
    "ces": "CES",
    "fx": "Exchange rates",
    "new": "New customers",
    "performance_reliability": "Performance and reliability",
    "untagged": "No theme named",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~&])")


def plain(text: object) -> str:
    """Escape a text so that Markdown, LaTeX, directives and HTML in it stay what they are."""
    return _SPECIAL.sub(r"\\\1", str(text)).replace("\n", " ")


def name(value: object) -> str:
    """A vocabulary value as people write it: `rolling_12_months` → `Rolling 12 months`."""
    if value is None:
        return "—"
    text = str(value)
    is_code = re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", text) is not None
    return _NAMES.get(text, text.replace("_", " ").capitalize() if is_code else text)


def missing(value: Any) -> bool:
    """NULL, or not a number."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def money(value: Any, *, signed: bool = False) -> str:
    """US dollars, short: `$1.25M`, `$340K`, `$912`."""
    if missing(value):
        return "—"
    number = round(float(value)) + 0.0
    size = abs(number)
    for limit, unit, digits in ((999.5e6, "B", 2), (999.5e3, "M", 2), (9.995e3, "K", 0)):
        if size >= limit:
            text = (
                f"{size / (1e9 if unit == 'B' else 1e6 if unit == 'M' else 1e3):,.{digits}f}{unit}"
            )
            break
    else:
        text = f"{size:,.0f}"
    return f"{_sign(number, signed)}${text}"


def cents(value: Any) -> str:
    """Dollars spent per dollar: `$0.32`."""
    return "—" if missing(value) else f"{_sign(float(value), False)}${abs(float(value)):,.2f}"


def percent(value: Any, digits: int = 1) -> str:
    """A fraction as per cent: `0.9634` → `96.3%`."""
    if missing(value):
        return "—"
    number = round(100 * float(value), digits)
    return f"{_sign(number, False)}{abs(number):.{digits}f}%"


def points(value: Any, digits: int = 0) -> str:
    """NPS points, always signed, since the scale runs from −100 to +100."""
    if missing(value):
        return "—"
    number = round(float(value), digits) + 0.0
    return f"{_sign(number, True)}{abs(number):.{digits}f}"


def whole(value: Any) -> str:
    """A count with thousands separated."""
    return "—" if missing(value) else f"{int(value):,}"


def day(value: Any) -> str:
    """A date or timestamp as `30 Jun 2026`."""
    if isinstance(value, str):
        value = _parsed(value)
    return f"{value.day} {value:%b %Y}" if isinstance(value, dt.date) else str(value or "—")


def moment(value: Any) -> str:
    """A UTC timestamp as `30 Jun 2026, 14:05 UTC`."""
    if isinstance(value, str):
        value = _parsed(value)
    return f"{day(value)}, {value:%H:%M} UTC" if isinstance(value, dt.datetime) else day(value)


def period(start: Any, period_type: str) -> str:
    """A reporting period: `May 2026`, `Q2 2026`, `12 months to Jun 2026`."""
    if not isinstance(start, dt.date):
        return str(start)
    if period_type == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    if period_type == "rolling_12_months":
        return f"12 months to {last_month(start, period_type):%b %Y}"
    return f"{start:%b %Y}"


def period_end(start: dt.date, period_type: str) -> dt.date:
    """The first day after a period."""
    months = {"month": 1, "quarter": 3}.get(period_type, 12)
    last = start.month - 1 + months
    return dt.date(start.year + last // 12, last % 12 + 1, 1)


def dates_in_words(text: str) -> str:
    """A label with its ISO dates and months written for people."""
    text = re.sub(r"\b(\d{4})-Q([1-4])\b", r"Q\2 \1", text)
    text = re.sub(r"\d{4}-\d{2}-\d{2}", lambda found: day(found[0]), text)
    return re.sub(r"\b\d{4}-\d{2}\b", lambda found: f"{_parsed(found[0] + '-01'):%b %Y}", text)


def last_month(start: dt.date, period_type: str) -> dt.date:
    """Where a period is drawn on a time axis: rolling ones at their last month."""
    if period_type != "rolling_12_months":
        return start
    last = start.month + 11
    return dt.date(start.year + (last - 1) // 12, (last - 1) % 12 + 1, 1)


def within(text: str) -> str:
    """A name inside a sentence: `Industry` → `industry`, but `ARR band` stays."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _parsed(text: str) -> dt.datetime | str:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return text


def _sign(number: float, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""
