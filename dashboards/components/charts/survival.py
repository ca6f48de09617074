"""The share still waiting, hour by hour (Kaplan–Meier), with its band and its marks."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboards.components.charts.layers import PERCENT, Layer, Layered, chart, layered
from dashboards.components.palette import Look

DAYS = "datum.value % 24 ? datum.value + ' h' : datum.value / 24 + ' d'"


@dataclass(frozen=True)
class Mark:
    """A moment worth a line: its hour, and what it is."""

    hours: float
    text: str


def survival_curve(frame: pl.DataFrame, marks: list[Mark], end: float, look: Look) -> Layered:
    """Steps of: hours, survival, survival_lo, survival_hi, text, up to `end` hours."""
    scale = alt.Scale(domain=[0, end], nice=False)
    step = next(s for s in (24, 72, 168, 336, 720) if end / s <= 8 or s == 720)
    values = [step * i for i in range(int(end // step) + 1)]
    axis = alt.Axis(labelExpr=DAYS, values=values, grid=False)
    x = alt.X("hours:Q", title="Time since the answer", scale=scale, axis=axis)
    shares = alt.Scale(domain=[0, 1], nice=False)
    title = "Still without outreach"
    y_axis = alt.Axis(labelExpr=PERCENT, tickCount=5)
    y = alt.Y("survival:Q", title=title, scale=shares, axis=y_axis)
    low = alt.Y("survival_lo:Q", title=title, scale=shares, axis=y_axis)
    base = chart(_up_to(frame, end))
    tip = [
        alt.Tooltip("hours:Q", title="Hours since the answer", format=",.0f"),
        alt.Tooltip("text:N", title="Still without outreach"),
    ]
    band = base.transform_filter("isValid(datum.survival_lo) && isValid(datum.survival_hi)")
    return layered(
        band.marked("area", interpolate="step-after", opacity=0.2, color=look.main).encode(
            x=x, y=low, y2=alt.Y2("survival_hi:Q")
        ),
        base.marked("line", interpolate="step-after", color=look.main, strokeWidth=2.5).encode(
            x=x, y=y
        ),
        base.marked("point", size=24, filled=True, opacity=0, color=look.main).encode(
            x=x, y=y, tooltip=tip
        ),
        *_lines([mark for mark in marks if mark.hours <= end], x, end, look),
        height=330,
    )


def _up_to(frame: pl.DataFrame, end: float) -> pl.DataFrame:
    """The steps within the chart, the last one carried to its edge."""
    kept = frame.filter(pl.col("hours") <= end)
    return pl.concat([kept, kept.tail(1).with_columns(hours=pl.lit(float(end)))])


def _lines(marks: list[Mark], x: alt.X, end: float, look: Look) -> list[Layer]:
    if not marks:
        return []
    rows = pl.DataFrame(
        {
            "hours": [float(mark.hours) for mark in marks],
            "text": [mark.text for mark in marks],
        }
    )
    base = chart(rows)
    drawn: list[Layer] = [
        base.marked("rule", color=look.muted, strokeDash=[4, 3]).encode(
            x=x, tooltip=[alt.Tooltip("text:N")]
        )
    ]
    drawn += [
        chart(rows[place : place + 1])
        .marked(
            "text",
            align="right" if marks[place].hours > 0.6 * end else "left",
            baseline="top",
            dx=-5 if marks[place].hours > 0.6 * end else 5,
            dy=4,
            color=look.ink,
            fontSize=11,
        )
        .encode(x=x, y=alt.value(14 * place), text=alt.Text("text:N"))
        for place in range(rows.height)
    ]
    return drawn
