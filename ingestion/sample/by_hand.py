"""Accounts invoiced by hand: generic billing lines in major units, and their planted spans."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample.dates import DAY, add_months, months_between, stamp
from ingestion.sample.files import Landing
from ingestion.sample.names import CURRENCIES
from ingestion.sample.plans import (
    INTERVAL_MONTHS,
    MINOR_PER_MAJOR,
    STRIPE_COUNT,
    STRIPE_INTERVAL,
    UNIT_AMOUNTS,
    half_up,
)
from ingestion.sample.population import Accounts
from ingestion.sample.settings import Settings
from ingestion.sample.stripe_lines import text


def _money(minor: pl.Expr, per_major: pl.Expr) -> pl.Expr:
    """Minor units as decimal text in major units."""
    whole, rest = minor // per_major, minor % per_major
    cents = whole.cast(pl.String) + "." + rest.cast(pl.String).str.zfill(2)
    return pl.when(per_major == 1).then(whole.cast(pl.String)).otherwise(cents)


def write_by_hand(landing: Landing, settings: Settings, accounts: Accounts) -> pl.DataFrame:
    """Write the lines; return spans (unit, currency, starts, ends in epoch days, rate)."""
    who = np.flatnonzero(accounts.by_hand)
    months = INTERVAL_MONTHS[accounts.interval[who]]
    count = months_between(accounts.first_paid[who], settings.cutoff) // months + 2
    row = np.repeat(np.arange(len(who)), count)
    k = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    account, step = who[row], months[row]
    start = add_months(accounts.first_paid[account], k * step)
    end = add_months(accounts.first_paid[account], (k + 1) * step)
    currency, interval = accounts.currency[account], accounts.interval[account]
    unit = UNIT_AMOUNTS[accounts.tier[account], interval, currency, 0]
    seats = accounts.seats[account]
    gross = unit * seats
    off = np.where(accounts.index[account] % 2 == 0, half_up(gross * 5, 100), 0)
    per_major = MINOR_PER_MAJOR[currency]
    rate = half_up((gross - off) * (100 // per_major), step)
    number = pl.Series(accounts.index[account]).cast(pl.String)
    label = number + "-" + pl.Series(k).cast(pl.String)
    pattern = "%Y-%m-%dT%H:%M:%SZ"
    major = pl.col("per_major")
    frame = pl.DataFrame(
        {
            "line_id": "HL-" + label,
            "invoice_id": "HI-" + label,
            "customer_id": "H-" + number,
            "subscription_id": "HS-" + number,
            "account_id": accounts.ids.gather(account),
            "period_start": start,
            "period_end": end,
            "gross": gross,
            "off": off,
            "unit": unit,
            "per_major": per_major,
            "cur": currency,
            "every": interval,
            "quantity": seats,
            "invoiced_at": start,
        }
    ).filter(pl.col("invoiced_at") < settings.cutoff)
    landing.csv(
        "generic/billing_lines/by_hand.csv",
        frame.select(
            "line_id",
            "invoice_id",
            "customer_id",
            "subscription_id",
            "account_id",
            stamp("period_start", pattern),
            stamp("period_end", pattern),
            _money(pl.col("gross"), major).alias("amount"),
            _money(pl.col("off"), major).alias("discount_amount"),
            pl.lit(None, dtype=pl.String).alias("discount_duration_months"),
            pl.lit("0").alias("tax_amount"),
            text(CURRENCIES, "cur").str.to_uppercase().alias("currency"),
            text(STRIPE_INTERVAL, "every").alias("interval"),
            pl.col("every")
            .replace_strict(list(range(4)), STRIPE_COUNT, return_dtype=pl.Int64)
            .alias("interval_count"),
            "quantity",
            _money(pl.col("unit"), major).alias("unit_amount"),
            pl.lit("true").alias("is_recurring"),
            pl.lit("false").alias("is_proration"),
            pl.lit("paid").alias("invoice_status"),
            stamp("invoiced_at", pattern),
        ),
    )
    return (
        pl.DataFrame(
            {
                "unit": account,
                "currency": currency,
                "starts": start // DAY,
                "ends": end // DAY,
                "rate": rate,
                "invoiced": start,
            }
        )
        .filter(pl.col("invoiced") < settings.cutoff)
        .drop("invoiced")
    )
