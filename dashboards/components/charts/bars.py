"""Bars: score distribution and the movements of recurring revenue."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.bridge import LOSSES, movement_name
from dashboards.components.charts.layers import layered
from dashboards.components.palette import Look
from dashboards.components.wording import money

SMALL_MOVEMENTS = ["new", "reactivation", "expansion", "contraction", "churn", "fx"]


def score_distribution(frame: pl.DataFrame, look: Look) -> alt.LayerChart:
    """Bars of: score, share, n_responses; coloured and named by class."""
    names = ["Detractors (0–6)", "Passives (7–8)", "Promoters (9–10)"]
    classes = (
        pl.when(pl.col("score") <= 6)
        .then(pl.lit(names[0]))
        .when(pl.col("score") <= 8)
        .then(pl.lit(names[1]))
        .otherwise(pl.lit(names[2]))
    )
    base = alt.Chart(frame.with_columns(group=classes))
    x = alt.X("score:O", title="Score given", axis=alt.Axis(labelAngle=0))
    y = alt.Y("share:Q", title="Share of responses", axis=alt.Axis(format=".0%", tickCount=4))
    colours = alt.Scale(domain=names, range=[look.bad, look.main, look.good])
    tip = [
        alt.Tooltip("score:O", title="Score"),
        alt.Tooltip("share:Q", title="Share", format=".1%"),
        alt.Tooltip("n_responses:Q", title="Responses", format=","),
        alt.Tooltip("group:N", title="Class"),
    ]
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        x=x,
        y=y,
        color=alt.Color(
            "group:N", title=None, scale=colours, legend=alt.Legend(orient="top", columns=3)
        ),
        tooltip=tip,
    )
    labels = base.mark_text(dy=-7, color=look.ink, fontSize=11).encode(
        x=x, y=y, text=alt.Text("share:Q", format=".0%")
    )
    return layered(bars, labels, height=260)


def waterfall_history(frame: pl.DataFrame, look: Look, height: int = 260) -> alt.LayerChart:
    """Monthly gains above the line, losses below it, the closing MRR in the tooltip."""
    signed = [
        (-pl.col(f"{m}_usd") if m in LOSSES else pl.col(f"{m}_usd")).cast(pl.Float64).alias(m)
        for m in SMALL_MOVEMENTS
    ]
    long = (
        frame.select("month_end_date", pl.col("end_usd").cast(pl.Float64), *signed)
        .unpivot(index=["month_end_date", "end_usd"], variable_name="m", value_name="amount")
        .with_columns(
            movement=pl.col("m").map_elements(movement_name, return_dtype=pl.String),
            text=pl.col("amount").map_elements(_signed, return_dtype=pl.String),
            closing=pl.col("end_usd").map_elements(money, return_dtype=pl.String),
        )
    )
    colours = ["#009E73", "#56B4E9", "#0072B2", "#E69F00", "#D55E00", look.neutral]
    bars = alt.Chart(long).mark_bar().encode(
        x=alt.X(
            "yearmonth(month_end_date):T",
            title=None,
            axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6),
        ),
        y=alt.Y("amount:Q", title="US dollars a month", axis=alt.Axis(format="$,.2s")),
        color=alt.Color(
            "movement:N",
            title=None,
            scale=alt.Scale(domain=[movement_name(m) for m in SMALL_MOVEMENTS], range=colours),
            legend=alt.Legend(orient="top", columns=3),
        ),
        tooltip=[
            alt.Tooltip("month_end_date:T", title="Month", format="%b %Y"),
            alt.Tooltip("movement:N", title="Movement"),
            alt.Tooltip("text:N", title="Amount"),
            alt.Tooltip("closing:N", title="MRR at month-end"),
        ],
    )  # fmt: skip
    zero = alt.Chart(pl.DataFrame({"at": [0.0]})).mark_rule(color=look.muted).encode(y="at:Q")
    return layered(bars, zero, height=height)


def _signed(amount: float) -> str:
    return money(amount, signed=True)
