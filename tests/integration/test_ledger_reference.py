"""The reference ledger itself reproduces the worked examples EX-2.1 and EX-2.2 of metrics.md."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from ledger_lines import Line, ordinary_rate, proration_rate, rounded
from ledger_reference import ReferenceLedger


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def line(amount: str, starts: str, unit_amount: int = 100, **changes: Any) -> Line:
    values: dict[str, Any] = {
        "invoice": {},
        "id": "il",
        "subscription": "sub",
        "price_id": f"price_{unit_amount}",
        "amount": Fraction(amount),
        "quantity": 1,
        "unit_amount": Fraction(unit_amount),
        "unit": "month",
        "count": 1,
        "is_proration": starts != "2024-01-01",
        "start": at(starts),
        "end": at("2024-02-01"),
        "discounts": [],
        "inclusive_tax": Fraction(0),
        "minor": Fraction(1, 100),
    }
    return Line(**{**values, **changes})


def test_ex_2_1_proration() -> None:
    sibling = line("100", "2024-01-01")
    assert proration_rate(line("-51.61", "2024-01-16"), [sibling]) == -100
    assert proration_rate(line("103.23", "2024-01-16", 200), [sibling]) == 200


def test_ex_2_1_with_a_quarter_off_for_ever() -> None:
    coupon = {"duration": "forever", "percent_off": 25}
    sibling = line("100", "2024-01-01", discounts=[(Fraction(25), coupon)])
    assert ordinary_rate(sibling) == 75
    assert proration_rate(line("77.42", "2024-01-16", 200), [sibling]) == 150


def test_ex_2_2_glossary() -> None:
    monthly = ordinary_rate(line("100", "2024-01-01"))
    yearly = ordinary_rate(line("600", "2024-01-01", unit="year"))
    assert 100 * monthly + 50 * yearly == 12500


@pytest.mark.parametrize(
    ("value", "expected"), [("0.105", "0.11"), ("-0.105", "-0.11"), ("0.1049", "0.10")]
)
def test_rounding_is_half_away_from_zero(value: str, expected: str) -> None:
    assert rounded(Fraction(value)) == Fraction(expected)


def test_nothing_landed_is_no_revenue() -> None:
    names = ("coupons", "prices", "subscriptions", "invoices", "invoice_line_items", "credit_notes")
    ledger = ReferenceLedger({name: [] for name in names}, date(2024, 7, 1))
    assert ledger.daily(date(2024, 1, 1), date(2024, 2, 1)) == {}
