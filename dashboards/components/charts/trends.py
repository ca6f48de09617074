"""Trends over time with interval bands."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.components.charts.intervals import NPS, Scale
from dashboards.components.charts.layers import (
    Layer,
    Layered,
    chart,
    if_solid,
    layered,
    period_axis,
)
from dashboards.components.palette import SHAPES, Look


def trend(frame: pl.DataFrame, scale: Scale, look: Look, form: str = "%b %Y") -> Layered:
    """One line of: at, label, value, lo, hi, is_solid, text; optional band_lo, band_hi.

    Hollow points rest on too few answers. The band is what the articles claim, never a result.
    """
    x = period_axis(frame, form)
    base = chart(frame).transform_filter("isValid(datum.value)")
    tip = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("text:N", title="Reads")]
    y = alt.Y("value:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    low = alt.Y("lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    fill = alt.FillValue(look.paper, condition=if_solid(look.main))
    return layered(
        *_claim(frame, x, scale, look),
        base.marked("area", opacity=0.2, color=look.main).encode(x=x, y=low, y2=alt.Y2("hi:Q")),
        base.marked("line", color=look.main, strokeWidth=2.5).encode(x=x, y=y),
        base.marked("point", size=60, strokeWidth=2, opacity=1, color=look.main).encode(
            x=x, y=y, fill=fill, tooltip=tip
        ),
        height=290,
    )


def _claim(frame: pl.DataFrame, x: alt.X, scale: Scale, look: Look) -> list[Layer]:
    """The claimed band behind the line, where the rows have one."""
    if "band_lo" not in frame.columns or frame["band_lo"].null_count() == frame.height:
        return []
    low = alt.Y("band_lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    base = chart(frame).transform_filter("isValid(datum.band_lo) && isValid(datum.band_hi)")
    drawn = base.marked("area", opacity=0.25, color=look.claim).encode(
        x=x, y=low, y2=alt.Y2("band_hi:Q")
    )
    return [drawn]


def class_trend(frame: pl.DataFrame, scale: Scale, look: Look) -> Layered:
    """One line per NPS class of: at, nps_class, class_name, label, value, lo, hi, text."""
    classes = frame["nps_class"].unique(maintain_order=True).to_list()
    names = [frame.filter(pl.col("nps_class") == c)["class_name"][0] for c in classes]
    colours = alt.Scale(domain=names, range=[look.of_class(c) for c in classes])
    shapes = alt.Scale(domain=names, range=[SHAPES[c] for c in classes])
    legend = alt.Legend(orient="top", symbolOpacity=1, symbolSize=90)
    colour = alt.Color("class_name:N", title=None, scale=colours, legend=legend)
    shape = alt.Shape("class_name:N", title=None, scale=shapes, legend=legend)
    x = period_axis(frame)
    base = chart(frame).transform_filter("isValid(datum.value)")
    y = alt.Y("value:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    low = alt.Y("lo:Q", title=scale.title, scale=scale.domain, axis=scale.axis)
    tip = [
        alt.Tooltip("class_name:N", title="Class"),
        alt.Tooltip("label:N", title="Cohort"),
        alt.Tooltip("text:N", title="Reads"),
    ]
    return layered(
        base.marked("area", opacity=0.14).encode(x=x, y=low, y2=alt.Y2("hi:Q"), color=colour),
        base.marked("line", strokeWidth=2).encode(x=x, y=y, color=colour),
        base.marked("point", size=60, filled=True, opacity=1).encode(
            x=x, y=y, color=colour, shape=shape, tooltip=tip
        ),
        height=330,
    )


def class_points(frame: pl.DataFrame, look: Look) -> Layered:
    """One account's NPS by quarter of: at, label, class_name, nps_class, value, text."""
    classes = frame.select("nps_class", "class_name").unique(maintain_order=True).to_dicts()
    names = [row["class_name"] for row in classes]
    legend = alt.Legend(orient="top", symbolOpacity=1, symbolSize=90)
    colours = alt.Scale(domain=names, range=[look.of_class(row["nps_class"]) for row in classes])
    shapes = alt.Scale(domain=names, range=[SHAPES[row["nps_class"]] for row in classes])
    x = period_axis(frame, "Q%q %Y")
    y = alt.Y("value:Q", title=NPS.title, scale=NPS.domain, axis=NPS.axis)
    base = chart(frame)
    cuts = chart(pl.DataFrame({"at": [0.0, 50.0]})).marked(
        "rule", color=look.muted, strokeDash=[3, 3]
    )
    tip = [
        alt.Tooltip("label:N", title="Quarter"),
        alt.Tooltip("class_name:N", title="Class"),
        alt.Tooltip("text:N", title="Reads"),
    ]
    return layered(
        cuts.encode(y=alt.Y("at:Q", title=NPS.title, scale=NPS.domain, axis=NPS.axis)),
        base.marked("line", color=look.muted, strokeWidth=1.5).encode(x=x, y=y),
        base.marked("point", size=90, filled=True, opacity=1).encode(
            x=x,
            y=y,
            color=alt.Color("class_name:N", title=None, scale=colours, legend=legend),
            shape=alt.Shape("class_name:N", title=None, scale=shapes, legend=legend),
            tooltip=tip,
        ),
        height=250,
    )
