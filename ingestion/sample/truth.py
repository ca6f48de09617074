"""The true MRR path, from planted subscription states by the definitions, not from invoices."""

from __future__ import annotations

import numpy as np
import polars as pl

from ingestion.sample import states as st
from ingestion.sample.dates import DAY
from ingestion.sample.population import Accounts
from ingestion.sample.settings import Ints, Settings
from ingestion.sample.states import States
from ingestion.sample.subscriptions import Cycles, Subscriptions

GRACE_DAYS = 31
NO_COVER = [st.SKIP_VOID, st.SKIP_UNCOLLECTIBLE, st.END_UNCOLLECTIBLE, st.END_OPEN, st.REFUND_END]


def planted_spans(
    accounts: Accounts, subs: Subscriptions, cycles: Cycles, states: States
) -> pl.DataFrame:
    """Days [starts, ends) on which a subscription is worth `rate` (hundredths per month).

    Days are whole UTC dates as epoch days. Periods that a void, uncollectible or refunded
    invoice leaves without cover are absent; the gap rule is applied later, per unit.
    """
    covered = ~np.isin(states.special, NO_COVER)
    unit = subs.unit[cycles.sub]
    inner = accounts.is_internal[np.maximum(subs.account, 0)] & (subs.account >= 0)
    covered &= ~inner[cycles.sub]
    cut = np.where(states.special == st.CANCEL_CREDIT, states.cut_at, cycles.end)
    middle = np.where(states.has_change, states.change_at, cut)
    # A draft asserts nothing yet: what the customer had before is carried on.
    rate = np.where(states.special == st.DRAFT, np.append(0, states.rate_after[:-1]), states.rate)
    first = {"starts": cycles.start, "ends": middle, "rate": rate}
    second = {"starts": middle, "ends": cut, "rate": states.rate_after}
    frames = []
    for part, rows in ((first, covered), (second, covered & states.has_change)):
        frames.append(
            pl.DataFrame(
                {
                    "unit": unit[rows],
                    "currency": subs.currency[cycles.sub][rows],
                    "starts": part["starts"][rows] // DAY,
                    "ends": part["ends"][rows] // DAY,
                    "rate": part["rate"][rows],
                }
            )
        )
    return pl.concat(frames).filter(pl.col("ends") > pl.col("starts"))


def unit_segments(spans: pl.DataFrame) -> pl.DataFrame:
    """Sweep of each unit and currency: constant total rate per segment, short gaps carried."""
    turns = pl.concat(
        [
            spans.select("unit", "currency", pl.col("starts").alias("day"), "rate"),
            spans.select("unit", "currency", pl.col("ends").alias("day"), -pl.col("rate")),
        ]
    )
    keys = ["unit", "currency"]
    levels = (
        turns.group_by(*keys, "day")
        .agg(pl.col("rate").sum())
        .sort(*keys, "day")
        .with_columns(
            pl.col("rate").cum_sum().over(keys).alias("level"),
            pl.col("day").shift(-1).over(keys).alias("ends"),
        )
        .filter(pl.col("ends").is_not_null())
    )
    # Equal neighbours belong to one run, so that a gap is measured whole.
    runs = (
        levels.with_columns(
            (pl.col("level") != pl.col("level").shift(1).over(keys))
            .fill_null(True)
            .cast(pl.Int64)
            .cum_sum()
            .over(keys)
            .alias("run")
        )
        .group_by(*keys, "run", maintain_order=True)
        .agg(pl.col("day").min().alias("starts"), pl.col("ends").max(), pl.col("level").first())
    )
    gap = (pl.col("level") == 0) & (pl.col("ends") - pl.col("starts") <= GRACE_DAYS)
    carried = pl.col("level").shift(1).over(keys)
    return runs.with_columns(
        pl.when(gap).then(carried).otherwise(pl.col("level")).alias("level")
    ).filter(pl.col("level") > 5)


def month_ends(settings: Settings) -> Ints:
    """The last day of every month, as epoch days."""
    return np.asarray(settings.month_edges[1:] // DAY - 1)


def unit_month_ends(settings: Settings, segments: pl.DataFrame) -> pl.DataFrame:
    """Native MRR (hundredths) of each unit and currency at each month-end."""
    days = month_ends(settings)
    low = np.searchsorted(days, segments["starts"].to_numpy(), side="left")
    high = np.searchsorted(days, segments["ends"].to_numpy(), side="left")
    count = np.maximum(high - low, 0)
    row = np.repeat(np.arange(len(segments)), count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return (
        segments[row]
        .select("unit", "currency", pl.col("level").alias("native"))
        .with_columns(pl.Series("month", low[row] + offset))
    )
