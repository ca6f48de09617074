"""Estimates with their 95% intervals, one line each, optionally over a claimed band."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboards.components.charts.layers import layered
from dashboards.components.palette import Look

ROW_HEIGHT = 30


@dataclass(frozen=True)
class Scale:
    """What the horizontal axis shows. `form` is a d3 number format, `sign` its expression."""

    title: str
    low: float
    high: float
    form: str
    zero: float | None = None


NPS = Scale("NPS, points (−100 to +100)", -100, 100, "+d", zero=0)


def interval_chart(frame: pl.DataFrame, scale: Scale, look: Look) -> alt.LayerChart:
    """Draw rows of: label, value, lo, hi, colour, shape, is_solid, text; optional band_lo, band_hi.

    Rows keep their order. A hollow mark is an estimate from too few answers; a row without a value
    keeps its line and says why in `text`. Bands are what the articles claim.
    """
    order = frame["label"].to_list()
    rows = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=230, ticks=False, domain=False, labelPadding=8),
    )
    axis = alt.Axis(format=scale.form, tickCount=6)
    domain = alt.Scale(domain=[scale.low, scale.high], clamp=True, nice=False)
    base = alt.Chart(frame)
    layers: list[alt.Chart] = []
    if "band_lo" in frame.columns and frame["band_lo"].count():
        layers.append(_bands(base, rows, domain, scale, look))
    if scale.zero is not None:
        zero = pl.DataFrame({"at": [scale.zero]})
        layers.append(
            alt.Chart(zero).mark_rule(color=look.muted, strokeDash=[2, 3]).encode(x="at:Q")
        )
    known = base.transform_filter("isValid(datum.value)")
    colour = alt.Color("colour:N", scale=None)
    tip = [alt.Tooltip("label:N", title="Group"), alt.Tooltip("text:N", title="Reads")]
    layers += [
        base.transform_filter("isValid(datum.lo) && isValid(datum.hi)")
        .mark_rule(strokeWidth=3, strokeCap="round", opacity=0.75)
        .encode(
            x=alt.X("lo:Q", title=scale.title, scale=domain, axis=axis),
            x2="hi:Q",
            y=rows,
            color=colour,
            tooltip=tip,
        ),
        known.mark_point(size=110, strokeWidth=2, opacity=1).encode(
            x=alt.X("value:Q", title=scale.title, scale=domain, axis=axis),
            y=rows,
            color=colour,
            fill=alt.condition("datum.is_solid", colour, alt.value(look.paper)),
            shape=alt.Shape("shape:N", scale=None),
            tooltip=tip,
        ),
        base.mark_text(align="left", dx=6, color=look.ink, fontSize=12).encode(
            x=alt.datum(scale.high, scale=domain, type="quantitative"), y=rows, text="text:N"
        ),
    ]
    return layered(
        *layers,
        height=max(2, len(order)) * ROW_HEIGHT,
        padding={"right": 190, "left": 5, "top": 5},
    )


def _bands(base: alt.Chart, rows: alt.Y, domain: alt.Scale, scale: Scale, look: Look) -> alt.Chart:
    chart: alt.Chart = (
        base.transform_filter("isValid(datum.band_lo)")
        .mark_bar(opacity=0.28, color=look.claim, height=ROW_HEIGHT * 0.62)
        .encode(
            x=alt.X("band_lo:Q", scale=domain, title=scale.title),
            x2="band_hi:Q",
            y=rows,
            tooltip=[alt.Tooltip("band_text:N", title="Claimed by the articles")],
        )
    )
    return chart
