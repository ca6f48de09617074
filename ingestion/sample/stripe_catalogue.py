"""Stripe's products, prices and coupons."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample.dates import DAY
from ingestion.sample.files import Landing
from ingestion.sample.ids import tokens
from ingestion.sample.invoices import METERED_TIER, SETUP_TIER
from ingestion.sample.names import CURRENCIES
from ingestion.sample.plans import (
    COUPONS,
    PRICE_CHANGE_AT,
    PRICE_CHANGE_TIER,
    STRIPE_COUNT,
    STRIPE_INTERVAL,
    TIERS,
    UNIT_AMOUNTS,
    price_key,
)
from ingestion.sample.settings import Settings


def write_catalogue(landing: Landing, settings: Settings) -> None:
    """Products, prices and coupons: a handful of objects."""
    born = int(settings.month_edges[0]) - 400 * DAY
    names = [*TIERS, "api_calls", "setup"]
    landing.ndjson(
        "stripe/products/products_1.ndjson",
        pl.DataFrame(
            [
                {
                    "id": f"prod_{n.replace('_', '')}",
                    "object": "product",
                    "name": n.replace("_", " ").title(),
                    "created": born,
                    "metadata": {"plan_tier": n},
                }
                for n in names
            ]
        ),
    )
    rows = []
    for place, amount in np.ndenumerate(UNIT_AMOUNTS):
        tier, interval, currency, version = place
        if version and tier != PRICE_CHANGE_TIER:
            continue
        key = price_key(*(np.array([v]) for v in (tier, interval, currency, version)))
        rows.append(
            _price(
                tokens("price_", key)[0],
                f"prod_{TIERS[tier]}",
                CURRENCIES[currency],
                int(amount),
                STRIPE_INTERVAL[interval],
                STRIPE_COUNT[interval],
                "licensed",
                PRICE_CHANGE_AT - 30 * DAY if version else born,
            )
        )
    for c, code in enumerate(CURRENCIES):
        metered = tokens("price_", np.array([METERED_TIER * 1_000 + c]))[0]
        rows.append(_price(metered, "prod_apicalls", code, 2, "month", 1, "metered", born))
        fee = tokens("price_", np.array([SETUP_TIER * 1_000 + c]))[0]
        setup = 150_000 if code == "jpy" else 100_000
        rows.append(_price(fee, "prod_setup", code, setup, None, None, None, born))
    landing.ndjson("stripe/prices/prices_1.ndjson", pl.DataFrame(rows))
    landing.ndjson(
        "stripe/coupons/coupons_1.ndjson",
        pl.DataFrame(
            [
                {
                    "id": c.code,
                    "object": "coupon",
                    "duration": c.duration,
                    "duration_in_months": c.months,
                    "percent_off": c.percent or None,
                    "amount_off": c.amount_off or None,
                    "currency": c.currency,
                    "created": born,
                }
                for c in COUPONS
            ]
        ),
    )


def _price(
    price_id: str,
    product: str,
    currency: str,
    amount: int,
    interval: str | None,
    count: int | None,
    usage: str | None,
    created: int,
) -> dict[str, object]:
    recurring = {"interval": interval, "interval_count": count, "usage_type": usage}
    return {
        "id": price_id,
        "object": "price",
        "product": product,
        "currency": currency,
        "unit_amount": amount,
        "unit_amount_decimal": str(amount),
        "recurring": recurring if interval else None,
        "type": "recurring" if interval else "one_time",
        "nickname": None,
        "created": created,
    }
