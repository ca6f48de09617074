"""Stripe invoices with nested lines, lines beyond those nested, credit notes."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ingestion.sample.dates import DAY
from ingestion.sample.ids import tokens
from ingestion.sample.invoices import BY_CANCEL, BY_CHANGE, BY_MISTAKE, BY_TRIAL
from ingestion.sample.names import CURRENCIES
from ingestion.sample.plans import COUPONS, NEW_SHAPE_FROM
from ingestion.sample.settings import Settings
from ingestion.sample.stripe_lines import KEY_SPACE, NESTED_LINES, newer, older, text

REASONS = {
    BY_TRIAL: "subscription_create",
    BY_CHANGE: "subscription_update",
    BY_MISTAKE: "manual",
    BY_CANCEL: "subscription_update",
}
TERM = 30 * DAY
SETTLED = ["paid", "void", "uncollectible"]


def named(
    invoices: pl.DataFrame, customer_ids: pl.Series, chunk: int, settings: Settings
) -> pl.DataFrame:
    """Add ids, words and settlement times to the numeric invoices of a chunk."""
    base = chunk * KEY_SPACE
    key = invoices["invoice"].to_numpy() + base
    settled = pl.col("created") + 600 + pl.col("invoice") * 7_919 % (20 * DAY)
    limit = pl.max_horizontal(pl.col("created") + 60, pl.lit(settings.as_of - 60))
    paid = pl.min_horizontal(settled, limit).alias("paid_at")
    sub = invoices["sub"].to_numpy() + chunk * 1_000_000
    first = pl.col("first") & (pl.col("kind") == 0)
    reason = pl.col("kind").replace_strict(
        list(REASONS), list(REASONS.values()), default="subscription_cycle"
    )
    is_paid = pl.col("status") == "paid"
    return invoices.with_columns(
        tokens("in_1", key, 22).alias("id"),
        tokens("LL-", key, 8).str.to_uppercase().alias("number"),
        tokens("ch_", key).alias("charge"),
        tokens("sub_1", sub, 22).alias("subscription_id"),
        tokens("di_", sub).alias("discount_id"),
        customer_ids.gather(invoices["customer"].to_numpy()).alias("customer_id"),
        text(CURRENCIES, "currency").alias("cur"),
        paid,
        pl.when(first)
        .then(pl.lit("subscription_create"))
        .otherwise(reason)
        .alias("billing_reason"),
        (pl.col("created") + TERM).alias("due_date"),
        pl.when(is_paid)
        .then(pl.max_horizontal("total", pl.lit(0)))
        .otherwise(0)
        .alias("amount_paid"),
        pl.max_horizontal("total", pl.lit(0)).alias("amount_due"),
        (pl.col("coupon") < len(COUPONS)).alias("has_coupon"),
        text([c.code for c in COUPONS], "coupon").alias("coupon_id"),
    )


def _transitions() -> pl.Expr:
    def at(status: str, moment: pl.Expr) -> pl.Expr:
        return pl.when(pl.col("status") == status).then(moment).otherwise(None)

    return pl.struct(
        finalized_at=pl.when(pl.col("status") == "draft")
        .then(None)
        .otherwise(pl.col("created") + 60),
        marked_uncollectible_at=at("uncollectible", pl.col("created") + 21 * DAY),
        paid_at=at("paid", pl.col("paid_at")),
        voided_at=at("void", pl.col("created") + 2 * DAY),
    ).alias("status_transitions")


def _discounts(is_new: bool) -> pl.Expr:
    if is_new:
        source = pl.struct(coupon="coupon_id", type=pl.lit("coupon"))
        one = pl.struct(id="discount_id", object=pl.lit("discount"), source=source)
        kind = pl.Struct(
            {
                "id": pl.String,
                "object": pl.String,
                "source": pl.Struct({"coupon": pl.String, "type": pl.String}),
            }
        )
    else:
        coupon = pl.struct(id="coupon_id", object=pl.lit("coupon"))
        one = pl.struct(id="discount_id", object=pl.lit("discount"), coupon=coupon)
        kind = pl.Struct(
            {
                "id": pl.String,
                "object": pl.String,
                "coupon": pl.Struct({"id": pl.String, "object": pl.String}),
            }
        )
    none = pl.lit([], dtype=pl.List(kind))
    return pl.when("has_coupon").then(pl.concat_list(one)).otherwise(none).alias("discounts")


def _objects(invoices: pl.DataFrame, lines: pl.DataFrame, is_new: bool) -> pl.DataFrame:
    """Invoices joined with their first ten lines, in one of the two shapes."""
    packed = lines.group_by("invoice", maintain_order=True).agg(
        pl.struct(pl.exclude("invoice")).head(NESTED_LINES).alias("data")
    )
    nested = pl.struct(
        object=pl.lit("list"),
        data="data",
        has_more=pl.col("line_count") > NESTED_LINES,
        total_count="line_count",
        url=pl.format("/v1/invoices/{}/lines", "id"),
    ).alias("lines")
    tax = pl.col("tax_outside") + pl.col("tax_inside")
    shape: list[pl.Expr]
    if is_new:
        details = pl.struct(subscription="subscription_id")
        shape = [
            pl.struct(type=pl.lit("subscription_details"), subscription_details=details).alias(
                "parent"
            )
        ]
    else:
        shape = [
            pl.col("subscription_id").alias("subscription"),
            tax.alias("tax"),
            pl.col("charge"),
        ]
    return invoices.join(packed, on="invoice", how="left", maintain_order="left").select(
        "id",
        pl.lit("invoice").alias("object"),
        pl.col("customer_id").alias("customer"),
        "status",
        "number",
        "created",
        "due_date",
        pl.col("cur").alias("currency"),
        "subtotal",
        "total",
        "amount_due",
        "amount_paid",
        "billing_reason",
        pl.col("previous").alias("period_start"),
        pl.col("created").alias("period_end"),
        _discounts(is_new),
        _transitions(),
        *shape,
        nested,
    )


def monthly_files(
    invoices: pl.DataFrame, lines: pl.DataFrame
) -> Iterator[tuple[str, pl.DataFrame, pl.DataFrame]]:
    """(file stem, invoice objects, line objects that did not fit) by month and shape."""
    month = pl.from_epoch("created").dt.strftime("%Y-%m")
    label = pl.when(pl.col("created") < NEW_SHAPE_FROM).then(month + "a").otherwise(month + "b")
    for (stem,), part in (
        invoices.with_columns(label.alias("label"))
        .sort("created", "id")
        .group_by("label", maintain_order=True)
    ):
        # What was open when it was first exported: the later file's state wins.
        early = part.filter((pl.col("invoice") % 23 == 5) & pl.col("status").is_in(SETTLED))
        if len(early):
            first = early.with_columns(
                pl.lit("open").alias("status"), pl.lit(0, dtype=pl.Int64).alias("amount_paid")
            )
            yield f"{str(stem)[:7]}_0early_{str(stem)[7:]}", *_shaped(first, lines, str(stem))
        yield str(stem), *_shaped(part, lines, str(stem))


def _shaped(
    part: pl.DataFrame, lines: pl.DataFrame, stem: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    own = lines.join(part.select("invoice"), on="invoice", how="semi", maintain_order="left")
    is_new = stem.endswith("b")
    shaped = newer(own) if is_new else older(own)
    rest = shaped.with_columns(own["invoice_id"].alias("invoice"))
    return _objects(part, shaped, is_new), rest.filter(own["position"] >= NESTED_LINES)
