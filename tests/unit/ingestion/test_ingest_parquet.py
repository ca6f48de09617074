import datetime as dt
import json
from decimal import Decimal

import polars as pl


def test_values_become_the_text_of_an_export(zone):
    path = zone.land("generic/billing_lines/b.parquet", b"")
    moment = dt.datetime(2026, 1, 5, 10, 30)
    frame = pl.DataFrame(
        {
            "line_id": ["l1", "l2"], "invoice_id": [1, 2], "customer_id": ["c", None],
            "period_start": [dt.date(2026, 1, 1)] * 2, "period_end": [moment] * 2,
            "amount": [Decimal("12345678901234567.10"), Decimal("1.00")], "currency": ["usd"] * 2,
            "is_recurring": [True, None], "invoiced_at": [moment] * 2,
            "Tags": [["a", 'b"'], None], "nested": [{"x": 1.5, "y": None}] * 2,
        }
    )  # fmt: skip
    berlin = pl.col("invoiced_at").dt.replace_time_zone("Europe/Berlin")
    frame.with_columns(berlin).write_parquet(path)
    result = zone.load("generic").files[0]
    assert (result.rows_loaded, result.rows_quarantined) == (1, 1)
    row = zone.raw("generic/billing_lines")[0]
    assert row["invoice_id"] == "1"
    assert row["amount"] == "12345678901234567.10"
    assert row["is_recurring"] == "true"
    assert row["period_start"] == "2026-01-01"
    assert dt.datetime.fromisoformat(row["period_end"]) == moment
    assert dt.datetime.fromisoformat(row["invoiced_at"]) == dt.datetime(
        2026, 1, 5, 9, 30, tzinfo=dt.UTC
    )
    extra = json.loads(row["_extra"])
    assert json.loads(extra["Tags"]) == ["a", 'b"']
    assert json.loads(extra["nested"]) == {"x": 1.5, "y": None}
    rejected = zone.quarantine()[0]
    assert rejected["reason"] == "missing_customer_id"
    assert json.loads(rejected["original_text"])["line_id"] == "l2"


def test_type_flip_in_parquet(zone):
    path = zone.land("product_usage/daily/u.parquet", b"")
    pl.DataFrame(
        {"account_id": ["a"], "usage_date": [20260105], "feature": ["f"], "events": [1]}
    ).write_parquet(path)
    assert zone.load("product_usage").type_flips[0].message == (
        "usage_date (1 of 1 rows do not read as date)"
    )


def test_all_rows_are_read_across_row_groups(zone):
    path = zone.land("product_usage/daily/u.parquet", b"")
    size = 5000
    pl.DataFrame(
        {"account_id": [f"a{i}" for i in range(size)], "usage_date": [dt.date(2026, 1, 5)] * size,
         "feature": ["f"] * size, "events": list(range(size))}
    ).write_parquet(path, row_group_size=300)  # fmt: skip
    assert zone.load("product_usage").rows_loaded == size
    rows = zone.raw("product_usage/daily")
    assert all(row["account_id"] == f"a{row['_source_row'] - 1}" for row in rows)
