"""Stripe objects that nobody here wrote pass staging and the ledger without an error."""

from __future__ import annotations

import json

import duckdb
import pytest
from ledger_lines import Json
from ledger_warehouse import REPOSITORY, build, write_stripe

SHARED = REPOSITORY.parent / "shared" / "data"
OLD, NEW = SHARED / "djstripe_fixtures", SHARED / "stripe_openapi_fixtures" / "fixtures3.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.shared,
    pytest.mark.skipif(not (OLD.is_dir() and NEW.is_file()), reason="../shared/data is absent"),
]


def fixtures(prefix: str) -> list[Json]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(OLD.glob(f"{prefix}*.json"))]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("third_party")
    old = {
        "customers": fixtures("customer_"),
        "invoices": fixtures("invoice_"),
        "prices": fixtures("price_"),
        "products": fixtures("product_"),
        "subscriptions": fixtures("subscription_"),
        # Lines are recorded without their invoice; the API's list names it in the request.
        "invoice_line_items": [
            line | {"invoice": "in_fakefakefakefakefake0001"} for line in fixtures("line_item_")
        ],
    }
    write_stripe(folder / "extracts", old, "2022_old_shape")
    new = json.loads(NEW.read_text("utf-8"))["resources"]
    names = {
        "customer": "customers",
        "invoice": "invoices",
        "price": "prices",
        "product": "products",
        "coupon": "coupons",
        "subscription": "subscriptions",
        "credit_note": "credit_notes",
        "line_item": "invoice_line_items",
    }
    write_stripe(
        folder / "extracts",
        {entity: [new[name]] for name, entity in names.items()},
        "2026_new_shape",
    )
    return build(folder / "home", folder / "extracts", "2027-01-01")


def test_nothing_is_quarantined(ledger: duckdb.DuckDBPyConnection) -> None:
    def rows(model: str) -> int:
        found = ledger.execute(f"select count(*) from staging.{model}").fetchone()
        return int(found[0]) if found else 0

    assert rows("stg_stripe__invoices") == 3
    assert rows("stg_stripe__customers") == 5
    assert rows("stg_stripe__invoice_line_items") == 3


def test_lines_of_both_shapes_are_parsed(ledger: duckdb.DuckDBPyConnection) -> None:
    query = """
        select line_id, amount, is_proration, line_class, subscription_id is not null
        from intermediate.int_billing_lines_unified order by line_id
    """
    rows = {row[0]: row[1:] for row in ledger.execute(query).fetchall()}
    # A recorded one-off line of 275.60; the newest shape keeps proration in the line's parent.
    assert float(rows["il_fakefakefakefakefake0001"][0]) == 275.60
    assert rows["il_fakefakefakefakefake0001"][1:] == (False, "one_off", True)
    assert rows["il_1Pgc6sB7WZ01zgkWFnxLrLCq"][1] is True
    # A recorded invoice nests a monthly line of 40.00.
    assert float(rows["il_1GyU3gCOCguPTL2B69cIweEY"][0]) == 40.00
    assert rows["il_1GyU3gCOCguPTL2B69cIweEY"][1:] == (False, "recurring", True)
    assert len(rows) == 5


def test_discounts_of_recorded_lines_are_read(ledger: duckdb.DuckDBPyConnection) -> None:
    query = """
        select unknown_discount from intermediate.int_mrr_line_rates
        where line_id = 'il_fakefakefakefakefake0001'
    """
    assert [float(value) for (value,) in ledger.execute(query).fetchall()] == [70.28]


def test_recorded_subscriptions_and_prices_are_read(ledger: duckdb.DuckDBPyConnection) -> None:
    query = """
        select price_id, billing_interval from intermediate.int_stripe_prices_resolved
        where price_id like 'gold%'
    """
    assert ledger.execute(query).fetchall() == [("gold21323", "month")]
