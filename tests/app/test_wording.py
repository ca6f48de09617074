"""Figures are written as people read them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboards.components import units, wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "$0"),
        (912.4, "$912"),
        (9_994, "$9,994"),
        (9_996, "$10K"),
        (340_400, "$340K"),
        (999_600, "$1.00M"),
        (1_254_999, "$1.25M"),
        (2_500_000_000, "$2.50B"),
        (-145_000, "−$145K"),
        (-0.3, "$0"),
        (None, "—"),
        (float("nan"), "—"),
    ],
)
def test_money(value: Any, text: str) -> None:
    assert wording.money(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.9634, "96.3%"), (-0.0004, "0.0%"), (1.104, "110.4%"), (None, "—")]
)
def test_percent(value: Any, text: str) -> None:
    assert wording.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(24.2, "+24"), (-3.6, "−4"), (-0.2, "0"), (0, "0"), (None, "—")]
)
def test_points(value: Any, text: str) -> None:
    assert wording.points(value) == text


def test_intervals_with_an_open_end() -> None:
    assert units.interval(0.53, None, "usd_per_usd") == "at least $0.53"
    assert units.interval(None, 0.3, "usd_per_usd") == "at most $0.30"
    assert units.interval(0.1, 0.2, "share") == "10.0% to 20.0%"


@pytest.mark.parametrize(
    ("start", "kind", "text"),
    [
        (dt.date(2026, 4, 1), "quarter", "Q2 2026"),
        (dt.date(2026, 4, 1), "month", "Apr 2026"),
        (dt.date(2025, 7, 1), "rolling_12_months", "12 months to Jun 2026"),
    ],
)
def test_periods(start: dt.date, kind: str, text: str) -> None:
    assert wording.period(start, kind) == text
    assert wording.period_end(dt.date(2025, 7, 1), "rolling_12_months") == dt.date(2026, 7, 1)
    assert wording.period_end(dt.date(2026, 10, 1), "quarter") == dt.date(2027, 1, 1)


def test_dates_in_labels_are_written_out() -> None:
    assert wording.dates_in_words("12 months from 2025-05-31") == "12 months from 31 May 2025"
    assert wording.dates_in_words("2026-05") == "May 2026"
    assert wording.dates_in_words("2026-Q1") == "Q1 2026"


def test_markdown_html_latex_and_directives_stay_text() -> None:
    assert wording.plain("<b>a</b> $x$ :red[y] *z*").replace("\\", "") == "<b>a</b> $x$ :red[y] *z*"
    assert all(f"\\{sign}" in wording.plain("<$:*[") for sign in "<$:*[")
