"""Stripe credit notes."""

from __future__ import annotations

import polars as pl

from ingestion.sample import states as st
from ingestion.sample.dates import DAY
from ingestion.sample.ids import tokens
from ingestion.sample.invoices import BY_MISTAKE, ORDINARY
from ingestion.sample.stripe_lines import KEY_SPACE


def credit_notes(invoices: pl.DataFrame, lines: pl.DataFrame, chunk: int) -> pl.DataFrame:
    """Corrections that lower MRR, gestures and refunds that do not, and one note in ten voided."""
    wanted = [st.REDUCED, st.GOODWILL, st.REFUND_END, st.REFUND_STAY]
    noted = invoices.filter(
        pl.col("special").is_in(wanted) | (pl.col("kind") == BY_MISTAKE)
    ).with_columns(
        pl.when(pl.col("kind") == BY_MISTAKE)
        .then(st.DUPLICATE)
        .otherwise(pl.col("special"))
        .alias("why")
    )
    main = lines.filter(pl.col("role") == ORDINARY).select("invoice", line_id="id")
    noted = noted.join(
        main.unique("invoice", keep="first", maintain_order=True),
        on="invoice",
        how="left",
        maintain_order="left",
    )
    why = pl.col("why")
    reduced = why == st.REDUCED
    # A note's line is stated before tax; the note itself includes it.
    taxed = (pl.col("tax_outside") > 0).cast(pl.Int64) * st.TAX_PERCENT
    with_tax = pl.col("credited") + (2 * pl.col("credited") * taxed + 100) // 200
    gesture = pl.col("total") * 3 // 10
    amount = (
        pl.when(reduced)
        .then(with_tax)
        .when(why == st.GOODWILL)
        .then(gesture)
        .otherwise(pl.col("total"))
    )
    refunded = why.is_in([st.REFUND_END, st.REFUND_STAY])
    reason = why.replace_strict(
        [st.REDUCED, st.DUPLICATE, st.GOODWILL, st.REFUND_END, st.REFUND_STAY],
        [
            "order_change",
            "duplicate",
            "product_unsatisfactory",
            "product_unsatisfactory",
            "product_unsatisfactory",
        ],
    )
    line = pl.struct(
        id=pl.format("cnli_{}", "id"),
        object=pl.lit("credit_note_line_item"),
        amount=pl.when(reduced).then("credited").otherwise(amount),
        invoice_line_item=pl.when(reduced).then("line_id").otherwise(None),
        type=pl.when(reduced)
        .then(pl.lit("invoice_line_item"))
        .otherwise(pl.lit("custom_line_item")),
    )
    refund = tokens("re_", noted["invoice"].to_numpy() + chunk * KEY_SPACE)
    # Every third gesture was first booked as a lower order, and that note voided.
    voided = (why == st.GOODWILL) & (pl.col("invoice") % 3 == 0)
    reason = pl.when(voided).then(pl.lit("order_change")).otherwise(reason)
    return noted.with_columns(
        amount.alias("note"), line.alias("line"), reason.alias("reason"), voided.alias("voided")
    ).select(
        tokens("cn_1", noted["invoice"].to_numpy() + chunk * KEY_SPACE, 22).alias("id"),
        pl.lit("credit_note").alias("object"),
        pl.col("id").alias("invoice"),
        pl.col("customer_id").alias("customer"),
        (pl.col("created") + 3 * DAY).alias("created"),
        pl.when("voided").then(pl.lit("void")).otherwise(pl.lit("issued")).alias("status"),
        "reason",
        pl.col("note").alias("amount"),
        pl.col("note").alias("total"),
        pl.col("note").alias("subtotal"),
        pl.col("cur").alias("currency"),
        pl.lit("post_payment").alias("type"),
        pl.when("voided").then(pl.col("created") + 4 * DAY).alias("voided_at"),
        pl.lit(0).alias("out_of_band_amount"),
        pl.lit(0).alias("pre_payment_amount"),
        pl.col("note").alias("post_payment_amount"),
        pl.when(refunded).then(refund).otherwise(None).alias("refund"),
        pl.struct(object=pl.lit("list"), data=pl.concat_list("line"), has_more=pl.lit(False)).alias(
            "lines"
        ),
    )
