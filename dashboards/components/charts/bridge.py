"""The bridge of one month's recurring revenue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt
import polars as pl

from dashboards.components.charts.layers import MONEY, Layered, chart, layered
from dashboards.components.palette import Look
from dashboards.components.wording import money, name

MOVEMENTS = ["new", "reactivation", "expansion", "contraction", "churn", "fx", "rounding"]
LOSSES = {"contraction", "churn"}


@dataclass(frozen=True)
class Step:
    """One bar, from `low` to `high` US dollars a month."""

    step: str
    low: float
    high: float
    text: str
    colour: str


def movement_name(movement: str) -> str:
    """The name of a movement, short enough for an axis."""
    return {"new": "New", "fx": "FX"}.get(movement, name(movement))


def waterfall(row: Mapping[str, Any], look: Look) -> Layered:
    """Draw one row of `mrr_waterfall`: the opening MRR, its movements, the closing MRR."""
    steps = bridge(row, look)
    frame = pl.DataFrame([asdict(step) for step in steps])
    scale = alt.Scale(domain=_limits(steps), clamp=True, nice=False, zero=False)
    x = alt.X(
        "step:N",
        sort=[step.step for step in steps],
        title=None,
        axis=alt.Axis(labelAngle=-30, labelLimit=110),
    )
    title = "MRR, US dollars a month"
    axis = alt.Axis(labelExpr=MONEY, tickCount=5)
    base = chart(frame)
    bars = base.marked("bar").encode(
        x=x,
        y=alt.Y("low:Q", title=title, scale=scale, axis=axis),
        y2=alt.Y2("high:Q"),
        color=alt.Color("colour:N", scale=None),
        tooltip=[alt.Tooltip("step:N", title="Step"), alt.Tooltip("text:N", title="Amount")],
    )
    labels = base.marked("text", dy=-8, color=look.ink, fontSize=11).encode(
        x=x, y=alt.Y("high:Q", title=title, scale=scale, axis=axis), text=alt.Text("text:N")
    )
    return layered(bars, labels, height=300)


def bridge(row: Mapping[str, Any], look: Look) -> list[Step]:
    """Where each bar starts and ends; the amounts are the published ones."""
    level = float(row["start_usd"] or 0)
    steps = [Step("Start", 0.0, level, money(level), look.neutral)]
    for movement in MOVEMENTS:
        amount = float(row[f"{movement}_usd"] or 0)
        signed = -amount if movement in LOSSES else amount
        if movement == "rounding" and abs(amount) < 0.5:
            continue
        low, high = sorted((level, level + signed))
        colour = look.bad if signed < 0 else look.good
        steps.append(Step(movement_name(movement), low, high, money(signed, signed=True), colour))
        level += signed
    end = float(row["end_usd"] or 0)
    return [*steps, Step("End", 0.0, end, money(end), look.neutral)]


def _limits(steps: list[Step]) -> list[float]:
    """Axis limits that leave the movements readable: a bridge is not read from zero."""
    bottom = min(step.low for step in steps[1:-1])
    top = max(step.high for step in steps)
    room = max(top - bottom, 0.01 * top, 1.0)
    return [max(0.0, bottom - 0.5 * room), top + 0.15 * room]
