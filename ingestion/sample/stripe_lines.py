"""Stripe invoice lines as API objects, in the shape before 2025-03-31 and the one from then on."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample.ids import tokens
from ingestion.sample.invoices import CREDIT, DEBIT, METERED, METERED_TIER, ONE_OFF, SETUP_TIER
from ingestion.sample.names import CURRENCIES
from ingestion.sample.plans import COUPONS, STRIPE_COUNT, STRIPE_INTERVAL, TIERS, price_key

NESTED_LINES = 10
KEY_SPACE = 1_000_000_000


def text(values: list[str], column: str) -> pl.Expr:
    """A column of positions in a short list as the list's text."""
    return pl.col(column).replace_strict(
        list(range(len(values))), values, default=None, return_dtype=pl.String
    )


def price_ids(
    tier: pl.Series, interval: pl.Series, currency: pl.Series, version: pl.Series
) -> pl.Series:
    """Price id of each row; fees and metered usage have prices of their own."""
    t = tier.to_numpy()
    special = np.isin(t, [METERED_TIER, SETUP_TIER])
    regular = price_key(
        np.where(special, 0, t), interval.to_numpy(), currency.to_numpy(), version.to_numpy()
    )
    return tokens("price_", np.where(special, t * 1_000 + currency.to_numpy(), regular))


def with_names(lines: pl.DataFrame, chunk: int) -> pl.DataFrame:
    """Add ids and words to the numeric lines of a chunk."""
    base = chunk * KEY_SPACE
    key = (
        pl.Series(range(len(lines)), dtype=pl.Int64)
        if len(lines) == 0
        else pl.Series(np.arange(len(lines)) + base)
    )
    sub = lines["sub"].to_numpy() + chunk * 1_000_000
    special = pl.col("tier") >= METERED_TIER
    names = [*TIERS, "api_calls", "setup"]
    slot = (
        pl.when(special).then(pl.col("tier") - METERED_TIER + len(TIERS)).otherwise(pl.col("tier"))
    )
    return lines.with_columns(
        tokens("il_1", key.to_numpy(), 22).alias("id"),
        tokens("in_1", lines["invoice"].to_numpy() + base, 22).alias("invoice_id"),
        tokens("sub_1", sub, 22).alias("subscription_id"),
        tokens("si_", sub * 100 + lines["item"].to_numpy()).alias("item_id"),
        tokens("ii_1", key.to_numpy(), 22).alias("invoice_item"),
        tokens("di_", sub).alias("discount_id"),
        price_ids(lines["tier"], lines["interval"], lines["currency"], lines["version"]).alias(
            "price_id"
        ),
        slot.replace_strict(
            list(range(len(names))),
            [f"prod_{n.replace('_', '')}" for n in names],
            return_dtype=pl.String,
        ).alias("product_id"),
        text(CURRENCIES, "currency").alias("cur"),
        text(STRIPE_INTERVAL, "interval").alias("every"),
        pl.col("interval")
        .replace_strict(list(range(4)), STRIPE_COUNT, return_dtype=pl.Int64)
        .alias("every_count"),
        pl.col("role").is_in([CREDIT, DEBIT]).alias("proration"),
        pl.col("role").is_in([CREDIT, DEBIT, ONE_OFF]).alias("is_item"),
        (pl.col("coupon") < len(COUPONS)).alias("has_coupon"),
        pl.int_range(pl.len()).over("invoice").alias("position"),
    )


def _discounts() -> list[pl.Expr]:
    ordinary = pl.col("has_coupon") & (pl.col("discount") > 0)
    amounts = pl.concat_list(pl.struct(amount="discount", discount="discount_id"))
    none = pl.lit([], dtype=pl.List(pl.Struct({"amount": pl.Int64, "discount": pl.String})))
    return [
        pl.when(ordinary).then(amounts).otherwise(none).alias("discount_amounts"),
        (~pl.col("proration")).alias("discountable"),
        pl.when(ordinary)
        .then(pl.concat_list("discount_id"))
        .otherwise(pl.lit([], dtype=pl.List(pl.String)))
        .alias("discounts"),
    ]


