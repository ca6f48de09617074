"""Bars: score distribution and the movements of recurring revenue."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.bridge import LOSSES, movement_name
from dashboards.components.charts.layers import MONEY, PERCENT, Layered, chart, layered
from dashboards.components.palette import Look
from dashboards.components.wording import money

CLASSES = ["Detractors (0–6)", "Passives (7–8)", "Promoters (9–10)"]
MOVEMENTS = ["new", "reactivation", "expansion", "contraction", "churn", "fx"]
COLOURS = ["#009E73", "#56B4E9", "#0072B2", "#E69F00", "#D55E00"]


def score_distribution(frame: pl.DataFrame, look: Look) -> Layered:
    """Bars of: score, share, n_responses; coloured and named by class."""
    group = (
        pl.when(pl.col("score") <= 6)
        .then(pl.lit(CLASSES[0]))
        .when(pl.col("score") <= 8)
        .then(pl.lit(CLASSES[1]))
        .otherwise(pl.lit(CLASSES[2]))
    )
    base = chart(frame.with_columns(group=group))
    colours = alt.Scale(domain=CLASSES, range=[look.bad, look.main, look.good])
    scores = alt.Scale(domain=list(range(11)))
    x = alt.X("score:O", title="Score given", scale=scores, axis=alt.Axis(labelAngle=0))
    axis = alt.Axis(labelExpr=PERCENT, tickCount=4)
    y = alt.Y("share:Q", title="Share of responses", axis=axis)
    tip = [
        alt.Tooltip("score:O", title="Score"),
        alt.Tooltip("share:Q", title="Share", format=".1%"),
        alt.Tooltip("n_responses:Q", title="Responses", format=","),
        alt.Tooltip("group:N", title="Class"),
    ]
    legend = alt.Legend(orient="top", columns=3)
    colour = alt.Color("group:N", title=None, scale=colours, legend=legend)
    return layered(
        base.marked("bar", cornerRadiusEnd=2).encode(x=x, y=y, color=colour, tooltip=tip),
        base.marked("text", dy=-7, color=look.ink, fontSize=11).encode(
            x=x, y=y, text=alt.Text("share:Q", format=".0%")
        ),
        height=290,
    )


def waterfall_history(frame: pl.DataFrame, look: Look, height: int = 300) -> Layered:
    """Monthly gains above the line, losses below it, the closing MRR in the tooltip."""
    long = _movements(frame)
    names = [movement_name(m) for m in MOVEMENTS]
    colours = alt.Scale(domain=names, range=[*COLOURS, look.neutral])
    legend = alt.Legend(orient="top", columns=3, symbolType="square")
    tip = [
        alt.Tooltip("month:N", title="Month"),
        alt.Tooltip("movement:N", title="Movement"),
        alt.Tooltip("text:N", title="Amount"),
        alt.Tooltip("closing:N", title="MRR at month-end"),
    ]
    x = alt.X(
        "month:O",
        sort=None,
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=14, ticks=False),
    )
    axis = alt.Axis(labelExpr=MONEY, tickCount=5)
    y = alt.Y("amount:Q", title="US dollars a month", axis=axis)
    colour = alt.Color("movement:N", title=None, scale=colours, legend=legend)
    zero = chart(pl.DataFrame({"at": [0.0]})).marked("rule", color=look.muted)
    return layered(
        chart(long).marked("bar").encode(x=x, y=y, color=colour, tooltip=tip),
        zero.encode(y=alt.Y("at:Q", title="US dollars a month", axis=axis)),
        height=height,
    )


def _movements(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per month and movement, losses below zero; amounts are the published ones."""
    signed = [
        (-pl.col(f"{m}_usd") if m in LOSSES else pl.col(f"{m}_usd")).cast(pl.Float64).alias(m)
        for m in MOVEMENTS
    ]
    return (
        frame.sort("month_end_date")
        .select("month_end_date", pl.col("end_usd").cast(pl.Float64), *signed)
        .unpivot(index=["month_end_date", "end_usd"], variable_name="m", value_name="amount")
        .with_columns(
            month=pl.col("month_end_date").dt.strftime("%b %Y"),
            movement=pl.col("m").map_elements(movement_name, return_dtype=pl.String),
            text=pl.col("amount").map_elements(_signed, return_dtype=pl.String),
            closing=pl.col("end_usd").map_elements(money, return_dtype=pl.String),
        )
    )


def _signed(amount: float) -> str:
    return money(amount, signed=True)
