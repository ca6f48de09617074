"""Trends over time with interval bands."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.intervals import Scale
from dashboards.components.charts.layers import layered
from dashboards.components.palette import SHAPES, Look

HEIGHT = 270


def trend(frame: pl.DataFrame, scale: Scale, look: Look, height: int = HEIGHT) -> alt.LayerChart:
    """One line of: at, label, value, lo, hi, is_solid, text. Hollow points: too few answers."""
    x = alt.X("at:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6))
    domain = alt.Scale(domain=[scale.low, scale.high], clamp=True, nice=False)
    axis = alt.Axis(format=scale.form, tickCount=6)
    base = alt.Chart(frame).transform_filter("isValid(datum.value)")
    tip = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("text:N", title="Reads")]
    y = alt.Y("value:Q", title=scale.title, scale=domain, axis=axis)
    band = base.mark_area(opacity=0.2, color=look.main).encode(
        x=x, y=alt.Y("lo:Q", title=scale.title, scale=domain, axis=axis), y2="hi:Q"
    )
    line = base.mark_line(color=look.main, strokeWidth=2.5).encode(x=x, y=y)
    marks = base.mark_point(size=55, strokeWidth=2, opacity=1, color=look.main).encode(
        x=x,
        y=y,
        fill=alt.condition("datum.is_solid", alt.value(look.main), alt.value(look.paper)),
        tooltip=tip,
    )
    return layered(band, line, marks, height=height)


def class_trend(frame: pl.DataFrame, scale: Scale, look: Look) -> alt.LayerChart:
    """One line per NPS class of: at, nps_class, class_name, value, lo, hi, text."""
    classes = frame["nps_class"].unique(maintain_order=True).to_list()
    names = [frame.filter(pl.col("nps_class") == c)["class_name"][0] for c in classes]
    colour = alt.Color(
        "class_name:N",
        title=None,
        scale=alt.Scale(domain=names, range=[look.of_class(c) for c in classes]),
        legend=alt.Legend(orient="top", symbolOpacity=1, columns=3),
    )
    shape = alt.Shape(
        "class_name:N", scale=alt.Scale(domain=names, range=[SHAPES[c] for c in classes])
    )
    x = alt.X("at:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6))
    domain = alt.Scale(domain=[scale.low, scale.high], clamp=True, nice=False)
    axis = alt.Axis(format=scale.form, tickCount=6)
    base = alt.Chart(frame).transform_filter("isValid(datum.value)")
    y = alt.Y("value:Q", title=scale.title, scale=domain, axis=axis)
    tip = [
        alt.Tooltip("class_name:N", title="Class"),
        alt.Tooltip("at:T", title="Cohort", format="%b %Y"),
        alt.Tooltip("text:N", title="Reads"),
    ]
    band = base.mark_area(opacity=0.12).encode(
        x=x,
        y=alt.Y("lo:Q", title=scale.title, scale=domain, axis=axis),
        y2="hi:Q",
        color=alt.Color("class_name:N", scale=colour["scale"], legend=None),
    )
    line = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour)
    marks = base.mark_point(size=60, filled=True, opacity=1).encode(
        x=x, y=y, color=colour, shape=shape, tooltip=tip
    )
    return layered(band, line, marks, height=HEIGHT + 40)