def _head() -> list[pl.Expr]:
    return [
        pl.col("id"),
        pl.lit("line_item").alias("object"),
        pl.col("amount"),
        pl.col("cur").alias("currency"),
        *_discounts(),
        pl.struct(start="start", end="end").alias("period"),
        pl.col("quantity"),
    ]


def older(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with `type`, `proration`, `price`, `plan`, `subscription`, `tax_amounts`."""
    usage = pl.when(pl.col("role") == METERED).then(pl.lit("metered")).otherwise(pl.lit("licensed"))
    recurring = pl.struct(
        interval="every",
        interval_count="every_count",
        usage_type=usage,
    )
    one_off = pl.col("role") == ONE_OFF
    plan = pl.struct(
        id="price_id",
        amount="unit",
        currency="cur",
        interval="every",
        interval_count="every_count",
        product="product_id",
        usage_type=usage,
    )
    price = pl.struct(
        id="price_id",
        currency="cur",
        product="product_id",
        recurring=pl.when(one_off).then(None).otherwise(recurring),
        type=pl.when(one_off).then(pl.lit("one_time")).otherwise(pl.lit("recurring")),
        unit_amount="unit",
        unit_amount_decimal=pl.col("unit").cast(pl.String),
    )
    tax = pl.concat_list(
        pl.struct(
            amount=pl.col("tax_inside") + pl.col("tax_outside"),
            inclusive="inclusive",
            tax_rate=pl.lit("txr_1VatTwenty"),
        )
    )
    taxed = (pl.col("tax_inside") != 0) | (pl.col("tax_outside") != 0)
    kind = pl.when("is_item").then(pl.lit("invoiceitem")).otherwise(pl.lit("subscription"))
    return lines.select(
        *_head(),
        pl.when("is_item").then("invoice_item").otherwise(None).alias("invoice_item"),
        pl.when(one_off).then(None).otherwise(plan).alias("plan"),
        price.alias("price"),
        "proration",
        pl.when(one_off).then(None).otherwise(pl.col("subscription_id")).alias("subscription"),
        pl.when(one_off).then(None).otherwise(pl.col("item_id")).alias("subscription_item"),
        pl.when(taxed)
        .then(tax)
        .otherwise(
            pl.lit(
                [],
                dtype=pl.List(
                    pl.Struct({"amount": pl.Int64, "inclusive": pl.Boolean, "tax_rate": pl.String})
                ),
            )
        )
        .alias("tax_amounts"),
        kind.alias("type"),
        "invoice",
    )


def newer(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines with `parent`, `pricing`, `taxes`; the interval is only on the price."""
    one_off = pl.col("role") == ONE_OFF
    sub = pl.when(one_off).then(None).otherwise(pl.col("subscription_id"))
    as_item = pl.struct(
        invoice_item="invoice_item",
        proration="proration",
        subscription=sub,
    )
    as_subscription = pl.struct(
        invoice_item=pl.lit(None, dtype=pl.String),
        proration="proration",
        subscription="subscription_id",
        subscription_item="item_id",
    )
    parent = pl.struct(
        type=pl.when("is_item")
        .then(pl.lit("invoice_item_details"))
        .otherwise(pl.lit("subscription_item_details")),
        invoice_item_details=pl.when("is_item").then(as_item).otherwise(None),
        subscription_item_details=pl.when("is_item").then(None).otherwise(as_subscription),
    )
    pricing = pl.struct(
        type=pl.lit("price_details"),
        price_details=pl.struct(price="price_id", product="product_id"),
        unit_amount_decimal=pl.col("unit").cast(pl.String),
    )
    behaviour = pl.when("inclusive").then(pl.lit("inclusive")).otherwise(pl.lit("exclusive"))
    taxed = (pl.col("tax_inside") != 0) | (pl.col("tax_outside") != 0)
    taxes = pl.concat_list(
        pl.struct(amount=pl.col("tax_inside") + pl.col("tax_outside"), tax_behavior=behaviour)
    )
    none = pl.lit([], dtype=pl.List(pl.Struct({"amount": pl.Int64, "tax_behavior": pl.String})))
    return lines.select(
        *_head(),
        parent.alias("parent"),
        pricing.alias("pricing"),
        pl.when(taxed).then(taxes).otherwise(none).alias("taxes"),
        "invoice",
    )
